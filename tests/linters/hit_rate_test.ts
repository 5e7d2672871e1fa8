/**
 * Recorded sessions twice within the time to live: how much of the second time the linters' cache answers.
 *
 * `HIT_RATE_FILES=a.jsonl:b.jsonl` takes other recordings: events as hooks read them, or Claude Code's session files.
 *
 * @module
 */
import { assert } from "@std/assert";
import { field, isObject, type JsonObject, objectField, textField } from "../../lib/text/json_object.ts";
import { textIfReadable } from "../../lib/system/readable.ts";
import { writeAll } from "../../lib/system/io.ts";
import { isCheckedAtTurnEnd, LINTERS } from "../../lib/linters/table.ts";
import { readJournal } from "../../lib/state/journal_reader.ts";
import { Transcript } from "../../lib/agents/claude_code/transcript.ts";
import { FIXTURES } from "../support/harness.ts";
import { Project, tool } from "../support/linters.ts";

const NAMED = Deno.env.get("HIT_RATE_FILES") ?? "";
const FILES = NAMED === "" ? [`${FIXTURES}claude-code.jsonl`] : NAMED.split(":");
const PROGRAMS = ["ruff", "biome", "oxlint", "deno", "shellcheck", "gofmt"];
const HAS_LINTERS = PROGRAMS.some((name) => tool(name) !== undefined);
/** From the project's acceptance. */
const LEAST = 0.8;

const CONFIGURED = {
  "ruff.toml": "",
  "biome.json": "{}",
  ".oxlintrc.json": "{}",
  "deno.json": "{}",
};

function eventsOf(file: string): JsonObject[] {
  const transcript = new Transcript();
  return Deno.readTextFileSync(file).split("\n").filter((line) => line !== "").flatMap((line) => {
    const json: unknown = JSON.parse(line);
    if (isObject(json) && textField(json, "hook_event_name") !== "") return [json];
    return transcript.read(json).flatMap((record) => record.kind === "call" ? [record.event] : []);
  });
}

/** The event as if its project were this one, and the file that its call left. */
interface Moved {
  readonly event: JsonObject;
  readonly file?: { readonly path: string; readonly text: string };
}

function moveIntoProject(recorded: JsonObject, { dir }: Project): Moved | undefined {
  const cwd = textField(recorded, "cwd");
  const event: unknown = cwd === "" ? undefined : JSON.parse(JSON.stringify(recorded).replaceAll(cwd, dir));
  if (!isObject(event)) return undefined;
  const path = textField(objectField(event, "tool_input"), "file_path");
  if (!path.startsWith(`${dir}/`)) return { event };
  const text = textAfter(event, path);
  return text === undefined ? { event } : { event, file: { path: path.slice(dir.length + 1), text } };
}

/** What the file held after the call; `undefined` when the event does not say. */
function textAfter(event: JsonObject, path: string): string | undefined {
  const input = objectField(event, "tool_input");
  if (textField(event, "hook_event_name") !== "PostToolUse") return undefined;
  if (Object.hasOwn(input, "content")) return textField(input, "content");
  if (!Object.hasOwn(input, "new_string")) return undefined;
  const before = textField(objectField(event, "tool_response"), "originalFile") ||
    textIfReadable(path, { maxBytes: Infinity });
  const [old, text] = [textField(input, "old_string"), textField(input, "new_string")];
  return field(input, "replace_all") === true
    ? before.replaceAll(old, () => text)
    : before.replace(old, () => text);
}

/** One after another: the next event finds the file as the last one left it. */
async function replay(project: Project): Promise<void> {
  for (const file of FILES) {
    for (const recorded of eventsOf(file)) {
      const found = moveIntoProject(recorded, project);
      if (found === undefined) continue;
      if (found.file !== undefined) project.write(found.file.path, found.file.text);
      // deno-lint-ignore no-await-in-loop -- as in a session
      if (mayMatter(found)) await project.send(found.event);
    }
  }
}

/** Linters look at files that calls have changed, and once more when a batch is over. */
function mayMatter({ event, file }: Moved): boolean {
  return file !== undefined || textField(event, "hook_event_name") === "PostToolBatch";
}

/** What became of the linters' questions, by linter: hits and all. */
function countAsked({ state }: Project): Map<string, { hits: number; all: number }> {
  const asked = new Map<string, { hits: number; all: number }>();
  for (const line of readJournal(state)) {
    if (line.kind !== "record") continue;
    for (const { id, cache } of line.record.linters ?? []) {
      // What is true of a file's types depends on all other files.
      if (LINTERS.some((row) => row.id === id && isCheckedAtTurnEnd(row))) continue;
      const { hits, all } = asked.get(id) ?? { hits: 0, all: 0 };
      asked.set(id, { hits: hits + (cache === "hit" ? 1 : 0), all: all + 1 });
    }
  }
  return asked;
}

Deno.test({
  name: `recorded sessions find at least ${LEAST * 100} of 100 results in the cache the second time${
    HAS_LINTERS ? "" : " (SKIPPED: no linter is installed)"
  }`,
  ignore: !HAS_LINTERS,
  fn: async () => {
    using project = new Project(CONFIGURED);
    await replay(project);
    const first = countAsked(project);
    await replay(project);
    const both = countAsked(project);
    const rates = [...both].map(([id, { hits, all }]) => {
      const before = first.get(id) ?? { hits: 0, all: 0 };
      return { id, hits: hits - before.hits, all: all - before.all };
    });
    const figures = rates.map(({ id, hits, all }) => `${id} ${hits} of ${all}`).join(", ");
    if (NAMED !== "") writeAll(Deno.stderr, `${figures}\n`);
    assert(rates.length > 0 && rates.every(({ hits, all }) => hits >= LEAST * all), figures);
  },
});
