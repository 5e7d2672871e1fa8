/**
 * Completions for Bash, also for the 3.2 that macOS has.
 *
 * @module
 */
import { type Choices, type CompletedOption, LIST_RULES, listCommands, OWN_OPTIONS } from "./model.ts";

/**
 * Writes the script.
 *
 * @returns Text for `source`.
 */
export function bashCompletions(): string {
  const commands = listCommands();
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ name: option, value }) =>
      value === undefined ? [] : [`    "${name} --${option}") ${assignments(value)} ;;`]
    )
  );
  const rest = commands.map(({ name, options, operands }) =>
    `    ${name}) ${assignments(withOptions(options, operands))} ;;`
  );
  const first = withOptions(OWN_OPTIONS, { words: commands.map(({ name }) => name), files: false });
  return `# Completions for fasthook: source this file, or: source <(fasthook completions bash)
_fasthook() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} words='' files=''
  # Bash cuts --reply=context into three words.
  if [ "$cur" = "=" ]; then
    cur=''
  elif [ "$prev" = "=" ]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case "\${COMP_WORDS[1]} $prev" in
${values.join("\n")}
    "--reply --reply") ${assignments(OWN_OPTIONS[0]?.value ?? NOTHING)} ;;
    *)
      if [ "$COMP_CWORD" -eq 1 ]; then
        ${assignments(first)}
      else
        case \${COMP_WORDS[1]} in
${rest.map((line) => `      ${line}`).join("\n")}
        esac
      fi
      ;;
  esac
  COMPREPLY=()
  local word
  # One a line: a name may hold blanks.
  while IFS= read -r word; do
    [ -n "$word" ] && COMPREPLY+=("$word")
  done < <(compgen -W "$words" -- "$cur"; [ -n "$files" ] && compgen -f -- "$cur")
  [ -n "$files" ] && compopt -o filenames 2>/dev/null
  return 0
}
complete -F _fasthook fasthook
`;
}

const NOTHING: Choices = { words: [], files: false };

function assignments({ words, files, rules }: Choices): string {
  const listed = rules === undefined ? "" : `"$(${LIST_RULES}) "`;
  return `words=${listed}'${words.join(" ")}'${files ? " files=1" : ""}`;
}

function withOptions(options: readonly CompletedOption[], { words, ...rest }: Choices): Choices {
  return { ...rest, words: [...words, ...options.map(({ name }) => `--${name}`)] };
}
