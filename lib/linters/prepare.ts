/**
 * Finds the programs that a file wants. If their results cannot be in the cache yet, starts them before anything else is
 * loaded, so that the rest happens while they run.
 *
 * @module
 */
import type { Settings } from "../config/settings.ts";
import { POOL_LIMITS } from "../system/pool.ts";
import { isNewerThanResults } from "../state/freshness.ts";
import { IGNORED, readIgnoredNames } from "../state/ignored_files.ts";
import { readMissedDeadline } from "../state/missed_deadlines.ts";
import { namesIn } from "../system/folder_names.ts";
import type { ProgramRow } from "./table.ts";
import type { FileCheck } from "./file_check.ts";
import { prepareCheck } from "./prepare_check.ts";
import { type FileContent, readContent } from "./file_content.ts";
import type { LinterTask } from "./plan.ts";
import { tasksFor } from "./tasks.ts";
import type { ConsentNeeded } from "./allowed_program.ts";
import type { Project } from "./project.ts";
import type { Bounds } from "../system/plain_file.ts";
import type { Wanted } from "./configured.ts";
import type { ProjectFile } from "./project_file.ts";
import type { Host } from "../state/host.ts";

/** The linters of one file. */
export interface Start extends ProjectFile {
  /** Where it must be to be read: in its project. */
  readonly within: Bounds;
  /** All linters that it wants. */
  readonly wanted: readonly Wanted[];
  /** Those that are programs. */
  readonly checks: readonly FileCheck[];
  /** What the file held, where there are programs to check it; `undefined` when it cannot be read. */
  readonly content: FileContent | undefined;
  /** What the programs have to check, in the order of {@linkcode checks}. */
  readonly tasks: Promise<readonly LinterTask[]>;
  /** Whether the programs run already. */
  readonly isStarted: boolean;
}

/** Takes note of a linter that is not started for want of the person's consent. */
export type NoteConsent = (
  project: Project,
  wish: { readonly linter: string; readonly needed: ConsentNeeded },
) => void;

/** What starting depends on besides the file. */
export interface StartContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The settings in force. */
  readonly settings: Settings;
  /** Takes note of what the person could allow. */
  readonly note?: NoteConsent | undefined;
}

/**
 * Prepares the linters of a file.
 *
 * @param file The file.
 * @param wanted The linters that it wants.
 * @param context Host, settings and project.
 * @returns The checks that can be made. The caller must run or abandon each.
 */
export function start(
  { path, projectDir }: ProjectFile,
  wanted: readonly Wanted[],
  { host, settings: { linters }, project, note }: StartContext & { readonly project: Project },
): Start {
  const folder = host.stateFolder();
  const state = folder.kind === "none" ? undefined : { folder, names: namesIn(folder.path), now: host.now() };
  const isPaused = ({ id }: ProgramRow): boolean =>
    state !== undefined && readMissedDeadline({ id, projectDir }, state) !== undefined;
  const needConsent = (linter: string, needed: ConsentNeeded): void => note?.(project, { linter, needed });
  const prepared = wanted.flatMap(({ row, ...shown }) =>
    row.program === undefined || isPaused(row)
      ? []
      : prepareCheck({ row, ...shown }, { host, path, linters, project, needConsent }) ?? []
  );
  const ignored = state?.names.includes(IGNORED) ? readIgnoredNames(state.folder) : undefined;
  const wantedChecks = prepared.filter((check) => !ignored?.has(check.ignoredName()));
  const content = wantedChecks.length === 0 ? undefined : readContent(path, project);
  const checks = content === undefined ? [] : wantedChecks;
  const isNew = content !== undefined &&
    (state === undefined || isNewerThanResults(content.changedAt, state));
  if (isNew) {
    // Each start takes a millisecond. The slowest programs are last in the table, so they start first.
    for (const check of checks.slice(0, POOL_LIMITS.parallel).toReversed()) check.begin();
  }
  const tasks = tasksFor(checks, content);
  return { path, projectDir, within: project, wanted, checks, content, isStarted: isNew, tasks };
}
