/**
 * A command's usage in one line, from its row.
 *
 * @module
 */
import type { CommandRow, OperandRow, OptionRow } from "../table.ts";

/**
 * Writes a command's usage.
 *
 * @param row The command.
 * @returns What is typed after its name, such as `RULE... [--path GLOB] [--user|--repo]`.
 */
export function usageOf({ operands, options }: Pick<CommandRow, "operands" | "options">): string {
  return [...operands.map(operandUsage), ...groupsOf(options).map(groupUsage)].join(" ");
}

/**
 * Writes an option as it is typed.
 *
 * @param option The option.
 * @returns Such as `--html FILE`.
 */
export function optionUsage({ name, value }: OptionRow): string {
  return `--${name}${value === undefined ? "" : ` ${value}`}`;
}

function operandUsage({ name, count }: OperandRow): string {
  const shown = name.includes("|") && /[^a-z|]/.test(name) ? `<${name}>` : name;
  if (count === "one") return shown;
  return count === "some" ? `${shown}...` : `[${shown}]`;
}

function groupsOf(options: readonly OptionRow[]): readonly (readonly OptionRow[])[] {
  const groups = new Map<string, OptionRow[]>();
  for (const option of options) {
    const key = option.group ?? `--${option.name}`;
    groups.set(key, [...groups.get(key) ?? [], option]);
  }
  return [...groups.values()];
}

function groupUsage(options: readonly OptionRow[]): string {
  const texts = options.map((option) =>
    (option.letter === undefined ? "" : `-${option.letter}|`) + optionUsage(option)
  );
  return `[${texts.join("|")}]`;
}
