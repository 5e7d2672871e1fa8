/**
 * What happened to one event on its way through hook mode, for the journal.
 *
 * @module
 */
import type { HookEvent } from "../event/event.ts";
import type { Analysis } from "./analyse.ts";
import type { LinterOutcome, ReplyKind, Stage } from "../state/journal_record.ts";
import type { Settings } from "../config/settings.ts";
import type { Host } from "../state/host.ts";

/** A record of one event, filled in on the way. */
export class Trace {
  /** Which agent's event it was; "" while nobody knows it. */
  agent = "";
  /** The event, once it is decoded. */
  event: HookEvent | undefined;
  /** The settings, once they are loaded. */
  settings: Settings | undefined;
  /** The analysis, once it is made. */
  analysis: Analysis | undefined;
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
   * Ends a stage: its time is what has passed since the end of the one before, or since the event came.
   *
   * @param stage The stage that is over.
   */
  mark(stage: Stage): void {
    const now = this.#clock();
    this.note(stage, now - this.#last);
    this.#last = now;
  }

  /**
   * Notes the time of a stage that was measured elsewhere.
   *
   * @param stage The stage.
   * @param ms How long it took, in milliseconds.
   */
  note(stage: Stage, ms: number): void {
    this.us[stage] = Math.round(ms * 1000);
  }
}
