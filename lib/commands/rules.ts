/**
 * `fasthook rules`: every rule there is and whether it speaks; `fasthook rules test`: each rule on its own examples.
 *
 * @module
 */
import { ANALYZERS } from "../analyzers/table.ts";
import { doubtsOf } from "../config/doubts.ts";
import { UserError } from "../errors.ts";
import type { Severity } from "../finding.ts";
import { globTest } from "../glob.ts";
import { writeAll } from "../io.ts";
import { loadSettings } from "../load_settings.ts";
import { PACKS } from "../packs/table.ts";
import { findInText, type Rule } from "../rule.ts";
import type { Settings } from "../settings.ts";
import { styler } from "../terminal.ts";
import { cut } from "../text.ts";
import { type Options, USAGE, withOptions } from "./options.ts";

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

/** Runs the command. */
export const run = withOptions("rules", async (options: Options) => {
  const settings = await loadSettings(Deno.cwd());
  const [verb] = options.operands;
  if (verb === undefined) return list(await listed(settings), options);
  if (verb === "test") return test(settings.rules);
  const problem = new UserError(
    `Cannot run rules: wanted nothing or "test", got "${verb}"`,
    "fasthook rules test",
  );
  writeAll(Deno.stderr, problem.report());
  return USAGE;
});

/**
 * Lists all rules.
 *
 * @param settings The settings in force.
 * @returns Built-in rules, then those of files, then those of packs, also of packs that are off.
 */
export async function listed(settings: Settings): Promise<ListedRule[]> {
  const modules = await Promise.all(ANALYZERS.map(({ load }) => load()));
  const builtIn = modules.flatMap(({ RULES }) => RULES).map((rule) => ({
    ...rule,
    source: "built in",
    why: "",
  }));
  const own = settings.rules.map((rule) => ({
    ...rule,
    why: doubtsOf(rule).map(({ message }) => message).join("; "),
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

function list(rules: readonly ListedRule[], { flags }: Options): number {
  if (flags.has("json")) {
    writeAll(Deno.stdout, `${JSON.stringify(rules, null, 2)}\n`);
    return 0;
  }
  const style = styler(Deno.stdout);
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, source, severity, state, why }) => {
    const shown = state === "on" ? style("green", "on   ") : style("dim", state.padEnd(5));
    const note = why === "" ? "" : `  ${cut(why, 100)}`;
    return `${shown}  ${id.padEnd(width)}  ${severity.padEnd(9)}  ${source}${note}`;
  });
  writeAll(Deno.stdout, `${lines.join("\n")}\n`);
  return 0;
}

function test(rules: readonly Rule[]): number {
  const failures = rules.flatMap(failuresOf);
  const untested = rules.filter(({ examples }) => examples.length === 0);
  for (const failure of failures) writeAll(Deno.stdout, `${failure}\n`);
  for (const { id } of untested) writeAll(Deno.stdout, `${id}: has no examples\n`);
  const examples = rules.reduce((sum, rule) => sum + rule.examples.length + rule.counterExamples.length, 0);
  writeAll(Deno.stdout, `rules: ${rules.length}, examples: ${examples}, wrong: ${failures.length}\n`);
  return failures.length === 0 ? 0 : 1;
}

function failuresOf(rule: Rule): string[] {
  const [doubt] = doubtsOf(rule);
  if (doubt !== undefined) {
    return [`${rule.id}: ${doubt.message}${doubt.fix === "" ? "" : `\n  fix: ${doubt.fix}`}`];
  }
  return [
    ...rule.examples.filter((example) => findInText(rule, example) === undefined)
      .map((example) => `${rule.id}: does not find ${JSON.stringify(cut(example, 100))}`),
    ...rule.counterExamples.filter((example) => findInText(rule, example) !== undefined)
      .map((example) => `${rule.id}: must not find ${JSON.stringify(cut(example, 100))}`),
  ];
}
