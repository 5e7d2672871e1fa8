/**
 * Are the linters there that this project asks for?
 *
 * @module
 */
import { findAllowedProgram } from "../../linters/allowed_program.ts";
import type { FoundProgram, Program } from "../../linters/find_program.ts";
import { Project } from "../../linters/project.ts";
import { type LinterRow, LINTERS, type ProgramRow } from "../../linters/table.ts";
import { pauseOf } from "../../linters/pause.ts";
import { findWanted, type Wanted, type WishContext } from "../../linters/configured.ts";
import { loadCheckedSettings } from "../../hook/check_settings.ts";
import { shellWord } from "../../text/shell_word.ts";
import type { Host } from "../../state/host.ts";
import { type Check, ok, wrong } from "./check.ts";

/**
 * Looks for the linters that the project, or the person's configuration, asks for.
 *
 * @param host The program that this runs in.
 * @param cwd The folder.
 * @returns One check for those that run, and one for each that does not.
 */
export async function linterChecks(host: Host, cwd: string): Promise<readonly Check[]> {
  const { env } = host;
  const { linters, projectDir } = await loadCheckedSettings(cwd, env);
  const project = new Project({ host, linters, projectDir });
  if (linters.mode === "off") return [ok("linters", "off")];
  const running: string[] = [];
  const checks: Check[] = [];
  for (const row of LINTERS.filter(isProgram)) {
    const path = `${projectDir.replaceAll("\\", "/")}/sample.${row.endings[0] ?? ""}`;
    const wanted = wantedAt(path, row, { linters, projectDir, within: project });
    if (wanted === undefined) continue;
    const { why, fix } = pauseOf(row, { ...host, projectDir });
    if (why !== "") {
      checks.push(wrong("linters", { message: `${row.id} is paused: ${why}`, fix }));
      continue;
    }
    const program = findAllowedProgram({ ...wanted, row }, { path, project, env });
    if (program.kind === "found") running.push(`${row.id} (${program.file})`);
    else if (program.kind === "needs-consent") {
      checks.push({
        name: "linters",
        status: "note",
        message: `${row.id} is not started: ${program.why}`,
        fix: `fasthook trust ${shellWord(project.root)}, if you trust what it runs`,
      });
    } else if (program.kind === "refused") {
      checks.push(wrong("linters", {
        message: `${row.id} is not started from ${program.file}: ${program.why}`,
        fix: `install ${row.program} in a folder of PATH that only you can write to`,
      }));
    } else {
      checks.push({
        name: "linters",
        status: "note",
        message: `${row.id} is asked for by ${wanted.because}, and ${whyMissing(program, row)}`,
        fix: `install ${row.package ?? row.program}`,
      });
    }
  }
  if (running.length > 0) return [ok("linters", running.join(", ")), ...checks];
  return checks.length > 0 ? checks : [ok("linters", "this project asks for none")];
}

/** Why there is no program of a linter. */
function whyMissing(program: Exclude<Program, FoundProgram>, { program: name }: ProgramRow): string {
  return program.kind === "other" ? `${program.file} is another version` : `there is no ${name} on PATH`;
}

function isProgram(row: LinterRow): row is ProgramRow {
  return row.program !== undefined;
}

/** What asks for a linter in the project's top folder; files elsewhere may ask for more. */
function wantedAt(path: string, row: ProgramRow, context: WishContext): Wanted | undefined {
  // Without files that ask for it, a linter is asked for by the files it looks at, which doctor does not search.
  if (row.markers.length === 0) return undefined;
  return findWanted(path, context).find((wanted) => wanted.row.id === row.id);
}
