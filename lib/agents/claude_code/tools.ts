/**
 * Claude Code's tools by name.
 *
 * @module
 */
import type { ToolKind } from "../../event/event.ts";
import { kindOf } from "./tool_call.ts";

/** The tools of 2.1.330 and of older versions. Names of MCP servers' tools start with `mcp__`. */
export const TOOLS: ReadonlyMap<string, ToolKind> = new Map(
  ("Agent AskUserQuestion Bash BashOutput Edit ExitPlanMode Glob Grep KillShell LS MultiEdit NotebookEdit " +
    "NotebookRead PowerShell Read Skill SlashCommand Task TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate " +
    "TodoWrite ToolSearch WebFetch WebSearch Write").split(" ").map((name) => [name, kindOf(name)]),
);
