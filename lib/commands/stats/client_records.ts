/**
 * What Claude Code itself recorded about fasthook: how long it waited, and what the model did next.
 *
 * @module
 */
import { decodeEvent } from "../../agents/table.ts";
import { configFolderIfAny, type Surroundings } from "../../agents/claude_code/registration/places.ts";
import { registrationOf } from "../../agents/claude_code/registration/entries.ts";
import { infoOf, type StoredFile } from "../../system/files.ts";
import { Transcript } from "../../agents/claude_code/transcript.ts";
import type { Recorded } from "../../agents/shared/recorded.ts";
import { namesIn } from "../../system/folder_names.ts";
import { UserError } from "../../text/user_error.ts";
import { GivenFeedback } from "../shared/given_feedback.ts";
import { Histogram } from "../shared/histogram.ts";
import { readLines } from "../shared/lines.ts";
import { type FollowedFinding, OutcomeFollower, OutcomeTally } from "../shared/outcome_tally.ts";

/** What the client's session files say. */
export interface ClientRecords {
  /** How long the client waited for each reply of fasthook: it records only runs that printed something. */
  readonly waits: Histogram;
  /** What was done after each finding. */
  readonly outcomes: OutcomeTally;
  /** The folders that the sessions worked in. */
  readonly projects: ReadonlySet<string>;
  /** How many files could not be read, or were too much to read. */
  readonly leftOut: number;
}

/** Which records are wanted. */
export interface RecordsOptions extends Surroundings {
  /** The beginnings of the sessions' ids, as the journal has them. */
  readonly sessions: ReadonlySet<string>;
  /** The earliest moment, in milliseconds since 1970. */
  readonly since: number;
}

/** A quarter of a second; the newest files count. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_KNOWN_CALLS = 1_000_000;
const MAX_PROJECTS = 100;
const ENDING = ".jsonl";
/** As many characters as the journal keeps of a session's id. */
const ID_UNITS = 8;

/**
 * Reads the session files of some sessions, in constant memory.
 *
 * @param options Which records are wanted.
 * @returns What they say; nothing where there are no files.
 */
export async function clientRecords(options: RecordsOptions): Promise<ClientRecords> {
  const found = sessionFiles(options).toSorted((a, b) => b.modifiedAt - a.modifiedAt);
  let left = MAX_BYTES;
  const files = found.filter(({ bytes }) => (left -= bytes) >= 0);
  const records = { waits: new Histogram(), outcomes: new OutcomeTally(), projects: new Set<string>() };
  const known = new Set<string>();
  let unreadable = 0;
  for (const { path } of files) {
    try {
      // One file's lines are in memory at a time.
      await readSession(path, { ...records, known, since: options.since });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable++;
    }
  }
  return { ...records, leftOut: found.length - files.length + unreadable };
}

/** The files of the sessions, and of their sub-agents. */
function sessionFiles({ env, cwd, sessions, since }: RecordsOptions): readonly StoredFile[] {
  const config = configFolderIfAny({ env, cwd });
  if (config === undefined || sessions.size === 0) return [];
  const projects = `${config}/projects`;
  return namesIn(projects).flatMap((project) => {
    const folder = `${projects}/${project}`;
    const own = namesIn(folder).filter((name) =>
      name.endsWith(ENDING) && sessions.has(name.slice(0, ID_UNITS))
    );
    const ofAgents = own.map((name) => `${folder}/${name.slice(0, -ENDING.length)}/subagents`);
    return [
      ...own.map((name) => `${folder}/${name}`),
      ...ofAgents.flatMap((folder) => namesIn(folder).map((name) => `${folder}/${name}`)),
    ].flatMap(regularFile);
  }).filter(({ path, modifiedAt }) => path.endsWith(ENDING) && modifiedAt >= since);
}

/** Opening a pipe waits for its writer. */
function regularFile(path: string): readonly StoredFile[] {
  const info = infoOf(path);
  return info?.isFile ? [{ path, bytes: info.size, modifiedAt: info.mtime?.getTime() ?? 0 }] : [];
}

interface Reading extends Pick<ClientRecords, "waits" | "outcomes"> {
  readonly projects: Set<string>;
  /** Forked and resumed sessions hold copies. */
  readonly known: Set<string>;
  readonly since: number;
}

async function readSession(
  path: string,
  { waits, outcomes, projects, known, since }: Reading,
): Promise<void> {
  const transcript = new Transcript();
  const given = new GivenFeedback();
  const follower = new OutcomeFollower((outcome) => outcomes.add(outcome));
  for await (const lines of readLines(path, () => {})) {
    for (const { text = "" } of lines) {
      for (const record of recordsOf(text, transcript)) {
        if (record.at < since) continue;
        if (record.kind === "hook") {
          given.add(record);
          const isOurs = registrationOf({ command: record.command }) !== undefined;
          if (isOurs && record.ms !== undefined && record.outcome !== "context") {
            waits.add(Math.max(0, record.ms));
          }
          continue;
        }
        const { key, announced, ended } = record;
        if (known.has(key)) continue;
        if (known.size < MAX_KNOWN_CALLS) known.add(key);
        const event = (await decodeEvent(record.event))?.event;
        const [call, ...more] = event?.calls ?? [];
        if (event === undefined || call === undefined || more.length > 0) continue;
        if (projects.size < MAX_PROJECTS && event.cwd !== "") projects.add(event.cwd);
        const findings = (): FollowedFinding[] =>
          given.about(call).map((finding) => ({ ...finding, seen: true }));
        follower.take({ call, key, announced, ended, findings });
      }
    }
  }
  follower.end();
}

/** Lines that cannot be read hold nothing; most others are not about calls, and are not parsed. */
function recordsOf(text: string, transcript: Transcript): readonly Recorded[] {
  if (!text.includes('"tool_use') && !text.includes('"tool_result"') && !text.includes('"hook_')) return [];
  try {
    return transcript.read(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
}
