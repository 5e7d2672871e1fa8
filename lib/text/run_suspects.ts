/**
 * Which programs of a command may have printed a line of its output.
 *
 * @module
 */
import { type Run, runsOf } from "./shell_runs.ts";
import { COMMON, PROGRAMS, RUNNERS, SHOWING } from "./run_programs.ts";
import { isOneOf } from "./word_list.ts";

/** A program of a command, and what its output looks like. */
export interface Suspect {
  /** The program. */
  readonly run: Run;
  /** Its place among the programs of the command. */
  readonly order: number;
  /** The families of its reports: " jest crash ", {@linkcode ANY} for what runs other programs, "" for others. */
  readonly families: string;
  /** Whether it may show a text of others: a document, a log, commit messages. */
  readonly isQuoting: boolean;
}

/** The families of a program that runs others. */
export const ANY = "*";

/** Programs that are given the name of another one and do not run it. */
const NAMING =
  " man info help which type command brew apt apt-get pip pip3 uv kill pkill killall pgrep echo printf ls cat ";

/** Words before the one that says what a program does. */
const GROUPS = " compose container image stash service ";
const VALUED = " -C -c -n -f -p --namespace --context --file --project-name ";
/** Options that make any program show something about itself. */
const ASKING = /^--(?:help|version|explain|print-config|show-?config|list)$/i;
/** Programs that are named like a check. */
const LOOK_ALIKES = " xmllint latest ";
/** Scripts that show a text rather than check something. */
const SHOWING_SCRIPT =
  /(?:^|[\s:/_-])(?:logs?|show|view|print|cat|dump|history|tail|report|list)(?:$|[\s:/_.-])/i;
const CHECKING =
  /test|check|lint|build|(?:^|[^a-z])ci(?:$|[^a-z])|verif|compile|validate|spec|e2e|release|deploy|migrat/i;

/** Programs that print no text of others. */
const QUIET =
  " cd pwd echo printf ls wc date mkdir rm rmdir cp mv ln touch chmod chown export set unset test [ [[ true false : " +
  "sleep kill pkill killall wait which type command basename dirname realpath du df stat find tree ps pgrep read source . " +
  "pushd popd seq nproc hostname whoami id uname env exit return trap local declare shift setopt ulimit eval break " +
  "continue for and or sh bash zsh dash ssh ";
/** Programs that read a pipe where they are given no file; in the first list, what they are given is no file. */
const PIPE_ONLY = " tee tr ";
const PIPE_READERS = " tail head sort uniq cat less more bat fold nl column rev tac ts fmt cut ";
const PIPE_SEARCHERS = " grep egrep fgrep rg ag sed awk gawk perl jq ";

/**
 * Lists the programs of a command.
 *
 * @param command The command line.
 * @returns All of them, in order.
 */
export function suspectsOf(command: string): Suspect[] {
  return runsOf(command).map(suspectOf);
}

function suspectOf(run: Run, order: number): Suspect {
  const families = familiesOf(run);
  const [, first = "", ...rest] = run.words;
  // A wrapper that is in no list: `wrap git commit`.
  if (families === undefined && namedFamilies(first) !== "" && !isOneOf(NAMING, run.program)) {
    return suspectOf({ ...run, program: first, words: [first, ...rest] }, order);
  }
  return { run, order, families: families ?? "", isQuoting: !families && mayQuote(run) };
}

/**
 * Reports whether a program's reports may have a form.
 *
 * @param suspect The program.
 * @param family The family of the form.
 * @returns True also for what runs other programs.
 */
export function mayReport({ families }: Suspect, family: string): boolean {
  return families === ANY ? !isOneOf(COMMON, family) : isOneOf(families, family);
}

/**
 * Reports whether a program only passes on what another one prints.
 *
 * @param suspect The program.
 * @returns True for filters without a file.
 */
export function isFilter({ run: { program, words } }: Suspect): boolean {
  const operands = words.slice(1).filter((word) => !/^[-+]|^\d+$/.test(word) && word !== "2>&1");
  if (isOneOf(PIPE_ONLY, program)) return true;
  if (isOneOf(PIPE_READERS, program)) return operands.length === 0;
  return isOneOf(PIPE_SEARCHERS, program) && operands.length <= 1;
}

/**
 * Finds the programs that may have printed a line, most probably: those whose own form it is, else those that run others.
 *
 * @param family The family of the line's form.
 * @param suspects The programs whose output can be seen.
 * @returns One, several that cannot be distinguished, or none.
 */
export function likeliest(family: string, suspects: readonly Suspect[]): readonly Suspect[] {
  const own = suspects.filter(({ families }) => isOneOf(families, family));
  if (own.length > 0) return own;
  const runners = suspects.filter(({ families }) => families === ANY);
  if (runners.length < 2) return runners;
  const isTest = TESTING.test(family);
  const fitting = runners.filter(({ run: { words } }) =>
    isTest ? /test|spec|check|\bci\b|verify|e2e/.test(words.join(" ")) : words.join(" ").includes(family)
  );
  return fitting.length > 0 ? fitting : runners;
}

const TESTING = /jest|vitest|mocha|test|spec|ava|cypress|playwright|phpunit/;

/** A line that the text of an `echo` printed divides the output: what comes after it belongs to later programs. */
export interface Divider {
  /** The number of the line. */
  readonly index: number;
  /** The place of the `echo` among the programs. */
  readonly order: number;
}

/**
 * Finds the lines that divide the output of the programs.
 *
 * @param suspects The programs.
 * @param lines The output.
 * @returns The dividers, in order.
 */
export function dividersOf(suspects: readonly Suspect[], lines: readonly string[]): Divider[] {
  const dividers: Divider[] = [];
  let from = 0;
  for (const { run: { program, words }, order } of suspects) {
    const text = words.slice(1).filter((word) => word !== "-e" && word !== "-n").join(" ").trim();
    if (program !== "echo" || text.length < 3 || text.includes("$")) continue;
    const index = lines.indexOf(text, from);
    if (index < 0) continue;
    dividers.push({ index, order });
    from = index + 1;
  }
  return dividers;
}

/**
 * Leaves out the programs that cannot have printed a line by its place.
 *
 * @param suspects Programs.
 * @param index The number of the line.
 * @param dividers The lines that divide the output.
 * @returns Those whose output may be there.
 */
export function within(
  suspects: readonly Suspect[],
  index: number,
  dividers: readonly Divider[],
): readonly Suspect[] {
  const before = dividers.findLast((divider) => divider.index <= index)?.order ?? -1;
  const after = dividers.find((divider) => divider.index > index)?.order ?? Infinity;
  return suspects.filter(({ order }) => order > before && order < after);
}

/** The families of a program's reports; `undefined` for one that is not known. */
function familiesOf({ program, words }: Run): string | undefined {
  const [, first = ""] = words;
  const rest = words.slice(1).join(" ");
  if (isShowing(words)) return "";
  if (isOneOf(RUNNERS, program)) return program === "bun" && first === "test" ? " bun-test " : ranBy(rest);
  const named = namedFamilies(program);
  if (named !== "") return named;
  if (program === "deno") return first === "test" ? " deno-test deno " : first === "task" ? ANY : " deno ";
  const language = /^(?:python|node|tsx|ts-node|ruby|php)/.exec(program)?.[0];
  if (words.includes("--test") && language === "node") return " node-test node ";
  if (isCheck(scriptOf(words, language !== undefined))) return ANY;
  return language === undefined
    ? undefined
    : ` ${language === "tsx" || language === "ts-node" ? "node" : language} `;
}

function ranBy(rest: string): string {
  return SHOWING_SCRIPT.test(rest) ? "" : ANY;
}

function namedFamilies(program: string): string {
  return PROGRAMS.find(([programs]) => isOneOf(programs, program))?.[1] ?? "";
}

function isCheck(script: string): boolean {
  return CHECKING.test(script) && !SHOWING_SCRIPT.test(script);
}

/** The script that a shell or an interpreter is given, or the program itself where it is one; "" for others. */
function scriptOf([program = "", ...rest]: readonly string[], isInterpreter: boolean): string {
  const isShell = isOneOf(" sh bash zsh dash source . ", program);
  if (isShell || isInterpreter) {
    // What comes after such an option is code.
    if (rest.some((word) => /^(?:-\w*[cepr]|--(?:eval|print))$/.test(word))) return "";
    const script = rest.find((word) => !word.startsWith("-")) ?? "";
    // Django's script says with its next word what it does.
    return script.endsWith("manage.py") ? rest.join(" ") : script;
  }
  const isOther = [QUIET, LOOK_ALIKES].some((list) => isOneOf(list, program)) || isFilterName(program);
  return isOther ? "" : program;
}

function isFilterName(program: string): boolean {
  return isOneOf(PIPE_ONLY, program) || isOneOf(PIPE_READERS, program) || isOneOf(PIPE_SEARCHERS, program);
}

/** Whether a program only shows a text: a log, a document, something about itself. */
function isShowing([program = "", ...rest]: readonly string[]): boolean {
  if (rest.some((word) => ASKING.test(word))) return true;
  const [words] = SHOWING.filter(([programs]) => isOneOf(programs, program)).map(([, words]) => words);
  if (words === undefined) return false;
  const operands = rest.filter((word, index) =>
    !word.startsWith("-") && !isOneOf(VALUED, rest[index - 1] ?? "")
  );
  const [first = "", second = ""] = operands;
  return isOneOf(words, isOneOf(GROUPS, first) ? second : first);
}

function mayQuote(run: Run): boolean {
  const { program, words } = run;
  if (isOneOf(QUIET, program) || isFilter({ run, order: 0, families: "", isQuoting: false })) return false;
  return program !== "gh" || /\b(?:view|api|log|diff|list|search|browse)\b/.test(words.join(" "));
}
