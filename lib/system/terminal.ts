/**
 * The differences between a terminal and a script: questions, colours, width.
 *
 * @module
 */
import { clean } from "../text/clean.ts";
import { writeAll } from "./io.ts";

/** A question with a few answers. */
export interface Prompt {
  /** The question, without a final colon. */
  readonly text: string;
  /** The answers, the usual one first; their first letters differ. */
  readonly answers: readonly string[];
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
 * Says whether a person is there to answer questions.
 *
 * @returns True when standard input and standard error are terminals.
 */
export function canAsk(): boolean {
  return Deno.stdin.isTerminal() && Deno.stderr.isTerminal();
}

/**
 * Asks a question on standard error: standard output is for data only.
 *
 * @param question What to ask.
 * @returns The chosen answer; the first one for an empty line, an end of input, or after three lines that fit none.
 */
export function ask({ text, answers }: Prompt): string {
  const [usual = ""] = answers;
  for (let tries = 0; tries < 3; tries++) {
    printClean(Deno.stderr, `${text} [${answers.join("/")}] (${usual}): `);
    const typed = readLine().trim().toLowerCase();
    const chosen = typed === "" ? usual : answers.find((answer) => answer.toLowerCase().startsWith(typed));
    if (chosen !== undefined) return chosen;
  }
  return usual;
}

/**
 * Makes a function that styles text for a stream.
 *
 * @param stream Standard output or standard error.
 * @returns A function that wraps a text in a style. It changes nothing if there is no terminal, or if `NO_COLOR` is set.
 */
export function styler(stream: { isTerminal(): boolean }): (style: Style, text: string) => string {
  const plain = !stream.isTerminal() || (Deno.env.get("NO_COLOR") ?? "") !== "";
  return (style, text) => plain ? text : `${STYLE_MARK}[${STYLES[style]}m${text}${STYLE_MARK}[0m`;
}

/**
 * Prints text for a person. Whatever it quotes of files and programs cannot act on the terminal: only line ends, tabs and
 * the styles of {@linkcode styler} do.
 *
 * @param stream Standard output or standard error.
 * @param text Any text.
 */
export function printClean(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const [first = "", ...styled] = text.split(STYLE_MARK);
  const pieces = styled.map((piece) => {
    const end = piece.indexOf("m") + 1;
    return `\x1b${piece.slice(0, end)}${cleanLines(piece.slice(end))}`;
  });
  writeAll(stream, cleanLines(first) + pieces.join(""));
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
export function columns(stream: { isTerminal(): boolean }): number {
  return stream.isTerminal() ? Math.max(20, Deno.consoleSize().columns) : 100;
}

function readLine(): string {
  const bytes: number[] = [];
  const one = new Uint8Array(1);
  while (bytes.length < MAX_ANSWER_BYTES && Deno.stdin.readSync(one) === 1 && one[0] !== NEWLINE) {
    bytes.push(one[0] ?? 0);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
