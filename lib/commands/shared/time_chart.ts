/**
 * How long things took, as a chart.
 *
 * @module
 */
import type { Markup } from "../../text/html.ts";
import { duration } from "../../text/columns.ts";
import { barChart } from "./charts.ts";
import type { Histogram } from "./histogram.ts";

/** So that the time doubles about every second bar. */
const CLASSES_A_BAR = 8;
const PERCENTILES = [0.5, 0.95, 0.99] as const;

/**
 * Draws a histogram and marks its percentiles.
 *
 * @param times The durations.
 * @param unit What was timed, such as "events".
 * @returns The chart; nothing for no durations.
 */
export function timeChart(times: Histogram, unit: string): Markup {
  const classes = times.classes(CLASSES_A_BAR);
  const place = (ms: number): number => {
    const at = Math.max(0, classes.findIndex(({ to }) => ms < to));
    const { from = 0, to = 1 } = classes[at] ?? {};
    // Inside a bar the time grows evenly on a logarithmic scale.
    return at - 0.5 + (from === 0 ? ms / to : Math.log(ms / from) / Math.log(to / from));
  };
  return barChart({
    name: `Time of ${times.count} ${unit}`,
    over: "time (µs, ms or s, logarithmic)",
    unit,
    labels: classes.map(({ from, to }) => `${duration(from)} to ${duration(to)}`),
    ticks: classes.map(({ from }) => duration(from)),
    series: [{ name: unit, tone: 0, values: classes.map(({ count }) => count) }],
    marks: PERCENTILES.map((part) => {
      const ms = times.quantile(part);
      return { at: place(ms), label: `p${Math.round(part * 100)} ${duration(ms)}` };
    }),
  });
}
