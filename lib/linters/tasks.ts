/**
 * What the linters of a file have to check.
 *
 * @module
 */
import type { FileCheck } from "./file_check.ts";
import type { FileContent } from "./file_content.ts";
import type { LinterTask } from "./plan.ts";

/**
 * Names what linters have to check.
 *
 * @param checks The linters.
 * @param content What the file holds; with `undefined` there is nothing to check.
 * @returns A task for each.
 */
export function tasksFor(
  checks: readonly FileCheck[],
  content: FileContent | undefined,
): Promise<readonly LinterTask[]> {
  return Promise.all(content === undefined ? [] : checks.map((check) => check.task(content.bytes)));
}
