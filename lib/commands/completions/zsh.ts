/**
 * Completions for zsh.
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

/**
 * Writes the script.
 *
 * @returns Text for a file `_fasthook` in a folder of `fpath`, or for `source` after `compinit`.
 */
export function zshCompletions(): string {
  const commands = listCommands();
  const described = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  return `#compdef fasthook
# Completions for fasthook: save as _fasthook in a folder of fpath, or: source <(fasthook completions zsh)
_fasthook() {
  local -a commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    _arguments ${OWN_OPTIONS.map(optionSpec).join(" ")}
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join("\n")}
  esac
}
if [[ $funcstack[1] == _fasthook ]]; then
  _fasthook "$@"
else
  compdef _fasthook fasthook
fi
`;
}

function commandCase({ name, options, operands }: CompletedCommand): string {
  const specs = [...options.map(optionSpec), ...operandSpec(operands)];
  return `    ${name}) _arguments ${specs.join(" ")} ;;`;
}

function optionSpec({ name, does, value }: CompletedOption): string {
  const described = `[${does.replace(/[[\]\\]/g, "\\$&")}]`;
  return quote(
    value === undefined ? `--${name}${described}` : `--${name}=${described}:value:${action(value)}`,
  );
}

function operandSpec(operands: Choices): readonly string[] {
  if (operands.words.length === 0 && !operands.files && !operands.rules) return [];
  return [quote(`*:argument:${action(operands)}`)];
}

function action({ words, files, rules }: Choices): string {
  if (rules) return `($(${LIST_RULES}))`;
  if (words.length > 0) return `(${words.join(" ")})`;
  return files ? "_files" : " ";
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
