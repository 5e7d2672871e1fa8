/**
 * What was reported in each session and what was held back, for `fasthook log`. The texts are in a file next to the session's
 * memory: only its owner can read it, and it is deleted like that, after a week.
 *
 * @module
 */
import type { Severity } from "../event/finding.ts";
import { isObject } from "../text/json_object.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { openSessionFile } from "./session_files.ts";
import type { Verdict } from "./journal_record.ts";
import { sessionPath } from "./session_path.ts";

/** One finding and what became of it. */
export interface LoggedFinding {
  /** The rule. */
  readonly rule: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** What became of it. */
  readonly verdict: Verdict;
  /** The mute that silenced it; absent for other verdicts. */
  readonly mute?: string;
  /** The call: tool, and command or file. */
  readonly subject: string;
  /** What it says. */
  readonly text: string;
}

/** One event for which something was found. */
export interface LogEntry {
  /** The version of this format. */
  readonly v: 1;
  /** When it was answered, in milliseconds since 1970. */
  readonly at: number;
  /** The session's id; "" if it has none. */
  readonly session: string;
  /** The sub-agent's type; "" in the main conversation. */
  readonly agentType: string;
  /** The event's name. */
  readonly event: string;
  /** What was found. */
  readonly findings: readonly LoggedFinding[];
}

/** Some thousand findings. What comes after that is not logged. */
const MAX_BYTES = 1024 * 1024;

/**
 * Appends an entry with one write, which no other process's write can cut into.
 *
 * @param folder The state folder.
 * @param entry What happened.
 * @throws {Error} What the file system throws.
 */
export function appendLog(folder: string, entry: LogEntry): void {
  using file = openSessionFile(`${sessionPath(folder, entry.session)}${LOG_ENDING}`);
  if (file.statSync().size < MAX_BYTES) file.writeSync(encodeUtf8(`\n${JSON.stringify(entry)}`));
}

/** What the names of these files end with. */
export const LOG_ENDING = ".log";

/**
 * Reads a line back.
 *
 * @param line One line of a log.
 * @returns The entry; `undefined` if the line is torn or something else.
 */
export function decodeLogEntry(line: string): LogEntry | undefined {
  if (!line.startsWith('{"v":1,') || !line.endsWith("}")) return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? entry : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function isEntry(value: unknown): value is LogEntry {
  return isObject(value) && Number.isFinite(value["at"]) &&
    hasTexts(value, ["session", "agentType", "event"]) &&
    Array.isArray(value["findings"]) &&
    value["findings"].every((finding) =>
      isObject(finding) && hasTexts(finding, ["rule", "severity", "verdict", "subject", "text"])
    );
}

function hasTexts(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === "string");
}
