/**
 * What linters ask the cache about a file: it depends on what the file holds.
 *
 * @module
 */
import type { LinterTask } from "./plan.ts";
import type { LinterCheck } from "./check.ts";

/** A larger file was hardly written by hand. */
const MAX_FILE_BYTES = 1024 * 1024;

/** The content of a file, and what the linters ask the cache about it. */
export interface CheckRequest {
  /** What the file holds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** One a linter that is a program. */
  readonly tasks: Promise<readonly LinterTask[]>;
}

/** A file whose linters may run already. */
export interface Subject {
  /** The file, absolute. */
  readonly path: string;
  /** Its linters. */
  readonly checks: readonly LinterCheck[];
  /** When it was last changed as they were started, in milliseconds since 1970; `undefined` when none was. */
  readonly begunWith: number | undefined;
}

/**
 * Reads a file whose linters may run already; what was started for another content is ended.
 *
 * @param subject The file and its linters, and when it was last changed as they were started.
 * @returns What it holds; `undefined` when it is gone, is no plain file, or is too large.
 */
export function contentOf({ path, checks, begunWith }: Subject): Uint8Array<ArrayBuffer> | undefined {
  try {
    const { isFile, size, mtime } = Deno.statSync(path);
    const bytes = isFile && size <= MAX_FILE_BYTES ? Deno.readFileSync(path) : undefined;
    // Somebody has changed it since: who knows which of the two the programs have read.
    if (begunWith !== undefined && mtime?.getTime() !== begunWith) {
      for (const check of checks) check.abandon();
    }
    return bytes;
  } catch (error) {
    // Somebody else took it away, or it cannot be read: then there is nothing to say about it.
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * Names what linters ask the cache about a file.
 *
 * @param checks The linters.
 * @param bytes What the file holds.
 * @returns One for each.
 */
export function tasksFor(
  checks: readonly LinterCheck[],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<readonly LinterTask[]> {
  return Promise.all(checks.map((check) => check.task(bytes)));
}
