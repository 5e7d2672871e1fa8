/**
 * Says what a command line runs: which programs, which of their exit codes are lost, and whose output can be seen.
 *
 * @module
 */
import { isOneOf } from "./shell.ts";
import { type Item, parseShellTree, type Stage } from "./shell_tree.ts";

/** One program that a command line runs. */
export interface Run {
  /** The program's name, without folder and wrappers, such as `pytest`. */
  readonly program: string;
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** The command as it was written, up to the first `|`. */
  readonly source: string;
  /** Whether its exit code decides that of the whole command, is used or printed by the command, or is hidden. */
  readonly exit: "kept" | "shown" | "hidden";
  /** What hides its exit code, such as `| tail` or `; ls`; "" where it is not hidden. */
  readonly hiddenBy: string;
  /** Whether its output can be seen. */
  readonly isShown: boolean;
  /** What its output goes through before it is seen, such as `tail -5`. */
  readonly filters: readonly Filter[];
}

/** A program that shows a part of what it reads. */
export interface Filter {
  /** Its name. */
  readonly program: string;
  /** The program and its arguments. */
  readonly words: readonly string[];
}

/** What becomes of an exit code. */
type Fate = Pick<Run, "exit" | "hiddenBy">;

/** How what is around a pipeline treats its exit code and its output. */
interface Around extends Fate {
  readonly isShown: boolean;
  readonly filters: readonly Filter[];
  readonly isErrexit: boolean;
  readonly isPipefail: boolean;
  readonly depth: number;
}

const MAX_DEPTH = 5;

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

/** Programs that show what they read, or a part of it. */
const FILTERS =
  " tail head grep egrep fgrep rg ag sed awk gawk cut tee cat bat less more sort uniq tr fold nl column " +
  "rev tac ts pr fmt expand colrm perl strings ";
/** Commands that say something of their own where a failure is caught. */
const ANNOUNCING = " echo printf say die fail abort error warn notify ";

/**
 * Reads a command line.
 *
 * @param source The command line; only its first 16,384 units are read.
 * @returns The programs that it runs, in order; those in `sh -c`, in containers and on other machines as well.
 */
export function runsOf(source: string): Run[] {
  return runsIn(parseShellTree(source), {
    ...KEPT,
    isShown: true,
    filters: [],
    isErrexit: false,
    isPipefail: false,
    depth: 0,
  });
}

function runsIn(items: readonly Item[], around: Around): Run[] {
  const options = items.flatMap(({ stages }) => stages).map(({ words }) => words).filter(([program]) =>
    program === "set" || program === "setopt"
  ).flat().join(" ").toLowerCase().replaceAll("_", "");
  const inside = {
    ...around,
    isErrexit: around.isErrexit || /(?:^|\s)-[a-z]*e|errexit/.test(options),
    isPipefail: around.isPipefail || options.includes("pipefail"),
  };
  return items.flatMap((item, index) => runsOfItem(items, index, { ...inside, item }));
}

function runsOfItem(
  items: readonly Item[],
  index: number,
  around: Around & { readonly item: Item },
): Run[] {
  const { item: { stages, isAsked }, isPipefail } = around;
  const fate = isAsked ? SHOWN : fateOf(items, index, around);
  const follower = items[index + 1];
  // `${PIPESTATUS[0]}` speaks of all of them.
  const isPipeShown = isAsked || usesStatus(follower, /PIPESTATUS|pipestatus/);
  return stages.flatMap((stage, place) => {
    const rest = stages.slice(place + 1);
    const isLast = rest.length === 0;
    const own = isPipeShown ? SHOWN : isLast || isPipefail ? fate : hidden(`| ${nameOf(rest[0])}`);
    const seen = seenThrough(stage, rest, around);
    const inFile = seen.isShown ? undefined : shownLater(stage, items.slice(index + 1));
    return runsOfStage(stage, {
      ...around,
      ...own,
      isShown: seen.isShown || inFile !== undefined,
      filters: [...inFile ?? seen.filters, ...around.filters],
    });
  });
}

const KEPT: Fate = { exit: "kept", hiddenBy: "" };
const SHOWN: Fate = { exit: "shown", hiddenBy: "" };

function hidden(hiddenBy: string): Fate {
  return { exit: "hidden", hiddenBy };
}

/** What becomes of the exit code of a pipeline. */
function fateOf(items: readonly Item[], index: number, { isErrexit, exit, hiddenBy }: Around): Fate {
  // "a && b" is lost where the chain is: "a && b; c" hides both.
  let at = index;
  while (items[at]?.next === "&&" && at + 1 < items.length) at++;
  const next = items[at]?.next ?? "";
  const follower = items[at + 1];
  if (follower === undefined) return next === "&" ? hidden("&") : { exit, hiddenBy };
  const by = hidden(`${next} ${nameOf(follower.stages[0])}`);
  if (next === "||") return caught(follower) ?? by;
  if (next === "&") {
    return items.slice(at + 1).some(({ stages }) => stages[0]?.words[0] === "wait") ? SHOWN : hidden("&");
  }
  if (isErrexit) return KEPT;
  if (usesStatus(follower, /\$(?:\{?\?|status\b|\{status|LASTEXITCODE)|PIPESTATUS|pipestatus/)) return SHOWN;
  // fish's own form of `||`.
  return nameOf(follower.stages[0]) === "or" ? caught(follower) ?? by : by;
}

function usesStatus(item: Item | undefined, pattern: RegExp): boolean {
  return item?.stages.some(({ source }) => pattern.test(source)) === true;
}

/** What becomes of an exit code that something catches; `undefined` where it is lost. */
function caught({ stages }: Item): Fate | undefined {
  const stage = stages.at(-1);
  if (stage?.group !== undefined) {
    const last = stage.group.at(-1);
    return last && caught(last);
  }
  const words = stage?.words.filter((word) => word !== "or") ?? [];
  const [program = "", argument = "1"] = words;
  if (program === "false") return KEPT;
  if (program === "exit" || program === "return") return argument === "0" ? undefined : KEPT;
  return isOneOf(ANNOUNCING, program) && words.length > 1 ? SHOWN : undefined;
}

/** Whether a stage's output can be seen after the stages that follow it, and through which filters. */
function seenThrough(
  { words }: Stage,
  rest: readonly Stage[],
  around: Around,
): { readonly isShown: boolean; readonly filters: readonly Filter[] } {
  const isMerged = words.some((word) => word === "2>&1" || word.startsWith("&>")) || rest[0] === undefined;
  const filters = rest.map(({ words }) => ({ program: baseName(words[0] ?? ""), words }));
  const isPassed = filters.every(({ program }) => isOneOf(FILTERS, program)) && rest.every(isPrinted);
  // Without `2>&1` the error output goes past the pipe.
  const isShown = around.isShown && isPrinted({ words }) && (isPassed || !isMerged);
  return { isShown, filters: isPassed ? filters : [] };
}

/** Whether a stage prints: its output does not go into a file. */
function isPrinted({ words }: Pick<Stage, "words">): boolean {
  return targetOf(words) === "" || words[0] === "tee";
}

/** The file that a command's output goes into; "" for none. */
function targetOf(words: readonly string[]): string {
  for (const [index, word] of words.entries()) {
    const [, file] = /^(?:1|&)?>>?\|?([^&].*)?$/.exec(word) ?? [];
    if (file !== undefined) return file;
    if (/^(?:1|&)?>>?\|?$/.test(word)) return words[index + 1] ?? "";
  }
  return "";
}

/** Where the output of a stage went into a file that a later command shows: what it goes through then. */
function shownLater({ words }: Stage, later: readonly Item[]): readonly Filter[] | undefined {
  const file = targetOf(words);
  if (file === "" || file === "/dev/null") return undefined;
  for (const stage of later.flatMap(({ stages }) => stages.flatMap(flat))) {
    if (!stage.words.slice(1).includes(file) || targetOf(stage.words) !== "") continue;
    if (isOneOf(FILTERS, stage.words[0] ?? "")) {
      return [{ program: baseName(stage.words[0] ?? ""), words: stage.words }];
    }
  }
  return undefined;
}

function flat(stage: Stage): Stage[] {
  return stage.group === undefined ? [stage] : stage.group.flatMap(({ stages }) => stages.flatMap(flat));
}

function runsOfStage(stage: Stage, around: Around): Run[] {
  if (around.depth > MAX_DEPTH) return [];
  const deeper = { ...around, depth: around.depth + 1 };
  if (stage.group !== undefined) return runsIn(stage.group, deeper);
  const captured = capturedBy(stage.words);
  if (captured !== "") return runsIn(parseShellTree(captured), deeper);
  const words = unwrapped(stage.words);
  const [program = ""] = words;
  if (program === "") return [];
  const script = scriptOf(words);
  const run: Run = {
    program: baseName(program),
    words: [baseName(program), ...words.slice(1)],
    source: withoutMerge(stage.source),
    exit: around.exit,
    hiddenBy: around.hiddenBy,
    isShown: around.isShown,
    filters: around.filters,
  };
  if (script === undefined) return [run];
  return [run, ...runsIn(parseShellTree(script), { ...deeper, isErrexit: around.isErrexit })];
}

/** The command whose output an assignment takes: `out=$(npm test)`. */
function capturedBy(words: readonly string[]): string {
  if (words.length !== 1) return "";
  const [, command = ""] = /^[A-Za-z_]\w*=\$\(([\s\S]*)\)$/.exec(words[0] ?? "") ?? [];
  return command;
}

/** A command line that a program is given to run: `sh -c`, a container's, another machine's. */
function scriptOf(words: readonly string[]): string | undefined {
  const [path = "", ...rest] = words;
  const program = baseName(path);
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
  return command.length === 0 ? undefined : command.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function withoutOptions(words: readonly string[]): readonly string[] {
  let at = 0;
  while (at < words.length && words[at]?.startsWith("-") === true) {
    at += isOneOf(VALUED, words[at] ?? "") ? 2 : 1;
  }
  return words.slice(at);
}

/** Takes off what only runs something else. */
function unwrapped(words: readonly string[]): readonly string[] {
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
  const program = baseName(first);
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

function nameOf(stage: Stage | undefined): string {
  if (stage?.group !== undefined) return nameOf(stage.group[0]?.stages[0]);
  return baseName(unwrapped(stage?.words ?? [])[0] ?? "");
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function withoutMerge(source: string): string {
  return source.replace(/\s*(?:2>&1|&>\s*\S+|1?>>?\s*[^&\s]\S*)\s*/g, " ").trim();
}
