/**
 * The agents whose events are understood. An agent is one folder and one row; the first row that recognizes an event
 * decodes it.
 *
 * @module
 */
import type { HookEvent, ToolKind } from "../event/event.ts";
import type { ReadVariable } from "../state/folder.ts";
import { isObject, type JsonObject } from "../text/json_object.ts";
import * as claudeCode from "./claude_code/decode.ts";
import { isClaudeCode, isShortForm } from "./claude_code/recognize.ts";
import { isCodex } from "./codex/recognize.ts";
import { isCopilot } from "./copilot/recognize.ts";
import { isGemini } from "./gemini/recognize.ts";
import { isQwen } from "./qwen/recognize.ts";

/**
 * Decodes an agent's event; `undefined` for one that fasthook does not look at. Some agents leave a part of an event in a
 * file of theirs: the environment says where their files are.
 */
export type Decode = (json: JsonObject, env: ReadVariable) => HookEvent | undefined;

/** One agent. */
export interface Agent {
  /** The agent's name in reports. */
  readonly id: string;
  /** Whether an event is this agent's: cheap, because it is asked of every event. */
  readonly recognizes: (json: JsonObject) => boolean;
  /** Gives the decoder. Claude Code's is here already: its events would pay for a further file (`deno task bench --only costs`). */
  readonly load: () => Promise<Decode>;
  /**
   * Decodes the beginning of a large event, without what comes later; `undefined` where the beginning does not say enough.
   */
  readonly decodeHead?: (text: string) => HookEvent | undefined;
  /** The variable of its hooks' environment that names the project's folder. */
  readonly projectVariable?: string;
  /** Loads its tools by name, for checks of users' rules; missing where another row has them. */
  readonly loadTools?: () => Promise<ReadonlyMap<string, ToolKind>>;
}

/** All agents, in the order in which they are asked. */
export const AGENTS: readonly Agent[] = [
  {
    id: "claude-code",
    recognizes: isClaudeCode,
    load: () => Promise.resolve(claudeCode.decode),
    decodeHead: claudeCode.decodeHead,
    projectVariable: "CLAUDE_PROJECT_DIR",
    loadTools: async () => (await import("./claude_code/tools.ts")).TOOLS,
  },
  {
    id: "short-form",
    recognizes: isShortForm,
    load: () => Promise.resolve(claudeCode.decodeShortForm),
    projectVariable: "CLAUDE_PROJECT_DIR",
  },
  {
    id: "gemini",
    recognizes: isGemini,
    load: async () => (await import("./gemini/gemini.ts")).decode,
    projectVariable: "CLAUDE_PROJECT_DIR",
    loadTools: async () => (await import("./gemini/gemini.ts")).TOOLS,
  },
  {
    id: "codex",
    recognizes: isCodex,
    load: async () => (await import("./codex/codex.ts")).decode,
    loadTools: async () => (await import("./codex/codex.ts")).TOOLS,
  },
  {
    id: "copilot",
    recognizes: isCopilot,
    load: async () => (await import("./copilot/copilot.ts")).decode,
    projectVariable: "CLAUDE_PROJECT_DIR",
    loadTools: async () => (await import("./copilot/copilot.ts")).TOOLS,
  },
  {
    id: "qwen",
    recognizes: isQwen,
    load: async () => (await import("./qwen/qwen.ts")).decode,
    projectVariable: "CLAUDE_PROJECT_DIR",
    loadTools: async () => (await import("./qwen/qwen.ts")).TOOLS,
  },
];

const NO_ENVIRONMENT: ReadVariable = () => undefined;

/** An event, and whose it is. */
export interface Decoded {
  /** The agent's name in reports. */
  readonly agent: string;
  /** The event. */
  readonly event: HookEvent;
}

/**
 * Decodes an event.
 *
 * @param json What came on standard input.
 * @param env Reads the environment, which says where agents' files are; without it none is read.
 * @returns The event; `undefined` when no agent recognizes it, or its agent has nothing to say about it.
 */
export async function decodeEvent(
  json: unknown,
  env: ReadVariable = NO_ENVIRONMENT,
): Promise<Decoded | undefined> {
  if (!isObject(json)) return undefined;
  const agent = AGENTS.find(({ recognizes }) => recognizes(json));
  const event = (await agent?.load())?.(json, env);
  return agent && event && { agent: agent.id, event };
}

/**
 * Decodes the beginning of a large event.
 *
 * @param text The beginning.
 * @returns The event, without what comes later; `undefined` when the beginning does not say enough.
 */
export function decodeHead(text: string): Decoded | undefined {
  for (const { id, decodeHead } of AGENTS) {
    const event = decodeHead?.(text);
    if (event !== undefined) return { agent: id, event };
  }
  return undefined;
}

/**
 * Finds the project's folder in the environment that an agent gives to its hooks.
 *
 * @param env Reads the environment.
 * @param agent The agent's id; all agents without one.
 * @returns The folder; "" where the agent names none.
 */
export function projectDirOf(env: ReadVariable, agent?: string): string {
  for (const { id, projectVariable } of AGENTS) {
    const folder = projectVariable === undefined || agent !== undefined && agent !== id
      ? ""
      : env(projectVariable);
    if (folder) return folder;
  }
  return "";
}

/**
 * Lists the tools of all agents.
 *
 * @returns What each does, by its name.
 */
export async function allTools(): Promise<ReadonlyMap<string, ToolKind>> {
  const lists = await Promise.all(AGENTS.map(({ loadTools }) => loadTools?.()));
  return new Map(lists.flatMap((tools) => [...tools ?? []]));
}
