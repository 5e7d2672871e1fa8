/**
 * `resources`: output far beyond what was useful, and the narrower command.
 *
 * @module
 */
import type { BuiltInRule } from "../analyzer.ts";
import type { ToolCall } from "../../event/event.ts";
import type { Finding } from "../../event/finding.ts";
import { type Command, parseShell, programOf, programWords } from "../../text/shell.ts";
import { NARROWER, type Narrower } from "./narrower.ts";

/**
 * Lists the rules of this analyzer.
 *
 * @returns The only one.
 */
export function rules(): readonly BuiltInRule[] {
  return [{ id: "resources/large-output", severity: "notice" }];
}

/** Programs that print next to nothing and may stand beside the one that printed much. */
const QUIET = new Set([
  "",
  "cd",
  "export",
  "source",
  ".",
  "set",
  "sleep",
  "mkdir",
  "touch",
  "rm",
  "cp",
  "mv",
  "true",
  "echo",
]);

/** A token is about four characters of English or code. */
const UNITS_A_TOKEN = 4;

/**
 * Looks for the command that printed much and has a narrower form.
 *
 * @param call A succeeded command with much output.
 * @returns One finding where it is plain which program printed, and the catalogue knows how it prints less.
 */
export function analyze(call: ToolCall): Finding[] {
  const loud = parseShell(call.command).flatMap(({ commands }) => commands.at(-1) ?? [])
    .filter((command) => !QUIET.has(programOf(command)));
  const [command, ...others] = loud;
  const row = command !== undefined && others.length === 0 ? narrowerFor(command) : undefined;
  if (row === undefined) return [];
  const size = call.cut?.size ?? call.output.length;
  return [{
    rule: "resources/large-output",
    severity: "notice",
    text:
      `${Math.round(size / 1000)} kB of output, about ${
        Math.round(size / UNITS_A_TOKEN / 100) * 100
      } tokens. ` +
      `Where a part of it is enough: ${row.instead}.`,
  }];
}

function narrowerFor(command: Command): Narrower | undefined {
  const words = [programOf(command), ...programWords(command).slice(1)];
  // What goes into a file was not printed.
  if (words.some((word) => word.startsWith(">") || word.startsWith("<<"))) return undefined;
  return NARROWER.find(({ programs, unless }) =>
    programs.some((start) => isStart(start.split(" "), words)) &&
    !words.some((word) => unless.some((option) => word === option || word.startsWith(`${option}=`)))
  );
}

function isStart(start: readonly string[], words: readonly string[]): boolean {
  return start.every((word, index) => words[index] === word);
}
