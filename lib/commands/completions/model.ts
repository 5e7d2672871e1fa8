/**
 * What can be typed after `fasthook`, read from the table of commands.
 *
 * @module
 */
import { parseUsage } from "../shared/options.ts";
import { COMMANDS } from "../table.ts";

/** What may be typed in a place. */
export interface Choices {
  /** The words that fit. */
  readonly words: readonly string[];
  /** Whether names of files and folders fit. */
  readonly files: boolean;
}

/** One option. */
export interface CompletedOption {
  /** The name without the dashes. */
  readonly name: string;
  /** Its value; `undefined` for an option without one. */
  readonly value: Choices | undefined;
}

/** One command. */
export interface CompletedCommand {
  /** Its name. */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly summary: string;
  /** Its options. */
  readonly options: readonly CompletedOption[];
  /** Its other arguments. */
  readonly operands: Choices;
}

/** Options of the program itself. */
export const OWN_OPTIONS: readonly CompletedOption[] = [
  { name: "reply", value: { words: ["stderr", "context"], files: false } },
  { name: "help", value: undefined },
  { name: "version", value: undefined },
];

/** Names of values and operands that are files. */
const FILE = /FILE|PATH|COMMAND$|\.json/;

/**
 * Reads the table of commands.
 *
 * @returns All commands in the order of the table.
 */
export function completedCommands(): readonly CompletedCommand[] {
  return COMMANDS.map(({ name, summary, usage }) => {
    const { options, operands } = parseUsage(usage);
    return {
      name,
      summary,
      options: [...options.map(({ name, value }) => ({ name, value: valueChoices(value) })), HELP],
      operands: operandChoices(operands),
    };
  });
}

const HELP: CompletedOption = { name: "help", value: undefined };

function valueChoices(value: string): Choices | undefined {
  if (value === "") return undefined;
  return { words: value.includes("|") ? value.split("|") : [], files: FILE.test(value) };
}

function operandChoices(operands: readonly string[]): Choices {
  const names = operands.flatMap((operand) => operand.replace(/[[\]<>]|\.\.\.$/g, "").split("|"));
  const isCommand = names.includes("COMMAND");
  return {
    words: isCommand
      ? COMMANDS.map(({ name }) => name)
      : names.filter((name) => /^[a-z]+$/.test(name) && name !== "folder"),
    files: !isCommand && names.some((name) => FILE.test(name)),
  };
}
