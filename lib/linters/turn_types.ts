/**
 * The check of types when a turn ends: what the turn broke anywhere in the project, and what is still broken.
 *
 * @module
 */
import type { LinterSettings } from "../config/settings.ts";
import type { Finding } from "../event/finding.ts";
import type { Host } from "../state/host.ts";
import type { TurnText } from "../state/turn_texts.ts";
import { infoOf } from "../system/files.ts";
import { relativeTo } from "../text/path.ts";
import { findAllowedProgram } from "./allowed_program.ts";
import { causedProblems } from "./caused.ts";
import { findWanted } from "./configured.ts";
import { handWrittenText, readContent } from "./file_content.ts";
import { importersOf } from "./importers.ts";
import { splitLines } from "./lined_text.ts";
import type { LintProblem } from "./linter.ts";
import { Project } from "./project.ts";
import { projectFileOf } from "./project_file.ts";
import { report } from "./report.ts";
import { isSkipped } from "./skipped.ts";
import { isCheckedAtTurnEnd, type ProgramRow } from "./table.ts";
import { looksByProgram, looksByServer, type TurnProject } from "./turn_looks.ts";

/** More files than a project that can be checked in time. */
const MAX_FILES = 2000;
/** More places would not be read. */
const MAX_FINDINGS = 5;

/** Each is checked once more with the texts before the turn. */
const MAX_BROKEN_FILES = 10;
/** What is found in this part of the time counts: the rest is for the texts before the turn. */
const SEARCH_SHARE = 0.45;

/** What the check depends on. */
export interface TurnContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** Settings about linters. */
  readonly linters: LinterSettings;
  /** The folder that the agent calls the project. */
  readonly projectDir: string;
  /** The folder that the session works in. */
  readonly cwd: string;
  /** Ends the check. */
  readonly signal: AbortSignal;
  /** How much time is left until then. */
  readonly leftMs: () => number;
}

/** What a turn broke in one file. */
interface Broken {
  readonly row: ProgramRow;
  readonly path: string;
  readonly projectDir: string;
  readonly text: string;
  readonly problems: readonly LintProblem[];
}

/**
 * Checks the projects whose files a turn changed.
 *
 * @param texts The files and what they held before the turn.
 * @param context Host, settings and project.
 * @returns What the turn broke, at most five findings.
 * @throws {Error} When the type checker does not work, or has no time left.
 */
export async function findTurnErrors(texts: readonly TurnText[], context: TurnContext): Promise<Finding[]> {
  const broken: Broken[] = [];
  for (const project of projectsOf(texts, context)) {
    // Each takes a whole processor, or more.
    broken.push(...await checkProject(project, context));
  }
  const findings: Finding[] = [];
  let left = 0;
  for (const { row, path, projectDir, text, problems } of broken) {
    const most = MAX_FINDINGS - findings.length;
    if (most <= 0) {
      left++;
      continue;
    }
    const name = relativeTo(path, projectDir);
    const lined = splitLines(text, path);
    const found = { id: row.id, problems, fix: () => "" };
    findings.push(...report([found], { name, path, text: lined, isChanged: () => true, most }));
  }
  return findings.map((finding, index) =>
    left > 0 && index === findings.length - 1
      ? { ...finding, text: `${finding.text} (and in ${left} more ${left === 1 ? "file" : "files"})` }
      : finding
  );
}

function projectsOf(texts: readonly TurnText[], context: TurnContext): TurnProject[] {
  const { host, linters, projectDir, cwd } = context;
  const projects = new Map<string, TurnProject>();
  for (const { path, before } of texts) {
    const file = projectFileOf(path, { projectDir, cwd, home: host.env("HOME") ?? "" });
    if (file === undefined) continue;
    const project = new Project({ host, linters, projectDir: file.projectDir });
    const content = readContent(file.path, project);
    const after = content && handWrittenText(content, file.path);
    if (after === undefined || after === before) continue;
    for (const { row, because, folder } of findWanted(file.path, { ...file, linters, within: project })) {
      if (row.program === undefined || !isCheckedAtTurnEnd(row)) continue;
      const key = `${row.id}\n${folder}`;
      const known = projects.get(key);
      const program = known?.program ??
        findAllowedProgram({ row, because }, { path: file.path, project, env: host.env });
      if (program.kind !== "found") continue;
      const own = new Map([...known?.texts ?? [], [file.path, { before, after }] as const]);
      projects.set(key, { row, program, folder, project, texts: own });
    }
  }
  return [...projects.values()];
}

async function checkProject(
  subject: TurnProject,
  { host, linters, signal, leftMs }: TurnContext,
): Promise<Broken[]> {
  signal.throwIfAborted();
  const { row, folder, project, texts } = subject;
  const startedAt = host.now();
  const searchedUntil = host.clock() + leftMs() * SEARCH_SHARE;
  const isEnough = (broken: number): boolean => broken >= MAX_BROKEN_FILES || host.clock() > searchedUntil;
  const begin = row.isServer ? looksByServer : looksByProgram;
  const looks = await begin(subject, { host, linters, signal, isEnough });
  try {
    const others = textsBelow(folder, { texts, project });
    const now = await looks.now([...texts.keys(), ...importersOf([...texts.keys()], others)]);
    if (now.size === 0) return [];
    const before = await looks.before([...now.keys()]);
    return [...now].flatMap(([path, problems]) => {
      const own = texts.get(path);
      const text = own?.after ?? others.get(path);
      // Nobody knows which text of a file was checked that has changed meanwhile.
      if (text === undefined || (infoOf(path)?.mtime?.getTime() ?? 0) > startedAt) return [];
      const caused = causedProblems(
        { text: splitLines(own?.before ?? text, path), problems: before.get(path) ?? [] },
        { text: splitLines(text, path), problems, isChanged: () => false },
      );
      return caused.length === 0 ? [] : [{ row, path, projectDir: project.folder, text, problems: caused }];
    });
  } finally {
    looks.end();
  }
}

function textOf(path: string, project: Project): string | undefined {
  const content = readContent(path, project);
  return content && handWrittenText(content, path);
}

/** The other source files below a folder, and what they hold. */
function textsBelow(
  folder: string,
  { texts, project }: Pick<TurnProject, "texts" | "project">,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const folders = [folder];
  for (let at = folders.shift(); at !== undefined && found.size < MAX_FILES; at = folders.shift()) {
    for (const { name, isDirectory, isFile } of entriesOf(at)) {
      const path = `${at}/${name}`;
      if (isSkipped(path.slice(folder.length))) continue;
      if (isDirectory && !name.startsWith(".")) folders.push(path);
      if (!isFile || !/\.[cm]?tsx?$/.test(name) || texts.has(path)) continue;
      const text = textOf(path, project);
      if (text !== undefined) found.set(path, text);
    }
  }
  return found;
}

function entriesOf(folder: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)];
  } catch (error) {
    // It may not be read, or is gone.
    if (!(error instanceof Error)) throw error;
    return [];
  }
}
