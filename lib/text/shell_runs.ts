/**
 * Says what a command line runs: which programs, which of their exit codes are lost, and whose output can be seen.
 *
 * @module
 */
import { type Item, parseShellTree, pipelinesOf, type Stage } from "./shell_tree.ts";
import { findCaptured, nameIn, programOf, scriptOf, withoutWrappers } from "./shell_wrappers.ts";
import { isPrinted, logOf, targetOf } from "./output_files.ts";
import { isOneOf } from "./word_list.ts";

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
  /** The file that keeps all of its output; "" for none. */
  readonly log: string;
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
  readonly log: string;
  readonly isErrexit: boolean;
  readonly isPipefail: boolean;
  readonly depth: number;
}

const MAX_DEPTH = 5;
/** Options with which a shell ends where something fails. */
const ERREXIT = /(?:^|\s)-[a-z]*e|errexit/;

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
    log: "",
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
    isErrexit: around.isErrexit || ERREXIT.test(options),
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
    const own = isPipeShown ? SHOWN : isLast || isPipefail ? fate : hideBy(`| ${nameOf(rest[0])}`);
    const seen = seenThrough(stage, rest, around);
    const inFile = seen.isShown ? undefined : shownLater(stage, items.slice(index + 1));
    return runsOfStage(stage, {
      ...around,
      ...own,
      isShown: seen.isShown || inFile !== undefined,
      filters: [...inFile ?? seen.filters, ...around.filters],
      log: logOf(stage, rest),
    });
  });
}

const KEPT: Fate = { exit: "kept", hiddenBy: "" };
const SHOWN: Fate = { exit: "shown", hiddenBy: "" };

function hideBy(hiddenBy: string): Fate {
  return { exit: "hidden", hiddenBy };
}

/** What becomes of the exit code of a pipeline. */
function fateOf(items: readonly Item[], index: number, { isErrexit, exit, hiddenBy }: Around): Fate {
  // "a && b" is lost where the chain is: "a && b; c" hides both.
  let at = index;
  while (items[at]?.next === "&&" && at + 1 < items.length) at++;
  const next = items[at]?.next ?? "";
  const follower = items[at + 1];
  if (follower === undefined) return next === "&" ? hideBy("&") : { exit, hiddenBy };
  const by = hideBy(`${next} ${nameOf(follower.stages[0])}`);
  if (next === "||") return fateWhenCaught(follower) ?? by;
  if (next === "&") {
    return items.slice(at + 1).some(({ stages }) => stages[0]?.words[0] === "wait") ? SHOWN : hideBy("&");
  }
  if (isErrexit) return KEPT;
  if (usesStatus(follower, /\$(?:\{?\?|status\b|\{status|LASTEXITCODE)|PIPESTATUS|pipestatus/)) return SHOWN;
  // fish's own form of `||`.
  return nameOf(follower.stages[0]) === "or" ? fateWhenCaught(follower) ?? by : by;
}

function usesStatus(item: Item | undefined, pattern: RegExp): boolean {
  return item?.stages.some(({ source }) => pattern.test(source)) === true;
}

/** What becomes of an exit code that something catches; `undefined` where it is lost. */
function fateWhenCaught({ stages }: Item): Fate | undefined {
  const stage = stages.at(-1);
  if (stage?.group !== undefined) {
    const last = stage.group.at(-1);
    return last && fateWhenCaught(last);
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
  const filters = rest.map(({ words }) => ({ program: nameIn(words[0] ?? ""), words }));
  const isPassed = filters.every(({ program }) => isOneOf(FILTERS, program)) && rest.every(isPrinted);
  // Without `2>&1` the error output goes past the pipe.
  const isShown = around.isShown && isPrinted({ words }) && (isPassed || !isMerged);
  return { isShown, filters: isPassed ? filters : [] };
}

/** Where the output of a stage went into a file that a later command shows: what it goes through then. */
function shownLater({ words }: Stage, later: readonly Item[]): readonly Filter[] | undefined {
  const file = targetOf(words);
  if (file === "" || file === "/dev/null") return undefined;
  for (const stage of pipelinesOf(later).flatMap(({ stages }) => stages)) {
    if (!stage.words.slice(1).includes(file) || targetOf(stage.words) !== "") continue;
    if (isOneOf(FILTERS, stage.words[0] ?? "")) {
      return [{ program: nameIn(stage.words[0] ?? ""), words: stage.words }];
    }
  }
  return undefined;
}

function runsOfStage(stage: Stage, around: Around): Run[] {
  if (around.depth > MAX_DEPTH) return [];
  const deeper = { ...around, depth: around.depth + 1 };
  if (stage.group !== undefined) return runsIn(stage.group, deeper);
  const captured = findCaptured(stage.words);
  if (captured !== "") return runsIn(parseShellTree(captured), deeper);
  const words = withoutWrappers(stage.words);
  const [program = ""] = words;
  if (program === "") return [];
  const script = scriptOf(words);
  const run: Run = {
    program: nameIn(program),
    words: [nameIn(program), ...words.slice(1)],
    source: withoutMerge(stage.source),
    exit: around.exit,
    hiddenBy: around.hiddenBy,
    isShown: around.isShown,
    filters: around.filters,
    log: around.log,
  };
  if (script === undefined) return [run];
  // `bash -euo pipefail -c "..."`
  const options = /^(?:ba|z|da|k|a)?sh$/.test(run.program)
    ? words.slice(1, words.indexOf(script)).join(" ")
    : "";
  return [
    run,
    ...runsIn(parseShellTree(script), {
      ...deeper,
      isErrexit: around.isErrexit || ERREXIT.test(options),
      isPipefail: around.isPipefail || options.includes("pipefail"),
    }),
  ];
}

function nameOf(stage: Stage | undefined): string {
  if (stage?.group !== undefined) return nameOf(stage.group[0]?.stages[0]);
  return programOf(stage?.words ?? []);
}

function withoutMerge(source: string): string {
  return source.replace(/\s*(?:2>&1|&>\s*\S+|1?>>?\s*[^&\s]\S*)\s*/g, " ").trim();
}
