/**
 * The beginning of a large event shows whether an analyzer wants it; it never hides one that some analyzer wants.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { decodeEvent, decodeHead } from "../../lib/agents/table.ts";
import { isUnwanted as isUnwantedEvent, selectAnalyzers } from "../../lib/analyzers/table.ts";
import { isObject, type JsonObject } from "../../lib/text/json_object.ts";
import { DEFAULTS, type Settings } from "../../lib/config/settings.ts";
import { FIXTURES, RECORDED_CLIENTS } from "../support/harness.ts";

/** What hook mode reads before it asks. */
const HEAD_UNITS = 64 * 1024;
const BULK = "a line of what was written\n".repeat(4000);

/** Linters are wanted by path, too. */
const SETTINGS: Settings = { ...DEFAULTS, projectDir: "/home/user/project" };

const CHANGES: readonly JsonObject[] = RECORDED_CLIENTS
  .flatMap((client) => Deno.readTextFileSync(`${FIXTURES}${client}.jsonl`).trimEnd().split("\n"))
  .map((line): unknown => JSON.parse(line))
  .filter(isObject)
  .filter(({ tool_input: input }) => isObject(input) && ("file_path" in input || "notebook_path" in input));

const PATHS: readonly string[] = [
  "/home/user/project/data.txt",
  "/home/user/project/src/a.py",
  "/home/user/project/.claude/hooks/a.txt",
  "/home/user/project/Makefile",
  "/elsewhere/a.ts",
  '/home/user/project/,"content":"/a.txt',
  "relative.txt",
];

/** The same event with a bulk in each text of its arguments or its answer, one at a time, about each path. */
function* enlarge(event: JsonObject): Generator<JsonObject> {
  for (const part of ["tool_input", "tool_response"]) {
    const object = event[part];
    if (!isObject(object)) continue;
    for (const [key, value] of Object.entries(object)) {
      if (typeof value !== "string" || /path/i.test(key)) continue;
      const large = { ...event, [part]: { ...object, [key]: value + BULK } };
      yield large;
      for (const path of PATHS) yield about(large, path);
    }
  }
}

function about(event: JsonObject, path: string): JsonObject {
  const input = isObject(event["tool_input"]) ? event["tool_input"] : {};
  const key = "notebook_path" in input ? "notebook_path" : "file_path";
  return { ...event, tool_input: { ...input, [key]: path } };
}

function isUnwanted(text: string): boolean {
  const head = decodeHead(text.slice(0, HEAD_UNITS))?.event;
  return head !== undefined && isUnwantedEvent(head, { settings: SETTINGS });
}

Deno.test("no analyzer wants a recorded change whose beginning says so, however large it is", async () => {
  let [unwanted, wanted] = [0, 0];
  for (const event of CHANGES.flatMap((event) => [...enlarge(event)])) {
    const text = JSON.stringify(event);
    const whole = (await decodeEvent(event))?.event;
    const isWanted = whole !== undefined && selectAnalyzers(whole, SETTINGS).length > 0;
    if (isWanted) wanted++;
    if (!isUnwanted(text)) continue;
    unwanted++;
    assert(!isWanted, text.slice(0, 500));
  }
  // Neither half may be empty.
  assert(unwanted > 30 && wanted > 30, `${unwanted} unwanted, ${wanted} wanted`);
});

Deno.test("the beginning of a large Write and of an edit of a large file shows what they are", async () => {
  const seen = new Set<unknown>();
  for (const event of CHANGES.flatMap((event) => [...enlarge(event)])) {
    const head = decodeHead(JSON.stringify(event).slice(0, HEAD_UNITS));
    const whole = await decodeEvent(event);
    if (head === undefined) continue;
    seen.add(event["tool_name"]);
    const { name, session, cwd, agentType } = head.event;
    assertEquals({ agent: head.agent, name, session, cwd, agentType }, {
      agent: whole?.agent,
      name: whole?.event.name,
      session: whole?.event.session,
      cwd: whole?.event.cwd,
      agentType: whole?.event.agentType,
    });
    assertEquals(head.event.calls[0]?.path, whole?.event.calls[0]?.path);
    assertEquals(head.event.calls[0]?.tool, whole?.event.calls[0]?.tool);
  }
  assert(seen.has("Write") && seen.has("Edit"), [...seen].join());
});

Deno.test("the beginning of other large events decides nothing", () => {
  const texts = [
    `{"hook_event_name":"PostToolUse","tool_name":"Read","tool_input":{"file_path":"/a"},` +
    `"tool_response":{"type":"text","file":{"filePath":"/a","content":"${BULK}`,
    `{"hook_event_name":"PostToolUse","tool_name":"Bash","tool_input":{"command":"x"},"tool_response":{"stdout":"${BULK}`,
    // What a command printed is in its answer, whatever else it is given.
    `{"hook_event_name":"PostToolUse","tool_name":"Bash","tool_input":{"file_path":"/a","content":"${BULK}`,
    // The path is not at the beginning if the content comes first or is elsewhere.
    `{"hook_event_name":"PostToolUse","tool_name":"Write","tool_input":{"content":"${BULK}`,
    `{"hook_event_name":"PostToolUse","tool_name":"Write","a":[1,"content":"${BULK}`,
    `{"hook_event_name":"PostToolUse","tool_name":"Write","content":"${BULK}`,
    `[{"tool_name":"Write","tool_input":{"file_path":"/a","content":"${BULK}`,
    // Another agent's.
    `{"turn_id":"1","hook_event_name":"PostToolUse","tool_name":"Write","tool_input":{"file_path":"/a","content":"${BULK}`,
    // One that failed, and the short form, which says so only at its end.
    `{"hook_event_name":"PostToolUseFailure","tool_name":"Write","tool_input":{"file_path":"/a","content":"${BULK}`,
    `{"tool_name":"Write","tool_input":{"file_path":"/a","content":"${BULK}`,
    BULK,
  ];
  for (const text of texts) assertEquals(isUnwanted(text), false, text.slice(0, 200));
});
