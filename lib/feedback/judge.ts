/**
 * Decides which findings are reported. A tool that is silent nine times in ten is read the tenth time.
 *
 * @module
 */
import type { ToolCall } from "../event/event.ts";
import { type Finding, SEVERITIES, type Severity } from "../event/finding.ts";
import type { CallFindings } from "./render.ts";
import { subject } from "./render.ts";
import type { Mute, Settings } from "../config/settings.ts";
import { wordCount } from "../text/words.ts";

/** What became of a finding. */
export type Verdict =
  | { readonly kind: "reported" }
  | { readonly kind: "muted"; readonly mute: Mute }
  | { readonly kind: "too-light"; readonly minSeverity: Severity }
  | { readonly kind: "repeated" }
  | { readonly kind: "over-budget"; readonly words: number };

/** A finding with the severity and text that the settings give it, and what became of it. */
export interface Judged {
  /** The call that it is about. */
  readonly call: ToolCall;
  /** The finding as it is reported. */
  readonly finding: Finding;
  /** The severity that it had before a configuration weighed it. */
  readonly found: Severity;
  /** What became of it. */
  readonly verdict: Verdict;
}

/** A finding that may be muted. */
export interface Candidate {
  /** The finding. */
  readonly finding: Finding;
  /** The call that it is about. */
  readonly call: ToolCall;
  /** Settings, day and folder. */
  readonly circumstances: Circumstances;
}

/** Changes that a configuration makes to findings: `overrides.ts`, which is loaded only where there are some. */
export interface Overrides {
  /** Gives a finding the severity that the settings want. */
  readonly withSeverity: (finding: Finding, settings: Settings) => Finding;
  /** Finds the mute that silences a finding. */
  readonly muteOf: (candidate: Candidate) => Mute | undefined;
}

/** What the decision depends on, besides the findings. */
export interface Circumstances {
  /** The settings in force. */
  readonly settings: Settings;
  /** The settings' mutes and severities; `undefined` where there are none. */
  readonly overrides: Overrides | undefined;
  /** Gives the day, as YYYY-MM-DD in local time; called only when a mute has an end. */
  readonly today: () => string;
  /** What was reported in this session before, as keys of {@linkcode reportKey}. */
  readonly reported: { has(key: string): boolean };
  /** Words reported in this session before. */
  readonly reportedWords: number;
  /** Words of the repository's rules that were reported in this session before; they are not among the others. */
  readonly repositoryWords: number;
  /** The folder that the session works in; used as the path of a call without one. */
  readonly cwd: string;
}

/**
 * Judges findings in their order. If the budget of words is too small for all, the more severe ones come first.
 *
 * @param groups The findings, by call.
 * @param circumstances Settings, day, and what was reported before.
 * @returns Every finding with its verdict, in the order given.
 */
export function judge(groups: readonly CallFindings[], circumstances: Circumstances): Judged[] {
  const { settings, overrides } = circumstances;
  const now = new Set<string>();
  const reported = { has: (key: string): boolean => now.has(key) || circumstances.reported.has(key) };
  const judged = groups.flatMap(({ call, findings }) =>
    findings.map((found): Judged => {
      const worded = replaceText(found, settings);
      const finding = overrides?.withSeverity(worded, settings) ?? worded;
      const verdict = judgeAlone({ found, finding }, call, { ...circumstances, reported });
      if (verdict.kind === "reported") now.add(reportKey(finding, call));
      return { call, finding, found: found.severity, verdict };
    })
  );
  return applyBudget(judged, circumstances);
}

/**
 * Names a finding for "once per session and subject".
 *
 * @param finding The finding.
 * @param call The call that it is about.
 * @returns A key; equal for the same rule on the same subject.
 */
export function reportKey({ rule, topic }: Finding, call: ToolCall): string {
  // Calls of several tools about one file are about the same thing.
  return `${rule} ${topic ?? (call.path || subject(call))}`;
}

function replaceText(finding: Finding, { texts }: Settings): Finding {
  const text = texts.get(finding.rule);
  return text === undefined ? finding : { ...finding, text };
}

interface Weighed {
  /** As the analyzer gave it. */
  readonly found: Finding;
  /** As the settings want it. */
  readonly finding: Finding;
}

function judgeAlone({ found, finding }: Weighed, call: ToolCall, circumstances: Circumstances): Verdict {
  const { settings, reported, overrides } = circumstances;
  const mute = overrides?.muteOf({ finding, call, circumstances });
  if (mute !== undefined) return { kind: "muted", mute };
  if (isTooLight(finding.severity, settings)) {
    return { kind: "too-light", minSeverity: settings.minSeverity };
  }
  // A repository cannot have a finding said again and again: not its own, nor one that it makes more severe.
  const isWeighed = settings.severities.some(({ scope }) => scope === "repository");
  const { severity } = isWeighed ? found : finding;
  const isSaidAgain = severity === "violation" && finding.by !== "repository";
  const again = !isSaidAgain && reported.has(reportKey(finding, call));
  return again ? { kind: "repeated" } : { kind: "reported" };
}

/**
 * Compares a severity with the lightest one that is reported.
 *
 * @param severity A severity.
 * @param settings The settings in force.
 * @returns True if it is not reported.
 */
export function isTooLight(severity: Severity, { minSeverity }: Settings): boolean {
  return weight(severity) < weight(minSeverity);
}

/**
 * Compares severities.
 *
 * @param severity A severity.
 * @returns A higher number for a more severe one.
 */
export function weight(severity: Severity): number {
  return SEVERITIES.length - SEVERITIES.indexOf(severity);
}

/** What a repository's rules may say of each; they use up nothing of the rest. */
const REPOSITORY_BUDGET = { replyWords: 150, sessionWords: 1500 };

/** The more severe first. What is built in and a violation is always said. */
function applyBudget(
  judged: readonly Judged[],
  { settings: { budget }, reportedWords, repositoryWords }: Circumstances,
): Judged[] {
  const session = budget.sessionWords === 0 ? Infinity : budget.sessionWords - reportedWords;
  const left = {
    rest: Math.min(budget.replyWords, session),
    repository: Math.min(REPOSITORY_BUDGET.replyWords, REPOSITORY_BUDGET.sessionWords - repositoryWords),
  };
  const result = [...judged];
  for (const severity of SEVERITIES) {
    for (const [index, entry] of judged.entries()) {
      if (entry.verdict.kind !== "reported" || entry.finding.severity !== severity) continue;
      const whose = budgetOf(entry);
      if (whose === "none") continue;
      const words = wordCount(entry.finding.text);
      if (words > left[whose]) result[index] = { ...entry, verdict: { kind: "over-budget", words } };
      else left[whose] -= words;
    }
  }
  return result;
}

/**
 * Names the budget that a finding's words count for.
 *
 * @param entry The finding.
 * @returns "none" for what is built in and was a violation before a configuration weighed it.
 */
export function budgetOf({ finding: { by }, found }: Judged): "rest" | "repository" | "none" {
  if (by === "repository") return "repository";
  return by === undefined && found === "violation" ? "none" : "rest";
}
