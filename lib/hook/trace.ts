/**
 * What happens to one event in hook mode, for the journal.
 *
 * @module
 */
import type { HookEvent } from "../event/event.ts";
import type { Report } from "../feedback/report.ts";
import type { LinterOutcome, ReplyKind, Stage } from "../state/journal_record.ts";
import type { Settings } from "../config/settings.ts";
import type { Host } from "../state/host.ts";

/** Writes the log of an event into the state folder; throws what the file system throws. */
export type WriteLog = (folder: string, now: number) => void;

/** A record of one event, filled in on the way. */
export class Trace {
  /** Which agent's event it was; "" until that is known. */
  agent = "";
  /** The event, once it is decoded. */
  event: HookEvent | undefined;
  /** The settings, once they are loaded. */
  settings: Settings | undefined;
  /** What is reported, once that is decided. */
  report: Report | undefined;
  /** Writes what was found into the session's log; missing where nothing was found. */
  log: WriteLog | undefined;
  /** What happened to linters. */
  linters: readonly LinterOutcome[] = [];
  /** What was wrong with their state. */
  linterProblems: readonly string[] = [];
  /** How the event was answered. */
  reply: ReplyKind = "none";
  /** How long each stage took, in whole microseconds. */
  readonly us: Partial<Record<Stage, number>> = {};
  /** When the event came, on the host's clock. */
  readonly startedAt: number;
  readonly #clock: () => number;
  #last: number;

  /**
   * Begins with an event that is about to be read.
   *
   * @param host Its clock.
   */
  constructor({ clock, eventStart }: Pick<Host, "clock" | "eventStart">) {
    this.#clock = clock;
    this.startedAt = this.#last = eventStart();
  }

  /**
   * Ends a stage. What has passed since the end of the one before, or since the event came, is added to its time.
   *
   * @param stage The stage that is over.
   */
  mark(stage: Stage): void {
    const now = this.#clock();
    this.us[stage] = (this.us[stage] ?? 0) + Math.round((now - this.#last) * 1000);
    this.#last = now;
  }
}
