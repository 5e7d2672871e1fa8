/**
 * What can be known of results and breakers without opening the database, which costs milliseconds: when they last
 * changed.
 *
 * @module
 */
import { namesIn } from "../system/folder_names.ts";
import type { StateFolder } from "./folder.ts";

/** Touched whenever a linter fails. */
const FAILURE = "state.db.failure";

/** Outlasts the time for which a breaker stays open, with room for slow machines. */
const WARY_MS = 60_000;

/**
 * Tells whether a file was changed after anything was last kept, while all analyzers work: then the cache does not have
 * its results, unless it holds again what it held before, and no breaker is open.
 *
 * @param changedAt When the file was changed, in milliseconds since 1970.
 * @param state The state folder and the moment.
 * @returns True also without state; false when it is not sure.
 */
export function isNewerThanResults(
  changedAt: number,
  { folder, now }: { readonly folder: StateFolder; readonly now: number },
): boolean {
  if (folder.kind === "none") return true;
  const names = namesIn(folder.path);
  const timeOf = (name: string): number => names.includes(name) ? modifiedAt(`${folder.path}/${name}`) : 0;
  if (Math.abs(now - timeOf(FAILURE)) < WARY_MS) return false;
  return ["state.db", "state.db-wal"].every((name) => timeOf(name) < changedAt);
}

/**
 * Takes note that a linter failed.
 *
 * @param folder The checked state folder.
 */
export function noteFailure(folder: string): void {
  try {
    Deno.writeTextFileSync(`${folder}/${FAILURE}`, "1", { mode: 0o600 });
  } catch (error) {
    // Where nothing can be written there are no breakers either.
    if (!(error instanceof Error)) throw error;
  }
}

/** In milliseconds since 1970; 0 for a file that is not there or cannot be seen. */
function modifiedAt(path: string): number {
  try {
    return Deno.lstatSync(path).mtime?.getTime() ?? 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 0;
  }
}
