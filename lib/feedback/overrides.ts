/**
 * What a configuration says against a finding: another severity, silence. Most people have none of that, so it is loaded
 * only where there is some.
 *
 * @module
 */
import type { Finding } from "../event/finding.ts";
import { globTest, relativeTo } from "../text/glob.ts";
import { type Candidate, weight } from "./judge.ts";
import type { Mute, Settings } from "../config/settings.ts";

/**
 * Gives a finding the severity that the settings want.
 *
 * @param finding The finding.
 * @param settings The settings in force.
 * @returns The finding with that severity.
 */
export function withSeverity(finding: Finding, { severities, rules }: Settings): Finding {
  // A repository can raise a severity; the user's own word comes first and holds.
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
