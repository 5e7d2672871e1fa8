/**
 * What linters say about one file: as it is, and as it was before a call.
 *
 * @module
 */
import { LARGE_PROJECT_PAUSE_MS, noteMissedDeadline, PAUSE_MS } from "../state/missed_deadlines.ts";
import { POOL_LIMITS } from "../system/pool.ts";
import type { FileCheck } from "./file_check.ts";
import { type FileContent, handWrittenText, hasChanged, readContent } from "./file_content.ts";
import type { LintProblem } from "./linter.ts";
import type { LinterResults, LinterTask } from "./plan.ts";
import type { Start } from "./prepare.ts";
import { tasksFor } from "./tasks.ts";
import type { FileReview, ReviewContext } from "./review_context.ts";
import type { LinterRow, SyntaxRow } from "./table.ts";

/** What one linter found. */
export interface Answer {
  /** The linter. */
  readonly row: LinterRow;
  /** What it finds in the file now; not empty. */
  readonly problems: readonly LintProblem[];
  /** What it found in the text before the call; `undefined` where that is not known. */
  readonly before: readonly LintProblem[] | undefined;
}

/** What all linters of a file found. */
export interface Answers {
  /** What the file holds. */
  readonly text: string;
  /** What it held before the call; `undefined` where that is not known. */
  readonly before: string | undefined;
  /** Those that found something. */
  readonly answers: readonly Answer[];
}

/** Parsers in this process cannot be interrupted. */
const MAX_PARSED_UNITS = 256 * 1024;

/**
 * Asks the linters of a file.
 *
 * @param review The file.
 * @param context Settings, and how programs are run.
 * @param textBefore Gives the text before the call, if it is known; without it only the file as it is is checked.
 * @returns What they found; `undefined` when there is nothing to say about the file.
 */
export async function askLinters(
  { own, leftMs }: FileReview,
  context: ReviewContext,
  textBefore?: (text: string) => string | undefined,
): Promise<Answers | undefined> {
  const { path } = own;
  const asked = new Asked(own, { leftMs, context });
  const content = asked.content ?? readContent(path, own.within);
  if (content === undefined) return undefined;
  const parsers = own.wanted.flatMap(({ row }) => row.program === undefined ? [row] : []);
  // Most files are clean and their results cached: then the text is not needed.
  if (!own.isStarted && parsers.length === 0 && !await asked.hasProblems()) return undefined;
  const text = handWrittenText(content, path);
  if (text === undefined) return undefined;
  const before = textBefore?.(text);
  if (before === text) return undefined;
  const [programs, syntax] = await Promise.all([
    asked.answers(before),
    Promise.all(parsers.map((row) => parse(row, { path, text, before }))),
  ]);
  const answers = [...programs, ...syntax.flat()].filter(({ problems }) => problems.length > 0);
  return { text, before, answers };
}

interface Parsed {
  readonly path: string;
  readonly text: string;
  readonly before: string | undefined;
}

/**
 * A check in this process. It has no deadline, because nothing could end it, and so no breaker: its time is bounded by
 * what it looks at, 0.2 s for the worst text that its tests know. Without a process there is nothing worth a cache.
 */
async function parse(row: SyntaxRow, { path, text, before }: Parsed): Promise<Answer[]> {
  if (text.length > MAX_PARSED_UNITS) return [];
  const { check } = await row.load();
  const problems = await check(text, path);
  if (problems.length === 0) return [];
  const isKnown = before !== undefined && before.length <= MAX_PARSED_UNITS;
  return [{ row, problems, before: isKnown ? await check(before, path) : undefined }];
}

interface AskContext {
  readonly leftMs: () => number;
  readonly context: ReviewContext;
}

/** The programs of one file. */
class Asked {
  /** What the file holds; `undefined` where no program checks it. */
  readonly content: FileContent | undefined;
  readonly #checks: readonly FileCheck[];
  readonly #projectDir: string;
  readonly #tasks: Promise<readonly LinterTask[]>;
  readonly #ask: AskContext;
  readonly #found = new Map<string, readonly LintProblem[]>();
  readonly #late = new Set<string>();
  #isAsked = false;

  constructor({ path, within, projectDir, checks, content, tasks, isStarted }: Start, ask: AskContext) {
    this.#projectDir = projectDir;
    this.#checks = checks;
    this.#ask = ask;
    const isStale = content !== undefined && isStarted && hasChanged(path, content);
    // The programs may have read either of the two texts.
    if (isStale) { for (const check of checks) check.abandon(); }
    this.content = isStale ? readContent(path, within) : content;
    this.#tasks = isStale ? tasksFor(checks, this.content) : tasks;
  }

  async hasProblems(): Promise<boolean> {
    await this.#run(await this.#tasks);
    this.#isAsked = true;
    return [...this.#found.values()].some((problems) => problems.length > 0);
  }

  async answers(before: string | undefined): Promise<Answer[]> {
    const tasks = await this.#tasks;
    const old = before === undefined || before === ""
      ? []
      : await Promise.all(this.#checks.map((check) => check.taskOf(before)));
    // Programs that read standard input check both texts at the same time.
    if (!this.#isAsked) {
      await this.#run([...tasks, ...old.filter((task) => task?.start !== undefined)]);
    }
    const hasProblems = tasks.map(({ key }) => (this.#found.get(key)?.length ?? 0) > 0);
    const rest = old.filter((task, index) =>
      task !== undefined && hasProblems[index] === true && !this.#found.has(task.key) &&
      !this.#late.has(tasks[index]?.key ?? "")
    );
    await this.#run(rest);
    return this.#checks.map(({ row }, index) => ({
      row,
      problems: this.#found.get(tasks[index]?.key ?? "") ?? [],
      before: before === "" ? [] : this.#found.get(old[index]?.key ?? ""),
    }));
  }

  async #run(tasks: readonly (LinterTask | undefined)[]): Promise<void> {
    const { leftMs, context: { runLinters, settings: { linters } } } = this.#ask;
    const left = leftMs();
    const given = tasks.filter((task) => task !== undefined);
    if (given.length === 0 || left <= 0) return;
    const limits = { ...POOL_LIMITS, eachMs: Math.min(linters.eachMs, left), allMs: left };
    const { found, late }: LinterResults = await runLinters(given, limits);
    for (const [key, problems] of found) this.#found.set(key, problems);
    for (const key of late) this.#late.add(key);
    if (late.size > 0) await this.#noteLate(limits.eachMs);
  }

  /** The text before the call does not count: the next time its result is in the cache. */
  async #noteLate(limitMs: number): Promise<void> {
    const { host, settings: { linters } } = this.#ask.context;
    const projectDir = this.#projectDir;
    const folder = host.stateFolder();
    if (folder.kind === "none") return;
    for (const { id, key, deadlineMs = Infinity } of await this.#tasks) {
      const had = Math.min(limitMs, deadlineMs);
      // With hardly any time left it had no fair chance.
      if (!this.#late.has(key) || had * 2 <= Math.min(linters.eachMs, deadlineMs)) continue;
      const pauseMs = deadlineMs === Infinity ? PAUSE_MS : LARGE_PROJECT_PAUSE_MS;
      noteMissedDeadline(folder, { id, projectDir }, { at: host.now(), limitMs: had, pauseMs });
    }
  }
}
