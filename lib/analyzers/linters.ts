/**
 * `linters`: problems that the call made, in the words of the project's own linters.
 *
 * @module
 */
import type { AnalysisContext, BuiltInRule } from "./analyzer.ts";
import type { ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { absolutePath } from "../text/path.ts";
import type { Start } from "../linters/prepare.ts";
import { projectFileOf } from "../linters/project_file.ts";
import { LINTERS } from "../linters/table.ts";
import { Project } from "../linters/project.ts";
import { findWanted } from "../linters/configured.ts";

/**
 * Lists the rules of this analyzer.
 *
 * @returns One for each linter.
 */
export function rules(): readonly BuiltInRule[] {
  return LINTERS.map(({ id }) => ({
    id: `linters/${id}`,
    severity: "guidance",
    adds: "place",
  }));
}

/**
 * Asks the linters that the changed files want.
 *
 * @param call A succeeded or settled call that changed files.
 * @param context Event, settings, and how programs are run.
 * @returns At most ten findings about what the call changed.
 */
export async function analyze(call: ToolCall, context: AnalysisContext): Promise<Finding[]> {
  const { event, runLinters } = context;
  // The files of old events, as replay has them, have changed since.
  if (runLinters === undefined) return [];
  const file = call.path === "" ? "" : absolutePath(call.path, event.cwd);
  const own = file === "" ? undefined : await prepareFile(file, context);
  // Most projects have no linter for most files. Nothing else is loaded then.
  if (own?.wanted.length === 0) return [];
  const { reviewCall } = await import("../linters/review.ts");
  const prepare = async (path: string): Promise<Start> =>
    path === file && own !== undefined ? own : await prepareFile(path, context);
  try {
    return await reviewCall(call, { ...context, runLinters, prepare });
  } finally {
    for (const check of own?.checks ?? []) check.abandon();
  }
}

/** Finds a file's linters, and starts those that are programs. */
async function prepareFile(path: string, context: AnalysisContext): Promise<Start> {
  const { event: { cwd }, host, settings: { linters, projectDir } } = context;
  const found = projectFileOf(path, { projectDir, cwd, home: host.env("HOME") ?? "" });
  const file = found ?? { path, projectDir };
  const project = new Project({ host, linters, projectDir: file.projectDir });
  const wanted = found === undefined ? [] : findWanted(file.path, { ...file, linters, within: project });
  if (!wanted.some(({ row }) => row.program !== undefined)) {
    const nothing = { checks: [], content: undefined, tasks: Promise.resolve([]), isStarted: false };
    return { ...file, ...nothing, within: project, wanted };
  }
  const { start } = await import("../linters/prepare.ts");
  return start(file, wanted, { ...context, project });
}
