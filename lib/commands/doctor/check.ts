/**
 * One result of `fasthook doctor`.
 *
 * @module
 */

/** One thing that was checked. */
export interface Check {
  /** What was checked. */
  readonly name: string;
  /** Whether it is as it should be; a note needs no fix. */
  readonly status: "ok" | "wrong" | "note";
  /** What was found, on one line. */
  readonly message: string;
  /** The command or the step that fixes it; "" for nothing to do. */
  readonly fix: string;
}

/**
 * Makes the result of a check that found nothing wrong.
 *
 * @param name What was checked.
 * @param message What was found.
 * @returns The check.
 */
export function ok(name: string, message: string): Check {
  return { name, status: "ok", message, fix: "" };
}

/**
 * Makes the result of a check that found something wrong.
 *
 * @param name What was checked.
 * @param found What was found, and what fixes it.
 * @returns The check.
 */
export function wrong(name: string, found: { readonly message: string; readonly fix: string }): Check {
  return { name, status: "wrong", ...found };
}
