/**
 * `errors`: what went wrong with a call, also where the call looks like a success, where that says more than the call
 * itself.
 *
 * @module
 */
import { type AnalysisContext, type BuiltInRule, wantsAdvice } from "../analyzer.ts";
import type { ToolCall } from "../../event/event.ts";
import type { Finding } from "../../event/finding.ts";
import { quotable } from "../../text/clean.ts";
import { matchLine } from "../../text/pattern.ts";
import { fillPlaceholders } from "../../text/placeholders.ts";
import { addition } from "./additions.ts";
import { CATALOGUE, CUT_ROWS, type Row } from "./catalogue.ts";
import { mayShowFailure, Texts } from "./texts.ts";

const MAX_CAPTURE_UNITS = 80;
/** A path or a command that is cut cannot be used. */
const MAX_WHOLE_UNITS = 400;
const WHOLE = " again file run log kept ";

/** The whole match and its groups; a group that took no part is missing. */
type Match = readonly (string | undefined)[];

/**
 * Lists the rules of this analyzer.
 *
 * @returns In the order of the catalogue.
 */
export function rules(): readonly BuiltInRule[] {
  const rows = [...CATALOGUE, ...CUT_ROWS];
  return [...new Set(rows.map(([id]) => id))].map((id) => ({
    id: `errors/${id}`,
    severity: "guidance",
    adds: rows.find(([name, adds]) => name === id && adds !== "advice")?.[1] ?? "advice",
  }));
}

/**
 * Looks a call up in the catalogue.
 *
 * @param call A failed or refused call, or a command that printed something or was cut off.
 * @param context The event and its settings.
 * @returns At most one finding about the cause and one about missing output.
 */
export async function analyze(call: ToolCall, context: AnalysisContext): Promise<Finding[]> {
  const isRead = mayShowFailure(call) || hasOnlyExitCode(call);
  const output = isRead ? (await import("./read_output.ts")).readOutput(call) : undefined;
  const texts = new Texts(call, output);
  const findings: Finding[] = [];
  for (const rows of [CATALOGUE, CUT_ROWS]) {
    const finding = await firstFinding(rows, texts, context);
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}

/** Whether a command printed nothing, and a row explains its exit code. */
function hasOnlyExitCode({ status, exitCode, output }: ToolCall): boolean {
  return status === "failed" && exitCode !== undefined && output.trim() === "" &&
    CATALOGUE.some(([, , [look], hint]) => look === "exit" && hint.startsWith(`${exitCode} `));
}

async function firstFinding(
  rows: readonly Row[],
  texts: Texts,
  context: AnalysisContext,
): Promise<Finding | undefined> {
  const isAdvised = wantsAdvice(context);
  let failed = "";
  for (const row of rows) {
    // By its place: taking all rows apart costs a new process time.
    const adds = row[1];
    if (adds === "advice" && !isAdvised || row[0] === failed) continue;
    const match = matchOf(row, texts);
    if (match === undefined) continue;
    const [id, , , , , template] = row;
    const isLookedUp = adds === "place" || adds === "fact";
    const added = isLookedUp ? await addition(id, texts, context) : undefined;
    if (added !== undefined) return { rule: `errors/${id}`, severity: "guidance", ...added };
    // The rows of a rule look up the same.
    if (isLookedUp && !isAdvised || template === "") failed = id;
    else {return {
        rule: `errors/${id}`,
        severity: "guidance",
        text: fill(template, match, texts),
        ...topicOf(id),
      };}
  }
  return undefined;
}

/** A client that is broken is so for all of its calls. */
function topicOf(id: string): Pick<Finding, "topic"> {
  return id === "broken-client" ? { topic: "" } : {};
}

function matchOf([, , looks, hint, pattern, , unless]: Row, texts: Texts): Match | undefined {
  for (const look of looks) {
    const text = texts.get(look);
    if (!text.includes(hint)) continue;
    // A pattern that is no more than its hint needs none: a new process pays for the first one (deno task bench --only costs).
    const match = pattern === `(${hint})` ? [hint, hint] : matchLine(text, hint, new RegExp(pattern));
    if (match && !(unless !== undefined && new RegExp(unless).test(texts.call.command))) return match;
  }
  return undefined;
}

function fill(template: string, match: Match, texts: Texts): string {
  return fillPlaceholders(template, (name) => {
    // Whole parts of a sentence.
    if (name === "program" || name === "keep") return texts.word(name, match[1] ?? "");
    const word = match[Number(name)] ?? texts.word(name, match[1] ?? match[0] ?? "");
    return quotable(word, WHOLE.includes(` ${name} `) ? MAX_WHOLE_UNITS : MAX_CAPTURE_UNITS);
  });
}
