/**
 * Charts of a page. uPlot draws them; library and numbers are in the page, which needs no network.
 *
 * @module
 */
import plotLibrary from "npm:uplot@1.6.32/dist/uPlot.iife.min.js" with { type: "text" };
import plotStyle from "npm:uplot@1.6.32/dist/uPlot.min.css" with { type: "text" };
import { dataTable, html, type Markup, page } from "../../text/html.ts";
import script from "./charts_script.js" with { type: "text" };

/** One part of each bar. */
export interface ChartSeries {
  /** What it counts. */
  readonly name: string;
  /** Which of the page's colours it has, from 0. */
  readonly tone: number;
  /** One number a bar. */
  readonly values: readonly number[];
}

/** A place between the bars, such as a percentile. */
export interface ChartMark {
  /** 0 is the middle of the first bar, 1 that of the second. */
  readonly at: number;
  /** What it is. */
  readonly label: string;
}

/** Bars next to each other, each made of one part or several. */
export interface BarChart {
  /** What the chart shows, for people who cannot see it. */
  readonly name: string;
  /** What the horizontal axis shows. */
  readonly over: string;
  /** What the numbers are: the vertical axis. */
  readonly unit: string;
  /** What each bar is about. */
  readonly labels: readonly string[];
  /** The same, short, for the axis. */
  readonly ticks: readonly string[];
  /** The parts, from the axis up. */
  readonly series: readonly ChartSeries[];
  /** Places to mark. */
  readonly marks?: readonly ChartMark[];
}

/** uPlot's licence asks for this line in every copy. */
const NOTICE = "/* uPlot 1.6.32, MIT licence, Copyright (c) 2022 Leon Sorokin */\n";

/**
 * Draws a chart, with its numbers in a table that can be opened.
 *
 * @param chart What to draw.
 * @returns The chart; nothing if there is nothing to see.
 */
export function barChart(chart: BarChart): Markup {
  const { name, over, labels, series, marks = [] } = chart;
  if (series.every(({ values }) => values.every((value) => value === 0))) return { html: "" };
  // "</script>" cannot be in it.
  const data = JSON.stringify({ ...chart, marks }).replaceAll("<", "\\u003c");
  const rows = labels.map((label, at) => [label, ...series.map(({ values }) => values[at] ?? 0)]);
  return html`
    <figure class="chart">
      <script type="application/json">${{ html: data }}</script>
      <div class="plot" tabindex="0" role="img" aria-label="${name}. Arrow keys show the values."></div>
      <p class="said" aria-live="polite"></p>
      <details><summary>Numbers</summary>
    ${dataTable([over, ...series.map(({ name }) => `${name}>`)], rows)}
      </details>
    </figure>
  `;
}

/**
 * Makes a page with charts. Only its own scripts may run in it.
 *
 * @param title The page's title and heading.
 * @param body What follows the heading.
 * @returns The page's text.
 */
export async function chartPage(title: string, body: readonly Markup[]): Promise<string> {
  const scripts = [NOTICE + plotLibrary, script];
  const hashes = await Promise.all(scripts.map(hashOf));
  return page(title, body, {
    style: plotStyle,
    scripts,
    policy: `; script-src ${hashes.map((hash) => `'sha256-${hash}'`).join(" ")}`,
  });
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toBase64();
}
