/**
 * `resources`: output far beyond what was useful, and the narrower command.
 *
 * @module
 */
import { type AnalysisContext, type BuiltInRule, wantsAdvice } from "../analyzer.ts";
import type { ToolCall } from "../../event/event.ts";
import type { Finding } from "../../event/finding.ts";
import { parseShellTree, pipelinesOf } from "../../text/shell_tree.ts";
import { programOf, withoutWrappers } from "../../text/shell_wrappers.ts";
import { NARROWER, type Narrower } from "./narrower.ts";

/**
 * Lists the rules of this analyzer.
 *
 * @returns The only one.
 */
export function rules(): readonly BuiltInRule[] {
  return [{ id: "resources/large-output", severity: "notice", adds: "advice" }];
}

/** Programs that print next to nothing and may run next to the one that printed much. */
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
 * @param context The event and its settings.
 * @returns One finding where advice is wanted, it is plain which program printed, and a row says how it prints less.
 */
export function analyze(call: ToolCall, context: AnalysisContext): Finding[] {
  // An output that was saved to a file reached the model as a preview.
  if (!wantsAdvice(context) || call.cut !== undefined) return [];
  const loud = pipelinesOf(parseShellTree(call.command)).flatMap(({ stages }) =>
    stages.slice(-1).map(({ words }) => ({ words, isPiped: stages.length > 1 }))
  ).filter(({ words }) => !QUIET.has(programOf(words)));
  const [printing, ...others] = loud;
  const row = printing !== undefined && others.length === 0 ? narrowerFor(printing) : undefined;
  if (row === undefined) return [];
  const size = call.output.length;
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

interface Printing {
  readonly words: readonly string[];
  /** Whether it prints what it reads from a pipe, so that it cannot look for less. */
  readonly isPiped: boolean;
}

function narrowerFor({ words: written, isPiped }: Printing): Narrower | undefined {
  if (isPiped) return undefined;
  const words = [programOf(written), ...withoutWrappers(written).slice(1)];
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
