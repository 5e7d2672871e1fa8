/**
 * Checks when results and breakers last changed, without opening the database, which costs milliseconds.
 *
 * @module
 */
import type { KnownState } from "./missed_deadlines.ts";

/** Touched whenever a linter fails. */
const FAILURE = "state.db.failure";

/** Longer than a breaker stays open, with time for slow machines. */
const WARY_MS = 60_000;

/**
 * Says whether the file changed after the last cache write and no linter failed recently. Then nothing can be cached for it,
 * unless it has an earlier content again, and no breaker is open.
 *
 * @param changedAt When the file was changed, in milliseconds since 1970.
 * @param state The state folder, its names and the moment.
 * @returns False when it is not sure.
 */
export function isNewerThanResults(
  changedAt: number,
  { folder, names, now }: KnownState,
): boolean {
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
    // If nothing can be written there are no breakers either.
    if (!(error instanceof Error)) throw error;
  }
}

/** In milliseconds since 1970; 0 for a file that is missing or cannot be seen. */
function modifiedAt(path: string): number {
  try {
    return Deno.lstatSync(path).mtime?.getTime() ?? 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 0;
  }
}
