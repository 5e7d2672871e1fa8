/**
 * Every rule there is, and whether hook mode reports what it finds.
 *
 * @module
 */
import { allTools } from "../../agents/table.ts";
import { ANALYZERS } from "../../analyzers/table.ts";
import { findRuleProblems } from "../../config/dead_rules.ts";
import type { Severity } from "../../event/finding.ts";
import { isTooLight } from "../../feedback/judge.ts";
import { isInForce, withSeverity } from "../../feedback/overrides.ts";
import { COACH, PACKS } from "../../config/packs/table.ts";
import type { Mute, Settings } from "../../config/settings.ts";
import { localDay } from "../../text/day.ts";

/** Why a rule is off that only gives advice. */
export const ONLY_ADVICE = `only advice: "packs": {"${COACH}": true}`;

/** One rule, as it is listed. */
export interface ListedRule {
  /** Group and name. */
  readonly id: string;
  /** Where it comes from. */
  readonly source: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** Whether its findings are reported. */
  readonly state: "on" | "muted" | "off";
  /** Why they are not, or not for some files; "" otherwise. */
  readonly why: string;
}

/** What decides whether a rule reports. */
interface ListContext {
  /** The settings in force. */
  readonly settings: Settings;
  /** Gives the day, as YYYY-MM-DD in local time. */
  readonly today: () => string;
}

/**
 * Lists all rules.
 *
 * @param settings The settings in force.
 * @param now The moment, in milliseconds since 1970: a mute may have ended.
 * @returns Built-in rules, then those of files, then those of packs, also of packs that are off.
 */
export async function listRules(settings: Settings, now: number): Promise<ListedRule[]> {
  const context = { settings, today: () => localDay(now) };
  const modules = await Promise.all(ANALYZERS.map(({ load }) => load()));
  const builtIn = modules.flatMap(({ rules }) => rules()).map((rule) => ({
    ...rule,
    source: "built in",
    why: rule.adds === "advice" && !settings.advice ? ONLY_ADVICE : "",
  }));
  const tools = await allTools();
  const own = settings.rules.map((rule) => ({
    ...rule,
    why: findRuleProblems(rule, tools).map(({ message }) => message).join("; "),
  }));
  const ids = new Set(own.map(({ id }) => id));
  const packs = (await Promise.all(PACKS.map(({ load }) => load()))).flat().filter(({ id }) => !ids.has(id));
  return [
    ...[...builtIn, ...own].map((rule) => withState(rule, context)),
    ...packs.map(({ id, source, severity }): ListedRule => ({
      id,
      source,
      severity,
      state: "off",
      why: `switch it on: "packs": {"${source.slice("pack ".length)}": true}`,
    })),
  ];
}

function withState(rule: Omit<ListedRule, "state">, context: ListContext): ListedRule {
  const { settings } = context;
  const { severity } = withSeverity({ rule: rule.id, severity: rule.severity }, settings);
  const listed = { id: rule.id, source: rule.source, severity };
  const whyOff = rule.why || whyLinterIsOff(rule.id, settings);
  if (whyOff !== "") return { ...listed, state: "off", why: whyOff };
  const mutes = settings.mutes.filter((mute) => isInForce(mute, rule.id, context));
  const everywhere = mutes.find(({ path }) => path === "");
  if (everywhere !== undefined) {
    return { ...listed, state: "muted", why: `everywhere${untilAndReason(everywhere)}` };
  }
  if (isTooLight(severity, settings)) {
    return { ...listed, state: "off", why: `lighter than minSeverity ${settings.minSeverity}` };
  }
  const places = mutes.map((mute) => `${mute.path}${untilAndReason(mute)}`);
  return { ...listed, state: "on", why: places.length === 0 ? "" : `muted in ${places.join(" and in ")}` };
}

function whyLinterIsOff(id: string, { linters: { mode, switches } }: Settings): string {
  const [group, linter = ""] = id.split("/");
  if (group !== "linters") return "";
  if (mode === "off") return 'linters is "off"';
  return switches.get(linter) === false ? "switched off in a configuration" : "";
}

function untilAndReason({ until, reason }: Mute): string {
  return (until === "" ? "" : ` until ${until}`) + (reason === "" ? "" : ` (${reason})`);
}
