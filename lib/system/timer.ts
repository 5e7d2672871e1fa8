/**
 * Waits without `setTimeout`, whose first use is too slow for hook mode (`deno task bench --only costs`).
 *
 * @module
 */

/** A wait that has begun. */
export interface Timer {
  /** Settles when the time is over; never if the timer was cancelled before. */
  readonly passed: Promise<void>;
  /** Ends the wait. */
  readonly cancel: () => void;
}

/** Starts a wait of so many milliseconds. */
export type StartTimer = (ms: number) => Timer;

/**
 * Starts a wait that costs nothing. It does not keep the process running: a child process or a read must do that.
 *
 * @param ms How many milliseconds; 0 and less is the next turn.
 * @returns The wait.
 */
export function startTimer(ms: number): Timer {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const { value } = Atomics.waitAsync(cell, 0, 0, Math.max(0, ms));
  const { promise, resolve } = Promise.withResolvers<void>();
  Promise.resolve(value).then((ended) => {
    if (ended === "timed-out") resolve();
  });
  return {
    passed: promise,
    cancel: (): void => {
      Atomics.notify(cell, 0);
    },
  };
}

/**
 * Stops this thread for a moment: for locks that others hold for less than a millisecond.
 *
 * @param ms How many milliseconds.
 */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
