/**
 * What can be typed after `fasthook`, read from the table of commands.
 *
 * @module
 */
import { COMMANDS, type OperandRow, type OptionRow } from "../table.ts";

/** What may be typed in a place. */
export interface Choices {
  /** The words that fit. */
  readonly words: readonly string[];
  /** Whether names of files and folders fit. */
  readonly files: boolean;
  /** Whether ids of rules fit: the shell asks `fasthook rules --ids` for them. */
  readonly rules?: true;
}

/** One option. */
export interface CompletedOption {
  /** The name without the dashes. */
  readonly name: string;
  /** What it does. */
  readonly does: string;
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

const HELP: CompletedOption = { name: "help", does: "show this help", value: undefined };

/** Options of the program itself. */
export const OWN_OPTIONS: readonly CompletedOption[] = [
  { name: "reply", does: "how to give feedback", value: { words: ["stderr", "context"], files: false } },
  HELP,
  { name: "version", does: "show the version", value: undefined },
];

/** Prints the ids of rules, for shells that complete them. */
export const LIST_RULES = "fasthook rules --ids 2>/dev/null";

/**
 * Reads the table of commands.
 *
 * @returns All commands in the order of the table.
 */
export function listCommands(): readonly CompletedCommand[] {
  return COMMANDS.map(({ name, summary, options, operands }) => ({
    name,
    summary,
    options: [...options.map(completedOption), HELP],
    operands: operandChoices(operands),
  }));
}

function completedOption({ name, does, value }: OptionRow): CompletedOption {
  if (value === undefined) return { name, does, value: undefined };
  return { name, does, value: { words: wordsOf(value), files: /^(?:FILE|COMMAND)$/.test(value) } };
}

function operandChoices(operands: readonly OperandRow[]): Choices {
  const completes = operands.map(({ completes }) => completes);
  return {
    words: completes.includes("commands")
      ? COMMANDS.map(({ name }) => name)
      : operands.filter(({ completes }) => completes !== "files").flatMap(({ name }) => wordsOf(name)),
    files: completes.includes("files"),
    ...(completes.includes("rules") && { rules: true }),
  };
}

/** The choices of a name such as `bash|zsh`; `RULE` of `test|RULE` is none. */
function wordsOf(name: string): readonly string[] {
  return name.split("|").filter((word) => /^[a-z]+$/.test(word));
}
