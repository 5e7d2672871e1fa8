/**
 * Finds the programs that a file wants, and starts them before anything else is loaded where their results cannot be in the
 * cache yet: what follows then happens while they run.
 *
 * @module
 */
import type { Settings } from "../config/settings.ts";
import { POOL_LIMITS } from "../system/pool.ts";
import { isNewerThanResults } from "../state/freshness.ts";
import { type LinterCheck, prepareCheck } from "./check.ts";
import { type CheckRequest, contentOf, tasksFor } from "./request.ts";
import type { Wanted } from "./configured.ts";
import type { Host } from "../state/host.ts";

/** The linters of one file. */
export interface Start {
  /** The file, absolute. */
  readonly path: string;
  /** All linters that it wants. */
  readonly wanted: readonly Wanted[];
  /** Those that are programs, of which some may run already. */
  readonly checks: readonly LinterCheck[];
  /** When the file was last changed as the programs were started, in milliseconds since 1970; `undefined` when none was. */
  readonly begunWith: number | undefined;
  /** What those ask the cache, where none was started: found out while other code is loaded. */
  readonly question?: CheckRequest;
}

/** What starting depends on beside the file. */
export interface StartContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The settings in force. */
  readonly settings: Settings;
}

/**
 * Prepares the linters of a file.
 *
 * @param path The file, absolute.
 * @param wanted The linters that it wants.
 * @param context Host and settings.
 * @returns The checks that can be made. Whoever gets them must run or abandon each.
 */
export function start(
  path: string,
  wanted: readonly Wanted[],
  { host, settings: { linters, projectDir } }: StartContext,
): Start {
  const checks = wanted.flatMap(({ row, ...shown }) =>
    row.program === undefined
      ? []
      : prepareCheck({ row, ...shown }, { host, path, linters, projectDir }) ?? []
  );
  const changedAt = checks.length === 0 ? undefined : changeOf(path);
  const isNew = changedAt !== undefined &&
    isNewerThanResults(changedAt, { folder: host.stateFolder(), now: host.now() });
  if (isNew) {
    // Each start takes a millisecond, and who takes longest stands last in the table: scripts behind native programs.
    for (const check of checks.slice(0, POOL_LIMITS.parallel).toReversed()) check.begin();
    return { path, wanted, checks, begunWith: changedAt };
  }
  const bytes = checks.length === 0 ? undefined : contentOf({ path, checks, begunWith: undefined });
  return {
    path,
    wanted,
    checks,
    begunWith: undefined,
    ...(bytes && { question: { bytes, tasks: tasksFor(checks, bytes) } }),
  };
}

/** When a file was last changed, in milliseconds since 1970; `undefined` if it is gone or not a plain file. */
function changeOf(path: string): number | undefined {
  try {
    const { isFile, mtime } = Deno.statSync(path);
    return isFile ? mtime?.getTime() : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}
