/**
 * Splits a shell command into words, redirections and operators, and knows which words the shell takes as they are.
 *
 * @module
 */

/** A word, without its quotes. */
export interface Word {
  /** What kind of token it is. */
  readonly kind: "word";
  /** Its text. `$PWD` at its beginning is a dot. */
  readonly text: string;
  /** Whether the text is what the program gets: nothing in it is expanded. */
  readonly isPlain: boolean;
  /** Whether a part of it is in quotes. */
  readonly isQuoted: boolean;
}

/** A redirection with its target. */
export interface Redirection {
  /** What kind of token it is. */
  readonly kind: "redirection";
  /** `>`, `>>`, `>|`, `&>`, `&>>`, `<`, `<<`, `<<-`, `<<<`, `<>`, `>&` or `<&`. */
  readonly operator: string;
  /** The descriptor before it; "" where none is written. */
  readonly descriptor: string;
  /** The file or the heredoc's end; missing where the command ends before it. */
  readonly word?: Word;
  /** A heredoc's text. */
  readonly body?: string;
  /** Whether that text is taken as it is. */
  readonly isLiteral?: boolean;
}

/** What separates commands. */
export interface Operator {
  /** What kind of token it is. */
  readonly kind: "operator";
  /** `;`, a line end, `&&`, `||`, `|`, `|&`, `&`, `(` or `)`. */
  readonly text: string;
}

/** A part of a command. */
export type Token = Word | Redirection | Operator;

/** A longer command is a script. */
const MAX_UNITS = 256 * 1024;

const BLANKS = /(?:[^\S\n]|\\\n)+/y;
const REDIRECTION = /(\d*)(<<<|<<-?|<>|>>|>\||[<>]&?|&>>?)/y;
const OPERATOR = /&&|\|\||;;?|\|&|[;|&()\n]/y;
/** `$PWD` and `$(pwd)` are where the command runs. */
const FOLDER = /\$PWD(?!\w)|\$\{PWD\}|\$\(pwd\)/y;
const PLAIN = /[^\s;|&<>()'"\\$`*?{~]+|~|\{(?![^\s{}]*,)/y;

/**
 * Splits a command.
 *
 * @param source The command.
 * @returns Its tokens, in order; heredocs are parts of their redirections.
 */
export function readTokens(source: string): Token[] {
  return new Tokenizer(source.slice(0, MAX_UNITS)).read();
}

type OpenRedirection = { -readonly [Key in keyof Redirection]: Redirection[Key] };

class Tokenizer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #heredocs: OpenRedirection[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  read(): Token[] {
    while (this.#at < this.#source.length) {
      if (this.#take(BLANKS) !== undefined) continue;
      if (this.#source[this.#at] === "#") {
        this.#skipTo("\n");
        continue;
      }
      if (this.#skipTest() || this.#redirection()) continue;
      const operator = this.#take(OPERATOR)?.[0];
      if (operator === undefined) this.#push(this.#word());
      else {
        this.#push({ kind: "operator", text: operator === ";;" ? ";" : operator });
        if (operator === "\n") this.#readHeredocs();
      }
    }
    return this.#tokens;
  }

  #push(token: Token | undefined): void {
    if (token !== undefined) this.#tokens.push(token);
  }

  /** Skips `[[ … ]]` and `(( … ))`, in which signs compare. */
  #skipTest(): boolean {
    const open = this.#source.startsWith("[[ ", this.#at)
      ? "]]"
      : this.#source.startsWith("((", this.#at)
      ? "))"
      : "";
    if (open === "") return false;
    this.#skipTo(open);
    this.#at = Math.min(this.#source.length, this.#at + open.length);
    return true;
  }

  #redirection(): boolean {
    const match = this.#take(REDIRECTION);
    if (match === undefined) return false;
    const [, descriptor = "", operator = ""] = match;
    this.#take(BLANKS);
    const word = this.#word();
    const redirection: OpenRedirection = { kind: "redirection", operator, descriptor, ...(word && { word }) };
    this.#tokens.push(redirection);
    if (operator === "<<" || operator === "<<-") this.#heredocs.push(redirection);
    return true;
  }

  /** Reads the texts of the heredocs of the line that has just ended. */
  #readHeredocs(): void {
    for (const heredoc of this.#heredocs) {
      const lines: string[] = [];
      while (this.#at < this.#source.length) {
        const end = this.#source.indexOf("\n", this.#at);
        const line = this.#source.slice(this.#at, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#source.length : end + 1;
        const text = heredoc.operator === "<<-" ? line.replace(/^\t+/, "") : line;
        if (text === heredoc.word?.text) break;
        lines.push(`${text}\n`);
      }
      heredoc.body = lines.join("");
      heredoc.isLiteral = heredoc.word?.isQuoted === true || !/[$`\\]/.test(heredoc.body);
    }
    this.#heredocs = [];
  }

  /** Reads a word; `undefined` where none begins, after skipping what cannot be read. */
  #word(): Word | undefined {
    const start = this.#at;
    let [text, isPlain, isQuoted] = ["", true, false];
    for (let from = -1; from !== this.#at && this.#at < this.#source.length;) {
      from = this.#at;
      const character = this.#source[this.#at] ?? "";
      if (this.#at === start && this.#take(FOLDER) !== undefined) text = ".";
      else if (character === "'") [text, isQuoted] = [text + this.#single(), true];
      else if (character === '"') {
        const double = this.#double(text === "");
        [text, isQuoted, isPlain] = [text + double.text, true, isPlain && double.isPlain];
      } else if (character === "\\") {
        const next = this.#source[this.#at + 1] ?? "";
        text += next === "\n" ? "" : next;
        this.#at += 2;
      } else if (character === "$" || character === "`" || character === "*" || character === "?") {
        isPlain = false;
        this.#skipExpansion();
      } else {
        const plain = this.#take(PLAIN)?.[0];
        if (plain !== undefined) text += plain;
        else if (character === "{") {
          isPlain = false;
          this.#at++;
        }
      }
    }
    if (this.#at === start) {
      // Nothing here can begin a word, such as a bracket after `>`.
      if (this.#take(/[()]/y) === undefined) return undefined;
      this.#skipBrackets(1);
      return { kind: "word", text: "", isPlain: false, isQuoted: false };
    }
    return { kind: "word", text, isPlain, isQuoted };
  }

  #single(): string {
    const end = this.#source.indexOf("'", this.#at + 1);
    const text = this.#source.slice(this.#at + 1, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#source.length : end + 1;
    return text;
  }

  #double(isFirst: boolean): { readonly text: string; readonly isPlain: boolean } {
    this.#at++;
    let [text, isPlain] = ["", true];
    if (isFirst && this.#take(FOLDER) !== undefined) text = ".";
    while (this.#at < this.#source.length && this.#source[this.#at] !== '"') {
      const part = this.#take(/[^"\\$`]+/y)?.[0];
      if (part !== undefined) text += part;
      else if (this.#source[this.#at] === "\\") {
        const next = this.#source[this.#at + 1] ?? "";
        text += next === "\n" ? "" : /[\\"$`]/.test(next) ? next : `\\${next}`;
        this.#at += 2;
      } else {
        isPlain = false;
        this.#skipExpansion();
      }
    }
    this.#at++;
    return { text, isPlain };
  }

  /** Skips a variable, a command between brackets or backquotes, or a single sign. */
  #skipExpansion(): void {
    const sign = this.#source[this.#at++];
    if (sign === "`") this.#skipPast("`");
    else if (sign === "$" && this.#source[this.#at] === "(") {
      this.#at++;
      this.#skipBrackets(1);
    } else if (sign === "$" && this.#source[this.#at] === "{") this.#skipPast("}");
  }

  #skipBrackets(open: number): void {
    let depth = open;
    while (depth > 0 && this.#at < this.#source.length) {
      const part = this.#take(/[^()'"\\]+|\\[\s\S]?|'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|[()]/y)?.[0] ?? "";
      if (part === "(") depth++;
      if (part === ")") depth--;
    }
  }

  #skipPast(end: string): void {
    this.#skipTo(end);
    this.#at = Math.min(this.#source.length, this.#at + end.length);
  }

  #skipTo(end: string): void {
    const at = this.#source.indexOf(end, this.#at);
    this.#at = at < 0 ? this.#source.length : at;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source) ?? undefined;
    if (match !== undefined) this.#at += match[0].length;
    return match;
  }
}
