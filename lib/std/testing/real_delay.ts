/**
 * Waiting in real time while time is faked.
 *
 * @module
 */

import type { TimeGlobals } from "./time_globals.ts";

/** How to end a wait early, and whether it holds the process. */
export interface DelayOptions {
  /** Ends the wait early. */
  signal?: AbortSignal;
  /** Whether the wait keeps the process going; on by default. */
  persistent?: boolean;
}

/**
 * Waits with the given timers.
 *
 * @param ms How many milliseconds.
 * @param options The timers to use, and how to end the wait early.
 * @returns A promise that rejects with the signal's reason if the signal aborts.
 */
export function realDelay(
  ms: number,
  options: DelayOptions & { readonly timers: TimeGlobals },
): Promise<void> {
  const { signal, persistent = true } = options;
  // Called without an object in front: the real ones refuse any `this` but the global one.
  const { setTimeout, clearTimeout } = options.timers;
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    if (!persistent) Deno.unrefTimer(timer);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
