/**
 * Claude Code's tools by name.
 *
 * @module
 */
import type { ToolKind } from "../../event/event.ts";
import { kindOf } from "./tool_call.ts";

/** The tools of 2.1.332 and of older versions; newer ones may have more. Names of MCP servers' tools start with `mcp__`. */
export const TOOLS: ReadonlyMap<string, ToolKind> = new Map(
  ("Agent AskUserQuestion Bash BashOutput CronCreate CronDelete CronList Edit EnterPlanMode EnterWorktree ExitPlanMode " +
    "ExitWorktree Glob Grep KillShell LS LSP Monitor MultiEdit NotebookEdit NotebookRead PowerShell Read " +
    "SendMessage Skill SlashCommand Task TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate " +
    "TodoWrite ToolSearch WebFetch WebSearch Workflow Write").split(" ").map((name) => [name, kindOf(name)]),
);
