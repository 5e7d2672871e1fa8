/**
 * Are the linters there that this project asks for?
 *
 * @module
 */
import { findProgram } from "../../linters/find_program.ts";
import { type LinterRow, LINTERS, type ProgramRow } from "../../linters/table.ts";
import { MORE_TIME, pauseOf } from "../../linters/pause.ts";
import { wantedFor } from "../../linters/configured.ts";
import { loadCheckedSettings } from "../../hook/check_settings.ts";
import type { Surroundings } from "../../agents/claude_code/registration/places.ts";
import type { Settings } from "../../config/settings.ts";
import type { Host } from "../../state/host.ts";
import { type Check, ok, wrong } from "./check.ts";

/**
 * Looks for the linters that the project, or the person's configuration, asks for.
 *
 * @param surroundings The environment and the folder.
 * @param host The state.
 * @returns One check for those that run, and one for each that does not.
 */
export async function linterChecks({ env, cwd }: Surroundings, host: Host): Promise<readonly Check[]> {
  const { linters, projectDir } = await loadCheckedSettings(cwd, env);
  if (linters.mode === "off") return [ok("linters", "off")];
  const running: string[] = [];
  const checks: Check[] = [];
  for (const row of LINTERS.filter(isProgram)) {
    const because = reasonFor(row, { linters, projectDir });
    if (because === undefined) continue;
    const pause = pauseOf({ id: row.id, projectDir }, host);
    if (pause !== "") {
      checks.push(wrong("linters", { message: `${row.id} is paused: ${pause}`, fix: MORE_TIME }));
      continue;
    }
    const program = findProgram(row.program, { env, projectDir, ownPrograms: linters.ownPrograms });
    if (program.kind === "found") running.push(`${row.id} (${program.file})`);
    else if (program.kind === "refused") {
      checks.push(wrong("linters", {
        message: `${row.id} is not started from ${program.file}: ${program.why}`,
        fix: `install ${row.program} in a folder of PATH that only you can write to`,
      }));
    } else {
      checks.push({
        name: "linters",
        status: "note",
        message: `${row.id} is asked for by ${because} and is not on PATH`,
        fix: `install ${row.program}`,
      });
    }
  }
  const message = running.length === 0 ? "none is asked for and installed here" : running.join(", ");
  return [ok("linters", message), ...checks];
}

function isProgram(row: LinterRow): row is ProgramRow {
  return row.program !== undefined;
}

/** What asks for a linter in the project's top folder; files elsewhere may ask for more. */
function reasonFor(row: ProgramRow, context: Pick<Settings, "linters" | "projectDir">): string | undefined {
  // Without files that ask for it, a linter is asked for by the files it looks at, which doctor does not search.
  if (row.markers.length === 0) return undefined;
  const sample = `${context.projectDir.replaceAll("\\", "/")}/sample.${row.endings[0] ?? ""}`;
  return wantedFor(sample, context).find((wanted) => wanted.row.id === row.id)?.because;
}
