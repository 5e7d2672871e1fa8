/**
 * Hook mode without a process, for tests that run it thousands of times.
 *
 * @module
 */
import type { Answer, Reply } from "../../lib/event/answer.ts";
import { conclude } from "../../lib/hook/conclude.ts";
import { runHook } from "../../lib/hook/hook.ts";
import type { Host } from "../../lib/state/host.ts";
import type { AnalysisContext } from "../../lib/analyzers/analyzer.ts";
import type { ToolCall } from "../../lib/event/event.ts";
import type { Source } from "../../lib/system/io.ts";
import { EMPTY_MEMORY } from "../../lib/state/memory.ts";
import { DEFAULTS, type Settings } from "../../lib/config/settings.ts";
import { hostOf } from "./host.ts";

/**
 * Answers an event.
 *
 * @param event The event's text or bytes.
 * @param reply The reply that is registered.
 * @param config The user's configuration file; "" for none.
 * @returns What the process would print, and its exit code.
 */
export async function answerTo(event: string | Uint8Array, reply: Reply, config = ""): Promise<Answer> {
  return await answerIn(hostOf({ variables: { FASTHOOK_CONFIG: config } }), event, reply);
}

/**
 * Answers an event in a host, with all that a process does: also the journal line after the answer.
 *
 * @param host The host.
 * @param event The event's text or bytes.
 * @param reply The reply that is registered.
 * @returns What the process would print, and its exit code.
 */
export async function answerIn(host: Host, event: string | Uint8Array, reply: Reply): Promise<Answer> {
  const source = sourceOf(typeof event === "string" ? new TextEncoder().encode(event) : event);
  const { answer, trace } = await runHook(source, { host, reply });
  await conclude(trace, host);
  return answer;
}

/**
 * Gives an analyzer what it sees in addition to the call.
 *
 * @param call The call.
 * @param settings The settings in force.
 * @returns A context of an event with this one call; a reported problem fails the test.
 */
export function contextOf(call: ToolCall, settings: Settings = DEFAULTS): AnalysisContext {
  return {
    event: {
      name: "PostToolUse",
      replies: "any",
      session: "",
      cwd: "",
      agentType: "",
      agentId: "",
      hookFolders: [".claude/hooks"],
      calls: [call],
    },
    host: hostOf(),
    settings,
    memory: EMPTY_MEMORY,
    now: 0,
    report: ({ message }) => {
      throw new Error(message);
    },
  };
}

function sourceOf(bytes: Uint8Array): Source {
  let left = bytes;
  return {
    read(into: Uint8Array): Promise<number | null> {
      if (left.length === 0) return Promise.resolve(null);
      const piece = left.subarray(0, into.length);
      into.set(piece);
      left = left.subarray(piece.length);
      return Promise.resolve(piece.length);
    },
  };
}
