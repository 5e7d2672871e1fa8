/**
 * Packs: rules that are off until a configuration switches them on by name.
 *
 * @module
 */
import type { Rule } from "../rules/rule.ts";

/** One pack. */
export interface Pack {
  /** The name it is switched on by, and the group of its rules. */
  readonly name: string;
  /** What it is about, in a few words. */
  readonly summary: string;
  /** Loads its rules. */
  readonly load: () => Promise<readonly Rule[]>;
}

/** The pack that has no rules of its own: it lets built-in rules speak that only give advice. */
export const COACH = "coach";

/** All packs. */
export const PACKS: readonly Pack[] = [
  {
    name: "secrets",
    summary: "keys and tokens written to files",
    load: async () => (await import("./secrets.ts")).SECRETS,
  },
  {
    name: "destructive",
    summary: "commands that deleted or overwrote more than they should",
    load: async () => (await import("./destructive.ts")).DESTRUCTIVE,
  },
  {
    name: "injection",
    summary: "output that tries to instruct the model",
    load: async () => (await import("./injection.ts")).INJECTION,
  },
  {
    name: "quality",
    summary: "leftovers in code: conflict markers, focused tests, debuggers, switched-off checks",
    load: async () => (await import("./quality.ts")).QUALITY,
  },
  {
    name: COACH,
    summary: "advice about failures and habits, also where it adds nothing to what the agent shows",
    // Built-in analyzers give it.
    load: () => Promise.resolve([]),
  },
];

/**
 * Loads rules of packs.
 *
 * @param names Names of packs.
 * @returns Their rules, in the order of the table.
 */
export async function packRules(names: readonly string[]): Promise<readonly Rule[]> {
  const on = PACKS.filter(({ name }) => names.includes(name));
  return (await Promise.all(on.map(({ load }) => load()))).flat();
}
