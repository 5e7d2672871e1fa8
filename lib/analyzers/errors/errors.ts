/**
 * `errors`: what went wrong with a call, also where the call looks like a success, and what to do next.
 *
 * @module
 */
import type { BuiltInRule } from "../analyzer.ts";
import type { ToolCall } from "../../event/event.ts";
import type { Finding } from "../../event/finding.ts";
import { matchLine, MAX_SCAN_UNITS } from "../../text/pattern.ts";
import { type HiddenExit, hiddenExits, parseShell, programOf } from "../../text/shell.ts";
import { quotable } from "../../text/clean.ts";
import { fillPlaceholders } from "../../text/placeholders.ts";
import { CATALOGUE, CUT_ROWS, type Look, type Row } from "./catalogue.ts";

const MAX_MESSAGE_UNITS = 500;
const MAX_CAPTURE_UNITS = 80;

/**
 * Lists the rules of this analyzer.
 *
 * @returns In the order of the catalogue.
 */
export function rules(): readonly BuiltInRule[] {
  return [...new Set([...CATALOGUE, ...CUT_ROWS].map(([id]) => id))]
    .map((id) => ({ id: `errors/${id}`, severity: "guidance" }));
}

/**
 * Looks a call up in the catalogue.
 *
 * @param call A failed or refused call, or a command that printed something or was cut off.
 * @returns At most one finding about the cause and one about missing output.
 */
export function analyze(call: ToolCall): Finding[] {
  const texts = new Texts(call);
  return [CATALOGUE, CUT_ROWS].flatMap((rows) => firstFinding(rows, texts));
}

function firstFinding(rows: readonly Row[], texts: Texts): Finding[] {
  for (const row of rows) {
    // By their places: taken apart at the loop's head, 60 rows cost a new process 0.05 ms.
    const look = row[1];
    const hint = row[2];
    for (const place of look) {
      const text = texts.get(place);
      if (!text.includes(hint)) continue;
      const [id, , , pattern, template, unless] = row;
      const match = matched(text, hint, pattern);
      if (!match || (unless !== undefined && new RegExp(unless).test(texts.call.command))) continue;
      return [{ rule: `errors/${id}`, severity: "guidance", text: filled(template, match, texts) }];
    }
  }
  return [];
}

/** A pattern that is no more than its hint needs none: the first one costs a new process 0.13 ms. */
function matched(text: string, hint: string, pattern: string): Matched | null {
  return pattern === `(${hint})` ? [hint, hint] : matchLine(text, hint, new RegExp(pattern));
}

/** The whole match and its groups; a group that took no part is missing. */
type Matched = readonly (string | undefined)[];

function filled(template: string, match: Matched, texts: Texts): string {
  return fillPlaceholders(template, (name) => {
    const word = match[Number(name)] ?? texts.word(name, match);
    return quotable(word, MAX_CAPTURE_UNITS * (name === "again" ? 4 : 1));
  });
}

/** The texts of one call that rows look at, each made once and only when a row asks for it. */
class Texts {
  readonly call: ToolCall;
  #made = new Map<Look, string>();
  #exits: HiddenExit[] | undefined;

  constructor(call: ToolCall) {
    this.call = call;
  }

  get(look: Look): string {
    const known = this.#made.get(look);
    if (known !== undefined) return known;
    const text = this.#make(look).slice(0, MAX_SCAN_UNITS);
    this.#made.set(look, text);
    return text;
  }

  word(name: string, match: Matched): string {
    const { call } = this;
    switch (name) {
      case "match":
        return match[1] ?? match[0] ?? "";
      case "path":
        return call.path === "" ? "the file" : call.path;
      case "program":
        return this.#hiddenExits()[0]?.program ?? "the command";
      case "by":
        return this.#hiddenExits()[0]?.by ?? "the command line";
      case "again":
        return again(call.command);
      default:
        return "it";
    }
  }

  #make(look: Look): string {
    const { call } = this;
    switch (look) {
      case "program":
        return call.status !== "failed" ? "" : call.exitCode === undefined ? call.error : call.output;
      case "message":
        return call.status === "failed" && call.exitCode === undefined
          ? call.error.slice(0, MAX_MESSAGE_UNITS).toLowerCase()
          : "";
      case "mismatch":
        return call.status === "rejected" && call.mismatch
          ? `${call.mismatch.found} ${call.mismatch.count ?? "several"}`
          : "";
      case "missing":
        return call.status === "failed" && call.missing ? "missing" : "";
      case "code":
        return call.status === "failed" && call.exitCode !== undefined ? `${call.exitCode}` : "";
      case "hidden":
        return call.status === "succeeded" && this.#hiddenExits().length > 0 ? call.output : "";
      case "exit":
        return exitOf(call);
      case "background":
        return call.background === undefined
          ? ""
          : `task ${call.background.task} after ${call.background.afterMs} ms`;
      case "cut":
        return cutOf(call);
    }
  }

  #hiddenExits(): HiddenExit[] {
    const { command } = this.call;
    // Who prints the exit code has not lost it.
    this.#exits ??= command.includes("$?") || command.includes("PIPESTATUS")
      ? []
      : hiddenExits(parseShell(command));
    return this.#exits;
  }
}

/** Exit code and program, for commands that failed without saying why. */
function exitOf({ status, exitCode, output, command }: ToolCall): string {
  if (status !== "failed" || exitCode === undefined) return "";
  if (exitCode === 124) return `124 ${firstWord(command)}`;
  if (output.trim() !== "") return "";
  const last = parseShell(command).at(-1)?.commands.at(-1);
  return last === undefined ? "" : `${exitCode} ${programOf(last)}`;
}

function firstWord(command: string): string {
  return /\btimeout\b/.test(command) ? "timeout" : "";
}

function cutOf({ cut }: ToolCall): string {
  if (cut === undefined) return "";
  return cut.file === "" ? `${cut.missing} of ${cut.size}` : `all ${cut.size} in ${cut.file}`;
}

function again(command: string): string {
  const shown = command.length > 160 || command.includes("\n") ? "the command" : command;
  return `( ${shown} ) > /tmp/run.log 2>&1 || { tail -n 100 /tmp/run.log; false; }`;
}
