/**
 * Reads moments as people write them: "7d", "12h", "2026-11-22".
 *
 * @module
 */
import { UsageError } from "./usage_error.ts";
import { quotable } from "./clean.ts";

const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/**
 * Reads a length of time.
 *
 * @param text Such as `30m`, `12h`, `7d` or `2w`.
 * @returns Milliseconds; `undefined` if it is none.
 */
export function parseSpan(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (UNIT_MS[unit] ?? 0);
}

/**
 * Reads a moment.
 *
 * @param text A time before now such as `30m`, `12h`, `7d`, `2w`, or a date such as `2026-11-22` or `2026-11-22T08:00`.
 * @param now Milliseconds since 1970.
 * @returns Milliseconds since 1970; a date without an offset is local time.
 * @throws {UsageError} If it is neither.
 */
export function parseSince(text: string, now: number): number {
  const span = parseSpan(text);
  if (span !== undefined) return now - span;
  if (/^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) {
    // A date alone would be read as UTC; people mean their own day.
    const moment = Date.parse(text.length === 10 ? `${text}T00:00` : text);
    if (!Number.isNaN(moment)) return moment;
  }
  throw new UsageError(
    `Cannot use --since: wanted a time such as 7d, 12h, 30m or 2026-11-22, got "${quotable(text, 40)}"`,
    "--since 7d",
  );
}
