/**
 * Why a linter is not started for a while, and what would help: for people.
 *
 * @module
 */
import type { Host } from "../state/host.ts";
import { readMissedDeadline } from "../state/missed_deadlines.ts";
import { namesIn } from "../system/folder_names.ts";
import type { LinterRow } from "./table.ts";

/** Why a linter is not started, and what would help. */
export interface Pause {
  /** The reason, without a final period; "" when it is started. */
  readonly why: string;
  /** What a person can do. */
  readonly fix: string;
}

const STARTED: Pause = { why: "", fix: "" };
const MORE_TIME = "set a larger linterRuns.eachMs, and linterRuns.allMs, in your configuration";
const MORE_TIME_FOR_TYPES = "set a larger linterRuns.typesMs in your configuration";

/** Where a linter is started. */
export interface PausePlace extends Pick<Host, "now" | "stateFolder"> {
  /** The project's folder. */
  readonly projectDir: string;
}

/**
 * Explains why a linter is not started.
 *
 * @param row The linter.
 * @param place The project, the state folder and the moment.
 * @returns The reason and what would help.
 */
export function pauseOf(row: LinterRow, { projectDir, now, stateFolder }: PausePlace): Pause {
  const folder = stateFolder();
  if (folder.kind === "none") return STARTED;
  const state = { folder, names: namesIn(folder.path), now: now() };
  const missed = readMissedDeadline({ id: row.id, projectDir }, state);
  if (missed === undefined) return STARTED;
  const minutes = Math.max(1, Math.ceil((missed.at + missed.pauseMs - now()) / 60_000));
  const checksTypes = row.program !== undefined && row.checksTypes === true;
  return {
    why: `it took longer than its limit of ${Math.round(missed.limitMs)} ms in this project; ` +
      `it is started again in ${minutes} min`,
    fix: checksTypes ? MORE_TIME_FOR_TYPES : MORE_TIME,
  };
}
