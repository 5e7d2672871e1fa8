/**
 * Finds the files that a shell command plainly writes: by a redirection, `tee`, or `sed` and `perl` in place. What may or
 * may not have run, and names that the shell makes while it runs, are left out.
 *
 * @module
 */
import { readTokens, type Redirection, type Token, type Word } from "./shell_tokens.ts";

/** A file that a command writes. */
export interface ShellWrite {
  /** The path as the command names it. */
  readonly path: string;
  /** The folders that the command went to before, one after another: each is relative to the one before it. */
  readonly folders: readonly string[];
  /** What happens to the file: all of it is written, its end, or anything. */
  readonly kind: "whole" | "appended" | "unknown";
  /** What was appended, where a heredoc says so to the letter. */
  readonly text?: string;
}

/** Words before the program itself. */
const WRAPPERS = new Set(["sudo", "env", "time", "nice", "nohup", "command", "exec", "builtin", "{", "!"]);
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const KEYWORDS = new Set(["then", "do", "else", "elif"]);
/** Programs whose failure is an answer; without a name, `[[`. */
const TESTS = new Set(["", "[", "test", "grep", "diff", "cmp", "which", "false"]);
const OPENS = new Set(["if", "for", "while", "until", "case", "select"]);
const CLOSES = new Set(["fi", "done", "esac"]);

/**
 * Finds the files.
 *
 * @param command The command line.
 * @returns What it writes, in order; nothing where it defines functions.
 */
export function shellWrites(command: string): ShellWrite[] {
  const reader = new Reader();
  for (const token of readTokens(command)) {
    if (!reader.take(token)) return [];
  }
  reader.endCommand("");
  return reader.writes;
}

/** Where commands run: `undefined` once the folder is not known. */
type Folders = readonly string[] | undefined;

class Reader {
  readonly writes: ShellWrite[] = [];
  #folders: Folders = [];
  /** The folders outside of each round bracket. */
  readonly #outer: Folders[] = [];
  /** Loops and conditions that are open. */
  #depth = 0;
  /** The last program of a pair of round brackets that has just been closed. */
  #inBrackets: string | undefined;
  #words: Word[] = [];
  #redirections: Redirection[] = [];
  /** Whether the commands from here on may not have run. */
  #isUncertain = false;

  /** Takes a token; gives false for a function's definition. */
  take(token: Token): boolean {
    if (token.kind === "word") {
      this.#words.push(token);
    } else if (token.kind === "redirection") {
      this.#redirections.push(token);
    } else if (token.text === "(") {
      if (this.#words.length > 0) return false;
      this.#outer.push(this.#folders);
    } else if (token.text === ")") {
      const [program] = this.#programWords();
      this.endCommand(")");
      this.#inBrackets = nameOf(program);
      if (this.#outer.length > 0) this.#folders = this.#outer.pop();
    } else {
      this.endCommand(token.text);
    }
    return this.#words[0]?.text !== "function";
  }

  /** Ends a command with the operator after it. */
  endCommand(operator: string): void {
    const words = this.#programWords();
    const name = nameOf(words[0]);
    // Brackets succeed if their last program does.
    const decider = words.length === 0 ? this.#inBrackets ?? name : name;
    this.#inBrackets = undefined;
    if (CLOSES.has(name)) this.#depth = Math.max(0, this.#depth - 1);
    if (OPENS.has(name)) this.#depth++;
    const isCertain = this.#depth === 0 && !this.#isUncertain && operator !== "&";
    if (name === "cd" || name === "pushd" || name === "popd") {
      this.#go(words.slice(1), isCertain && name !== "popd");
    } else if (words.some(({ text }) => text === "cd" || text === "pushd")) this.#folders = undefined;
    else if (isCertain) this.#write(name, words.slice(1));
    this.#words = [];
    this.#redirections = [];
    // What follows `||` or a test may not have run.
    if (operator === "||" || operator === "&&" && TESTS.has(decider)) this.#isUncertain = true;
    else if (operator === ";" || operator === "\n") this.#isUncertain = false;
  }

  #programWords(): Word[] {
    const first = this.#words.findIndex(({ text, isQuoted }) =>
      isQuoted || !(WRAPPERS.has(text) || KEYWORDS.has(text) || ASSIGNMENT.test(text))
    );
    return first < 0 ? [] : this.#words.slice(first);
  }

  #go(words: readonly Word[], isCertain: boolean): void {
    const [folder, ...more] = words.filter(({ text }) => text !== "--");
    const isPlain = folder !== undefined && more.length === 0 && isName(folder) &&
      !folder.text.startsWith("-");
    this.#folders = isCertain && isPlain && this.#folders ? [...this.#folders, folder.text] : undefined;
  }

  #write(name: string, words: readonly Word[]): void {
    for (const { path, kind } of [...findEdited(name, words), ...this.#redirections.flatMap(target)]) {
      const isAbsolute = path.text.startsWith("/");
      if (!isName(path) || path.text.startsWith("/dev/")) continue;
      if (this.#folders === undefined && !isAbsolute) continue;
      const isCopied = name === "tee" || name === "cat" && words.length === 0;
      const text = kind === "appended" && isCopied ? this.#heredoc() : undefined;
      this.writes.push({
        path: path.text,
        folders: this.#folders ?? [],
        kind,
        ...(text !== undefined && { text }),
      });
    }
  }

  /** What the command reads, if that is one heredoc without expansions. */
  #heredoc(): string | undefined {
    const inputs = this.#redirections.filter(({ operator }) => operator.startsWith("<"));
    const [input] = inputs;
    return inputs.length === 1 && input?.isLiteral ? input.body : undefined;
  }
}

interface Target {
  readonly path: Word;
  readonly kind: ShellWrite["kind"];
}

/** A redirection of standard output: errors alone go to logs. */
function target({ operator, descriptor, word }: Redirection): Target[] {
  if (word === undefined || descriptor !== "" && descriptor !== "1") return [];
  if (operator === ">" || operator === ">|" || operator === "&>") return [{ path: word, kind: "whole" }];
  return operator === ">>" || operator === "&>>" ? [{ path: word, kind: "appended" }] : [];
}

/** The files that an editing program is given. */
function findEdited(name: string, words: readonly Word[]): Target[] {
  const plain = words.filter(({ text }) => !text.startsWith("-"));
  const options = words.filter((word) => !plain.includes(word)).map(({ text }) => text);
  if (name === "tee") {
    const kind = options.some((option) => option === "-a" || option === "--append") ? "appended" : "whole";
    return plain.map((path) => ({ path, kind }));
  }
  if (name !== "sed" && name !== "perl") return [];
  // Perl's `-M` and `-I` take the rest of the word.
  const isInPlace = name === "sed" ? /^(?:-[a-zA-Z]*i|--in-place)/ : /^-(?![MmI])[a-zA-Z0-9]*i/;
  if (!options.some((option) => isInPlace.test(option))) return [];
  const script = name === "sed" ? /^(?:-[a-zA-Z]*[ef]|--expression|--file)$/ : /^-(?![MmI])[a-zA-Z0-9]*[eE]$/;
  return filesAfterScript(words, script).map((path) => ({ path, kind: "unknown" }));
}

/** The words after `sed` or `perl` that are neither options nor scripts; `script` is an option whose script is the next word. */
function filesAfterScript(words: readonly Word[], script: RegExp): Word[] {
  const files: Word[] = [];
  let hasScript = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const isOption = word.text.startsWith("-");
    if (isOption && script.test(word.text)) {
      hasScript = true;
      at++;
    } else if (isOption && /^(?:-e.|--expression=|--file=)/.test(word.text)) {
      hasScript = true;
    } else if (!isOption && word.text !== "") {
      // macOS wants an ending of backups after `-i`, which may be empty.
      files.push(word);
    }
  }
  return hasScript ? files : files.slice(1);
}

function nameOf(program: Word | undefined): string {
  return program?.text.replace(/^.*\//, "") ?? "";
}

/** Whether a word is a path that the shell leaves as it is. */
function isName({ text, isPlain }: Word): boolean {
  return isPlain && text !== "" && text !== "-" && !text.startsWith("~");
}
