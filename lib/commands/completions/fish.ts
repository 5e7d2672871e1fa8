/**
 * Completions for fish.
 *
 * @module
 */
import {
  type Choices,
  type CompletedCommand,
  type CompletedOption,
  LIST_RULES,
  listCommands,
  OWN_OPTIONS,
} from "./model.ts";

const NO_COMMAND = "not __fish_seen_subcommand_from";

/**
 * Writes the script.
 *
 * @returns Text for `source`, or for a file in fish's folder `completions`.
 */
export function fishCompletions(): string {
  const commands = listCommands();
  const none = quote(`${NO_COMMAND} ${commands.map(({ name }) => name).join(" ")}`);
  return [
    "# Completions for fasthook: fasthook completions fish | source",
    "complete -c fasthook -f",
    ...OWN_OPTIONS.map((option) => `complete -c fasthook -n ${none} ${optionWords(option)}`),
    ...commands.map(({ name, summary }) => `complete -c fasthook -n ${none} -a ${name} -d ${quote(summary)}`),
    ...commands.flatMap(commandLines),
  ].map((line) => `${line}\n`).join("");
}

function commandLines({ name, options, operands }: CompletedCommand): readonly string[] {
  const seen = `complete -c fasthook -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    ...options.map((option) => `${seen} ${optionWords(option)}`),
    ...(operands.words.length > 0 ? [`${seen} -a ${quote(operands.words.join(" "))}`] : []),
    ...(operands.rules ? [`${seen} -a ${quote(`(${LIST_RULES})`)}`] : []),
    ...(operands.files ? [`${seen} -F`] : []),
  ];
}

function optionWords({ name, does, value }: CompletedOption): string {
  return `-l ${name} -d ${quote(does)}${value === undefined ? "" : valueWords(value)}`;
}

function valueWords({ words, files }: Choices): string {
  if (words.length > 0) return ` -x -a ${quote(words.join(" "))}`;
  return files ? " -r -F" : " -x";
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
