/**
 * The table of analyzers keeps what its rows say.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { type Analyzer, type RowContext, wantsCall } from "../../lib/analyzers/analyzer.ts";
import { ANALYZERS, isUnwanted } from "../../lib/analyzers/table.ts";
import type { HookEvent, ToolCall } from "../../lib/event/event.ts";
import { DEFAULTS, type Settings } from "../../lib/config/settings.ts";
import { EMPTY_MEMORY } from "../../lib/state/memory.ts";
import { loadCheckedSettings } from "../../lib/hook/check_settings.ts";
import { contextOf } from "../support/in_process.ts";

const SETTINGS: Settings = { ...DEFAULTS, projectDir: "/p" };

function writeCall(path: string, content: string, tool = "Write"): ToolCall {
  return toolCall(
    { tool_name: tool, tool_input: { file_path: path, content } },
    outcomeOf({ type: "update" }),
  );
}

function eventOf(call: ToolCall): HookEvent {
  return contextOf(call).event;
}

/** Wants notes for a word in their text, as an analyzer to come might. */
const WORD: Analyzer = {
  id: "word",
  needs: "a word",
  wants: ({ path }) => path.endsWith(".txt"),
  wantsText: ({ changes }) => changes.some(({ text }) => text.includes("word")),
  load: () => Promise.resolve({ analyze: () => [], rules: () => [] }),
};

const CONTEXT: RowContext = { settings: SETTINGS, memory: EMPTY_MEMORY, event: { cwd: "/p" } };

Deno.test("isUnwanted() is false where an analyzer decides by the text, which is not read yet", () => {
  const [settings, analyzers] = [SETTINGS, [WORD]];
  const [notes, other] = ["/p/notes.txt", "/p/notes.bin"].map((path) => writeCall(path, ""));
  assert(notes && other);
  assertEquals(wantsCall(WORD, notes, CONTEXT), false);
  assertEquals(wantsCall(WORD, writeCall("/p/notes.txt", "a word"), CONTEXT), true);
  assertEquals(isUnwanted(eventOf(notes), { settings, analyzers }), false);
  assertEquals(isUnwanted(eventOf(other), { settings, analyzers }), true);
});

Deno.test("isUnwanted() is false for a change that the session shall remember", () => {
  const analyzers = [{ ...WORD, remembers: () => true }];
  assertEquals(isUnwanted(eventOf(writeCall("/p/notes.bin", "")), { settings: SETTINGS, analyzers }), false);
});

Deno.test("isUnwanted() is false where a path is wanted, and for calls that change no file", () => {
  const settings = SETTINGS;
  const analyzers = ANALYZERS.filter(({ id }) => id === "hook-files" || id === "linters");
  assertEquals(analyzers.length, 2);
  assertEquals(isUnwanted(eventOf(writeCall("/p/notes.txt", "")), { settings, analyzers }), true);
  assertEquals(isUnwanted(eventOf(writeCall("/p/a.py", "")), { settings, analyzers }), false);
  assertEquals(isUnwanted(eventOf(writeCall("/p/.claude/hooks/x", "")), { settings, analyzers }), false);
  for (const tool of ["Bash", "Read", "mcp__files__write"]) {
    assertEquals(
      isUnwanted(eventOf(writeCall("/p/notes.txt", "", tool)), { settings, analyzers }),
      false,
      tool,
    );
  }
});

const PATHS = ["/p/a.py", "/p/notes.txt", "/p/.claude/hooks/a.sh", "/p/Makefile", "/elsewhere/a.ts", "a.ts"];
const TEXTS = ["x\n", "sys.path.append(1)\n", "Error: failed\n", "word ".repeat(5000), "#!/bin/sh\n"];

for (const row of ANALYZERS) {
  Deno.test(`${row.id} asks for a change by its path, whatever was written`, () => {
    for (const tool of ["Write", "Edit", "MultiEdit", "NotebookEdit"]) {
      for (const path of PATHS) {
        const wanted = row.wants(writeCall(path, "", tool), CONTEXT);
        for (const text of TEXTS) {
          assertEquals(row.wants(writeCall(path, text, tool), CONTEXT), wanted, `${tool} ${path} ${text}`);
        }
      }
    }
  });
}

Deno.test("each analyzer has an id of its own and says what it needs", () => {
  assertEquals(new Set(ANALYZERS.map(({ id }) => id)).size, ANALYZERS.length);
  for (const { id, needs } of ANALYZERS) assert(/^[a-z]+(?:-[a-z]+)*$/.test(id) && needs.length > 10, id);
});

Deno.test("each analyzer's rules are of its own group", async () => {
  for (const { id, load } of ANALYZERS) {
    for (const rule of (await load()).rules()) assert(rule.id.startsWith(`${id}/`), rule.id);
  }
});

Deno.test("no rule of a configuration can take the id of an analyzer's rules", async () => {
  const groups = ANALYZERS.map(({ id }) => id);
  const rule = (id: string): unknown => ({ id, look: "new", match: "x", text: "t" });
  const path = await Deno.makeTempFile({ suffix: ".json" });
  const file = { rules: [...groups.map((group) => rule(`${group}/mine`)), rule("team/mine")] };
  await Deno.writeTextFile(path, JSON.stringify(file));
  const env = (name: string): string | undefined => name === "FASTHOOK_CONFIG" ? path : undefined;
  const { rules, problems } = await loadCheckedSettings("/nowhere", env);
  await Deno.remove(path);
  assertEquals(rules.map(({ id }) => id), ["team/mine"]);
  assertEquals(problems.length, groups.length);
});
