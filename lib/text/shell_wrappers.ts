/**
 * Finds what a command runs inside wrappers such as `sudo`, in containers and on other machines.
 *
 * @module
 */
import { isOneOf } from "./word_list.ts";
import { shellWord } from "./shell_word.ts";

/** Wrappers: they run what follows them and its options. */
const WRAPPERS =
  " sudo doas env time nice ionice nohup command exec builtin setsid stdbuf unbuffer chronic caffeinate xvfb-run " +
  "cross-env busybox bunx npx pnpx uvx pipx noglob nocorrect ";
/** Wrappers that have a word of their own before what they run: `uv run pytest`. */
const RUN_WORDS = " run exec x dlx -c -- with tool " as const;
const RUNNING =
  " uv poetry pipenv pdm hatch rye bundle pnpm yarn bun npm mise rtx asdf direnv doppler op nix devbox " +
  "dotenv dotenvx aws-vault teller chamber conda micromamba pixi volta fnm nvm corepack ";
/** Options that are followed by a value, of wrappers, containers and ssh. */
const VALUED =
  " -u -g -n -e -w -p -i -o -l -F -J -C -f --user --env --workdir --file --project-name --with " +
  "--python --package --directory --project --profile --env-file -P --group --extra --index ";
const SHELLS = " sh bash zsh dash ksh ash ";
const CONTAINERS = " docker podman docker-compose nerdctl ";

/**
 * Finds the command whose output an assignment takes: `out=$(npm test)`.
 *
 * @param words The words of a command.
 * @returns That command line; "" where there is none.
 */
export function findCaptured(words: readonly string[]): string {
  if (words.length !== 1) return "";
  const [, command = ""] = /^[A-Za-z_]\w*=\$\(([\s\S]*)\)$/.exec(words[0] ?? "") ?? [];
  return command;
}

/**
 * Finds the command line that a program is given to run: `sh -c`, a container's, another machine's.
 *
 * @param words The words of a command, without wrappers.
 * @returns The command line; `undefined` where there is none.
 */
export function scriptOf(words: readonly string[]): string | undefined {
  const [path = "", ...rest] = words;
  const program = nameIn(path);
  if (isOneOf(SHELLS, program)) {
    const flag = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
    return flag < 0 ? undefined : rest[flag + 1];
  }
  if (program === "ssh") return withoutOptions(rest).slice(1).join(" ") || undefined;
  if (program === "nix-shell") return rest[rest.indexOf("--run") + 1];
  if (!isOneOf(CONTAINERS, program) && program !== "kubectl") return undefined;
  const verb = rest.findIndex((word) => word === "exec" || word === "run");
  if (verb < 0) return undefined;
  const inside = rest.slice(verb + 1);
  const divider = inside.indexOf("--");
  const command = divider >= 0 ? inside.slice(divider + 1) : withoutOptions(inside).slice(1);
  return command.length === 0 ? undefined : command.map(shellWord).join(" ");
}

function withoutOptions(words: readonly string[]): readonly string[] {
  let at = 0;
  while (at < words.length && words[at]?.startsWith("-") === true) {
    at += isOneOf(VALUED, words[at] ?? "") ? 2 : 1;
  }
  return words.slice(at);
}

/**
 * Takes off what only runs something else.
 *
 * @param words The words of a command.
 * @returns The words from the program on; empty where there is none.
 */
export function withoutWrappers(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let depth = 0; depth < 8; depth++) {
    const next = withoutWrapper(rest);
    if (next === rest) return rest;
    rest = next;
  }
  return rest;
}

function withoutWrapper(words: readonly string[]): readonly string[] {
  const [first = "", second = ""] = words;
  const program = nameIn(first);
  if (/^[A-Za-z_][A-Za-z0-9_]*\+?=/.test(first)) return words.slice(1);
  if (isOneOf(WRAPPERS, program)) return withoutOptions(words.slice(1));
  if (program === "timeout" || program === "flock" || program === "gtimeout") {
    const argument = words.findIndex((word, index) =>
      index > 0 && !word.startsWith("-") && !/^-[ks]$/.test(words[index - 1] ?? "")
    );
    return argument < 0 ? words : words.slice(argument + 1);
  }
  if (/^python[\d.]*$/.test(program) && second === "-m") return words.slice(2);
  if (!isOneOf(RUNNING, program)) return words;
  const at = words.findIndex((word, index) => index > 0 && index < 4 && isOneOf(RUN_WORDS, word));
  if (at < 0) return words;
  const word = words[at] ?? "";
  // A package manager's `run` starts a script of the project, which has a name of its own.
  if (isOneOf(" npm pnpm yarn bun ", program) && (word === "run" || word === "--")) return words;
  const inside = withoutOptions(words.slice(at + 1));
  const divider = inside.indexOf("--");
  const command = divider >= 0 && divider < 3 ? inside.slice(divider + 1) : inside;
  return command.length === 0 ? words : command;
}

/**
 * Names the program of a command.
 *
 * @param words The words of a command.
 * @returns Its name, without folder and wrappers; "" where there is none.
 */
export function programOf(words: readonly string[]): string {
  return nameIn(withoutWrappers(words)[0] ?? "");
}

/**
 * Takes the folder off a path.
 *
 * @param path The path.
 * @returns Its last part.
 */
export function nameIn(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
