/**
 * What `fasthook doctor` finds out.
 *
 * @module
 */

/** One thing that was looked at. */
export interface Check {
  /** What was looked at. */
  readonly name: string;
  /** Whether it is as it should be; a note is worth knowing and needs no mending. */
  readonly status: "ok" | "wrong" | "note";
  /** What was found, on one line. */
  readonly message: string;
  /** The command or the step that mends it; "" where there is nothing to do. */
  readonly fix: string;
}

/**
 * Notes something that is as it should be.
 *
 * @param name What was looked at.
 * @param message What was found.
 * @returns The check.
 */
export function ok(name: string, message: string): Check {
  return { name, status: "ok", message, fix: "" };
}

/**
 * Notes something that is wrong.
 *
 * @param name What was looked at.
 * @param found What was found, and what mends it.
 * @returns The check.
 */
export function wrong(name: string, found: { readonly message: string; readonly fix: string }): Check {
  return { name, status: "wrong", ...found };
}
