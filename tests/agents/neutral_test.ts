/**
 * Code outside agents/ does not know an agent's names of tools, fields, folders and variables, nor its error texts.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { allTools } from "../../lib/agents/table.ts";

/** Files that hold an agent's own words as data or show them to people; each with the words that it may hold. */
const MAY_HOLD: Readonly<Record<string, RegExp>> = {
  // The events that the bench sends are those of Claude Code.
  "commands/bench/": /./,
  // fasthook's own file of a repository.
  "config/places": /^\.claude$/,
  // An example of a dotted field, as a user's rule may name it.
  "config/schema": /^tool_input$/,
  // Examples that people read.
  "commands/shared/built_in_rules": /^(?:Exit code |String to replace|\.claude)$/,
  // Where people find their sessions.
  "commands/table": /^\.(?:claude|codex)$/,
  "commands/replay/files": /^\.(?:claude|codex|gemini|qwen)$/,
};

/** Fields of events, wordings, folders and variables. */
const WORDS = [
  "tool_name",
  "tool_input",
  "tool_response",
  "tool_use_id",
  "hook_event_name",
  "structuredPatch",
  "originalFile",
  "bashEditDiff",
  "old_string",
  "file_path",
  "subagent_type",
  "llmContent",
  "returnDisplay",
  "tool_use_error",
  "Exit code ",
  "String to replace",
  "string to replace",
  "File created",
  " successfully",
  "File does not exist",
  "characters truncated]",
  ".claude",
  ".codex",
  ".gemini",
  ".qwen",
  "CLAUDE_PROJECT_DIR",
  "CLAUDE_CONFIG_DIR",
  "GEMINI_",
  "QWEN_",
  "CODEX_HOME",
];

/** The code of all modules outside agents/, without comments. */
function modules(): (readonly [name: string, code: string])[] {
  const found: [string, string][] = [];
  const read = (folder: string): void => {
    for (const { name, isDirectory } of Deno.readDirSync(`${ROOT}lib/${folder}`)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (path === "agents" || path === "std") continue;
      if (isDirectory) read(path);
      else if (path.endsWith(".ts")) found.push([path.slice(0, -".ts".length), codeOf(path)]);
    }
  };
  read("");
  return found;
}

function codeOf(path: string): string {
  return Deno.readTextFileSync(`${ROOT}lib/${path}`).replace(/\/\*\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");
}

function mayHold(name: string, word: string): boolean {
  return Object.entries(MAY_HOLD).some(([start, words]) => name.startsWith(start) && words.test(word));
}

const MODULES = modules();

Deno.test("only agents/ knows the agents' fields, wordings, folders and variables", () => {
  assert(MODULES.length > 150);
  for (const [name, code] of MODULES) {
    const words = WORDS.filter((word) => code.includes(word) && !mayHold(name, word));
    assertEquals(words, [], name);
  }
});

Deno.test("only agents/ compares the names of the agents' tools", async () => {
  // Some agents name a tool by a plain word.
  const tools = [...(await allTools()).keys()].filter((tool) => /[A-Z_]/.test(tool));
  assert(tools.includes("Bash") && tools.includes("MultiEdit"));
  for (const [name, code] of MODULES) {
    const named = tools.filter((tool) => code.includes(`"${tool}"`) && !mayHold(name, tool));
    assertEquals(named, [], name);
  }
});

Deno.test("the exceptions are needed", () => {
  for (const [start, words] of Object.entries(MAY_HOLD)) {
    const codes = MODULES.filter(([name]) => name.startsWith(start)).map(([, code]) => code);
    assert(WORDS.some((word) => words.test(word) && codes.some((code) => code.includes(word))), start);
  }
});
