/**
 * Says which files the output of a command goes into.
 *
 * @module
 */
import type { Stage } from "./shell_tree.ts";

/**
 * Finds the file that all of a stage's output goes into, or is copied into by the next stage.
 *
 * @param stage The stage.
 * @param rest The stages after it.
 * @returns The file as it was written; "" for none.
 */
export function logOf(stage: Stage, rest: readonly Stage[]): string {
  const file = targetOf(stage.words);
  if (file !== "") return file === "/dev/null" ? "" : file;
  const [program, ...words] = rest[0]?.words ?? [];
  return program === "tee" ? words.find((word) => !word.startsWith("-")) ?? "" : "";
}

/**
 * Reports whether a stage prints: its output does not go into a file.
 *
 * @param stage The stage.
 * @returns True also for `tee`.
 */
export function isPrinted({ words }: Pick<Stage, "words">): boolean {
  return targetOf(words) === "" || words[0] === "tee";
}

/**
 * Finds the file that a command's output goes into.
 *
 * @param words The command's words.
 * @returns The file as it was written; "" for none.
 */
export function targetOf(words: readonly string[]): string {
  for (const [index, word] of words.entries()) {
    const [, file] = /^(?:1|&)?>>?\|?([^&].*)?$/.exec(word) ?? [];
    if (file !== undefined) return file;
    if (/^(?:1|&)?>>?\|?$/.test(word)) return words[index + 1] ?? "";
  }
  return "";
}
