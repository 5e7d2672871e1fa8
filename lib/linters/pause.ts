/**
 * Why a linter is not started for a while, and what would help: for people.
 *
 * @module
 */
import type { Host } from "../state/host.ts";
import { missedDeadline, PAUSE_MS, type ProjectLinter } from "../state/missed_deadlines.ts";
import { namesIn } from "../system/folder_names.ts";

/** How to give a linter more time. */
export const MORE_TIME = "set a larger linterRuns.eachMs, and linterRuns.allMs, in your configuration";

/**
 * Explains why a linter is not started.
 *
 * @param linter Which, and where.
 * @param host The state folder and the moment.
 * @returns The reason, without a final period; "" when it is started.
 */
export function pauseOf(
  linter: ProjectLinter,
  { now, stateFolder }: Pick<Host, "now" | "stateFolder">,
): string {
  const folder = stateFolder();
  if (folder.kind === "none") return "";
  const missed = missedDeadline(linter, { folder, names: namesIn(folder.path), now: now() });
  if (missed === undefined) return "";
  const minutes = Math.max(1, Math.ceil((missed.at + PAUSE_MS - now()) / 60_000));
  return `it took longer than its limit of ${Math.round(missed.limitMs)} ms in this project; ` +
    `it is started again in ${minutes} min`;
}
