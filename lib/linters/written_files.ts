/**
 * Which files a call changed, and what is known about where.
 *
 * @module
 */
import type { ToolCall, WrittenFile } from "../event/event.ts";
import { addedLines, type ChangedFile, editedFiles } from "./edited_file.ts";
import { absolutePath } from "../text/path.ts";
import { type Command, parseShell, type Pipeline, programOf } from "../text/shell.ts";

export type { ChangedFile } from "./edited_file.ts";

/** One command seldom edits more files by hand than this; what does is a program of its own. */
const MAX_FILES = 5;
/** Quotes are gone once the command line is read, and an arrow in quotes is no redirection. */
const QUOTED = /'[^']*'|"(?:[^"\\]|\\[\s\S])*"/g;

/**
 * Finds the files that a call changed.
 *
 * @param call A succeeded call.
 * @param cwd The folder that relative paths are about; "" when it is not known.
 * @returns The files; empty when the call does not plainly say.
 */
export function changedFiles(call: ToolCall, cwd: string): ChangedFile[] {
  const edited = editedFiles(call, cwd);
  if (edited !== undefined || call.command === "") return edited ?? [];
  return call.written === undefined
    ? writtenBy(call.command, cwd)
    : filesOf(call.written, cwd).slice(0, MAX_FILES);
}

function filesOf(written: readonly WrittenFile[], cwd: string): ChangedFile[] {
  return written.map(({ path, created, patch }): ChangedFile => ({
    path: absolutePath(path, cwd),
    change: created
      ? { kind: "whole" }
      : patch === undefined
      ? { kind: "unknown" }
      : { kind: "lines", added: addedLines(patch) },
  })).filter(({ path }) => path !== "");
}

/** The one file that a command line plainly writes. */
function writtenBy(command: string, cwd: string): ChangedFile[] {
  const pipelines = parseShell(command.replace(QUOTED, (text) => /[<>]/.test(text) ? "''" : text));
  const folder = folderOf(pipelines[0]);
  if (folder !== "") return writtenIn(pipelines.slice(1), { command, cwd: folder });
  return writtenIn(pipelines, { command, cwd });
}

/** `cd /a/folder && ...` plainly says where; where a relative one leads, the event's own folder may say already. */
function folderOf(pipeline: Pipeline | undefined): string {
  const [command, ...more] = pipeline?.commands ?? [];
  if (command === undefined || more.length > 0 || pipeline?.next !== "&&") return "";
  const [program, folder = "", ...rest] = command.words;
  return program === "cd" && rest.length === 0 && /^\/[^$`*?]*$/.test(folder) ? folder : "";
}

function writtenIn(
  pipelines: readonly Pipeline[],
  { command, cwd }: { readonly command: string; readonly cwd: string },
): ChangedFile[] {
  // What follows a change of folder, or stands in a loop, is about other files than it seems.
  const commands = pipelines.flatMap(({ commands }) => commands);
  if (commands.some((command) => ["cd", "pushd", "for", "while", "until"].includes(programOf(command)))) {
    return [];
  }
  const found = new Map<string, Written["kind"]>();
  for (const each of commands) {
    for (const { path, kind } of [...editedBy(each), ...redirectedBy(each)]) {
      const place = absolutePath(path, cwd);
      if (place !== "" && !place.startsWith("/dev/")) found.set(place, kind);
    }
  }
  if (found.size !== 1) return [];
  return [...found].map(([path, kind]) => ({
    path,
    change: kind === "appended" ? appendedBy(command) : { kind },
  }));
}

interface Written {
  readonly path: string;
  readonly kind: "whole" | "appended" | "unknown";
}

/** What a command appended, where its one heredoc says so to the letter. */
function appendedBy(command: string): ChangedFile["change"] {
  const lines = command.split("\n");
  const first = lines.findIndex((line) => line.includes("<<"));
  const [, quote, end] = /<<\s*(['"]?)([\w.-]+)\1[^<]*$/.exec(lines[first] ?? "") ?? [];
  const last = lines.indexOf(end ?? "", first + 1);
  if (first < 0 || last < 0 || lines.slice(last).join("\n").includes("<<")) return { kind: "unknown" };
  const text = lines.slice(first + 1, last).map((line) => `${line}\n`).join("");
  return quote === "" && /[$`\\]/.test(text) ? { kind: "unknown" } : { kind: "appended", text };
}

function editedBy(command: Command): Written[] {
  const program = programOf(command);
  const words = command.words.slice(command.words.findIndex((word) => word.endsWith(program)) + 1);
  const plain = words.filter((word) => !word.startsWith("-") && !/[<>]/.test(word));
  if (program === "tee") {
    const kind = words.includes("-a") || words.includes("--append") ? "appended" : "whole";
    return plain.map((path) => ({ path, kind }));
  }
  const isInPlace = words.some((word) => /^(?:-[a-zA-Z]*i|--in-place)/.test(word));
  if (program !== "sed" && program !== "perl" || !isInPlace) return [];
  const hasScript = words.some((word) => /^(?:-[a-z]*[ef]|--expression|--file)/.test(word));
  return plain.slice(hasScript ? plain.length - 1 : 1).map((path) => ({ path, kind: "unknown" }));
}

function redirectedBy({ words }: Command): Written[] {
  return words.flatMap((word, index): Written[] => {
    const match = /^(?:1?)(>>?\|?)(.*)$/.exec(word);
    if (!match || word.startsWith(">&")) return [];
    const path = match[2] === "" ? words[index + 1] ?? "" : match[2] ?? "";
    return /[$`*?&(]/.test(path) ? [] : [{ path, kind: match[1] === ">>" ? "appended" : "whole" }];
  });
}
