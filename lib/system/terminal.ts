/**
 * What differs between a terminal and a script: questions, colours, width.
 *
 * @module
 */
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

const NEWLINE = 0x0a;
const MAX_ANSWER_BYTES = 1000;

/**
 * Tells whether a person is there to answer questions.
 *
 * @returns True when standard input and standard error are terminals.
 */
export function canAsk(): boolean {
  return Deno.stdin.isTerminal() && Deno.stderr.isTerminal();
}

/**
 * Asks a question on standard error, so that standard output holds nothing but data.
 *
 * @param question What to ask.
 * @returns The chosen answer; the first one for an empty line, an end of input, or after three lines that fit none.
 */
export function ask({ text, answers }: Prompt): string {
  const [usual = ""] = answers;
  for (let tries = 0; tries < 3; tries++) {
    writeAll(Deno.stderr, `${text} [${answers.join("/")}] (${usual}): `);
    const typed = readLine().trim().toLowerCase();
    const chosen = typed === "" ? usual : answers.find((answer) => answer.toLowerCase().startsWith(typed));
    if (chosen !== undefined) return chosen;
  }
  return usual;
}

/**
 * Makes a function that styles text for a stream, or leaves it plain.
 *
 * @param stream Standard output or standard error.
 * @returns A function that wraps a text in a style; it changes nothing off a terminal and with `NO_COLOR` set.
 */
export function styler(stream: { isTerminal(): boolean }): (style: Style, text: string) => string {
  const plain = !stream.isTerminal() || (Deno.env.get("NO_COLOR") ?? "") !== "";
  return (style, text) => plain ? text : `\x1b[${STYLES[style]}m${text}\x1b[0m`;
}

/**
 * Gives the width that text may have.
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
