/**
 * Days and times as people write them.
 *
 * @module
 */

/**
 * Gives the day of a moment in local time.
 *
 * @param moment Milliseconds since 1970.
 * @returns The day as YYYY-MM-DD.
 */
export function localDay(moment: number): string {
  const day = new Date(moment);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** How much of a moment is written. */
export type Precision = "day" | "hour" | "minute";

/**
 * Writes a moment in local time.
 *
 * @param moment Milliseconds since 1970.
 * @param precision How much of it.
 * @returns Such as "2026-11-22", "2026-11-22 07:00" or "2026-11-22 07:31".
 */
export function localTime(moment: number, precision: Precision): string {
  const date = new Date(moment);
  const two = (number: number): string => String(number).padStart(2, "0");
  if (precision === "day") return localDay(moment);
  return `${localDay(moment)} ${two(date.getHours())}:${
    precision === "hour" ? "00" : two(date.getMinutes())
  }`;
}
