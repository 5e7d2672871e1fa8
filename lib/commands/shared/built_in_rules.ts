/**
 * What people read about each built-in rule: when it speaks, what it says then, and when it is silent. `rules RULE` and
 * .github/docs/rules.md are made from this table.
 *
 * @module
 */

import type { Adds } from "../../analyzers/analyzer.ts";

/** What a finding adds to what the agent shows the model anyway, in words. */
export const ADDITIONS: Readonly<Record<Adds, string>> = {
  place: "the place that was meant: a path, a line, a file",
  fact: "a fact of this project or session",
  cause: "a cause that the output does not show",
  consequence: "a consequence that the output hides",
  advice: "only advice, so it speaks with the pack coach",
};

/** What there is to know about a rule. */
export interface RuleDescription {
  /** When it reports something. */
  readonly when: string;
  /** When it is silent although it looks similar. */
  readonly silent: string;
  /** What makes it speak. */
  readonly example: string;
  /** What the model gets for the example. */
  readonly says: string;
  /** What does not make it speak. */
  readonly counterExample: string;
}

type Row = readonly [
  id: string,
  when: string,
  silent: string,
  example: string,
  says: string,
  counterExample: string,
];

const ROWS: readonly Row[] = [
  [
    "hook-files/sys-path",
    "an edit puts a change of sys.path into a script below .claude/hooks",
    "in comments, strings, docstrings and heredocs that do not go to Python; in path_resolver.py; on lines that were there before",
    'a Write of .claude/hooks/check.py with `sys.path.append("..")`',
    '`sys.path.append("..")` changes sys.path in a hook. Put the folder into path_resolver.py next to the hooks and import that module instead.',
    "the same line in a comment, or in src/check.py",
  ],
  [
    "agent-spawn/coordinate",
    "a sub-agent was started, and the team has a text of its own for that (`agentSpawn.text`)",
    "without such a text; after the first time in a session",
    "the first Agent call of a session",
    "Give every agent its own folder.",
    "the second Agent call of the session",
  ],
  [
    "agent-spawn/one-by-one",
    "a sub-agent began within a minute after another of its kind had ended",
    "without the pack coach; after the first time in a session",
    "two Agent calls, the second 4 s after the end of the first",
    "this `reviewer` agent began 4 s after the one before it had ended. Agents that do not need each other's results take no longer than the slowest of them when they are started together.",
    "two agents that are started together",
  ],
  [
    "errors/broken-client",
    "a search of the client fails because the client's own file was replaced while it runs",
    "for programs of the project; after the first time in a session",
    "Grep fails with posix_spawn '/opt/claude/2.1.330' ENOENT",
    "the agent's own program was replaced while it runs (/opt/claude/2.1.330 is gone), so its search tools fail until it is restarted. Search with `rg`, `grep` and `find` in the shell meanwhile.",
    "a command fails with posix_spawn './build.sh' ENOENT",
  ],
  [
    "errors/edit-mismatch",
    "an edit's old text is not in the file or is there several times, and the place that was meant can be named",
    "when nothing near the old text is in the file; when the file is outside of the project, larger than 2 MB, or no regular file",
    "an Edit whose old text has two spaces less than line 12",
    'line 12 holds it with 2 spaces more at the start: line 12 is `"    return total"`, the old text has `"  return total"`.',
    "an Edit of a text that the file has never held",
  ],
  [
    "errors/timeout-background",
    "a command reached its time limit and goes on in the background",
    "without the pack coach; for commands that were started in the background on purpose",
    "`npm test` with a limit of 1000 ms",
    "not finished: after 1000 ms the command was moved to the background (task b1) and what is shown is only its beginning. Wait for the task's result before building on it, or run it again with a larger timeout.",
    "`npm start` with run_in_background",
  ],
  [
    "errors/shell-syntax",
    "the shell could not parse the command",
    "without the pack coach; for syntax errors that another program reports",
    "/bin/bash: -c: line 1: syntax error near unexpected token `('",
    "the shell could not parse the command (syntax error near unexpected token '('), so nothing of it ran. Write it into a script file and run that, or make the quoting simpler.",
    "node: SyntaxError: Unexpected token",
  ],
  [
    "errors/command-not-found",
    "a program is not on PATH, and the project brings it",
    "unless the project has the program; for lines of start-up files",
    "bash: line 1: ruff: command not found, in a project with .venv/bin/ruff",
    "`ruff` is not on PATH, but the project has it: run `.venv/bin/ruff`.",
    "bash: line 1: htop: command not found",
  ],
  [
    "errors/port-in-use",
    "a server's port is taken",
    "without the pack coach; for words of tests and logs",
    "listen EADDRINUSE: address already in use :::3000",
    "port 3000 is taken. `lsof -i :3000` or `ss -ltnp` shows by which process; stop that one if it is yours, or use another port.",
    "ok - retries on EADDRINUSE",
  ],
  [
    "errors/disk-full",
    "no space is left on a disk",
    "without the pack coach; for words of tests and logs",
    "write /tmp/a: no space left on device",
    "the disk is full. `df -h .` shows it; free space (build output, caches, logs) before anything is written again, and check the files of this run for missing ends.",
    "ok - handles a full disk",
  ],
  [
    "errors/memory",
    "a process was killed with exit code 137; with the pack coach also if a program says that memory ran out",
    "if a person interrupted the command, or the command itself kills something; for words of tests and logs",
    "`npm run build` ends with exit code 137",
    "the process was killed with SIGKILL (exit code 137), most often because memory ran out. Do less at once or with fewer workers; `dmesg | tail` may name the reason.",
    "`pkill node` ends with exit code 137",
  ],
  [
    "errors/module-not-found",
    "an import or a package is missing, and the project shows why",
    "unless the project has an environment of its own, asks for the package without having it, or holds it in another folder",
    "Cannot find module 'zod', in a project whose package.json asks for zod",
    "`zod` is in `package.json` but not installed: run `npm install`.",
    "Cannot find module 'zod', in a project that never asked for it",
  ],
  [
    "errors/merge-conflict",
    "a merge, rebase or cherry-pick stopped with several conflicts, or its conflicts are cut off",
    "for a single conflict that can be seen",
    "`git merge topic` stops with CONFLICT in src/app.ts and src/cart.ts",
    "2 files are in conflict: `src/app.ts`, `src/cart.ts`. Resolve and `git add` each; `git commit` ends the merge, `git merge --abort` gives it up.",
    "`git merge topic` stops with CONFLICT in src/app.ts alone",
  ],
  [
    "errors/network",
    "a silent curl could not connect; with the pack coach also if a program says that a connection was refused or a name cannot be resolved",
    "where the output says it, without the pack coach; for words of tests and logs",
    "`curl -s localhost:8080` ends with exit code 7 and no output",
    "curl could not connect (exit code 7; -s hides its message). Start the service or wait until it listens (`ss -ltn`), and check host and port, before the next try.",
    "curl: (7) Failed to connect to localhost port 8080",
  ],
  [
    "errors/timeout",
    "a call timed out",
    "without the pack coach; for words of tests and logs",
    "WebFetch fails with request timeout",
    "timed out (request timeout). The same call will probably time out again: ask for less, raise its time limit, or find out first whether the other side answers.",
    "ok - times out after 2 s",
  ],
  [
    "errors/permission",
    "a program that cannot be executed prints nothing, or the shell got an empty program name; with the pack coach every denied permission",
    "where the output says what was denied, without the pack coach; for words of tests and logs",
    "`./run.sh 2>/dev/null` ends with exit code 126",
    "`run.sh` is there but cannot be executed (exit code 126). `chmod +x` it if it is a script of the project, or run it through its interpreter.",
    "bash: ./run.sh: Permission denied",
  ],
  [
    "errors/no-such-file",
    "a file or folder is not there, and the path that was meant is",
    "when no near path is there; when the client names one; outside of the project",
    "cat: src/carts.ts: No such file or directory, in a project with src/cart.ts",
    "`src/carts.ts` does not exist, but `src/cart.ts` does.",
    "cat: notes.txt: No such file or directory, and nothing like it is there",
  ],
  [
    "errors/cut-cause",
    "a filter such as tail shows that a run failed, and cut off why",
    "when the cause is shown, or the filter can have cut nothing",
    "`npm test | tail -3`, which shows only the number of failures",
    "`tail -3` left that it failed and cut off why. Run it once as `npm test > /tmp/npm.log 2>&1` and search that file, for example `grep -n -A 12 '●' /tmp/npm.log`, instead of running it again with another filter.",
    "`npm test | tail -40` with the failed assertion in it",
  ],
  [
    "errors/hidden-failure",
    "a success whose output shows a failure: the exit code is lost in a pipe, or after || or ;, and other output covers it",
    "when the failure can be seen where the output ends; when a summary says that all went well; when the exit code is kept or shown; when the command only shows a text",
    "`pytest || true; ls` with a failed test before the list of files",
    "`pytest` failed although the call succeeded: its exit code is lost in `|| true` (output: `1 failed, 3 passed in 0.10s`). Treat the call as failed; without `|| true` the code is kept.",
    "`set -o pipefail; pytest | tail -5`",
  ],
  [
    "errors/output-cut",
    "the end of an output is lost: nothing holds it",
    "where the rest is in a file or only the middle is missing, without the pack coach",
    "`npm test` with 40,000 characters of output and no file that holds them",
    "the end of the output is lost: only the first 30,000 characters were kept, and nothing holds the rest. Run it again as `( npm test ) > /tmp/run.log 2>&1 || { tail -n 100 /tmp/run.log; false; }`.",
    "`npm test` with 2,000 characters of output",
  ],
  [
    "repeats/command",
    "the same command failed three times or more with nothing changed in between, and again with an error that it had before",
    "before the third time, with a new error, or after a change",
    "`npm test` fails a third time, without an edit since the first",
    "this command has failed 3 times with nothing changed in between, and again with an error that it had before. Once more will not change that: read the first error in full, or test what the command assumes with a smaller one.",
    "`npm test`, an edit, `npm test`",
  ],
  [
    "repeats/edit",
    "another edit of a file does not match its text",
    "without the pack coach",
    "two Edits of /shop/src/app.ts whose old text is not there",
    "edit number 2 of `/shop/src/app.ts` in this session whose old text is not there. Do not edit from memory: read the lines around the place now and copy them; for many places at once, write the whole file.",
    "one Edit that does not match, and one that does",
  ],
  [
    "repeats/same-run",
    "a check is run again only to see another part of its output",
    "after a change, for the same filter, for commands that check nothing",
    "`npm test | tail -5`, then `npm test | grep FAIL`",
    "`npm test` ran before with another filter, and no file was changed since: its result is the same. Search one whole output (`npm test > /tmp/npm.log 2>&1`) instead of running it for each question.",
    "`npm test | tail -5`, an edit, `npm test | grep FAIL`",
  ],
  [
    "repeats/failing-before",
    "tests fail now that failed before the first change as well, next to others or after three changes",
    "before the first change; when all failures are old and fewer than three changes were made",
    "`pytest` with test_tax failing since the start, and test_total since an edit",
    "failed already before the only change in this session: `FAILED test_cart.py::test_tax`. New since: `FAILED test_cart.py::test_total`.",
    "`pytest` with only test_total failing, since an edit",
  ],
  [
    "resources/large-output",
    "a command printed much, and a form of it prints less",
    "without the pack coach; for output that was saved to a file",
    "`git log -p` with 29,000 characters of output",
    "29 kB of output, about 7300 tokens. Where a part of it is enough: `git log --oneline -20`, or with `-- PATH`.",
    "`git log -n 3`",
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
  const [, when, silent, example, says, counterExample] = row;
  return { when, silent, example, says, counterExample };
}

function describeLinter(linter: string): RuleDescription {
  return {
    when: `an edit caused a problem that ${linter} finds, also on a line that the edit did not touch`,
    silent: "for problems that were there before the edit; where the project does not ask for the linter",
    example: "an Edit that renames a function and misses a call in line 7",
    says: "7:11 F821 Undefined name `total`",
    counterExample: "an Edit next to an old problem",
  };
}
