import { assert, assertEquals } from "@std/assert";
import { allTools } from "../../lib/agents/table.ts";
import { ANALYZERS } from "../../lib/analyzers/table.ts";
import { parseConfig } from "../../lib/config/parse.ts";
import { checkSettings, NAMES } from "../../lib/hook/check_settings.ts";
import { findRuleProblems } from "../../lib/config/dead_rules.ts";
import { jsonSchema } from "../../lib/config/json_schema.ts";
import type { ConfigProblem, Scope, Settings } from "../../lib/config/settings.ts";
import { LINTERS } from "../../lib/linters/table.ts";
import { PACKS } from "../../lib/config/packs/table.ts";
import { contextOf } from "../support/in_process.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";

const file = (text: string, scope: Scope = "user"): { scope: Scope; path: string; text: string } => ({
  scope,
  path: scope === "user" ? "user.json" : "repository.json",
  text,
});

/** What a file's problems say, as line, message and fix. */
async function problems(text: string, scope: Scope = "user"): Promise<string[]> {
  return (await parseConfig(file(text, scope), { names: NAMES })).problems.map(describeProblems);
}

function describeProblems({ line, message, fix }: ConfigProblem): string {
  return `${line}: ${message}${fix === "" ? "" : ` (${fix})`}`;
}

async function settings(user: string, repository = ""): Promise<Settings> {
  const files = [file(user), ...(repository === "" ? [] : [file(repository, "repository")])];
  return await checkSettings({ files, unreadable: [], projectDir: "/p" });
}

const rule = (id: string, more = ""): string =>
  `{"id": "${id}", "look": "new", "match": "x", "text": "t"${more}}`;

/** A file, and every problem that it has. */
const WRONG: readonly (readonly [string, readonly string[]])[] = [
  ["[]", ["1: the whole file must be an object, got a list"]],
  ["{", ['1: not JSON: wanted a key or "}", got the end of the file']],
  ['{\n"rulez": []}', ['2: "rulez" is unknown (did you mean "rules"?)']],
  ['{"rules": {}}', ['1: "rules" must be a list, got an object']],
  ['{"rules": [{"id": "a/b"}]}', [
    '1: "rules[0]" lacks "look"',
    '1: "rules[0]" lacks "match"',
    '1: "rules[0]" lacks "text"',
  ]],
  [`{"rules": [${rule("nogroup")}]}`, ['1: "rules[0].id" must be an id like team/no-console, got "nogroup"']],
  [`{"rules": [${rule("errors/x")}]}`, ['1: "rules[0].id" must be in a group of your own, got "errors/x"']],
  [`{"rules": [${rule("secrets/x")}]}`, ['1: "rules[0].id" must be in a group of your own, got "secrets/x"']],
  [`{"rules": [${rule("a/b")},\n${rule("a/b")}]}`, [
    '2: "rules[1].id" must be an id of its own, got "a/b" a second time',
  ]],
  [`{"rules": [${rule("a/b", ', "severity": "warn"')}]}`, [
    '1: "rules[0].severity" must be "violation" or "guidance" or "notice", got "warn"',
  ]],
  [`{"rules": [${rule("a/b", ', "when": {"tools": "Write"}')}]}`, [
    '1: "rules[0].when.tools" must be a list, got "Write"',
  ]],
  [`{"rules": [${rule("a/b", ', "when": {"events": ["PostTool"]}')}]}`, [
    '1: "rules[0].when.events[0]" must be "PostToolUse" or "PostToolUseFailure" or "PostToolBatch", got "PostTool" (did you mean "PostToolUse"?)',
  ]],
  [`{"rules": [${rule("a/b", ', "when": {"agents": 5}')}]}`, [
    '1: "rules[0].when.agents" must be a text or a list, got 5',
  ]],
  [`{"rules": [${rule("a/b", ', "unless": 7')}]}`, [
    '1: "rules[0].unless" must be a text or an object, got 7',
  ]],
  ['{"rules": [{"id": "a/b", "look": "nwe", "match": "x", "text": "t"}]}', [
    '1: "rules[0].look" must be command, content, new, output, result, error, path, or a dotted field like tool_input.url, got "nwe" (did you mean "new"?)',
  ]],
  ['{"packs": {"secret": true}}', [
    '1: "packs.secret" is unknown (did you mean "secrets"?)',
  ]],
  ['{"packs": {"secrets": 1}}', ['1: "packs.secrets" must be true or false, got 1']],
  ['{"mute": [{"rule": "a/b", "until": "2027-13-01"}]}', [
    '1: "mute[0].until" must be a date like 2027-01-31, got "2027-13-01"',
  ]],
  ['{"mute": [{"path": "x"}]}', ['1: "mute[0]" lacks "rule"']],
  ['{"severities": {"errors/*": "loud"}}', [
    '1: "severities.errors/*" must be "violation" or "guidance" or "notice", got "loud"',
  ]],
  ['{"texts": {"errors": "x"}}', ['1: "texts.errors" must be an id like team/no-console, got "errors"']],
  ['{"agentSpawn": {"text": ""}}', ['1: "agentSpawn.text" must be a text, got ""']],
  ['{"minSeverity": "guidanse"}', [
    '1: "minSeverity" must be "violation" or "guidance" or "notice", got "guidanse" (did you mean "guidance"?)',
  ]],
  ['{"budget": {"replyWords": 5}}', ['1: "budget.replyWords" must be an integer from 20 to 1500, got 5']],
];

for (const [text, expected] of WRONG) {
  Deno.test(`parseConfig() says what is wrong with ${text.slice(0, 70).replaceAll("\n", " ")}`, async () => {
    assertEquals(await problems(text), expected);
  });
}

Deno.test("a configuration cannot define rules in the group of an analyzer or a pack", async () => {
  for (const group of [...ANALYZERS.map(({ id }) => id), ...PACKS.map(({ name }) => name)]) {
    const message = `"rules[0].id" must be in a group of your own, got "${group}/x"`;
    assertEquals(await problems(`{"rules": [${rule(`${group}/x`)}]}`), [`1: ${message}`]);
  }
});

Deno.test("parseConfig() refuses in a repository what only the user may set", async () => {
  assertEquals(await problems('{"budget": {"replyWords": 50}, "minSeverity": "violation"}', "repository"), [
    `1: "budget" can only be set in the user's own file`,
    `1: "minSeverity" can only be set in the user's own file`,
  ]);
  assertEquals(await problems('{"mute": [{"rule": "errors/*"}]}', "repository"), [
    `1: "mute[0].rule" must be one of the repository's own rules, got "errors/*"`,
  ]);
});

Deno.test("one bad rule is left out and the others stay", async () => {
  const { rules, problems } = await settings(
    `{"rules": [${rule("a/a")}, ${rule("a/b", ', "nope": 1')}, ${rule("a/c")}]}`,
  );
  assertEquals(rules.map(({ id }) => id), ["a/a", "a/c"]);
  assertEquals(problems.map(describeProblems), [
    '1: "rules[1].nope" is unknown, wanted one of id, when, look, match, unless, severity, text, examples, counterExamples',
  ]);
});

Deno.test("one bad entry of a map or a list is left out and the others stay", async () => {
  const { severities, mutes, minSeverity } = await settings(
    '{"severities": {"a/b": "violation", "c/d": "x"}, "mute": [{"rule": 1}, {"rule": "a/b"}], "minSeverity": "guidance"}',
  );
  assertEquals(severities, [{ rule: "a/b", severity: "violation", scope: "user" }]);
  assertEquals(mutes.map(({ rule }) => rule), ["a/b"]);
  assertEquals(minSeverity, "guidance");
});

Deno.test("the user's texts and rules hold together with a repository's", async () => {
  const { texts, rules, problems } = await settings(
    `{"texts": {"errors/timeout": "mine"}, "agentSpawn": {"text": "my hint"}, "rules": [${rule("a/b")}]}`,
    `{"texts": {"errors/timeout": "theirs", "errors/memory": "theirs"}, "agentSpawn": {"text": "their hint"}, "rules": [${
      rule("a/b")
    }, ${rule("a/c")}]}`,
  );
  assertEquals(Object.fromEntries(texts), {
    "errors/timeout": "mine",
    "errors/memory": "(in this repository's words) theirs",
    "agent-spawn/coordinate": "my hint",
  });
  assertEquals(rules.map(({ id, scope }) => `${id} ${scope}`), ["a/b user", "a/c repository"]);
  assertEquals(problems.map(describeProblems), [
    '1: "rules[0].id" must be an id that the user\'s file does not have, got "a/b"',
  ]);
});

Deno.test("packs are switched on by either file and off by none", async () => {
  const on = async (user: string, repository: string): Promise<boolean> =>
    (await settings(user, repository)).rules.some(({ id }) => id.startsWith("quality/"));
  assert(await on('{"packs": {"quality": true}}', '{"packs": {"quality": false}}'));
  assert(await on("{}", '{"packs": {"quality": true}}'));
  assert(!await on("{}", '{"packs": {"secrets": true}}'));
});

Deno.test("for an event, rules that name other tools are not even checked", async () => {
  const text = `{"rules": [${rule("a/b", ', "when": {"tools": ["Read"]}, "nope": 1')}, ${
    rule("a/c", ', "when": {"tools": ["Bash"]}')
  }, ${rule("a/d")}]}`;
  const call = toolCall({ tool_name: "Bash" }, outcomeOf({}));
  const { event } = contextOf(call);
  const { rules, problems } = await checkSettings({
    files: [file(text)],
    unreadable: [],
    projectDir: "",
    event,
  });
  assertEquals([rules.map(({ id }) => id), problems], [["a/c", "a/d"], []]);
});

Deno.test("findRuleProblems() finds rules that can never match", async () => {
  const tools = await allTools();
  const problems = async (more: string): Promise<string[]> =>
    (await settings(`{"rules": [${rule("a/b", more)}]}`)).rules.flatMap((rule) =>
      findRuleProblems(rule, tools)
    )
      .map(({ message, fix }) => `${message}${fix && ` (${fix})`}`);
  assertEquals(await problems(""), []);
  assertEquals(await problems(', "when": {"tools": ["Wirte"]}'), [
    'no tool is called "Wirte"; names are exact (did you mean "Write"?)',
  ]);
  // A newer version of the agent may have it.
  assertEquals(await problems(', "when": {"tools": ["DrawPicture"]}'), []);
  assertEquals(await problems(', "when": {"files": []}'), [
    "an empty list of files matches nothing (leave it out for all)",
  ]);
  assertEquals(await problems(', "when": {"tools": ["mcp__x__y", "Edit"]}'), []);
  assertEquals(await problems(', "when": {"tools": ["Bash", "shell"]}'), [
    'none of its tools has "new" (name one of write, edit)',
  ]);
  for (const tool of ["write", "edit", "NotebookEdit", "other", "PowerShell", "mcp__x__y"]) {
    assertEquals(await problems(`, "when": {"tools": ["${tool}"]}`), [], tool);
  }
});

Deno.test("jsonSchema() says what the checks say, and which settings are the user's alone", () => {
  const { $schema, properties, additionalProperties } = JSON.parse(jsonSchema(NAMES));
  assertEquals($schema, "https://json-schema.org/draft/2020-12/schema");
  assertEquals(additionalProperties, false);
  assertEquals(properties.rules.items.required, ["id", "look", "match", "text"]);
  assertEquals(properties.packs.propertyNames, { enum: PACKS.map(({ name }) => name) });
  assertEquals(properties.linters.anyOf[1].propertyNames, { enum: LINTERS.map(({ id }) => id) });
  assertEquals(properties.minSeverity, {
    description: 'The lightest severity that is reported; "notice" by default. Only in the user\'s own file.',
    enum: ["violation", "guidance", "notice"],
  });
});
