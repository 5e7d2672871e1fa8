/**
 * What a call did about an earlier one, and about what was said of it. The method and its limits:
 * .github/docs/outcomes.md.
 *
 * @module
 */
import { mayChangeFiles } from "../../event/change.ts";
import type { Hunk, ToolCall } from "../../event/event.ts";

/** What a following call did: the first that fits. */
export const DEEDS = ["touched", "again", "looked up", "nothing"] as const;

/** One of {@linkcode DEEDS}. */
export type Deed = typeof DEEDS[number];

/** What a call, and a finding about it, are about. */
export interface Subject {
  /** The call. */
  readonly call: ToolCall;
  /** The file; "" for none. */
  readonly path: string;
  /** Lines of the file that the finding names. */
  readonly lines: readonly number[];
  /** Paths and commands that the finding names and the call did not. */
  readonly named: readonly string[];
  /** Names of files, programs and modules that the call was about. */
  readonly about: readonly string[];
}

/** A model that edits next to a line has read it. */
const NEAR_LINES = 3;
const MIN_WORD_UNITS = 3;
const MAX_WORD_UNITS = 200;
/** Output can name hundreds of files; the first ones are what it is about. */
const MAX_ABOUT = 12;
/** Patterns look at it, and a command may hold a whole file. */
const MAX_SOURCE_UNITS = 2000;

/** Programs that look and change nothing. */
const LOOKING =
  /(?:^|[;&|(]\s*)(?:ls|find|fd|tree|cat|head|tail|less|grep|rg|ag|which|whereis|type|command -v|stat|file|wc|sed -n|pwd|git (?:status|log|diff|show|grep|ls-files|blame)|npm (?:ls|list)|pip (?:show|list))\b/;

/**
 * Finds what a finding about a call names; without a finding, what the call is about.
 *
 * @param call The call.
 * @param text The finding's text; "" for none.
 * @returns The subject.
 */
export function subjectOf(call: ToolCall, text: string): Subject {
  const source = [call.path, call.command, call.error].map((text) => text.slice(0, MAX_SOURCE_UNITS)).join(
    "\n",
  );
  const place = /^(?:(\S[^\n`]*?):)?(\d+):(\d+) /.exec(text);
  const spans = [...text.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span).filter(isWord);
  const lines = call.path === "" ? [] : [...text.matchAll(/\blines? (\d+)/g)].map(([, line]) => Number(line));
  return {
    call,
    path: place?.[1] ?? call.path,
    lines: place === null ? lines : [Number(place[2])],
    named: spans.filter((span) => !source.includes(span)),
    about: aboutOf(source, spans.filter((span) => source.includes(span))),
  };
}

/** Texts of files are quoted as JSON; they name nothing. */
function isWord(span: string): boolean {
  return span.length >= MIN_WORD_UNITS && span.length <= MAX_WORD_UNITS && !span.startsWith('"');
}

function aboutOf(source: string, spans: readonly string[]): readonly string[] {
  const paths = source.match(/[\w.@~+-]*(?:\/[\w.@+-]+)+|\b[\w-]+\.[A-Za-z]\w{0,4}\b/g) ?? [];
  const quoted = [...source.matchAll(/['"]([\w@./-]{3,80})['"]/g)].map(([, name = ""]) => name);
  const names = [...spans, ...paths, ...quoted].map(baseName).filter((name) => name.length >= MIN_WORD_UNITS);
  return [...new Set(names)].slice(0, MAX_ABOUT);
}

function baseName(path: string): string {
  return path.replace(/\/+$/, "").replace(/^.*\//, "");
}

/**
 * Decides what a following call did.
 *
 * @param subject What was said, about which call.
 * @param next The following call.
 * @param isSaidAgain True if the same was found about the following call.
 * @returns What it did.
 */
export function deedOf(subject: Subject, next: ToolCall, isSaidAgain = false): Deed {
  if (isTouched(subject, next)) return "touched";
  if (isSaidAgain || isSameAgain(subject.call, next)) return "again";
  return looksUp(subject, next) ? "looked up" : "nothing";
}

function isTouched({ path, lines, named, about, call }: Subject, next: ToolCall): boolean {
  if (isEdit(next)) {
    if (next.status !== "succeeded") return false;
    if (path !== "" && isSamePath(path, next.path)) return isNear(lines, next.patch);
    return named.some((word) => isSamePath(word, next.path)) ||
      (call.path === "" && about.includes(baseName(next.path)));
  }
  if (next.kind === "read") return named.some((word) => isSamePath(word, next.path));
  if (next.command === "") return false;
  if (named.some((word) => next.command.includes(word))) return true;
  return path !== "" && next.command.includes(baseName(path)) && mayChangeFiles(next) &&
    next.status === "succeeded";
}

function isEdit({ kind }: ToolCall): boolean {
  return kind === "edit" || kind === "write";
}

function isSamePath(one: string, other: string): boolean {
  if (one === "" || other === "") return false;
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one.replace(/^\.\//, "")}`);
}

/** Where the agent does not say which lines an edit changed, any of them counts. */
function isNear(lines: readonly number[], patch: readonly Hunk[] | undefined): boolean {
  if (lines.length === 0 || patch === undefined || patch.length === 0) return true;
  return patch.some(({ oldStart, oldLines }) =>
    lines.some((line) => line >= oldStart - NEAR_LINES && line <= oldStart + oldLines + NEAR_LINES)
  );
}

/** The same failure; where the call looked like a success, the same command. */
function isSameAgain(call: ToolCall, next: ToolCall): boolean {
  const isWorking = next.status === "succeeded" && call.status !== "succeeded";
  if (next.kind !== call.kind || isWorking) return false;
  if (call.command !== "") return plain(call.command) === plain(next.command);
  return next.status !== "succeeded" && call.path !== "" && isSamePath(call.path, next.path);
}

function plain(command: string): string {
  return command.trim().replace(/\s+/g, " ");
}

function looksUp({ path, named, about }: Subject, next: ToolCall): boolean {
  const isLooking = next.kind === "read" || next.kind === "search" ||
    (next.kind === "shell" && LOOKING.test(next.command));
  if (!isLooking) return false;
  const text = `${next.path}\n${next.command}\n${JSON.stringify(next.input)}`;
  const folders = about.length > 0 && /(?:^|[;&|]\s*)(?:ls|pwd|tree)\b/.test(next.command);
  return folders ||
    [baseName(path), ...named.map(baseName), ...about].some((word) =>
      word.length >= MIN_WORD_UNITS && text.includes(withoutEnding(word))
    );
}

/** A model that looks for a file often does not know its ending. */
function withoutEnding(name: string): string {
  const stem = name.replace(/\.[A-Za-z]\w{0,4}$/, "");
  return stem.length >= MIN_WORD_UNITS ? stem : name;
}
