/**
 * Which shell a script is for, by its first line.
 *
 * @module
 */

/** Those that ShellCheck knows. */
const KNOWN = /^(?:(?:ba|da|a|k|mk|pdk|ok)?sh|ksh\d\d|bats)$/;

/**
 * Finds out whether ShellCheck knows a script's shell.
 *
 * @param firstLine The script's first line.
 * @returns "none" if the line names no program; "other" for zsh, fish, and what is no shell.
 */
export function shellDialect(firstLine: string): "known" | "other" | "none" {
  const [, line = ""] = /^\ufeff?#!\s*(\S.*)$/.exec(firstLine.trimEnd()) ?? [];
  const words = line.split(/\s+/).map((word) => word.replace(/^.*\//, ""));
  // `env -S NAME=value bash`, and `busybox sh`.
  const program = words.find((word) => word !== "env" && word !== "busybox" && !/^-|=/.test(word)) ?? "";
  return line === "" ? "none" : KNOWN.test(program) ? "known" : "other";
}
