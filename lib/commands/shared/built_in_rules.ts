/**
 * What people read about each built-in rule: when it speaks, when it is silent, and an example of both.
 *
 * @module
 */

/** What there is to know about a rule. */
export interface RuleDescription {
  /** When it reports something. */
  readonly when: string;
  /** When it is silent although it looks similar. */
  readonly silent: string;
  /** What makes it speak. */
  readonly example: string;
  /** What does not. */
  readonly counterExample: string;
}

type Row = readonly [id: string, when: string, silent: string, example: string, counterExample: string];

const ROWS: readonly Row[] = [
  [
    "hook-files/sys-path",
    "an edit puts a change of sys.path into a script below .claude/hooks",
    "in comments and strings, and on lines that were there before",
    'sys.path.append("..") in .claude/hooks/check.py',
    "# sys.path.append is not used here",
  ],
  [
    "agent-spawn/coordinate",
    "a sub-agent was started",
    "after the first time in a session",
    "a call of Agent or Task",
    "a call of Bash",
  ],
  [
    "agent-spawn/one-by-one",
    "sub-agents were started one after another that could have been started together",
    "after the first time in a session",
    "a third Agent call within a minute",
    "two Agent calls in one message",
  ],
  [
    "errors/broken-client",
    "a search of the client fails because the client's own file was replaced while it runs",
    "for programs of the project",
    "posix_spawn '/usr/share/claude/versions/2.1.330' ENOENT",
    "posix_spawn './build.sh' ENOENT",
  ],
  [
    "errors/edit-mismatch",
    "an edit's old text is not in the file, or more than once",
    "if nothing near the old text is in the file",
    "String to replace not found in file",
    "File has not been read yet",
  ],
  [
    "errors/timeout-background",
    "a command ran into its time limit and goes on in the background",
    "for commands that were started in the background on purpose",
    "npm test with a limit of 1 s",
    "npm start with run_in_background",
  ],
  [
    "errors/shell-syntax",
    "the shell could not parse the command",
    "for syntax errors that a program reports",
    "/bin/bash: -c: line 1: syntax error near unexpected token `('",
    "SyntaxError: Unexpected token",
  ],
  [
    "errors/command-not-found",
    "a program is not installed or not on PATH",
    "for lines of tests and of start-up files",
    "bash: line 1: ruff: command not found",
    "ok - prints command not found",
  ],
  [
    "errors/port-in-use",
    "a server's port is taken",
    "for words of tests and logs",
    "listen EADDRINUSE: address already in use :::3000",
    "ok - retries on EADDRINUSE",
  ],
  [
    "errors/disk-full",
    "no space is left",
    "for words of tests and logs",
    "write /tmp/a: no space left on device",
    "ok - handles a full disk",
  ],
  [
    "errors/memory",
    "memory ran out, or the process was killed",
    "if a person stopped the command",
    "Exit code 137 without output",
    "Exit code 137 after Esc",
  ],
  [
    "errors/module-not-found",
    "an import or a package is missing",
    "for words of tests and logs",
    "ModuleNotFoundError: No module named 'requests'",
    "1 test of missing modules passed",
  ],
  [
    "errors/merge-conflict",
    "a merge stopped with conflicts",
    "for a merge that went through",
    "CONFLICT (content): Merge conflict in src/app.ts",
    "Auto-merging src/app.ts",
  ],
  [
    "errors/network",
    "a connection was refused, or a name cannot be resolved",
    "for words of tests and logs",
    "curl: (7) Failed to connect to localhost port 8080",
    "ok - retries when refused",
  ],
  [
    "errors/timeout",
    "the call timed out",
    "for words of tests and logs",
    "Command timed out after 2m 0s",
    "ok - times out after 2 s",
  ],
  [
    "errors/permission",
    "a file may not be read, written or run",
    "for words of tests and logs",
    "bash: ./run.sh: Permission denied",
    "ok - reports permission denied",
  ],
  [
    "errors/no-such-file",
    "a file or folder is not there",
    "for words of tests and logs",
    "cat: src/ap.ts: No such file or directory",
    "ok - reports missing files",
  ],
  [
    "errors/cut-cause",
    "a filter such as tail cut the cause of a failure off",
    "if the cause is shown, or the filter cut nothing",
    "npm test | tail -3 with 40 lines of output",
    "npm test | tail -3 with 2 lines of output",
  ],
  [
    "errors/hidden-failure",
    "a success whose output shows a failure: the exit code is lost in a pipe, or after || or ;",
    "if the exit code is kept or shown",
    "cargo test | tail -5",
    "set -o pipefail; cargo test | tail -5",
  ],
  [
    "errors/output-cut",
    "the model sees only a part of the output",
    "unless the end of the output is lost",
    "cat of a file of 200 kB",
    "cat of a file of 2 kB",
  ],
  [
    "repeats/command",
    "the same command failed a third time in a session",
    "with a new error, or after a change",
    "npm test, three times, with the same failure",
    "npm test, an edit, npm test",
  ],
  [
    "repeats/edit",
    "the same edit does not match one file again",
    "after the file was read again",
    "the same Edit call twice",
    "two different edits",
  ],
  [
    "repeats/same-run",
    "a check is run again only to see another part of its output",
    "after a change, and for commands that check nothing",
    "npm test | tail, then npm test | head",
    "npm test, an edit, npm test",
  ],
  [
    "repeats/failing-before",
    "tests fail now that failed before the first change as well",
    "before the first change",
    "the same test fails before and after an edit",
    "another test fails after an edit",
  ],
  [
    "resources/large-output",
    "a command printed far more than was useful",
    "for output that was saved to a file",
    "find / without a limit",
    "find . -maxdepth 1",
  ],
];

/**
 * Describes a built-in rule.
 *
 * @param id The rule's id.
 * @returns What there is to know; `undefined` for a rule of a configuration or a pack.
 */
export function describeBuiltIn(id: string): RuleDescription | undefined {
  if (id.startsWith("linters/")) return describeLinter(id.slice("linters/".length));
  const row = ROWS.find(([known]) => known === id);
  if (row === undefined) return undefined;
  const [, when, silent, example, counterExample] = row;
  return { when, silent, example, counterExample };
}

function describeLinter(linter: string): RuleDescription {
  return {
    when: `an edit broke what ${linter} checks, on the lines that the edit changed`,
    silent: "for problems that were there before the edit",
    example: "an edit that adds an undefined name",
    counterExample: "an edit next to an old problem",
  };
}
