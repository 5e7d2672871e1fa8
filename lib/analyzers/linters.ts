/**
 * `linters`: what this call broke, in the words of the project's own linters.
 *
 * @module
 */
import type { BuiltInRule, Context } from "../analysis.ts";
import type { ToolCall } from "../event.ts";
import type { Finding } from "../finding.ts";
import { absolutePath } from "../linters/endings.ts";
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
  const file = call.path === "" ? "" : absolutePath(call.path, event.cwd);
  // Most projects have no linter for most files: then this is all that is loaded.
  const wanted = file === "" ? [] : wantedFor(file, settings);
  if (file !== "" && wanted.length === 0) return [];
  const started = wanted.some(({ row }) => row.program !== undefined)
    ? await (await import("../linters/start.ts")).start(file, wanted, settings)
    : undefined;
  const { reviewed } = await import("../linters/review.ts");
  return await reviewed(call, { ...context, runExternals }, started);
}
