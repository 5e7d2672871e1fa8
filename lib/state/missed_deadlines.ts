/**
 * Linters that took too long in a project: they are not started there again for a while.
 *
 * @module
 */
import { shortHash } from "../text/hash.ts";
import { textIfReadable } from "../system/readable.ts";
import { isObject, numberField } from "../text/json_object.ts";
import type { CheckedFolder } from "./folder.ts";

/** Far more than it ever holds. */
const MAX_BYTES = 1024 * 1024;

/** A linter in a project. */
export interface ProjectLinter {
  /** The linter. */
  readonly id: string;
  /** The project's folder. */
  readonly projectDir: string;
}

/** A deadline that was missed. */
export interface MissedDeadline {
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** How much time there was, in milliseconds. */
  readonly limitMs: number;
  /** For how long the linter is not started, in milliseconds. */
  readonly pauseMs: number;
}

/** How the names of such notes begin. */
export const LATE = "state.db.late-";

/** Each miss costs the model the whole limit; what makes a linter slow seldom changes sooner. */
export const PAUSE_MS = 600_000;

/** A project that is too large for a check of its types seldom becomes a small one; a busy machine becomes an idle one. */
export const LARGE_PROJECT_PAUSE_MS = 3_600_000;

/**
 * Notes a missed deadline.
 *
 * @param folder The state folder.
 * @param linter Whose.
 * @param missed When it was and how much time there was.
 */
export function noteMissedDeadline(
  folder: CheckedFolder,
  linter: ProjectLinter,
  missed: MissedDeadline,
): void {
  try {
    Deno.writeTextFileSync(`${folder.path}/${nameOf(linter)}`, JSON.stringify(missed), { mode: 0o600 });
  } catch (error) {
    // Then it is started again, and its breaker opens after three failures.
    if (!(error instanceof Error)) throw error;
  }
}

/** What is known of the state folder, and the moment. */
export interface KnownState {
  /** The folder. */
  readonly folder: CheckedFolder;
  /** The names in it. */
  readonly names: readonly string[];
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * Finds the deadline because of which a linter is not started.
 *
 * @param linter Whose.
 * @param state The state folder, its names and the moment.
 * @returns The deadline; `undefined` when it may be started.
 */
export function readMissedDeadline(
  linter: ProjectLinter,
  { folder, names, now }: KnownState,
): MissedDeadline | undefined {
  const name = nameOf(linter);
  if (!names.includes(name)) return undefined;
  try {
    const json: unknown = JSON.parse(textIfReadable(`${folder.path}/${name}`, { maxBytes: MAX_BYTES }));
    const at = isObject(json) ? numberField(json, "at") : undefined;
    const limitMs = isObject(json) ? numberField(json, "limitMs") : undefined;
    const pauseMs = isObject(json) ? numberField(json, "pauseMs") ?? PAUSE_MS : PAUSE_MS;
    const isRecent = at !== undefined && Math.abs(now - at) < pauseMs;
    return isRecent && limitMs !== undefined ? { at, limitMs, pauseMs } : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function nameOf({ id, projectDir }: ProjectLinter): string {
  return `${LATE}${shortHash(`${id}\n${projectDir}`)}`;
}
