/**
 * The text form of cached settings: a head, then the rules, so that an event parses only those that may concern it.
 *
 * @module
 */
import type { HookEvent } from "../event/event.ts";
import type { Rule } from "./rules/rule.ts";
import type { LinterSettings, Settings } from "./settings.ts";

/** Settings in JSON, without rules and without what does not come from the files. */
interface Plain extends Omit<Settings, "rules" | "texts" | "linters" | "projectDir" | "problems"> {
  readonly texts: readonly (readonly [string, string])[];
  readonly linters: Omit<LinterSettings, "switches"> & { readonly switches: readonly [string, boolean][] };
}

/** The first line. */
interface Head {
  readonly settings: Plain;
  /** The packs that are on. */
  readonly packs: readonly string[];
  /** Where each rule ends, from the end of the head, and so the next one begins. */
  readonly ends: readonly number[];
  /** Numbers of rules by the event and the tool that they name; `*` for any. */
  readonly wanting: Readonly<Record<string, readonly number[]>>;
}

/** A rule without what only people need. */
type CachedRule = Omit<Rule, "source" | "examples" | "counterExamples" | "verify">;

/** What hook mode takes from the cache. */
export interface CachedSettings extends Omit<Settings, "projectDir" | "problems"> {
  /** The packs that are on; their rules are not among the rules. */
  readonly packs: readonly string[];
}

/** Every event, or every tool. */
const ANY = "*";
const PACK = "pack ";

/**
 * Encodes settings that have no problems.
 *
 * @param settings All settings, for no event in particular.
 * @returns The text.
 */
export function encodeSettings(settings: Settings): string {
  const { rules, texts, linters, projectDir: _dir, problems: _none, ...rest } = settings;
  const own = rules.filter(({ scope }) => scope !== "pack");
  const packs = rules.filter(({ scope }) => scope === "pack").map(({ source }) => source.slice(PACK.length));
  const lines = own.map((rule) => JSON.stringify(withoutSource(rule)));
  let end = 0;
  const head: Head = {
    settings: { ...rest, texts: [...texts], linters: { ...linters, switches: [...linters.switches] } },
    packs: [...new Set(packs)],
    ends: lines.map(({ length }) => end += length),
    wanting: wantingOf(own),
  };
  return `${JSON.stringify(head)}\n${lines.join("")}`;
}

/**
 * Decodes what {@linkcode encodeSettings} returned.
 *
 * @param text The text, exactly as it was written.
 * @param event The event that the settings are for.
 * @param sources The paths of the configuration files, by their scope.
 * @returns The settings, with those rules that name one of the event's tools, or none.
 */
export function decodeSettings(
  text: string,
  { name, calls }: Pick<HookEvent, "name" | "calls">,
  sources: ReadonlyMap<string, string>,
): CachedSettings {
  const start = text.indexOf("\n") + 1;
  const { settings: { texts, linters, ...rest }, packs, ends, wanting }: Head = JSON.parse(
    text.slice(0, start),
  );
  const numbers = calls.flatMap(({ tool, kind }) => keysOf([name, ANY], [tool, kind, ANY]))
    .flatMap((key) => Object.hasOwn(wanting, key) ? wanting[key] ?? [] : []);
  return {
    ...rest,
    texts: new Map(texts),
    linters: { ...linters, switches: new Map(linters.switches) },
    rules: [...new Set(numbers)].sort((a, b) => a - b).map((number) => {
      const line = text.slice(start + (ends[number - 1] ?? 0), start + (ends[number] ?? 0));
      const rule: CachedRule = JSON.parse(line);
      return { ...rule, source: sources.get(rule.scope) ?? "", examples: [], counterExamples: [] };
    }),
    packs,
  };
}

function withoutSource(
  { source: _path, examples: _some, counterExamples: _others, ...rule }: Rule,
): CachedRule {
  return rule;
}

function wantingOf(rules: readonly Rule[]): Head["wanting"] {
  const wanting = new Map<string, number[]>();
  for (const [number, { when: { events = [ANY], tools = [ANY] } }] of rules.entries()) {
    for (const key of new Set(keysOf(events, tools))) {
      wanting.set(key, [...wanting.get(key) ?? [], number]);
    }
  }
  return Object.fromEntries(wanting);
}

function keysOf(events: readonly string[], tools: readonly string[]): string[] {
  return events.flatMap((event) => tools.map((tool) => `${event} ${tool}`));
}
