/**
 * The events that are measured: one row a scenario, shared by `fasthook bench` and the benchmarks of bench/.
 *
 * @module
 */
import type { JsonObject } from "../../text/json_object.ts";

/** One event and whether it deserves feedback. */
export interface Scenario {
  /** A short name, for options and machine-readable results. */
  readonly id: string;
  /** What people read; at most 24 characters, so that the table stays narrow. */
  readonly title: string;
  /** The event as the agent sends it, before it is made JSON. */
  readonly event: JsonObject;
  /** Whether fasthook has something to say about it. */
  readonly wanted: boolean;
}

const FRAME = {
  session_id: "ec4a62d8-dd16-483a-a572-63b8c1a63cdd",
  transcript_path:
    "/home/user/.claude/projects/-home-user-project/ec4a62d8-dd16-483a-a572-63b8c1a63cdd.jsonl",
  cwd: "/home/user/project",
  prompt_id: "c83ea73f-7863-4307-94c5-3e3c6b592f9c",
  permission_mode: "acceptEdits",
  effort: { level: "medium" },
  tool_use_id: "toolu_main0000abcdefgh",
  duration_ms: 6,
};

const LINE = "a line of forty bytes, with a line end.\n";

/**
 * All scenarios, those of the performance report first. They have the shape that Claude Code 2.1.330 sends. Where it
 * sends no such event any more (Task is Agent now, LS is gone, its web search has another error), or where a rule of the
 * report's table is asked that otherwise only gives advice, they have the report's short form.
 */
export const SCENARIOS: readonly Scenario[] = [
  {
    id: "read",
    title: "simple Read",
    event: success("Read", {
      tool_input: { file_path: "/home/user/project/README.md" },
      tool_response: {
        type: "text",
        file: {
          filePath: "/home/user/project/README.md",
          content: "# demo\n",
          numLines: 2,
          startLine: 1,
          totalLines: 2,
        },
      },
    }),
    wanted: false,
  },
  {
    id: "hook-file",
    title: "hook file violation",
    event: writeEvent("/p/.claude/hooks/a.py", 'import sys\n\nsys.path.append("/p/lib")\n'),
    wanted: true,
  },
  {
    id: "task",
    title: "Task agent",
    event: {
      tool_name: "Task",
      tool_input: {
        description: "Find the callers",
        prompt: "Find all callers of load()",
        subagent_type: "Explore",
      },
      tool_response: { success: true },
    },
    wanted: true,
  },
  {
    id: "timeout",
    title: "error: timeout",
    event: {
      tool_name: "WebSearch",
      tool_input: { query: "deno startup time" },
      tool_response: { success: false, error: "Request timeout" },
    },
    wanted: true,
  },
  {
    id: "memory",
    title: "error: memory",
    event: {
      tool_name: "Bash",
      tool_input: { command: "node build.js", description: "Build" },
      tool_response: {
        success: false,
        error:
          "Exit code 134\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
      },
    },
    wanted: true,
  },
  {
    id: "general",
    title: "error: general",
    event: {
      tool_name: "Bash",
      tool_input: { command: "nosuchcommand --help", description: "Run" },
      tool_response: {
        success: false,
        error: "Exit code 127\n/bin/bash: line 1: nosuchcommand: command not found",
      },
    },
    wanted: true,
  },
  {
    id: "ls",
    title: "LS",
    event: {
      tool_name: "LS",
      tool_input: { path: "/home/user/project" },
      tool_response: { success: true, output: "- /home/user/project/\n  - README.md\n  - src/\n" },
    },
    wanted: false,
  },
  {
    id: "bash",
    title: "Bash",
    event: success("Bash", {
      tool_input: { command: "git status --short", description: "Show changes" },
      tool_response: {
        stdout: " M README.md",
        stderr: "",
        interrupted: false,
        isImage: false,
        noOutputExpected: false,
      },
    }),
    wanted: false,
  },
  {
    id: "write-1mb",
    title: "Write of 1 MB",
    event: writeEvent("/home/user/project/data.txt", LINE.repeat(1_000_000 / LINE.length)),
    wanted: false,
  },
];

/** Claude Code says what was written twice: in the call and in the answer. */
function writeEvent(path: string, content: string): JsonObject {
  return success("Write", {
    tool_input: { file_path: path, content },
    tool_response: {
      type: "create",
      filePath: path,
      content,
      structuredPatch: [],
      originalFile: null,
      userModified: false,
    },
  });
}

function success(tool: string, fields: JsonObject): JsonObject {
  return { ...FRAME, hook_event_name: "PostToolUse", tool_name: tool, ...fields };
}
