/**
 * The differences between a terminal and a script: questions, colours, width.
 *
 * @module
 */
import { clean } from "../text/clean.ts";
import { UserError } from "../text/user_error.ts";
import { wrapLines } from "../text/wrap.ts";
import { reasonOf } from "./reason.ts";
import { writeAll } from "./io.ts";

/** A question with a few answers. */
export interface Prompt {
  /** The question. */
  readonly text: string;
  /** The answers, the usual one first. */
  readonly answers: readonly PromptAnswer[];
}

/** One answer. */
export interface PromptAnswer {
  /** A word. */
  readonly name: string;
  /** What it means, in a few words. */
  readonly does: string;
}

/** A stream that may be a terminal. */
export interface MaybeTerminal {
  /** Whether it is one. */
  isTerminal(): boolean;
}

/** How a piece of text is shown on a terminal. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** The SGR code of each style. */
const STYLES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

/** Begins a style until it is printed. Unlike an escape sequence, no file can hold it. */
const STYLE_MARK = crypto.randomUUID();

const NEWLINE = 0x0a;
const MAX_ANSWER_BYTES = 1000;

/**
 * True once standard input has ended: a terminal may report an end once, and then wait forever. Standard input is the
 * process's own, whatever number of hosts it has.
 */
let hasEnded = false;

/**
 * Says whether a person is there to answer questions.
 *
 * @returns True when standard input and standard error are terminals, and the input has not ended at an earlier question.
 */
export function canAsk(): boolean {
  return !hasEnded && Deno.stdin.isTerminal() && Deno.stderr.isTerminal();
}

/**
 * Asks a question on standard error: standard output is for data only.
 *
 * @param question What to ask.
 * @returns The name of the chosen answer; the first one for an empty line, an end of input, or after three useless lines.
 */
export function ask({ text, answers }: Prompt): string {
  const usual = answers[0]?.name ?? "";
  if (hasEnded) return usual;
  const width = Math.max(...answers.map(({ name }) => name.length));
  const lines = answers.map(({ name, does }, index) => `  ${index + 1}  ${name.padEnd(width)}  ${does}\n`);
  printText(Deno.stderr, `${text}\n${lines.join("")}`);
  for (let tries = 0; tries < 3; tries++) {
    printClean(Deno.stderr, `1 to ${answers.length}, or a name (${usual}): `);
    const typed = readLine().trim().toLowerCase();
    const chosen = typed === "" ? usual : answerFor(typed, answers);
    if (chosen !== undefined) return chosen;
    printText(Deno.stderr, `"${typed}" is none of these.\n`);
  }
  return usual;
}

/**
 * Asks whether to do something.
 *
 * @param text What would be done, as a question.
 * @returns True for yes; an empty line and an end of input are no.
 */
export function confirm(text: string): boolean {
  for (let tries = 0; tries < 3 && !hasEnded; tries++) {
    printText(Deno.stderr, `${text} [y/N] `);
    const typed = readLine().trim().toLowerCase();
    if (typed === "" || "no".startsWith(typed)) return false;
    if ("yes".startsWith(typed)) return true;
    printText(Deno.stderr, "Please answer y or n.\n");
  }
  return false;
}

function answerFor(typed: string, answers: readonly PromptAnswer[]): string | undefined {
  const numbered = answers[Number(typed) - 1];
  if (numbered !== undefined) return numbered.name;
  const fitting = answers.filter(({ name }) => name.startsWith(typed));
  return fitting.length === 1 ? fitting[0]?.name : undefined;
}

/**
 * Makes a function that styles text for a stream.
 *
 * @param stream Standard output or standard error.
 * @param env Reads the environment.
 * @returns A function that wraps a text in a style. It changes nothing if there is no terminal, or if `NO_COLOR` is set.
 */
export function styler(
  stream: MaybeTerminal,
  env: (name: string) => string | undefined,
): (style: Style, text: string) => string {
  const plain = !stream.isTerminal() || (env("NO_COLOR") ?? "") !== "";
  return (style, text) => plain ? text : `${STYLE_MARK}[${STYLES[style]}m${text}${STYLE_MARK}[0m`;
}

/**
 * Prints text for a person. Whatever it quotes of files and programs cannot act on the terminal: only line ends, tabs and
 * the styles of {@linkcode styler} do.
 *
 * @param stream Standard output or standard error.
 * @param text Any text.
 * @returns False if the reader has gone.
 * @throws {UserError} If standard output cannot be written to.
 */
export function printClean(stream: { writeSync(bytes: Uint8Array): number }, text: string): boolean {
  const [first = "", ...styled] = text.split(STYLE_MARK);
  const pieces = styled.map((piece) => {
    const end = piece.indexOf("m") + 1;
    return `\x1b${piece.slice(0, end)}${cleanLines(piece.slice(end))}`;
  });
  const error = writeAll(stream, cleanLines(first) + pieces.join(""));
  // A reader such as `head` may close the pipe when it has seen enough.
  if (error === undefined) return true;
  if (stream !== Deno.stdout || error instanceof Deno.errors.BrokenPipe) return false;
  throw new UserError(`Cannot write to standard output: ${reasonOf(error)}`);
}

/**
 * Prints sentences for a person: like {@linkcode printClean}, and a terminal's lines end between words.
 *
 * @param stream Standard output or standard error.
 * @param text Any text except JSON, diffs and tables, whose lines must stay whole.
 * @returns False if the reader has gone.
 * @throws {UserError} If standard output cannot be written to.
 */
export function printText(
  stream: MaybeTerminal & { writeSync(bytes: Uint8Array): number },
  text: string,
): boolean {
  return printClean(stream, stream.isTerminal() ? wrapLines(text, columns(stream), visibleLength) : text);
}

/** The length of a text without the marks of its styles. */
function visibleLength(text: string): number {
  const [first = "", ...styled] = text.split(STYLE_MARK);
  return styled.reduce((sum, piece) => sum + piece.length - piece.indexOf("m") - 1, first.length);
}

function cleanLines(text: string): string {
  return text.split(/(\r?\n|\t)/).map((piece, index) => index % 2 === 1 ? piece : clean(piece)).join("");
}

/**
 * Returns the width that text may have.
 *
 * @param stream Standard output or standard error.
 * @returns Columns of the terminal, at least 20; 100 elsewhere.
 */
export function columns(stream: MaybeTerminal): number {
  if (!stream.isTerminal()) return 100;
  // A terminal that does not know its size says 0.
  return Math.max(20, Deno.consoleSize().columns || 80);
}

function readLine(): string {
  const bytes: number[] = [];
  const one = new Uint8Array(1);
  while (bytes.length < MAX_ANSWER_BYTES) {
    if (Deno.stdin.readSync(one) !== 1) {
      hasEnded = true;
      // No line end was typed after the question.
      printClean(Deno.stderr, "\n");
      break;
    }
    if (one[0] === NEWLINE) break;
    bytes.push(one[0] ?? 0);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
