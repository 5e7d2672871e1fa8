/**
 * Does with the state what hook processes do, for tests that start many of it.
 *
 * `state_worker.ts FOLDER one NAME`: one event, then a line of JSON: what went wrong, what was granted, how long it took.
 * `state_worker.ts FOLDER endless NAME`: events until it is killed, each with a line that holds its number.
 *
 * A number after the name is how many milliseconds it may wait for other processes.
 *
 * @module
 */
import { runLinters } from "../../lib/linters/run_all.ts";
import { writeAll } from "../../lib/system/io.ts";
import { observationKey } from "../../lib/state/memory.ts";
import { newPatience } from "../../lib/system/lock.ts";
import { Pool } from "../../lib/system/pool.ts";
import type { JournalRecord, LinterOutcome } from "../../lib/state/journal_record.ts";
import { openDatabase, type StateDatabase } from "../../lib/state/database.ts";
import { type CheckedFolder, stateFolder } from "../../lib/state/folder.ts";
import { appendJournal } from "../../lib/state/journal.ts";
import { StoredSession } from "../../lib/state/sessions.ts";
import { RECORD } from "./state.ts";

/** What one event came to. */
export interface Report {
  /** Everything that was wrong with the state. */
  readonly problems: readonly string[];
  /** Whether it had the event for itself that all processes were given. */
  readonly turn: "first" | "second" | "none";
  /** What the open breaker allowed. */
  readonly leave: LinterOutcome["breaker"];
  /** The most entries that the cache held. */
  readonly entries: number;
  /** The time with the state, in milliseconds. */
  readonly stateMs: number;
}

/** Small enough that files are put aside all the time, and enough of them that no line goes. */
export const JOURNAL = { maxBytes: 64 * 1024, files: 1000 };
/** Small enough to be full all the time. */
export const CACHE = { entries: 20, ttlMs: 300_000 };
/** Never opens, so that every failure counts. */
const NEVER = { failures: 1_000_000, cooldownMs: 15_000 };
/** Has opened long ago. */
const PROBED = { failures: 3, cooldownMs: 15_000 };
const NOTHING = { leave: "none", entries: 0 } as const;

async function one(folder: CheckedFolder, name: string): Promise<Report> {
  const startedAt = performance.now();
  const problems: string[] = [];
  const turn = remembered(folder, problems);
  const opened = await openDatabase(folder);
  if (opened.kind === "none") problems.push(`open: ${opened.problem}`);
  const found = opened.kind === "none" ? NOTHING : await shared(opened.database, { name, problems });
  const unwritten = await appendJournal(folder.path, JSON.stringify(record(name)), JOURNAL);
  if (unwritten !== undefined) problems.push(`journal: ${unwritten}`);
  return { problems, turn, ...found, stateMs: performance.now() - startedAt };
}

function remembered(folder: CheckedFolder, problems: string[]): Report["turn"] {
  const claim = observationKey("call", "the same for all");
  const result = new StoredSession({ folder, session: "s", limit: 500 }).update<Report["turn"]>((memory) => {
    const adds = new Map([[observationKey("fail", "make"), 1]]);
    if (memory.has(claim)) return { entry: { at: Date.now(), adds }, value: "second" };
    return { entry: { at: Date.now(), adds: adds.set(claim, 1) }, value: "first" };
  });
  if (result.kind === "done") return result.value;
  problems.push(`session: ${result.problem}`);
  return "none";
}

/** One linter that works, one that always fails, and one that failed long ago. */
async function shared(
  database: StateDatabase,
  { name, problems }: { readonly name: string; readonly problems: string[] },
): Promise<Pick<Report, "leave" | "entries">> {
  const context = { database, pool: new Pool(), cache: CACHE, now: Date.now };
  const fails = (): Promise<never> => Promise.reject(new Error("as always"));
  const counted = await runLinters([
    { id: "working", key: name, run: () => Promise.resolve([]) },
    { id: "counted", key: `counted ${name}`, run: fails },
  ], { ...context, breaker: NEVER });
  const probed = await runLinters([{ id: "probed", key: `probed ${name}`, run: fails }], {
    ...context,
    breaker: PROBED,
  });
  const entries = database.reading(() =>
    database.sql.prepare("SELECT count(*) AS entries FROM result").get()
  );
  if (entries.kind === "none") problems.push(`count: ${entries.problem}`);
  problems.push(...[...counted.problems, ...probed.problems].map((problem) => `database: ${problem}`));
  return {
    leave: probed.outcomes[0]?.breaker ?? "none",
    entries: entries.kind === "none" ? 0 : Number(entries.value?.["entries"]),
  };
}

function record(tool: string): JournalRecord {
  return { ...RECORD, at: Date.now(), agent: "worker", tool, reply: "none", words: 0 };
}

if (import.meta.main) {
  const [path = "", mode = "", name = "", patienceMs] = Deno.args;
  const found = stateFolder((variable) => variable === "FASTHOOK_STATE_DIR" ? path : undefined);
  if (found.kind === "none") throw new Error(found.problem);
  const folder = {
    ...found,
    patience: newPatience(patienceMs === undefined ? undefined : Number(patienceMs)),
  };
  if (mode === "one") writeAll(Deno.stdout, `${JSON.stringify(await one(folder, name))}\n`);
  for (let number = 0; mode === "endless"; number++) {
    // deno-lint-ignore no-await-in-loop -- one event after another, as in a session
    const { problems } = await one(folder, `${name}-${number}`);
    writeAll(Deno.stdout, `${number} ${problems.join()}\n`);
  }
  // As in hook mode: nothing is closed.
  Deno.exit(0);
}
