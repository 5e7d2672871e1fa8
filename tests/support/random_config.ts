/**
 * Random configurations: everything that a file may hold, and some that it may not.
 *
 * @module
 */
import type { JsonObject } from "../../lib/text/json_object.ts";
import { oneOf, type Random } from "./random.ts";

/** How much of what is written fits. */
export type Fit = "sound" | "any";

const TOOLS: readonly [string, ...string[]] = ["Bash", "Write", "Edit", "Agent", "*", "__proto__", "my tool"];
const EVENTS: readonly [string, ...string[]] = ["PostToolUse", "PostToolUseFailure", "PostToolBatch"];
const RULES: readonly [string, ...string[]] = [
  "team/*",
  "*",
  "team/rule-1",
  "errors/*",
  "hook-files/sys-path",
];
const SEVERITIES: readonly [string, ...string[]] = ["violation", "guidance", "notice"];
const PACKS: readonly [string, ...string[]] = ["secrets", "destructive", "injection", "quality"];

/**
 * Makes a random configuration.
 *
 * @param random The sequence of choices.
 * @param options Whose file it is, and whether it may hold things that do not fit.
 * @returns The file's text: JSON, sometimes with comments.
 */
export function randomConfig(
  random: Random,
  { group, fit }: { readonly group: "team" | "repo"; readonly fit: Fit },
): string {
  const some = <T>(make: () => T): T[] => Array.from({ length: random(4) }, make);
  const own = group === "team";
  const rules = Array.from({ length: random(6) }, (_, index) => randomRule(random, `${group}/rule-${index}`));
  const config: JsonObject = {
    rules,
    packs: Object.fromEntries(some(() => [oneOf(random, PACKS), random(2) === 0])),
    severities: Object.fromEntries(some(() => [oneOf(random, RULES), oneOf(random, SEVERITIES)])),
    texts: { "errors/timeout": "their — text", [`${group}/rule-0`]: 'in "quotes" \\ \n 🎉' },
    agentSpawn: { text: "a hint" },
    linters: { ruff: false },
    mute: (own ? some(() => oneOf(random, RULES)) : rules.slice(0, 1).map(({ id }) => String(id))).map(
      (rule) => ({
        rule,
        ...(random(2) === 0 && { path: oneOf(random, ["src/**", "**", "*.ts"]) }),
        ...(random(2) === 0 && { until: oneOf(random, ["2020-01-31", "2999-12-31"]) }),
      }),
    ),
    ...(own && {
      minSeverity: oneOf(random, SEVERITIES),
      budget: { replyWords: 20 + random(300), sessionWords: random(5000) },
      journal: random(2) === 0,
      memory: { observations: 100 + random(100) },
      linterRuns: { ownPrograms: ["/p/**"] },
    }),
    ...(fit === "any" && random(2) === 0 && { [oneOf(random, ["rulez", "minSeverity", "packs"])]: "bad" }),
    ...(fit === "any" && random(3) === 0 && { rules: [...rules, { id: "errors/mine", look: "new" }] }),
  };
  const text = JSON.stringify(
    Object.fromEntries(Object.entries(config).filter(() => random(4) > 0)),
    null,
    random(3),
  );
  return random(3) === 0 ? `// mine\n${text} /* the end */\n` : text;
}

function randomRule(random: Random, id: string): JsonObject {
  const list = (choices: readonly [string, ...string[]]): string[] =>
    Array.from({ length: random(3) }, () => oneOf(random, choices));
  const when = {
    events: list(EVENTS),
    tools: list(TOOLS),
    files: ["**/*.ts", "src/**"].slice(random(2)),
    agents: oneOf<unknown>(random, ["main", "sub", ["main", "explorer"]]),
  };
  return {
    id,
    when: Object.fromEntries(Object.entries(when).filter(() => random(3) === 0)),
    look: oneOf(random, ["command", "content", "new", "error", "path", "tool_input.description"]),
    match: oneOf<unknown>(random, ["forb[a-z]+", "x|y", "(?=x)", { text: "find" }, "sys\\.path", "."]),
    ...(random(4) === 0 && { unless: oneOf<unknown>(random, ["allow", { text: "x" }]) }),
    ...(random(2) === 0 && { severity: oneOf(random, SEVERITIES) }),
    text: "{file}: {match} {tool}",
    ...(random(2) === 0 && { examples: ["forbidden"], counterExamples: ["fine"] }),
  };
}
