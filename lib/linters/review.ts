/**
 * Looks at the files that a call changed with the linters that they want.
 *
 * @module
 */
import type { Settings } from "../config/settings.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { relativeTo } from "../text/glob.ts";
import { type ChangedFile, editedFiles } from "./edited_file.ts";
import type { LinterCheck } from "./check.ts";
import type { Found } from "./report.ts";
import type { SyntaxRow } from "./table.ts";
import { type CheckRequest, contentOf, tasksFor } from "./request.ts";
import type { Start } from "./prepare.ts";
import type { RunLinters } from "./plan.ts";
import { POOL_LIMITS } from "../system/pool.ts";

/** Parsers in this process cannot be interrupted. */
const MAX_PARSED_UNITS = 256 * 1024;
const MAX_TOLD = 10;

/** What a review depends on. */
export interface ReviewContext {
  /** The event that the call belongs to. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** Runs the programs behind cache and breakers. */
  readonly runLinters: RunLinters;
  /** Finds a file's linters. */
  readonly prepare: (path: string) => Promise<Start>;
}

/**
 * Asks the linters that the changed files want.
 *
 * @param call A succeeded or settled call that changed files.
 * @param context Event, settings, and how programs are run.
 * @returns At most ten findings about what the call changed.
 */
export async function reviewed(call: ToolCall, context: ReviewContext): Promise<Finding[]> {
  const { event, settings: { linters }, prepare } = context;
  const startedAt = performance.now();
  const findings: Finding[] = [];
  for (const changed of editedFiles(call, event.cwd) ?? await writtenFiles(call, event.cwd)) {
    const leftMs = linters.allMs - (performance.now() - startedAt);
    if (leftMs <= 0 || findings.length >= MAX_TOLD) break;
    // One file, almost always; its linters run at the same time.
    const own = await prepare(changed.path);
    findings.push(
      ...await analyzed({ changed, call, leftMs, most: MAX_TOLD - findings.length, own }, context),
    );
  }
  return findings;
}

/** Most calls are edits; only those that are commands need a shell's grammar. */
async function writtenFiles(call: ToolCall, cwd: string): Promise<ChangedFile[]> {
  const { changedFiles } = await import("./written_files.ts");
  return changedFiles(call, cwd);
}

interface Job {
  readonly changed: ChangedFile;
  readonly call: ToolCall;
  readonly leftMs: number;
  readonly most: number;
  readonly own: Start;
}

async function analyzed(
  { changed, call, leftMs, most, own }: Job,
  context: ReviewContext,
): Promise<Finding[]> {
  const { path } = changed;
  const { settings } = context;
  const { wanted, checks } = own;
  try {
    const question = own.question ?? (wanted.length === 0 ? undefined : questionOf(own));
    if (question === undefined) return [];
    // Hardly ever needed.
    const text = once(() => new TextDecoder().decode(question.bytes));
    // All but what waits for the end of the batch was told at the call's own event.
    const isSettled = call.status === "settled";
    const found = (await Promise.all([
      ...wanted.map(({ row }) => row.program === undefined && !isSettled ? parsed(row, { path, text }) : []),
      ran(checks, { path, question, leftMs, context, told: isSettled ? "deferred" : "at once" }),
    ])).flat();
    if (found.every(({ problems }) => problems.length === 0)) return [];
    // Most files are clean: then this is not needed.
    const [{ report }, { changedLines }] = await Promise.all([
      import("./report.ts"),
      import("./changed_lines.ts"),
    ]);
    const order = wanted.map(({ row }) => row.id);
    return report(found.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)), {
      name: call.path === "" ? relativeTo(path, settings.projectDir) : "",
      path,
      text: text(),
      isChanged: changedLines(changed.change, text()),
      most,
    });
  } finally {
    for (const check of checks) check.abandon();
  }
}

function questionOf(own: Start): CheckRequest | undefined {
  const bytes = contentOf(own);
  return bytes && { bytes, tasks: tasksFor(own.checks, bytes) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/**
 * A check in this process. It has no deadline, because nothing could end it, and so no breaker: its time is bounded by
 * what it looks at, 0.2 s for the worst text that its tests know. Without a process there is nothing worth a cache.
 */
async function parsed(
  row: SyntaxRow,
  { path, text }: { readonly path: string; readonly text: () => string },
): Promise<Found[]> {
  if (text().length > MAX_PARSED_UNITS) return [];
  const { check } = await row.load();
  return [{ id: row.id, problems: await check(text(), path), fix: "" }];
}

interface Files {
  readonly path: string;
  readonly question: CheckRequest;
  readonly leftMs: number;
  readonly context: ReviewContext;
  /** Which problems: those that the next edit often mends, or the others. */
  readonly told: "deferred" | "at once";
}

/** The programs, at the same time. */
async function ran(
  checks: readonly LinterCheck[],
  { path, question, leftMs, context, told }: Files,
): Promise<Found[]> {
  if (checks.length === 0) return [];
  const { settings: { linters, projectDir }, runLinters } = context;
  const problems = await runLinters(await question.tasks, {
    ...POOL_LIMITS,
    eachMs: Math.min(linters.eachMs, leftMs),
    allMs: leftMs,
  });
  const named = quoted(relativeTo(path, projectDir));
  const found = checks.map(({ row }) => ({ row, all: problems.get(row.id) ?? [] }))
    .filter(({ all }) => all.length > 0);
  // What looks unused in a file that cannot be read is a consequence.
  if (told === "deferred" && found.some(({ all }) => all.some(({ level }) => level === "syntax"))) return [];
  return await Promise.all(found.map(async ({ row, all }) => {
    const { isDeferred, fix } = await row.load();
    return {
      id: row.id,
      problems: all.filter((problem) => isDeferred(problem) === (told === "deferred")),
      fix: fix?.(named) ?? "",
    };
  }));
}

function quoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
