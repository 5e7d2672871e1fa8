/**
 * Why a linter is not started for a while, and what would help: for people.
 *
 * @module
 */
import type { Host } from "../state/host.ts";
import { type MissedDeadline, readMissedDeadline } from "../state/missed_deadlines.ts";
import { namesIn } from "../system/folder_names.ts";
import { isCheckedAtTurnEnd, type LinterRow } from "./table.ts";

/** Why a linter is not started, and what would help. */
export interface Pause {
  /** The reason, without a final period; "" when it is started. */
  readonly why: string;
  /** What a person can do. */
  readonly fix: string;
}

const STARTED: Pause = { why: "", fix: "" };
const MORE_TIME = "set a larger linterRuns.eachMs, and linterRuns.allMs, in your configuration";
const MORE_TIME_FOR_TYPES =
  'set a larger linterRuns.typesMs in your configuration, or "types": true there for a check when a turn ends, and run ' +
  "fasthook init";

/** What the check of types when a turn ends is called in notes of missed deadlines. */
export const TURN_END_CHECK = "types-at-turn-end";

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
export function pauseOf(row: LinterRow, place: PausePlace): Pause {
  const missed = missedBy(row.id, place);
  if (missed === undefined) return STARTED;
  const checksTypes = row.program !== undefined && row.checksTypes === true;
  return {
    why: `it took longer than its limit of ${Math.round(missed.limitMs)} ms in this project; ` +
      `it is started again in ${minutesLeft(missed, place)} min`,
    fix: checksTypes ? MORE_TIME_FOR_TYPES : MORE_TIME,
  };
}

/**
 * Explains why types are not checked when a turn ends.
 *
 * @param row The linter.
 * @param place The project, the state folder and the moment.
 * @returns The reason; "" when they are, or are not to be.
 */
export function turnEndPauseOf(row: LinterRow, place: PausePlace): string {
  const missed = isCheckedAtTurnEnd(row) ? missedBy(TURN_END_CHECK, place) : undefined;
  if (missed === undefined) return "";
  return `its check when a turn ends took longer than ${missed.limitMs} ms in this project; ` +
    `it is made again in ${minutesLeft(missed, place)} min`;
}

function missedBy(id: string, { projectDir, now, stateFolder }: PausePlace): MissedDeadline | undefined {
  const folder = stateFolder();
  if (folder.kind === "none") return undefined;
  return readMissedDeadline({ id, projectDir }, { folder, names: namesIn(folder.path), now: now() });
}

function minutesLeft({ at, pauseMs }: MissedDeadline, { now }: PausePlace): number {
  return Math.max(1, Math.ceil((at + pauseMs - now()) / 60_000));
}
