/**
 * Reads shell commands just well enough to see which programs they run and which exit codes they lose.
 *
 * @module
 */

/** One program with its arguments. */
export interface Command {
  /** Words with their quotes taken off, assignments and wrappers such as `sudo` first. */
  readonly words: readonly string[];
}

/** Programs joined by `|`, and what follows them. */
export interface Pipeline {
  /** The programs, in order. */
  readonly commands: readonly Command[];
  /** The operator behind the pipeline; "" for the last one. A line end counts as ";". */
  readonly next: "&&" | "||" | ";" | "&" | "";
}

/** A program whose exit code the caller never sees, and what hides it. */
export interface HiddenExit {
  /** The program's name, such as `pytest`. */
  readonly program: string;
  /** What hides its exit code, such as `| tail` or `|| true`. */
  readonly by: string;
}

// Commands longer than this are cut before they are read: a heredoc may hold megabytes.
const MAX_COMMAND_CHARS = 16_384;

const WRAPPERS = " sudo env time nice nohup command exec builtin then do else { ! ";

/** Programs that show what is there: their output is no result of their own, and their exit code says little. */
const VIEWERS =
  " cat head tail less more bat grep egrep fgrep rg ag sed awk cut sort uniq wc tr tee xargs echo " +
  "printf true false test [ [[ : cd pwd pushd popd set export source . unset read sleep wait kill " +
  "pkill killall ls find fd tree stat file diff cmp comm jq yq which type mkdir touch rm date ps " +
  "pgrep lsof ss netstat env history journalctl dmesg strings xxd od nl column fold rev tac for " +
  "while until if case done fi esac return exit shift local } ";

/** Words that make a program a viewer: `git log`, `docker compose logs`, `kubectl describe`. */
const VIEWING_WORDS = " log logs show diff blame describe get inspect cat-file events ";
const MULTI_TOOLS = " git docker docker-compose podman kubectl gh heroku fly systemctl pm2 ";

/**
 * Splits a command line into pipelines. Quotes, escapes, comments and heredoc bodies are understood; expansions and
 * control structures are not evaluated, their words stand among the others.
 *
 * @param source The command line; only its first 16,384 UTF-16 units are read.
 * @returns The pipelines, in order; empty for an empty command.
 */
export function parseShell(source: string): Pipeline[] {
  const reader = new Reader();
  // One token: blanks, a line end, an operator, a quoted piece, an expansion, an escape, or plain characters.
  const anyToken =
    /[ \t]+|\n|&&|\|\||\|&|[|;&()]|'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|\\[\s\S]?|#|[^\s|;&()'"\\#]+/g;
  for (const token of withoutHeredocs(source.slice(0, MAX_COMMAND_CHARS)).match(anyToken) ?? []) {
    reader.take(token);
  }
  return reader.end();
}

/**
 * Names a command's program.
 *
 * @param command One program with its arguments.
 * @returns The program's name without its folder, behind assignments and wrappers; "" when there is none.
 */
export function programOf(command: Command): string {
  const words = programWords(command);
  return (words[0] ?? "").replace(/^.*\//, "");
}

/**
 * Gives a command's words from its program on.
 *
 * @param command One program with its arguments.
 * @returns The words behind assignments and wrappers; empty when there is no program.
 */
export function programWords({ words }: Command): readonly string[] {
  // Patterns stand where they are used: the first one costs a new process 0.04 ms, and most do not read commands.
  const assignment = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;
  const first = words.findIndex((word) => !assignment.test(word) && !isOneOf(WRAPPERS, word));
  const rest = first < 0 ? [] : words.slice(first);
  if (rest[0] !== "timeout") return rest;
  // What stands between `timeout` and the program: options, durations, signal names.
  const argument = /^(?:-.*|[\d.]+[smhd]?|[A-Z]+\d*)$/;
  const program = rest.findIndex((word, index) => index > 0 && !argument.test(word));
  return program < 0 ? rest : rest.slice(program);
}

/**
 * Finds the programs whose failure the exit code of the whole command line does not show.
 *
 * @param pipelines A command line from {@linkcode parseShell}.
 * @returns Each hidden program that does more than show things, in order.
 */
export function hiddenExits(pipelines: readonly Pipeline[]): HiddenExit[] {
  const options = pipelines.flatMap(({ commands }) => commands).filter((command) =>
    programOf(command) === "set"
  )
    .flatMap(({ words }) => words);
  const pipefail = options.some((word) => word.includes("pipefail"));
  const errexit = options.some((word) => /^-[a-z]*e/.test(word));
  const hidden: HiddenExit[] = [];
  for (const [index, { commands, next }] of pipelines.entries()) {
    const last = commands.at(-1);
    for (const [place, command] of commands.entries()) {
      const by = command === last
        ? losesExit(pipelines, index, errexit)
        : (pipefail
          ? losesExit(pipelines, index, errexit)
          : `| ${programOf(commands[place + 1] ?? command)}`);
      if (by !== "" && !isViewer(command)) hidden.push({ program: programOf(command), by });
    }
    if (next === "") break;
  }
  return hidden;
}

function losesExit(pipelines: readonly Pipeline[], index: number, errexit: boolean): string {
  // "a && b" is lost where the chain is: "a && b; c" hides both.
  let at = index;
  while (pipelines[at]?.next === "&&" && at + 1 < pipelines.length) at++;
  const next = pipelines[at]?.next ?? "";
  const follower = pipelines[at + 1]?.commands[0];
  if (next === "||") return `|| ${follower === undefined ? "" : programOf(follower)}`;
  if (next === "&") return "&";
  return next === ";" && follower !== undefined && !errexit ? `; ${programOf(follower)}` : "";
}

function isViewer(command: Command): boolean {
  const program = programOf(command);
  if (program === "" || isOneOf(VIEWERS, program)) return true;
  return isOneOf(MULTI_TOOLS, program) &&
    programWords(command).some((word) => isOneOf(VIEWING_WORDS, word));
}

/**
 * Looks a word up in a list. Lists are texts: an array or a set costs each process that explains a failure more.
 *
 * @param list Words with a blank before and after each.
 * @param word Any word.
 * @returns Whether the list has it.
 */
export function isOneOf(list: string, word: string): boolean {
  return !word.includes(" ") && list.includes(` ${word} `);
}

/**
 * Takes the bodies of heredocs out of a command line.
 *
 * @param source A command line.
 * @returns The lines that are commands.
 */
export function withoutHeredocs(source: string): string {
  if (!source.includes("<<")) return source;
  const kept: string[] = [];
  let ends: string[] = [];
  for (const line of source.split("\n")) {
    if (ends.length > 0) {
      if (line.trim() === ends[0]) ends.shift();
      continue;
    }
    kept.push(line);
    ends = [...line.matchAll(/(?:^|[^<])<<-?\s*(?:'([^']+)'|"([^"]+)"|\\?([A-Za-z0-9_.-]+))/g)]
      .map(([, single, double, plain]) => single ?? double ?? plain ?? "");
  }
  return kept.join("\n");
}

class Reader {
  #pipelines: Pipeline[] = [];
  #commands: Command[] = [];
  #words: string[] = [];
  #word: string | undefined;
  #depth = 0;
  #comment = false;

  take(token: string): void {
    if (this.#comment && token !== "\n") return;
    this.#comment = false;
    if (this.#depth > 0) return this.#inside(token);
    if (token === "(" && this.#word?.endsWith("$") === true) return this.#inside(token);
    if (token === "#" && this.#word === undefined) this.#comment = true;
    else if (/^[ \t]/.test(token) || token === "(" || token === ")") this.#endWord();
    else if (token === "|" || token === "|&") this.#endCommand();
    else if (token === "&" && this.#word?.endsWith(">") === true) this.#word += token;
    else if (token === "&&" || token === "||" || token === "&") this.#endPipeline(token);
    else if (token === ";" || token === "\n") this.#endPipeline(";");
    else this.#word = (this.#word ?? "") + unquoted(token);
  }

  end(): Pipeline[] {
    this.#endPipeline(";");
    const last = this.#pipelines.at(-1);
    if (last?.next === ";") this.#pipelines[this.#pipelines.length - 1] = { ...last, next: "" };
    return this.#pipelines;
  }

  /** Everything up to the bracket that closes `$(` belongs to one word. */
  #inside(token: string): void {
    if (token === "(") this.#depth++;
    if (token === ")") this.#depth--;
    this.#word = (this.#word ?? "") + token;
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(): void {
    this.#endWord();
    if (this.#words.length > 0) this.#commands.push({ words: this.#words });
    this.#words = [];
  }

  #endPipeline(next: Pipeline["next"]): void {
    this.#endCommand();
    if (this.#commands.length > 0) this.#pipelines.push({ commands: this.#commands, next });
    this.#commands = [];
  }
}

/**
 * Takes the quotes off a piece of a word.
 *
 * @param token A quoted text, an escape, or plain characters.
 * @returns What the shell takes it for; expansions stay as they are.
 */
export function unquoted(token: string): string {
  const quote = token[0];
  if (quote === "'") return token.endsWith("'") && token.length > 1 ? token.slice(1, -1) : token.slice(1);
  if (quote === '"') {
    const inner = token.endsWith('"') && token.length > 1 ? token.slice(1, -1) : token.slice(1);
    return inner.replace(/\\([\\"$`\n])/g, "$1");
  }
  return quote === "\\" ? token.slice(1).replace("\n", "") : token;
}
