/**
 * `fasthook explain`: why there was feedback for an event, or why there was none.
 *
 * @module
 */
import { allTools, decodeEvent } from "../agents/table.ts";
import { encodeAnswer } from "../hook/answer_event.ts";
import { wantsCall } from "../analyzers/analyzer.ts";
import { ANALYZERS } from "../analyzers/table.ts";
import { UserError } from "../text/user_error.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import { readEvent } from "../hook/hook.ts";
import { printClean } from "../system/terminal.ts";
import { loadCheckedSettings } from "../hook/check_settings.ts";
import { EMPTY_MEMORY } from "../state/memory.ts";
import { analyse, type Analysis } from "../hook/analyse.ts";
import { Trace } from "../hook/trace.ts";
import type { Judged } from "../feedback/judge.ts";
import { subject } from "../feedback/render.ts";
import { findRuleProblems } from "../config/dead_rules.ts";
import type { Settings } from "../config/settings.ts";
import { quotable } from "../text/clean.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Runs the command. */
export const run: Run = withOptions("explain", async ({ operands: [path] }: Options, host: Host) => {
  const trace = new Trace({ ...host, eventStart: host.clock });
  const json = path === undefined ? await readEvent(Deno.stdin) : fromFile(path);
  trace.mark("read");
  const event = (await decodeEvent(json))?.event;
  if (event === undefined) {
    print([
      "event       none: it is not one of the events that fasthook answers, or another agent's",
      "reply       silence, exit code 0",
    ]);
    return 0;
  }
  const settings = await loadCheckedSettings(event.cwd, host.env);
  trace.mark("settings");
  const analysis = await analyse({ event, settings, analyzers: ANALYZERS }, {
    host,
    mark: (stage) => trace.mark(stage),
  });
  print([
    ...describeEvent(event),
    ...event.calls.flatMap((call) => describeWishes(call, settings)),
  ]);
  print(analysis.judged.map(describeFinding));
  print(describeReplies(event, analysis));
  const tools = await allTools();
  print(
    settings.rules.flatMap((rule) =>
      findRuleProblems(rule, tools).map(({ message }) => `problem     ${rule.id}: ${message}`)
    ),
  );
  const times = Object.entries(trace.us).map(([stage, us]) => `${stage} ${(us / 1000).toFixed(2)} ms`);
  print([`times       ${times.join(", ")}`]);
  return 0;
});

function fromFile(path: string): unknown {
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new UserError(
        `Cannot read ${path}: wanted one event as JSON, got text that is not (${
          quotable(error.message, 100)
        })`,
      );
    }
    if (error instanceof Error) throw new UserError(`Cannot read ${path}: ${error.message}`);
    throw error;
  }
}

function print(lines: readonly string[]): void {
  if (lines.length > 0) printClean(Deno.stdout, `${lines.join("\n")}\n`);
}

function describeEvent({ name, calls, agentType, cwd, replies }: HookEvent): string[] {
  return [
    `event       ${name}${agentType === "" ? "" : ` of the sub-agent ${quotable(agentType, 60)}`}` +
    `${cwd === "" ? "" : ` in ${quotable(cwd, 100)}`}`,
    ...(replies === "context-only"
      ? ["            answered as context only: exit code 2 would end the turn"]
      : []),
    ...calls.map((call) => `call        ${subject(call)}: ${call.status}${detail(call)}`),
    ...(calls.length === 0 ? ["call        none to look at: of a batch only refused calls count"] : []),
  ];
}

function detail({ changes, output, error, interrupted }: ToolCall): string {
  const parts = [
    interrupted ? "stopped by a person" : "",
    changes.length === 0 ? "" : `${changes.length} ${changes.length === 1 ? "change" : "changes"} of text`,
    output === "" ? "" : `${output.length} characters of output`,
    error === "" ? "" : `error "${quotable(error, 80)}"`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`;
}

function describeWishes(call: ToolCall, settings: Settings): string[] {
  return ANALYZERS.map((row, index) => {
    const { id, needs } = row;
    const wanted = wantsCall(row, call, { settings, memory: EMPTY_MEMORY });
    return `${index === 0 ? "analyzers " : "          "}  ${id.padEnd(12)} ${
      wanted ? "wants it" : `does not want it: needs ${needs}`
    }`;
  });
}

function describeFinding({ finding, verdict, call }: Judged, index: number): string {
  const lead = index === 0 ? "findings    " : "            ";
  return `${lead}${finding.rule} (${finding.severity}) on ${subject(call)}: ${why(verdict)}`;
}

function why(verdict: Judged["verdict"]): string {
  switch (verdict.kind) {
    case "reported":
      return "reported";
    case "muted":
      return `muted by "${verdict.mute.rule}"${verdict.mute.path === "" ? "" : ` in ${verdict.mute.path}`}` +
        `${verdict.mute.until === "" ? "" : ` until ${verdict.mute.until}`}${
          verdict.mute.reason === "" ? "" : ` (${verdict.mute.reason})`
        }`;
    case "too-light":
      return `not told: lighter than minSeverity ${verdict.minSeverity}`;
    case "repeated":
      return "held back: told before in this session";
    case "over-budget":
      return `held back: its ${verdict.words} words do not fit into the budget`;
  }
}

function describeReplies(event: HookEvent, { text, judged }: Analysis): string[] {
  if (text === "") {
    return [
      ...(judged.length === 0 ? ["findings    none"] : []),
      "reply       silence, exit code 0, with either reply",
    ];
  }
  return (["stderr", "context"] as const).flatMap((reply) => {
    const { stdout, stderr, exitCode } = encodeAnswer({ event, text, problem: "" }, reply);
    const stream = stdout === "" ? "standard error" : "standard output";
    const written = stdout + stderr;
    return [
      `--reply=${reply}: exit code ${exitCode}, ${
        new TextEncoder().encode(written).length
      } bytes on ${stream}:`,
      written.trimEnd().replace(/^/gm, "  | "),
    ];
  });
}
