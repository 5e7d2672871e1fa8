/**
 * Describes the state: where it is, how large it is, how well it works, what is wrong.
 *
 * @module
 */
import type { CacheCounts } from "./cache.ts";
import { numberField } from "../text/json_object.ts";
import { type BreakerRow, Breakers } from "./breakers.ts";
import { openDatabase, type StateDatabase } from "./database.ts";
import { infoOf } from "../system/files.ts";
import { type CheckedFolder, journalPath, problemOf, type StateFolder } from "./folder.ts";
import { appendJournal } from "./journal.ts";
import { journalFiles, readJournal } from "./journal_reader.ts";
import { listCachedSettings } from "./settings_cache.ts";
import { setAsideFiles } from "./preparation.ts";
import { type ProblemText, problemText } from "./problem_texts.ts";
import { takeHits } from "./recent_results.ts";
import { noteHits, Results } from "./results.ts";
import { sessionFiles } from "./session_files.ts";

/** Files of one kind. */
export interface FileSum {
  /** How many. */
  readonly files: number;
  /** How large together. */
  readonly bytes: number;
}

/** What is in the journal. */
export interface JournalOverview extends FileSum {
  /** Events in it. */
  readonly events: number;
  /** Lines that are torn, or no records. */
  readonly brokenLines: number;
  /** When the last event was, in milliseconds since 1970. */
  readonly lastAt?: number;
}

/** What is in state.db. */
export interface DatabaseOverview {
  /** Its size with its log. */
  readonly bytes: number;
  /** Results in the cache. */
  readonly entries: number;
  /** What the cache has counted, by linter. */
  readonly counts: Readonly<Record<string, CacheCounts>>;
  /** The breakers. */
  readonly breakers: readonly BreakerRow[];
}

/** The last thing that went wrong during an event. */
export interface LastError {
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Part and problem, such as "sessions/disk-full", or a linter and how it failed, such as "ruff/deadline". */
  readonly what: string;
}

/** A description of the state. */
export interface StateOverview {
  /** The state folder; "" when there is none. */
  readonly path: string;
  /** The journal. */
  readonly journal: JournalOverview;
  /** The cached configurations. */
  readonly settings: FileSum;
  /** The session files. */
  readonly sessions: FileSum;
  /** The database; missing when no linter has ever been wanted. */
  readonly database?: DatabaseOverview;
  /** Databases that were set aside. */
  readonly setAside: readonly string[];
  /** What went wrong last. */
  readonly lastError?: LastError;
  /** What is wrong now. */
  readonly problems: readonly ProblemText[];
}

const NOTHING: Omit<StateOverview, "path" | "problems"> = {
  journal: { files: 0, bytes: 0, events: 0, brokenLines: 0 },
  settings: { files: 0, bytes: 0 },
  sessions: { files: 0, bytes: 0 },
  setAside: [],
};

/**
 * Describes the state, and tries to write as hook mode does: one blank line is added to the journal.
 *
 * @param folder The state folder, or why there is none.
 * @returns What there is and what is wrong. Never throws for a problem of the state.
 */
export async function overviewOf(folder: StateFolder): Promise<StateOverview> {
  const { path } = folder;
  if (folder.kind === "none") return { path, ...NOTHING, problems: [problemText(folder.problem, path)] };
  const problems: ProblemText[] = [];
  const unwritable = await appendJournal(path, "", { maxBytes: Infinity, files: 1 });
  if (unwritable !== undefined) problems.push(problemText(unwritable, journalPath(path, 0)));
  const { journal, lastError } = attempt({ path, problems }, () => journalOf(path)) ?? NOTHING_READ;
  const settings = attempt({ path: `${path}/settings`, problems }, () => sumOf(listCachedSettings(path)));
  const sessions = attempt({ path: `${path}/sessions`, problems }, () => sumOf(sessionFiles(path)));
  const database = await databaseOf(folder, problems);
  const setAside = attempt({ path, problems }, () => setAsideFiles(`${path}/state.db`)) ?? [];
  problems.push(...setAside.map((file) => asideText(file.path, file.why)));
  const failure = lastFailure(database?.breakers ?? []);
  const last = [lastError, failure].filter((error) => error !== undefined).toSorted((a, b) => b.at - a.at)[0];
  return {
    path,
    journal,
    settings: settings ?? NOTHING.settings,
    sessions: sessions ?? NOTHING.sessions,
    ...(database && { database }),
    setAside: setAside.map((file) => file.path),
    ...(last && { lastError: last }),
    problems,
  };
}

/** For reading, where limits do not matter. */
const NO_LIMITS = { entries: 0, ttlMs: 0 };

interface Attempt {
  readonly path: string;
  readonly problems: ProblemText[];
}

function attempt<T>({ path, problems }: Attempt, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    problems.push(problemText(problemOf(error), path));
    return undefined;
  }
}

interface JournalRead {
  readonly journal: JournalOverview;
  readonly lastError?: LastError;
}

const NOTHING_READ: JournalRead = { journal: NOTHING.journal };

function journalOf(folder: string): JournalRead {
  let events = 0;
  let brokenLines = 0;
  let lastAt: number | undefined;
  let lastError: LastError | undefined;
  for (const line of readJournal(folder)) {
    if (line.kind === "broken") {
      brokenLines++;
      continue;
    }
    events++;
    const { at, state } = line.record;
    lastAt = at;
    const what = state?.at(-1);
    if (what !== undefined) lastError = { at, what };
  }
  return {
    journal: {
      ...sumOf(journalFiles(folder)),
      events,
      brokenLines,
      ...(lastAt !== undefined && { lastAt }),
    },
    ...(lastError && { lastError }),
  };
}

async function databaseOf(
  folder: CheckedFolder,
  problems: ProblemText[],
): Promise<DatabaseOverview | undefined> {
  const path = `${folder.path}/state.db`;
  // Describing it must not make one.
  if (attempt({ path, problems }, () => infoOf(path)) === undefined) return undefined;
  const opened = await openDatabase(folder);
  if (opened.kind === "none") {
    problems.push(problemText(opened.problem, path));
    return undefined;
  }
  using database = opened.database;
  const contents = database.transaction(() => {
    noteHits(database.sql, { hits: takeHits(folder), limits: NO_LIMITS });
    return contentsOf(database);
  });
  if (contents.kind === "none") {
    problems.push(problemText(contents.problem, path));
    return undefined;
  }
  const bytes = ["", "-wal"].reduce((sum, end) => sum + (infoOf(path + end)?.size ?? 0), 0);
  return { bytes, ...contents.value };
}

function contentsOf({ sql }: StateDatabase): Omit<DatabaseOverview, "bytes"> {
  const linters = sql.prepare("SELECT DISTINCT linter FROM counter ORDER BY linter").all()
    .map((row) => String(row["linter"]));
  return {
    entries: numberField(sql.prepare("SELECT count(*) AS entries FROM result").get() ?? {}, "entries") ?? 0,
    counts: Object.fromEntries(
      linters.map((linter) => [linter, new Results(sql, { linter, limits: NO_LIMITS }).counts()]),
    ),
    breakers: new Breakers(sql, { failures: 1, cooldownMs: 0 }).all(),
  };
}

function sumOf(files: readonly { readonly bytes: number }[]): FileSum {
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function asideText(path: string, why: string): ProblemText {
  const what = why === "newer" ? "made by a newer fasthook" : "damaged";
  return {
    what: `state.db was ${what}; it was set aside as ${path}, and a new one is in use`,
    fix: "fasthook state clear cache removes it",
  };
}

function lastFailure(breakers: readonly BreakerRow[]): LastError | undefined {
  const [last] = breakers.filter(({ lastFailureAt }) => lastFailureAt > 0)
    .toSorted((a, b) => b.lastFailureAt - a.lastFailureAt);
  return last && { at: last.lastFailureAt, what: `${last.linter}/${last.lastFailure}` };
}
