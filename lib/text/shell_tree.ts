/**
 * Reads a command line of a shell as it is nested: pipelines, groups, conditions.
 *
 * @module
 */
import { withoutHeredocs, withoutQuotes } from "./shell_quotes.ts";
import { isOneOf } from "./word_list.ts";

/** One program with its arguments, or a group of pipelines. */
export interface Stage {
  /** Words with their quotes taken off; of a group, what follows its end, such as redirections. */
  readonly words: readonly string[];
  /** The text as it was written. */
  readonly source: string;
  /** The pipelines of a group, a subshell, a condition or a loop. */
  readonly group?: readonly Item[];
}

/** A pipeline, and what follows it. */
export interface Item {
  /** What is joined by `|`. */
  readonly stages: readonly Stage[];
  /** The operator after the pipeline; "" for the last one. A line end counts as ";". */
  readonly next: "&&" | "||" | ";" | "&" | "";
  /** Set when something depends on whether it worked: a condition, or a `!`. */
  readonly isAsked?: true;
}

// Longer than this is a text that was put into a command, and reading takes time.
const MAX_COMMAND_UNITS = 16_384;
const MAX_DEPTH = 20;

const OPENING = " ( { if while until for case begin select ";
const CLOSING = " ) } fi done esac end ";
const ASKING = " if elif while until ";
const ANSWERING = " then do else ";

/**
 * Reads a command line. Expansions are not evaluated, and nothing is run.
 *
 * @param source The command line; only its first 16,384 units are read.
 * @returns Its pipelines, in order.
 */
export function parseShellTree(source: string): Item[] {
  const plain = withoutHeredocs(source.slice(0, MAX_COMMAND_UNITS));
  const anyToken =
    /[ \t]+|\n|&&|\|\||\|&|;;|[|;&()]|'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|\\[\s\S]?|#|[^\s|;&()'"\\#]+/g;
  const reader = new TreeReader(plain);
  for (const match of plain.matchAll(anyToken)) reader.take(match[0], match.index);
  return reader.end();
}

/**
 * Takes pipelines out of their groups.
 *
 * @param items Pipelines.
 * @returns All of them and those inside their groups, the inner ones first.
 */
export function pipelinesOf(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [
    ...item.stages.flatMap(({ group }) => pipelinesOf(group ?? [])),
    item,
  ]);
}

/** A group that is being read. */
interface Open {
  readonly items: Item[];
  stages: Stage[];
  words: string[];
  start: number;
  /** Whether what is read now is a condition. */
  isAsking: boolean;
  isNegated: boolean;
  group?: readonly Item[];
}

class TreeReader {
  readonly #source: string;
  #open: Open[] = [newGroup()];
  #word: string | undefined;
  #wordAt = 0;
  #isQuoted = false;
  #depth = 0;
  #isComment = false;

  constructor(source: string) {
    this.#source = source;
  }

  take(token: string, at: number): void {
    if (this.#isComment && token !== "\n") return;
    this.#isComment = false;
    if (this.#depth > 0) return this.#inside(token);
    if (token === "(" && /[$<>=]$/.test(this.#word ?? "")) return this.#inside(token);
    if (token === "#" && this.#word === undefined) {
      this.#isComment = true;
      return;
    }
    if (token[0] === " " || token[0] === "\t") return this.#endWord(at);
    if (token === "&" && this.#word?.endsWith(">") === true) this.#word += token;
    else if (token === "&" && this.#source.charAt(at + 1) === ">") this.#addToWord(token, at);
    else if (token === "(" || token === ")") this.#bracket(token, at);
    else if (token === "|" || token === "|&") this.#endStage(at);
    else if (token === "&&" || token === "||" || token === "&") this.#endItem(token, at);
    else if (token === ";" || token === "\n" || token === ";;") this.#endItem(";", at);
    else this.#addToWord(token, at);
  }

  end(): Item[] {
    const { length } = this.#source;
    this.#endWord(length);
    while (this.#open.length > 1) this.#close(length);
    this.#endItem(";", length);
    return withoutLastSemicolon(this.#open[0]?.items ?? []);
  }

  #top(): Open {
    return this.#open.at(-1) ?? newGroup();
  }

  /** Everything up to the bracket that closes `$(` belongs to one word. */
  #inside(token: string): void {
    if (token === "(") this.#depth++;
    if (token === ")") this.#depth--;
    this.#word = (this.#word ?? "") + token;
  }

  #bracket(token: string, at: number): void {
    this.#endWord(at);
    if (token === "(") this.#push(at);
    else this.#close(at);
  }

  #push(at: number): void {
    const top = this.#top();
    if (top.words.length === 0) top.start = at;
    if (this.#open.length < MAX_DEPTH) this.#open.push(newGroup());
  }

  #addToWord(token: string, at: number): void {
    if (this.#word === undefined) {
      this.#word = "";
      this.#wordAt = at;
      this.#isQuoted = false;
    }
    if (/^['"\\]/.test(token)) this.#isQuoted = true;
    this.#word += withoutQuotes(token);
  }

  #endWord(at: number): void {
    const word = this.#word;
    if (word === undefined) return;
    this.#word = undefined;
    const top = this.#top();
    if (top.words.length === 0 && top.group === undefined && !this.#isQuoted && this.#keyword(word, at)) {
      return;
    }
    if (top.words.length === 0 && top.group === undefined) top.start = this.#wordAt;
    top.words.push(word);
  }

  /** Whether a word at a command's place is one of the shell's own. */
  #keyword(word: string, at: number): boolean {
    const top = this.#top();
    if (isOneOf(OPENING, word)) {
      this.#push(this.#wordAt);
      this.#top().isAsking = isOneOf(ASKING, word);
      // What a loop or a case goes through is no command.
      if (word === "for" || word === "case" || word === "select") this.#top().words.push("for");
    } else if (isOneOf(CLOSING, word)) this.#close(at);
    else if (word === "elif") top.isAsking = true;
    else if (isOneOf(ANSWERING, word)) top.isAsking = false;
    else if (word === "!" || word === "not") top.isNegated = true;
    else return false;
    return true;
  }

  /** Ends a group: it is a stage of the pipeline around it. */
  #close(at: number): void {
    if (this.#open.length < 2) return;
    this.#endItem(";", at);
    const group = withoutLastSemicolon(this.#open.pop()?.items ?? []);
    this.#top().group = group;
  }

  #endStage(at: number): void {
    this.#endWord(at);
    const top = this.#top();
    if (top.words.length > 0 || top.group !== undefined) {
      const source = this.#source.slice(top.start, at).trim();
      top.stages.push({ words: top.words, source, ...(top.group && { group: top.group }) });
    }
    top.words = [];
    delete top.group;
  }

  #endItem(next: Item["next"], at: number): void {
    this.#endStage(at);
    const top = this.#top();
    if (top.stages.length > 0) {
      const isAsked = top.isAsking || top.isNegated;
      top.items.push({ stages: top.stages, next, ...(isAsked && { isAsked }) });
    }
    top.stages = [];
    top.isNegated = false;
  }
}

function newGroup(): Open {
  return { items: [], stages: [], words: [], start: 0, isAsking: false, isNegated: false };
}

function withoutLastSemicolon(items: readonly Item[]): Item[] {
  return items.map((item, index) =>
    index === items.length - 1 && item.next === ";" ? { ...item, next: "" } : item
  );
}
