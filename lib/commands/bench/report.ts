/**
 * The results of a benchmark for a person and for programs.
 *
 * @module
 */
import type { Style } from "../../system/terminal.ts";
import { duration, textTable } from "../../text/columns.ts";
import type { FaultRow, Outcome } from "./faults.ts";
import type { LoadRow } from "./load.ts";
import type { ScenarioRow } from "./scenario_table.ts";

/** All that was measured. */
export interface BenchResults {
  /** The program's file. */
  readonly program: string;
  /** Its version, as it says itself. */
  readonly version: string;
  /** System, processor and how many of them. */
  readonly machine: string;
  /** The floor and the scenarios. */
  readonly scenarios: readonly ScenarioRow[];
  /** One row a number of processes at once. */
  readonly load: readonly LoadRow[];
  /** One row a fault. */
  readonly faults: readonly FaultRow[];
}

/** How the text looks. */
export interface BenchTextOptions {
  /** Styles a piece of text, or leaves it plain. */
  readonly style: (style: Style, text: string) => string;
  /** The most columns that tables may have. */
  readonly width: number;
}

const SCENARIO_HEAD = [
  "milliseconds",
  "average>",
  "min>",
  "median>",
  "max>",
  "p95>",
  "spread>",
  "x floor>",
  "grade>",
];
const LOAD_HEAD = ["milliseconds", "runs>", "p50>", "p95>", "p99>", "max>", "wrong>", "grade>"];
const FAULT_HEAD = ["what is wrong", "", "took>", "exit code and reply"];

const SCENARIO_LEGEND = `
Whole processes, one at a time, the first run of each not counted. x floor compares medians.
The floor is fasthook itself, given an object that is no event: it starts, reads, writes its
journal, and analyses nothing. spread is the standard deviation.
`;
const LOAD_LEGEND = `
All scenarios in turn, in one state folder. Grades, here by p50 and above by average:
A+ below 50 ms, A below 100, B below 200, C below 500, else D.
`;

/**
 * Reports whether everything was answered as it should be. How fast it was is no part of that.
 *
 * @param results All that was measured.
 * @returns True when no answer and no fault was wrong.
 */
export function isWell({ load, faults }: BenchResults): boolean {
  return load.every(({ wrong }) => wrong.length === 0) && faults.every(({ ok }) => ok);
}

/**
 * Writes the results as JSON. Durations are in milliseconds.
 *
 * @param results All that was measured.
 * @returns One JSON object.
 */
export function jsonReport(results: BenchResults): string {
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === "number" ? Math.round(value * 1000) / 1000 : value;
  return `${JSON.stringify({ ok: isWell(results), ...results }, rounded, 2)}\n`;
}

/**
 * Writes the results for a terminal.
 *
 * @param results All that was measured.
 * @param options How the text looks.
 * @returns The text.
 */
export function textReport(results: BenchResults, options: BenchTextOptions): string {
  const { program, version, machine, scenarios, load, faults } = results;
  const title = (text: string): string => `\n${options.style("bold", text)}\n`;
  const rounds = scenarios[0]?.runs ?? 0;
  const asWanted = faults.filter(({ ok }) => ok).length;
  return [
    `${version}, ${program}\n${machine}\n`,
    title(`Scenarios, ${rounds} runs each`),
    textTable(scenarios.map(scenarioCells), { head: SCENARIO_HEAD, width: options.width }),
    SCENARIO_LEGEND,
    title("Load"),
    textTable(load.map(loadCells), { head: LOAD_HEAD, width: options.width }),
    ...wrongAnswers(load, options),
    LOAD_LEGEND,
    title(`Faults, ${asWanted} of ${faults.length} answered as they should be`),
    faultTable(faults, options),
  ].join("");
}

function scenarioCells({ title, ms, ratio, grade }: ScenarioRow): readonly string[] {
  const { average, min, median, max, p95, spread } = ms;
  return [title, ...[average, min, median, max, p95, spread].map(decimal), ratio.byMedian.toFixed(2), grade];
}

function loadCells({ atOnce, runs, p50, p95, p99, max, wrong, grade }: LoadRow): readonly string[] {
  return [
    `${atOnce} at once`,
    String(runs),
    ...[p50, p95, p99, max].map(decimal),
    String(wrong.length),
    grade,
  ];
}

function wrongAnswers(load: readonly LoadRow[], { style }: BenchTextOptions): readonly string[] {
  const texts = new Set(load.flatMap(({ wrong }) => wrong));
  return [...texts].map((text) => `${style("red", text)}\n`);
}

function faultTable(faults: readonly FaultRow[], { style, width }: BenchTextOptions): string {
  const cells = faults.map(({ title, wanted, got, ms, ok }) => [
    title,
    ok ? "ok" : "wrong",
    duration(ms),
    ok ? describe(got) : `${describe(got)}; wanted ${describe(wanted)}`,
  ]);
  const lines = textTable(cells, { head: FAULT_HEAD, width }).split("\n");
  return lines.map((line, at) => faults[at - 1]?.ok === false ? style("red", line) : line).join("\n");
}

function describe({ exitCode, reply }: Outcome): string {
  return `${exitCode}: ${reply}`;
}

function decimal(ms: number): string {
  return ms.toFixed(1);
}
