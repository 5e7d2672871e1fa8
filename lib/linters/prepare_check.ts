/**
 * Finds the program that checks a file, and chooses how it is asked.
 *
 * @module
 */
import { findAllowedProgram } from "./allowed_program.ts";
import { LinterCheck } from "./check.ts";
import type { Wanted } from "./configured.ts";
import type { CheckContext, FileCheck } from "./file_check.ts";
import { ServerCheck } from "./server_check.ts";
import type { ProgramRow } from "./table.ts";

/**
 * Prepares a check.
 *
 * @param wanted The linter, and where it is configured.
 * @param context The file.
 * @returns The check; `undefined` when there is no program that may be started.
 */
export function prepareCheck(
  wanted: Wanted & { readonly row: ProgramRow },
  context: CheckContext,
): FileCheck | undefined {
  const { path, project, host: { env } } = context;
  const program = findAllowedProgram(wanted, { path, project, env });
  if (program.kind === "needs-consent") context.needConsent(wanted.row.id, program);
  if (program.kind !== "found") return undefined;
  return wanted.row.isServer
    ? new ServerCheck(wanted, context, program)
    : new LinterCheck(wanted, context, program);
}
