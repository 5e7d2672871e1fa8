/**
 * Changes that a configuration makes to findings: another severity, a mute. Loaded only if there are some.
 *
 * @module
 */
import type { Finding } from "../event/finding.ts";
import { globTest } from "../text/glob.ts";
import { relativeTo } from "../text/path.ts";
import { type Candidate, type Circumstances, weight } from "./judge.ts";
import type { Mute, Settings } from "../config/settings.ts";

/**
 * Gives a finding the severity that the settings want.
 *
 * @param finding The finding.
 * @param settings The settings in force.
 * @returns The finding with that severity.
 */
export function withSeverity<F extends Pick<Finding, "rule" | "severity">>(
  finding: F,
  { severities, rules }: Settings,
): F {
  // A repository can only raise a severity, except for its own rules; the user's severities come first.
  for (const { rule, severity, scope } of severities) {
    if (!globTest(rule)(finding.rule)) continue;
    const raises = weight(severity) > weight(finding.severity);
    const own = rules.find(({ id }) => id === finding.rule)?.scope === "repository";
    if (scope === "user" || raises || own) return { ...finding, severity };
  }
  return finding;
}

/**
 * Finds what silences a finding.
 *
 * @param candidate The finding and its circumstances.
 * @returns The first mute that does; `undefined` for none.
 */
export function muteOf(candidate: Candidate): Mute | undefined {
  return candidate.circumstances.settings.mutes.find((mute) => silences(mute, candidate));
}

/**
 * Reports whether a mute is about a rule today, for some file at least.
 *
 * @param mute A mute.
 * @param rule The rule's id.
 * @param circumstances Settings and day.
 * @returns False after its last day, and for a repository's mute of a rule that is not its own.
 */
export function isInForce(
  mute: Mute,
  rule: string,
  { settings, today }: Pick<Circumstances, "settings" | "today">,
): boolean {
  if (mute.until !== "" && today() > mute.until) return false;
  if (!globTest(mute.rule)(rule)) return false;
  return mute.scope === "user" || settings.rules.find(({ id }) => id === rule)?.scope === "repository";
}

function silences(mute: Mute, { finding, call, circumstances }: Candidate): boolean {
  if (!isInForce(mute, finding.rule, circumstances)) return false;
  if (mute.path === "") return true;
  const { cwd, settings: { projectDir } } = circumstances;
  // A command without a file is about the folder that it ran in.
  const path = call.path === "" ? `${cwd}/` : call.path;
  return globTest(mute.path)(mute.path.startsWith("/") ? path : relativeTo(path, projectDir));
}
