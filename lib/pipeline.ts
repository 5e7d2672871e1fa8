/**
 * Event in, feedback out: which analyzers want it, what they find, what of that is told.
 *
 * @module
 */
import type { Context } from "./analysis.ts";
import { ANALYZERS } from "./analyzers/table.ts";
import type { HookEvent, ToolCall } from "./event.ts";
import type { Finding } from "./finding.ts";
import type { CallFindings } from "./render.ts";
import type { Problem, Settings } from "./settings.ts";
import type { Judged } from "./policy.ts";

/** All that an analysis gives. */
export interface Analysis {
  /** Every finding and what became of it. */
  readonly judged: readonly Judged[];
  /** The feedback for the model; "" when nothing is worth saying. */
  readonly text: string;
  /** What could not be used of the configuration. */
  readonly problems: readonly Problem[];
  /** How long the stages took, in milliseconds. */
  readonly times: StageTimes;
}

/** How long each stage took, in milliseconds. */
export interface StageTimes {
  /** Loading and running the analyzers. */
  readonly analyze: number;
  /** Judging and writing the feedback. */
  readonly render: number;
}

/**
 * Analyses an event.
 *
 * @param event A decoded event.
 * @param settings The settings in force.
 * @returns What was found, what is told, and how long it took.
 */
export async function analyse(event: HookEvent, settings: Settings): Promise<Analysis> {
  const started = performance.now();
  const problems = [...settings.problems];
  const context: Context = { event, settings, report: (problem) => problems.push(problem) };
  const groups: CallFindings[] = [];
  for (const call of event.calls) {
    // deno-lint-ignore no-await-in-loop -- almost always one call, and its analyzers are loaded once
    const findings = await analyzed(call, context);
    if (findings.length > 0) groups.push({ call, findings });
  }
  const found = performance.now();
  const { judged, text } = groups.length === 0 ? NOTHING : await told(groups, context);
  return { judged, text, problems, times: { analyze: found - started, render: performance.now() - found } };
}

/** What is told of what was found. */
type Telling = Pick<Analysis, "judged" | "text">;

const NOTHING: Telling = { judged: [], text: "" };

async function analyzed(call: ToolCall, context: Context): Promise<Finding[]> {
  const wanting = ANALYZERS.filter(({ wants }) => wants(call, context));
  const loaded = await Promise.all(wanting.map(({ load }) => load()));
  return loaded.flatMap(({ analyze }) => analyze(call, context));
}

async function told(groups: readonly CallFindings[], { event, settings }: Context): Promise<Telling> {
  const [{ judge }, { render }] = await Promise.all([import("./policy.ts"), import("./render.ts")]);
  const judged = judge(groups, {
    settings,
    today: localDay,
    told: new Set(),
    wordsTold: 0,
    cwd: event.cwd,
  });
  const telling = judged.filter(({ verdict }) => verdict.kind === "told");
  const calls = [...new Set(telling.map(({ call }) => call))];
  const byCall = calls.map((call) => ({
    call,
    findings: telling.filter((entry) => entry.call === call).map(({ finding }) => finding),
  }));
  // What the user asked not to hear is not worth a word; what a limit held back is.
  return {
    judged,
    text: render(byCall, { withheld: judged.filter(({ verdict }) => isWithheld(verdict.kind)).length }),
  };
}

function isWithheld(kind: Judged["verdict"]["kind"]): boolean {
  return kind === "repeated" || kind === "over-budget";
}

function localDay(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
