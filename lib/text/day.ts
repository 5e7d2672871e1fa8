/**
 * Days as people write them.
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
