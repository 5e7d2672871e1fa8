/**
 * Events over time, in as many pieces as can be seen.
 *
 * @module
 */
import { localTime, type Precision } from "../../text/day.ts";

/** What happened in a piece of time. */
export interface PeriodSums {
  /** Events in it. */
  readonly events: number;
  /** Those with feedback. */
  readonly replies: number;
}

/** A piece of time. */
export interface Period extends PeriodSums {
  /** Its beginning in local time: a day, or a day and a time. */
  readonly label: string;
}

/** A length that pieces may have. */
interface PieceLength {
  readonly minutes: number;
  /** As much of a moment as tells pieces of this length apart. */
  readonly precision: Precision;
}

const DAY_MINUTES = 24 * 60;
const PIECES: readonly PieceLength[] = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => ({ minutes, precision: "minute" as const })),
  { minutes: 60, precision: "hour" },
];
const BY_DAY: PieceLength = { minutes: DAY_MINUTES, precision: "day" };
/** As many bars as can be told apart on a page. */
const MAX_PIECES = 72;
const MAX_DAYS = 366;

/**
 * Cuts the time between the first and the last event into pieces: minutes on the first day, then hours, then days.
 *
 * @param minutes Events by minute since 1970.
 * @returns The pieces in order, also those without events; at most those of the last year.
 */
export function timeline(minutes: ReadonlyMap<number, PeriodSums>): readonly Period[] {
  const known = [...minutes.keys()];
  if (known.length === 0) return [];
  const last = known.reduce((a, b) => Math.max(a, b));
  const first = known.reduce((a, b) => Math.min(a, b), last);
  const length = pieceLength(last - first);
  const periods = new Map<string, Period>();
  const step = Math.min(length.minutes, 60);
  const add = (minute: number, { events, replies }: PeriodSums): void => {
    const start = length.precision === "minute" ? minute - minute % length.minutes : minute;
    const label = localTime(start * 60_000, length.precision);
    const period = periods.get(label) ?? { events: 0, replies: 0 };
    periods.set(label, { label, events: period.events + events, replies: period.replies + replies });
  };
  const from = Math.max(first, last - MAX_DAYS * DAY_MINUTES);
  for (let minute = from - from % step; minute <= last; minute += step) {
    add(minute, { events: 0, replies: 0 });
  }
  for (const [minute, sums] of minutes) if (minute >= from) add(minute, sums);
  return [...periods.values()].sort((a, b) => a.label < b.label ? -1 : 1);
}

function pieceLength(minutes: number): PieceLength {
  return PIECES.find((piece) => minutes / piece.minutes < MAX_PIECES) ?? BY_DAY;
}
