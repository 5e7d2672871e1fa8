/**
 * Decides which findings are told: a tool that is silent nine times in ten is read the tenth.
 *
 * @module
 */
import type { ToolCall } from "./event.ts";
import { type Finding, SEVERITIES, type Severity } from "./finding.ts";
import { globTest, relativeTo } from "./glob.ts";
import type { CallFindings } from "./render.ts";
import { subject } from "./render.ts";
import type { Mute, Settings } from "./settings.ts";
import { wordCount } from "./words.ts";

/** What became of a finding. */
export type Verdict =
  | { readonly kind: "told" }
  | { readonly kind: "muted"; readonly mute: Mute }
  | { readonly kind: "too-light"; readonly minSeverity: Severity }
  | { readonly kind: "repeated" }
  | { readonly kind: "over-budget"; readonly words: number };

/** A finding with the severity and text that the settings give it, and what became of it. */
export interface Judged {
  /** The call that it is about. */
  readonly call: ToolCall;
  /** The finding as it is told. */
  readonly finding: Finding;
  /** What became of it. */
  readonly verdict: Verdict;
}

/** What the decision depends on beside the findings. */
export interface Circumstances {
  /** The settings in force. */
  readonly settings: Settings;
  /** Tells the day, as YYYY-MM-DD in local time; asked only when a mute has an end. */
  readonly today: () => string;
  /** What was told in this session before, as keys of {@linkcode tellingKey}. */
  readonly told: { has(key: string): boolean };
  /** Words told in this session before. */
  readonly wordsTold: number;
  /** The folder the session works in; stands for the path of a call without one. */
  readonly cwd: string;
}

/**
 * Judges findings in their order; where the words do not suffice for all, the heavier ones are told.
 *
 * @param groups The findings, by call.
 * @param circumstances Settings, day, and what was told before.
 * @returns Every finding with its verdict, in the order given.
 */
export function judge(groups: readonly CallFindings[], circumstances: Circumstances): Judged[] {
  const { settings } = circumstances;
  const now = new Set<string>();
  const told = { has: (key: string): boolean => now.has(key) || circumstances.told.has(key) };
  const judged = groups.flatMap(({ call, findings }) =>
    findings.map((found): Judged => {
      const finding = adjusted(found, settings);
      const verdict = early(finding, call, { ...circumstances, told });
      if (verdict.kind === "told") now.add(tellingKey(finding, call));
      return { call, finding, verdict };
    })
  );
  return withinBudget(judged, circumstances);
}

/**
 * Names a finding for "once per session and subject".
 *
 * @param finding The finding.
 * @param call The call that it is about.
 * @returns A key; equal for the same rule on the same subject.
 */
export function tellingKey({ rule, topic }: Finding, call: ToolCall): string {
  return `${rule} ${topic ?? subject(call)}`;
}

function adjusted(finding: Finding, { severities, texts, rules }: Settings): Finding {
  const text = texts.get(finding.rule) ?? finding.text;
  // A repository can raise a severity; the user's own word comes first and holds.
  for (const { rule, severity, scope } of severities) {
    if (!globTest(rule)(finding.rule)) continue;
    const raises = weight(severity) > weight(finding.severity);
    const own = rules.find(({ id }) => id === finding.rule)?.scope === "repository";
    if (scope === "user" || raises || own) return { ...finding, text, severity };
  }
  return text === finding.text ? finding : { ...finding, text };
}

function early(finding: Finding, call: ToolCall, circumstances: Circumstances): Verdict {
  const { settings, told } = circumstances;
  const mute = settings.mutes.find((mute) => silences(mute, { finding, call, circumstances }));
  if (mute !== undefined) return { kind: "muted", mute };
  if (weight(finding.severity) < weight(settings.minSeverity)) {
    return { kind: "too-light", minSeverity: settings.minSeverity };
  }
  const again = finding.severity !== "violation" && told.has(tellingKey(finding, call));
  return again ? { kind: "repeated" } : { kind: "told" };
}

/** What {@linkcode silences} is about. */
interface Candidate {
  readonly finding: Finding;
  readonly call: ToolCall;
  readonly circumstances: Circumstances;
}

function silences(
  mute: Mute,
  { finding, call, circumstances: { settings, today, cwd } }: Candidate,
): boolean {
  if (mute.until !== "" && today() > mute.until) return false;
  if (!globTest(mute.rule)(finding.rule)) return false;
  if (
    mute.scope === "repository" &&
    settings.rules.find(({ id }) => id === finding.rule)?.scope !== "repository"
  ) {
    return false;
  }
  if (mute.path === "") return true;
  // A command without a file is about the folder that it ran in.
  const path = call.path === "" ? `${cwd}/` : call.path;
  return globTest(mute.path)(mute.path.startsWith("/") ? path : relativeTo(path, settings.projectDir));
}

function weight(severity: Severity): number {
  return SEVERITIES.length - SEVERITIES.indexOf(severity);
}

function withinBudget(
  judged: readonly Judged[],
  { settings: { budget }, wordsTold }: Circumstances,
): Judged[] {
  const session = budget.sessionWords === 0 ? Infinity : budget.sessionWords - wordsTold;
  let left = Math.min(budget.replyWords, session);
  const result = [...judged];
  for (const severity of SEVERITIES) {
    for (const [index, entry] of judged.entries()) {
      if (entry.verdict.kind !== "told" || entry.finding.severity !== severity) continue;
      const words = wordCount(entry.finding.text);
      if (words > left) result[index] = { ...entry, verdict: { kind: "over-budget", words } };
      else left -= words;
    }
  }
  return result;
}
