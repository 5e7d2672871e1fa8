/**
 * Every rule there is, and whether it speaks.
 *
 * @module
 */
import { allTools } from "../../agents/table.ts";
import { ANALYZERS } from "../../analyzers/table.ts";
import { findRuleProblems } from "../../config/dead_rules.ts";
import type { Severity } from "../../event/finding.ts";
import { globTest } from "../../text/glob.ts";
import { PACKS } from "../../config/packs/table.ts";
import type { Settings } from "../../config/settings.ts";

/** One rule, as it is listed. */
export interface ListedRule {
  /** Group and name. */
  readonly id: string;
  /** Where it comes from. */
  readonly source: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** Whether it speaks. */
  readonly state: "on" | "muted" | "off";
  /** Why it does not, or only for some files; "" otherwise. */
  readonly why: string;
}

/**
 * Lists all rules.
 *
 * @param settings The settings in force.
 * @returns Built-in rules, then those of files, then those of packs, also of packs that are off.
 */
export async function listed(settings: Settings): Promise<ListedRule[]> {
  const modules = await Promise.all(ANALYZERS.map(({ load }) => load()));
  const builtIn = modules.flatMap(({ rules }) => rules()).map((rule) => ({
    ...rule,
    source: "built in",
    why: "",
  }));
  const tools = await allTools();
  const own = settings.rules.map((rule) => ({
    ...rule,
    why: findRuleProblems(rule, tools).map(({ message }) => message).join("; "),
  }));
  const known = new Set(own.map(({ id }) => id));
  const packs = (await Promise.all(PACKS.map(({ load }) => load()))).flat().filter(({ id }) =>
    !known.has(id)
  );
  return [
    ...[...builtIn, ...own].map((rule) => withState(rule, settings)),
    ...packs.map(({ id, source, severity }): ListedRule => ({
      id,
      source,
      severity,
      state: "off",
      why: `switch it on: "packs": {"${source.slice("pack ".length)}": true}`,
    })),
  ];
}

function withState(
  rule: Omit<ListedRule, "state">,
  { mutes, severities, minSeverity }: Settings,
): ListedRule {
  const { id, source, why } = rule;
  const severity = severities.find((entry) => globTest(entry.rule)(id))?.severity ?? rule.severity;
  const mute = mutes.find((mute) => globTest(mute.rule)(id));
  const until = mute?.until ? ` until ${mute.until}` : "";
  const reason = mute?.reason ? ` (${mute.reason})` : "";
  if (why !== "") return { id, source, severity, state: "off", why };
  if (mute !== undefined && mute.path === "") {
    return { id, source, severity, state: "muted", why: `everywhere${until}${reason}` };
  }
  if (mute !== undefined) {
    return { id, source, severity, state: "on", why: `muted in ${mute.path}${until}${reason}` };
  }
  const light = minSeverity !== "notice" &&
    (severity === "notice" || minSeverity === "violation" && severity !== "violation");
  return light
    ? { id, source, severity, state: "off", why: `lighter than minSeverity ${minSeverity}` }
    : { id, source, severity, state: "on", why: "" };
}
