/**
 * Events over time, in as many pieces as can be seen.
 *
 * @module
 */
import { localDay } from "../../text/day.ts";
import type { HourSums } from "./tally.ts";

/** A piece of time. */
export interface Period extends HourSums {
  /** Its beginning in local time: a day, or a day and an hour. */
  readonly label: string;
}

const HOUR_MS = 3_600_000;
/** Up to two days are shown by the hour, more by the day. */
const MAX_HOURS = 48;
const MAX_DAYS = 366;

/**
 * Cuts the time between the first and the last event into hours or days.
 *
 * @param hours Events by hour since 1970.
 * @returns The pieces in order, also those without events; at most those of the last year.
 */
export function timeline(hours: ReadonlyMap<number, HourSums>): readonly Period[] {
  const known = [...hours.keys()];
  if (known.length === 0) return [];
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const isByHour = last - first < MAX_HOURS;
  const from = isByHour ? first : Math.max(first, last - MAX_DAYS * 24);
  const periods = new Map<string, Period>();
  for (let hour = from; hour <= last; hour++) {
    const label = localLabel(hour * HOUR_MS, isByHour ? "hour" : "day");
    const period = periods.get(label) ?? { label, events: 0, replies: 0 };
    const { events, replies } = hours.get(hour) ?? { events: 0, replies: 0 };
    periods.set(label, { label, events: period.events + events, replies: period.replies + replies });
  }
  return [...periods.values()];
}

/**
 * Writes a moment in local time.
 *
 * @param at Milliseconds since 1970.
 * @param precision How much of it.
 * @returns Such as "2026-11-22", "2026-11-22 07:00" or "2026-11-22 07:31".
 */
export function localLabel(at: number, precision: "day" | "hour" | "minute"): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = localDay(at);
  if (precision === "day") return day;
  return `${day} ${two(date.getHours())}:${precision === "hour" ? "00" : two(date.getMinutes())}`;
}
