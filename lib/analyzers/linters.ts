/**
 * `linters`: what this call broke, in the words of the project's own linters.
 *
 * @module
 */
import type { BuiltInRule, Context } from "../analysis.ts";
import type { ToolCall } from "../event.ts";
import type { Finding } from "../finding.ts";
import { LINTERS } from "../linters/table.ts";
import { wantedFor } from "../linters/wanted.ts";

/** The rules of this analyzer, one a linter. */
export const RULES: readonly BuiltInRule[] = LINTERS.map(({ id }) => ({
  id: `linters/${id}`,
  severity: "guidance",
}));

/**
 * Asks the linters that the changed files want.
 *
 * @param call A succeeded or settled call that changed files.
 * @param context Event, settings, and how programs are run.
 * @returns At most ten findings about what the call changed.
 */
export async function analyze(call: ToolCall, context: Context): Promise<Finding[]> {
  const { event, settings, runExternals } = context;
  // Old events, as replay has them, are about files that have changed since.
  if (runExternals === undefined) return [];
  const path = call.path.replaceAll("\\", "/");
  const file = /^(?:\/|[A-Za-z]:\/)/.test(path) ? path : `${event.cwd}/${path}`;
  // Most projects have no linter for most files: then this is all that is loaded.
  if (path !== "" && wantedFor(file, settings).length === 0) return [];
  const { reviewed } = await import("../linters/review.ts");
  return await reviewed(call, context);
}
