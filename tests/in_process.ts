/**
 * Hook mode without a process, for tests that run it thousands of times.
 *
 * @module
 */
import { type Answer, type Reply, runHook } from "../lib/hook.ts";
import type { Source } from "../lib/io.ts";

/**
 * Answers an event.
 *
 * @param event The event's text or bytes.
 * @param reply The reply that is registered.
 * @returns What the process would print, and its exit code.
 */
export function answerTo(event: string | Uint8Array, reply: Reply): Promise<Answer> {
  return runHook(sourceOf(typeof event === "string" ? new TextEncoder().encode(event) : event), reply);
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
