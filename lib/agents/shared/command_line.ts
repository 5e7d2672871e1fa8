/**
 * Command lines for the shells that agents run hooks with.
 *
 * @module
 */

/** A shell. */
export type Shell = "posix" | "cmd" | "powershell";

const ARGUMENT = "--reply=context";
const PLAIN = /^[\w@%+=:,./\\-]+$/;

/**
 * Writes the line that runs fasthook.
 *
 * @param command The program, a name or a path.
 * @param shell Who reads the line.
 * @returns The line; a path with blanks or signs is quoted.
 */
export function commandLine(command: string, shell: Shell): string {
  // Backslashes are plain only where paths have them.
  if (PLAIN.test(command) && (shell !== "posix" || !command.includes("\\"))) return `${command} ${ARGUMENT}`;
  switch (shell) {
    case "posix":
      return `'${command.replaceAll("'", `'\\''`)}' ${ARGUMENT}`;
    case "cmd":
      return `"${command}" ${ARGUMENT}`;
    case "powershell":
      return `& '${command.replaceAll("'", "''")}' ${ARGUMENT}`;
  }
}

/**
 * Names the shell that runs a plain command line.
 *
 * @param windows The shell on Windows.
 * @returns That one there, a POSIX shell elsewhere.
 */
export function shellHere(windows: Shell): Shell {
  return Deno.build.os === "windows" ? windows : "posix";
}
