import { assert, assertEquals } from "@std/assert";
import { listSettings } from "../../lib/commands/config/list_settings.ts";
import { parseConfig } from "../../lib/config/parse.ts";
import { fileShape } from "../../lib/config/schema.ts";
import { checkSettings, NAMES } from "../../lib/hook/check_settings.ts";

/** What is listed for two files, as "key = value from origin". */
async function list(user: string, repository = "{}"): Promise<string[]> {
  const files = [["user", user], ["repository", repository]].map(([scope, text = ""]) => ({
    scope: scope === "user" ? "user" as const : "repository" as const,
    path: `${scope}.json`,
    text,
  }));
  const settings = await checkSettings({ files, unreadable: [], projectDir: "/p" });
  const configs = await Promise.all(
    files.map(async (file) => (await parseConfig(file, { names: NAMES })).config),
  );
  return (await listSettings({ settings, configs, today: "2026-11-28" }))
    .map(({ key, value, origin, note }) =>
      `${key} = ${JSON.stringify(value)} from ${origin}${note && `; ${note}`}`
    );
}

const EVERY = `{
  "rules": [{"id": "a/b", "look": "new", "match": "x", "text": "t"}],
  "mute": [{"rule": "a/*"}],
  "severities": {"a/b": "notice"},
  "texts": {"a/b": "u"}
}`;

Deno.test("listSettings() lists every setting of the schema", async () => {
  const lines = await list(EVERY);
  const isListed = (name: string): boolean => lines.some((line) => /^[\w.]+/.exec(line)?.[0] === name);
  for (const [key, { shape }] of Object.entries(fileShape(NAMES).fields)) {
    if (key === "$schema") continue;
    const names = shape.kind === "object"
      ? Object.keys(shape.fields).map((name) => `${key}.${name}`)
      : shape.kind === "map" && shape.keys !== undefined
      ? shape.keys.map((name) => `${key}.${name}`)
      : [key];
    for (const name of names) assert(isListed(name), name);
  }
});

Deno.test("listSettings() names the file that decides, and its line", async () => {
  const lines = await list(
    '{\n"linters": "all",\n"budget": {"replyWords": 200},\n"texts": {"a/b": "mine"},\n"cache": {"entries": 1000}}',
    '{"linters": "off",\n"texts": {"a/b": "theirs",\n"c/d": "other"}}',
  );
  for (
    const line of [
      'linters = "off" from repository.json:1',
      "budget.replyWords = 200 from user.json:3",
      "budget.sessionWords = 5000 from default",
      'texts a/b = "mine" from user.json:4',
      'texts c/d = "(in this repository\'s words) other" from repository.json:3',
      "cache.entries = 1000 from user.json:5",
    ]
  ) assert(lines.includes(line), `${line}\n${lines.join("\n")}`);
});

Deno.test("listSettings() finds the line of an entry after one that cannot be used", async () => {
  const lines = await list('{"mute": [\n{"path": "x"},\n{"rule": "a/b", "until": "2026-11-27"}]}');
  assertEquals(lines.filter((line) => line.startsWith("mute")), [
    'mute a/b = {"until":"2026-11-27"} from user.json:3; it has ended',
  ]);
});
