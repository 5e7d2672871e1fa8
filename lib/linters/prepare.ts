/**
 * Finds the programs that a file wants, and starts them before anything else is loaded where their results cannot be in the
 * cache yet: what follows then happens while they run.
 *
 * @module
 */
import type { Settings } from "../config/settings.ts";
import { POOL_LIMITS } from "../system/pool.ts";
import { isNewerThanResults } from "../state/freshness.ts";
import { type Look, lookOf } from "./check.ts";
import { type CheckRequest, contentOf, externalsOf } from "./request.ts";
import type { Wanted } from "./configured.ts";

/** The linters of one file. */
export interface Start {
  /** The file, absolute. */
  readonly path: string;
  /** All linters that it wants. */
  readonly wanted: readonly Wanted[];
  /** Those that are programs, of which some may run already. */
  readonly looks: readonly Look[];
  /** When the file was last changed as the programs were started, in milliseconds since 1970; `undefined` when none was. */
  readonly begunWith: number | undefined;
  /** What those ask the cache, where none was started: found out while other code is loaded. */
  readonly question?: CheckRequest;
}

/**
 * Prepares the linters of a file.
 *
 * @param path The file, absolute.
 * @param wanted The linters that it wants.
 * @param settings The settings in force.
 * @returns Those that can look. Whoever gets them must run or abandon each.
 */
export function start(
  path: string,
  wanted: readonly Wanted[],
  { linters, projectDir }: Settings,
): Start {
  const looks = wanted.flatMap(({ row, ...shown }) =>
    row.program === undefined ? [] : lookOf({ row, ...shown }, { path, linters, projectDir }) ?? []
  );
  const changedAt = looks.length === 0 ? undefined : changeOf(path);
  const isNew = changedAt !== undefined && isNewerThanResults(changedAt, Date.now());
  if (isNew) {
    // Each start takes a millisecond, and who takes longest stands last in the table: scripts behind native programs.
    for (const look of looks.slice(0, POOL_LIMITS.parallel).toReversed()) look.begin();
    return { path, wanted, looks, begunWith: changedAt };
  }
  const bytes = looks.length === 0 ? undefined : contentOf({ path, looks, begunWith: undefined });
  return {
    path,
    wanted,
    looks,
    begunWith: undefined,
    ...(bytes && { question: { bytes, externals: externalsOf(looks, bytes) } }),
  };
}

/**
 * Tells when a file was last changed.
 *
 * @param path The file.
 * @returns Milliseconds since 1970; `undefined` when it is gone or no plain file.
 */
export function changeOf(path: string): number | undefined {
  try {
    const { isFile, mtime } = Deno.statSync(path);
    return isFile ? mtime?.getTime() : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}
