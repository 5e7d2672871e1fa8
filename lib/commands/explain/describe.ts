/**
 * Describes what hook mode does with an event, in lines for people.
 *
 * @module
 */
import { type RowContext, wantsCall } from "../../analyzers/analyzer.ts";
import { ANALYZERS } from "../../analyzers/table.ts";
import type { ConfigProblem } from "../../config/settings.ts";
import type { Reply } from "../../event/answer.ts";
import type { HookEvent, ToolCall } from "../../event/event.ts";
import type { Judged } from "../../feedback/judge.ts";
import { newProblemReport } from "../../feedback/problem_report.ts";
import { subject } from "../../feedback/render.ts";
import { encodeAnswer } from "../../hook/answer_event.ts";
import { findWanted } from "../../linters/configured.ts";
import type { LinterOutcome } from "../../state/journal_record.ts";
import { quotable } from "../../text/clean.ts";
import { duration, pluralize } from "../../text/columns.ts";
import { absolutePath } from "../../text/path.ts";
import type { Rehearsal } from "./rehearsal.ts";

const NAME_COLUMNS = 12;

/**
 * Describes an event.
 *
 * @param agent The agent's id.
 * @param event The event.
 * @returns Lines about the event and its calls.
 */
export function describeEvent(
  agent: string,
  { name, calls, agentType, cwd, replies }: HookEvent,
): string[] {
  const subAgent = agentType === "" ? "" : ` of the sub-agent ${quotable(agentType, 60)}`;
  const folder = cwd === "" ? "" : ` in ${quotable(cwd, 100)}`;
  return [
    ...section("event", [
      `${name} of ${agent}${subAgent}${folder}`,
      ...(replies === "context-only" ? ["answered as context only: exit code 2 would end the turn"] : []),
    ]),
    ...section(
      "call",
      calls.length === 0
        ? ["none to look at: only refused calls of a batch count"]
        : calls.map((call) => `${subject(call)}: ${call.status}${detail(call)}`),
    ),
  ];
}

/**
 * Describes what was done with an event.
 *
 * @param event The event.
 * @param rehearsal What came of it.
 * @param outcomes What happened to linters.
 * @returns Lines about analyzers, linters, findings and problems.
 */
export function describeAnalysis(
  event: HookEvent,
  rehearsal: Rehearsal,
  outcomes: readonly LinterOutcome[],
): string[] {
  const { isAnswered, analysis: { judged, problems } } = rehearsal;
  return [
    ...section(
      "session",
      isAnswered ? ["this event was answered before; this is what a second one gets"] : [],
    ),
    ...event.calls.flatMap((call) => section("analyzers", analyzerLines(call, { ...rehearsal, event }))),
    ...event.calls.flatMap((call) =>
      section("linters", linterLines(call, { cwd: event.cwd, rehearsal, outcomes }))
    ),
    ...section("findings", judged.length === 0 ? ["none"] : judged.map(findingLine)),
    ...section("problem", problems.map(problemLine)),
  ];
}

/**
 * Describes the answers to an event, one for each reply that the hook may be registered with.
 *
 * @param event The event.
 * @param rehearsal What came of it.
 * @param now The moment, in milliseconds since 1970.
 * @returns Lines about exit codes and texts.
 */
export function describeReplies(event: HookEvent, rehearsal: Rehearsal, now: number): string[] {
  const { session, analysis: { text, problems } } = rehearsal;
  const answers = (["stderr", "context"] as const).map((reply) => {
    const isContext = reply === "context" || event.replies === "context-only";
    const once = { openSession: isContext ? () => session : undefined, now };
    const problem = problems.length === 0 ? "" : newProblemReport(problems, once);
    return { reply, ...encodeAnswer({ event, text, problem }, reply) };
  });
  if (answers.every(({ stdout, stderr }) => stdout + stderr === "")) {
    return section("reply", ["silence, exit code 0, with either reply"]);
  }
  return answers.flatMap(replyLines);
}

function replyLines(
  { reply, stdout, stderr, exitCode }: {
    readonly reply: Reply;
    readonly stdout: string;
    readonly stderr: string;
    readonly exitCode: number;
  },
): string[] {
  const written = stdout + stderr;
  if (written === "") return [`--reply=${reply}: exit code ${exitCode}, silence`];
  const stream = stdout === "" ? "standard error" : "standard output";
  const bytes = new TextEncoder().encode(written).length;
  return [
    `--reply=${reply}: exit code ${exitCode}, ${pluralize(bytes, "byte")} on ${stream}:`,
    written.trimEnd().replace(/^/gm, "  | "),
  ];
}

function section(name: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? name : "").padEnd(NAME_COLUMNS)}${line}`);
}

function detail({ changes, output, error, interrupted }: ToolCall): string {
  const parts = [
    interrupted ? "stopped by a person" : "",
    changes.length === 0 ? "" : `${pluralize(changes.length, "change")} of text`,
    output === "" ? "" : `${pluralize(output.length, "character")} of output`,
    error === "" ? "" : `error "${quotable(error, 80)}"`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`;
}

function analyzerLines(call: ToolCall, context: RowContext): string[] {
  return ANALYZERS.map((row) => {
    const { id, needs } = row;
    const wish = wantsCall(row, call, context) ? "wants it" : `does not want it: needs ${needs}`;
    return `${id.padEnd(NAME_COLUMNS)} ${wish}`;
  });
}

/** The linters that the call's file wants, and those that ran on files that a command wrote. */
function linterLines(
  call: ToolCall,
  { cwd, rehearsal, outcomes }: {
    readonly cwd: string;
    readonly rehearsal: Rehearsal;
    readonly outcomes: readonly LinterOutcome[];
  },
): string[] {
  const { settings, project, problemCounts, refused } = rehearsal;
  const isAsked = ANALYZERS.some((row) =>
    row.id === "linters" && wantsCall(row, call, { ...rehearsal, event: { cwd } })
  );
  if (!isAsked) return [];
  const wanted = call.path === ""
    ? []
    : findWanted(absolutePath(call.path, cwd), { ...settings, within: project });
  const because = new Map(wanted.map(({ row, because }) => [row.id, because]));
  const ids = new Set([
    ...because.keys(),
    ...outcomes.map(({ id }) => id),
    ...refused.map((row) => row.linter),
  ]);
  if (ids.size === 0) return ["none is wanted for this file: fasthook linters FILE says why"];
  const lines = [...ids].map((id) => {
    const row = refused.find(({ linter }) => linter === id);
    const outcome = outcomes.find((outcome) => outcome.id === id);
    const wish = because.has(id) ? `wanted by ${because.get(id)}` : "";
    const what = row !== undefined
      ? `not started: its last runs failed (${row.lastFailure})`
      : outcome !== undefined
      ? outcomeText(outcome, problemCounts.get(id) ?? 0)
      : "";
    return `${id.padEnd(NAME_COLUMNS)} ${[what, wish].filter((text) => text !== "").join("; ")}`;
  });
  return [...lines, "(they look at the file as it is now)"];
}

function outcomeText({ call, us }: LinterOutcome, problems: number): string {
  const took = duration(us / 1000);
  if (call === "done") return `ran for ${took}, ${pluralize(problems, "problem")} in the file`;
  return call === "none" ? "not started" : `failed after ${took}: ${call}`;
}

function findingLine({ finding, verdict, call }: Judged): string {
  return `${finding.rule} (${finding.severity}) on ${subject(call)}: ${verdictText(verdict)}`;
}

function verdictText(verdict: Judged["verdict"]): string {
  switch (verdict.kind) {
    case "reported":
      return "reported";
    case "muted": {
      const { rule, path, until, reason } = verdict.mute;
      return `muted by "${rule}"${path === "" ? "" : ` in ${path}`}${until === "" ? "" : ` until ${until}`}` +
        (reason === "" ? "" : ` (${reason})`);
    }
    case "too-light":
      return `not reported: lighter than minSeverity ${verdict.minSeverity}`;
    case "repeated":
      return "held back: reported before in this session";
    case "over-budget":
      return `held back: its ${pluralize(verdict.words, "word")} do not fit into the budget`;
  }
}

function problemLine({ source, line, message, fix }: ConfigProblem): string {
  const place = line === 0 ? source : `${source}:${line}`;
  return `${place}: ${message}${fix === "" ? "" : ` (${fix})`}`;
}
