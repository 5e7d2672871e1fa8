/**
 * The failures that are worth a word: what they look like and what to do about them. One row is one wording; the first
 * row that matches a call speaks for it, so special rows stand above general ones.
 *
 * @module
 */

/**
 * The texts a row can look at.
 *
 * - `program`: what a failed command printed, or a file tool's error;
 * - `message`: the error of a tool that is not a program, in lower case, up to 500 units;
 * - `hidden`: what a succeeded command printed whose exit code is lost in a pipe or behind `||` or `;`;
 * - `rejected`: why a call was refused before it ran;
 * - `exit`: exit code and program of a command that failed without a word, such as `7 curl`;
 * - `background`: a command that ran into its timeout, such as `task b1 after 1000 ms`;
 * - `cut`: what is missing from the output, such as `end of 30012` or `all 99000 in /tmp/x.txt`.
 */
export type Look = "program" | "message" | "hidden" | "rejected" | "exit" | "background" | "cut";

/** One wording of one failure: where it is looked for, and the rest when its hint is there. */
export interface Row {
  /** The rule's name behind `errors/`. */
  readonly id: string;
  /** Where the row looks. */
  readonly look: readonly Look[];
  /** A literal that every match contains: texts without it never meet the pattern. */
  readonly hint: string;
  /** The pattern and the text. A function, so that a new process makes only the one it needs. */
  readonly wording: () => Wording;
}

/** What a row looks for and says. */
export interface Wording {
  /** The pattern for one line, free of constructs that need backtracking. */
  readonly pattern: RegExp;
  /** What to say: `{1}` is a group of the match, `{path}`, `{program}` and `{by}` are the call's. */
  readonly text: string;
  /** Commands that cause this on purpose. */
  readonly unless?: RegExp;
  /** Lines that match. */
  readonly examples: readonly string[];
  /** Lines with the same words that do not match. */
  readonly counterExamples: readonly string[];
}

const FAILED: readonly Look[] = ["program"];
const ANYWHERE: readonly Look[] = ["program", "hidden"];

const NOT_FOUND =
  "`{1}` is not installed here or not on PATH. Check with `command -v {1}`, run it through the project " +
  "(npx, npm run, uv run, a virtual environment), or use a program that is there.";
const SHELL_SYNTAX =
  "the shell could not parse the command ({1}), so nothing of it ran. Write it into a script file and run that, or make the quoting simpler.";
const PORT =
  "port {1} is taken. `lsof -i :{1}` or `ss -ltnp` shows by which process; stop that one if it is yours, or " +
  "use another port.";
const PORT_UNNAMED =
  "the port is taken. `lsof -i` or `ss -ltnp` shows by which process; stop that one if it is yours, " +
  "or use another port.";
const DISK =
  "the disk is full. `df -h .` shows it; free space (build output, caches, logs) before anything is written " +
  "again, and check the files of this run for missing ends.";
const MEMORY =
  "out of memory ({1}). Do less at once (smaller input, fewer workers, one test file), or raise the limit " +
  "(node: NODE_OPTIONS=--max-old-space-size=4096) where the machine has more.";
const KILLED =
  "the process was killed with SIGKILL (exit code 137), most often because memory ran out. Do less at once or " +
  "with fewer workers; `dmesg | tail` may name the reason.";
const TIMEOUT =
  "timed out ({1}). The same call will probably time out again: ask for less, raise its time limit, or find " +
  "out first whether the other side answers.";
const REFUSED =
  "nothing answers at {1}. Start the service or wait until it listens (`ss -ltn`), and check host and port, " +
  "before the next try.";
const NAME =
  "the host name {1} cannot be resolved: it is misspelt or this machine has no network. A retry will not help; " +
  "check the name, or use what is here already (lock file, cache, local registry).";
const MODULE =
  "module {1} is not found. Install it with the project's own package manager if it is listed there, else " +
  "correct the name or the relative path.";
const CONFLICT =
  "{1} has merge conflicts. Resolve every <<<<<<< block, `git add` the file and go on, or stop with " +
  "`git merge --abort` (or `git rebase --abort`).";
const PERMISSION =
  "no permission for {1}. Look at it with `ls -ld`; `chmod +x` a script of the project that should run, " +
  "else use a place that is yours. Do not reach for sudo unasked.";
const PERMISSION_UNNAMED =
  "permission denied. Find the file with `ls -ld`; `chmod +x` a script of the project that should " +
  "run, else use a place that is yours. Do not reach for sudo unasked.";
const NO_FILE =
  "`{1}` does not exist, seen from the command's folder. Look with `ls` or Glob (and `pwd`) before the next try.";
const HIDDEN =
  "`{program}` failed although the call succeeded: its exit code is lost in `{by}`. Treat it as a failure " +
  "(output: `{match}`); `set -o pipefail` or running it without `{by}` keeps the code.";

function hidden(hint: string, wording: () => Omit<Wording, "text">): Row {
  return { id: "hidden-failure", look: ["hidden"], hint, wording: () => ({ ...wording(), text: HIDDEN }) };
}

/** All rows, in the order in which they are tried. */
export const CATALOGUE: readonly Row[] = [
  {
    id: "edit-mismatch",
    look: ["rejected"],
    hint: "to replace not found in file",
    wording: () => ({
      pattern: /^String to replace not found in file/,
      text:
        "the old text does not stand in {path}. Read the place again and copy it exactly, with its white space; " +
        "another edit or a formatter may have changed it.",
      examples: ["String to replace not found in file."],
      counterExamples: ["The test 'to replace not found in file' passed"],
    }),
  },
  {
    id: "edit-mismatch",
    look: ["rejected"],
    hint: "matches of the string to replace",
    wording: () => ({
      pattern: /^Found (\d+) matches of the string to replace/,
      text:
        "the old text stands in {path} {1} times. Add lines around it until it is unique, or set replace_all.",
      examples: ["Found 3 matches of the string to replace, but replace_all is false."],
      counterExamples: ["No matches of the string to replace"],
    }),
  },
  {
    id: "timeout-background",
    look: ["background"],
    hint: "after",
    wording: () => ({
      pattern: /^task (\S*) after (\d+) ms$/,
      text:
        "not finished: after {2} ms the command was moved to the background (task {1}) and what is shown is only its " +
        "beginning. Wait for the task's result before building on it, or run it again with a larger timeout.",
      examples: ["task bkugog3bw after 1000 ms"],
      counterExamples: ["task done after 1000 s"],
    }),
  },
  {
    id: "shell-syntax",
    look: FAILED,
    hint: "parse error near",
    wording: () => ({
      pattern: /^\S*:\d+: (parse error near .+)$/,
      text: SHELL_SYNTAX,
      examples: ["(eval):1: parse error near `('"],
      counterExamples: ["jq: parse error near line 1"],
    }),
  },
  {
    id: "shell-syntax",
    look: FAILED,
    hint: "sh: ",
    wording: () => ({
      pattern:
        /^\S*sh: (?:eval: |-c: )?(?:line \d+: |\d+: )?((?:syntax error|Syntax error|unexpected EOF while) .+|Syntax error: .+)$/,
      text: SHELL_SYNTAX,
      examples: [
        "/bin/bash: -c: line 1: syntax error near unexpected token `('",
        "/bin/bash: line 2: unexpected EOF while looking for matching `\"'",
        "sh: 1: Syntax error: Unterminated quoted string",
      ],
      counterExamples: ["push: syntax error", "SyntaxError: Unexpected token"],
    }),
  },
  {
    id: "command-not-found",
    look: ANYWHERE,
    hint: "command not found",
    wording: () => ({
      pattern: /^\S+: (?:line \d+: )?([^\s:/]+): command not found$/,
      text: NOT_FOUND,
      examples: ["/bin/bash: line 1: nosuchcommand: command not found", "bash: foo: command not found"],
      counterExamples: ["ok - prints command not found", "error: test.sh: expected 'command not found'"],
    }),
  },
  {
    id: "command-not-found",
    look: ANYWHERE,
    hint: "command not found: ",
    wording: () => ({
      pattern: /^\S*:? ?command not found: (\S+)$/,
      text: NOT_FOUND,
      examples: ["(eval):1: command not found: tree", "zsh: command not found: timeout"],
      counterExamples: ["it says command not found: really"],
    }),
  },
  {
    id: "command-not-found",
    look: ANYWHERE,
    hint: ": not found",
    wording: () => ({
      pattern: /^\S+: \d+: ([^\s:/]+): not found$/,
      text: NOT_FOUND,
      examples: ["/bin/sh: 1: jest: not found", "sh: 1: vite: not found"],
      counterExamples: ["GET /x: 404: page: not found here", "error: pathspec: not found"],
    }),
  },
  {
    id: "command-not-found",
    look: FAILED,
    hint: "is not recognized as",
    wording: () => ({
      pattern: /^'?([^\s']+)'? is not recognized as an internal or external command/,
      text: NOT_FOUND,
      examples: ["'make' is not recognized as an internal or external command,"],
      counterExamples: ["The option is not recognized as valid"],
    }),
  },
  {
    id: "command-not-found",
    look: FAILED,
    hint: "spawn ",
    wording: () => ({
      pattern: /\bspawn ([^\s/]+) ENOENT\b/,
      text: NOT_FOUND,
      examples: ["Error: spawn ffmpeg ENOENT"],
      counterExamples: ["spawn tests passed"],
    }),
  },
  {
    id: "port-in-use",
    look: ANYWHERE,
    hint: "EADDRINUSE",
    wording: () => ({
      pattern: /^(?:\S*Error: |error: )?.*EADDRINUSE:? .*:(\d{1,5})\b/,
      text: PORT,
      examples: ["Error: listen EADDRINUSE: address already in use :::3000"],
      counterExamples: ["ok 3 - retries on EADDRINUSE"],
    }),
  },
  {
    id: "port-in-use",
    look: ANYWHERE,
    hint: "ddress already in use",
    wording: () => ({
      pattern:
        /\b(?:0\.0\.0\.0|127\.0\.0\.1|localhost|::|\[::\]|\*):(\d{1,5}): (?:bind: )?[aA]ddress already in use/,
      text: PORT,
      examples: ["listen tcp 0.0.0.0:3000: bind: address already in use"],
      counterExamples: ["✓ explains 'address already in use'"],
    }),
  },
  {
    id: "port-in-use",
    look: FAILED,
    hint: "ddress already in use",
    wording: () => ({
      pattern: /^(?:OSError|\S*Error|[eE]rror|\S*BindException)\b.*[aA]ddress already in use/,
      text: PORT_UNNAMED,
      examples: [
        "OSError: [Errno 98] Address already in use",
        "java.net.BindException: Address already in use",
      ],
      counterExamples: ["test address already in use ... ok"],
    }),
  },
  {
    id: "port-in-use",
    look: ANYWHERE,
    hint: "port is already allocated",
    wording: () => ({
      pattern: /:(\d{1,5}) failed: port is already allocated/,
      text: PORT,
      examples: ["Bind for 0.0.0.0:5432 failed: port is already allocated"],
      counterExamples: ["the port is already allocated to you"],
    }),
  },
  {
    id: "disk-full",
    look: ANYWHERE,
    hint: "No space left on device",
    wording: () => ({
      pattern: /(?:^|: |\] )No space left on device/,
      text: DISK,
      examples: [
        "cp: error writing 'x': No space left on device",
        "OSError: [Errno 28] No space left on device",
      ],
      counterExamples: ["ok 1 - says 'No space left on device'"],
    }),
  },
  {
    id: "disk-full",
    look: ["program", "hidden", "message"],
    hint: "no space left on device",
    wording: () => ({
      pattern: /(?:^|enospc: |ENOSPC: |: )no space left on device/,
      text: DISK,
      examples: ["Error: ENOSPC: no space left on device, write", "write /x: no space left on device"],
      counterExamples: ["ok 2 - handles no space left on device"],
    }),
  },
  {
    id: "disk-full",
    look: ["program", "hidden"],
    hint: "Disk quota exceeded",
    wording: () => ({
      pattern: /: Disk quota exceeded$/,
      text: DISK,
      examples: ["write: Disk quota exceeded"],
      counterExamples: ["Disk quota exceeded handling: ok"],
    }),
  },
  {
    id: "memory",
    look: ANYWHERE,
    hint: "heap out of memory",
    wording: () => ({
      pattern: /(JavaScript heap out of memory)/,
      text: MEMORY,
      examples: ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
      counterExamples: ["Java heap out of memory docs"],
    }),
  },
  {
    id: "memory",
    look: ANYWHERE,
    hint: "emory",
    wording: () => ({
      pattern:
        /^(?:Exception in thread "[^"]*" )?(MemoryError|java\.lang\.OutOfMemoryError|std::bad_alloc|numpy\.\S*_ArrayMemoryError|torch\.\S*OutOfMemoryError)\b/,
      text: MEMORY,
      examples: [
        "MemoryError",
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
        "torch.cuda.OutOfMemoryError: CUDA out of memory.",
      ],
      counterExamples: [
        "test_raises_MemoryError PASSED",
        "memory usage: 120 MB",
        "PASS tests/memory.test.ts",
      ],
    }),
  },
  {
    id: "memory",
    look: ANYWHERE,
    hint: "emory",
    wording: () => ({
      pattern:
        /(?:: |^)(Cannot allocate memory|memory allocation of \d+ bytes failed|runtime: out of memory|out of memory allocating \d+ bytes|virtual memory exhausted|Out of memory: Killed process \d+)/,
      text: MEMORY,
      examples: [
        "fork: Cannot allocate memory",
        "memory allocation of 800000 bytes failed",
        "fatal error: runtime: out of memory",
        "cc1plus: out of memory allocating 65536 bytes",
      ],
      counterExamples: ["✓ Cannot allocate memory is reported", "ok - memory allocation of buffers"],
    }),
  },
  {
    id: "memory",
    look: ANYWHERE,
    hint: "bad_alloc",
    wording: () => ({
      pattern: /^(?:terminate called after throwing an instance of ')?(std::bad_alloc)/,
      text: MEMORY,
      examples: ["terminate called after throwing an instance of 'std::bad_alloc'"],
      counterExamples: ["catches std::bad_alloc"],
    }),
  },
  {
    id: "memory",
    look: ["message"],
    hint: "memory",
    wording: () => ({
      pattern:
        /(out of memory|memory (?:limit|allocation|error|exhausted|exceeded)|(?:not enough|insufficient|cannot allocate) memory)/,
      text: MEMORY,
      examples: ["out of memory", "memory limit exceeded", "memory allocation failed"],
      counterExamples: ["file does not exist: docs/memory.md"],
    }),
  },
  {
    id: "memory",
    look: ["program"],
    hint: "Exit code 137",
    wording: () => ({
      pattern: /^Exit code 137$/,
      text: KILLED,
      unless: /\b(?:kill|pkill|killall|docker|podman)\b/,
      examples: ["Exit code 137"],
      counterExamples: ["Exit code 1", "Exit code 1370"],
    }),
  },
  {
    id: "module-not-found",
    look: ANYWHERE,
    hint: "No module named",
    wording: () => ({
      pattern: /^(?:\S+: )?(?:ModuleNotFoundError: )?No module named ('?[\w.-]+'?)/,
      text: MODULE,
      examples: [
        "ModuleNotFoundError: No module named 'requests'",
        "/usr/bin/python3: No module named pytest",
      ],
      counterExamples: ["test says No module named x ... ok"],
    }),
  },
  {
    id: "module-not-found",
    look: ANYWHERE,
    hint: "Cannot find ",
    wording: () => ({
      pattern: /^(?:.*(?:Error|error)\b.*: )?Cannot find (?:module|package) ('[^']+'|"[^"]+")/,
      text: MODULE,
      examples: [
        "Error: Cannot find module 'express'",
        "src/a.ts(1,20): error TS2307: Cannot find module './b' or its corresponding type declarations.",
        "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'zod' imported from /p/a.mjs",
      ],
      counterExamples: ["✓ throws Cannot find module 'x' for unknown names"],
    }),
  },
  {
    id: "module-not-found",
    look: ANYWHERE,
    hint: "no required module provides package",
    wording: () => ({
      pattern: /no required module provides package (\S+?);/,
      text: MODULE,
      examples: ["main.go:4:2: no required module provides package github.com/x/y; to add it:"],
      counterExamples: ["no required module provides package here"],
    }),
  },
  {
    id: "module-not-found",
    look: ANYWHERE,
    hint: "unresolved import",
    wording: () => ({
      pattern: /^error\[E0432\]: unresolved import (`[^`]+`)/,
      text: MODULE,
      examples: ["error[E0432]: unresolved import `serde`"],
      counterExamples: ["warning: unresolved import"],
    }),
  },
  {
    id: "merge-conflict",
    look: ANYWHERE,
    hint: "CONFLICT (",
    wording: () => ({
      pattern: /^CONFLICT \([^)]+\): .*?(?:in |: )?(\S+)$/,
      text: CONFLICT,
      examples: ["CONFLICT (content): Merge conflict in src/app.ts"],
      counterExamples: ["see CONFLICT (content) below"],
    }),
  },
  {
    id: "merge-conflict",
    look: FAILED,
    hint: "unmerged files",
    wording: () => ({
      pattern: /^error: .* because you have (unmerged files)/,
      text: CONFLICT,
      examples: ["error: Committing is not possible because you have unmerged files."],
      counterExamples: ["no unmerged files"],
    }),
  },
  {
    id: "network",
    look: ANYWHERE,
    hint: "ECONNREFUSED",
    wording: () => ({
      pattern: /(?:^[\s-]*|Error: |error: |reason: )connect ECONNREFUSED (\S+:\d+)/,
      text: REFUSED,
      examples: ["Error: connect ECONNREFUSED 127.0.0.1:5432"],
      counterExamples: ["✓ retries after ECONNREFUSED"],
    }),
  },
  {
    id: "network",
    look: ANYWHERE,
    hint: "Failed to connect to",
    wording: () => ({
      pattern: /^curl: \(7\) Failed to connect to (\S+ port \d+)/,
      text: REFUSED,
      examples: ["curl: (7) Failed to connect to localhost port 3000 after 0 ms: Couldn't connect to server"],
      counterExamples: ["Failed to connect to the team"],
    }),
  },
  {
    id: "network",
    look: ["exit"],
    hint: "7 curl",
    wording: () => ({
      pattern: /^7 curl$/,
      text:
        "curl could not connect (exit code 7; -s hides its message). Start the service or wait until it listens " +
        "(`ss -ltn`), and check host and port, before the next try.",
      examples: ["7 curl"],
      counterExamples: ["22 curl", "7 wget"],
    }),
  },
  {
    id: "network",
    look: ["exit"],
    hint: "6 curl",
    wording: () => ({
      pattern: /^6 curl$/,
      text:
        "curl could not resolve the host name (exit code 6; -s hides its message). Check the name; a retry will not help " +
        "without a network.",
      examples: ["6 curl"],
      counterExamples: ["56 curl"],
    }),
  },
  {
    id: "network",
    look: ANYWHERE,
    hint: "onnection refused",
    wording: () => ({
      pattern:
        /^(?:\S*Error\b.*|\S+: .*|.*\bdial tcp (\S+:\d+): connect): ?(?:\[Errno 111\] )?[cC]onnection refused/,
      text:
        "the connection was refused: nothing listens there. Start the service or wait until it listens (`ss -ltn`), and " +
        "check host and port, before the next try.",
      examples: [
        "dial tcp 127.0.0.1:5432: connect: connection refused",
        "ConnectionRefusedError: [Errno 111] Connection refused",
        'psql: error: connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
      ],
      counterExamples: ["✓ reports Connection refused"],
    }),
  },
  {
    id: "network",
    look: ANYWHERE,
    hint: "Could not resolve host",
    wording: () => ({
      pattern: /\bCould not resolve host(?:name)?:? (\S+)/,
      text: NAME,
      examples: [
        "curl: (6) Could not resolve host: exmaple.test",
        "fatal: unable to access 'https://x/': Could not resolve host: x",
      ],
      counterExamples: ["Could not resolve hosts file"],
    }),
  },
  {
    id: "network",
    look: ANYWHERE,
    hint: "getaddrinfo ",
    wording: () => ({
      pattern: /\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)/,
      text: NAME,
      examples: ["npm error request to https://r.test/x failed, reason: getaddrinfo ENOTFOUND r.test"],
      counterExamples: ["mocks getaddrinfo calls"],
    }),
  },
  {
    id: "network",
    look: ["message"],
    hint: "unable to verify if domain",
    wording: () => ({
      pattern: /unable to verify if domain (\S+) is safe/,
      text:
        "{1} cannot be fetched from this network; the same call will fail again. For a local server use `curl` in the shell.",
      examples: ["unable to verify if domain 127.0.0.1 is safe to fetch."],
      counterExamples: ["unable to verify the domain"],
    }),
  },
  {
    id: "network",
    look: ["message"],
    hint: "econnrefused",
    wording: () => ({
      pattern: /econnrefused ?(\S*)/,
      text:
        "the connection was refused: nothing listens there. Start the service first, and check host and port.",
      examples: ["connect econnrefused 127.0.0.1:80"],
      counterExamples: ["connection reset"],
    }),
  },
  {
    id: "timeout",
    look: FAILED,
    hint: "ETIMEDOUT",
    wording: () => ({
      pattern: /(?:^|Error: |error: |reason: |code )(?:connect |read |write )?(ETIMEDOUT)\b[^'"]*$/,
      text: TIMEOUT,
      examples: ["Error: connect ETIMEDOUT 10.0.0.1:443", "npm error code ETIMEDOUT"],
      counterExamples: ["✓ maps 'ETIMEDOUT' to a retry"],
    }),
  },
  {
    id: "timeout",
    look: FAILED,
    hint: "timed out",
    wording: () => ({
      pattern:
        /(?:^|: |\. |\) )((?:Command|Operation|Connection|Read|Request|operation|connection|read|request)(?: has| was)? timed out\b.*)/,
      text: TIMEOUT,
      examples: [
        "curl: (28) Connection timed out after 5001 milliseconds",
        "Command timed out after 2m 0.0s",
        "ssh: connect to host x port 22: Connection timed out",
      ],
      counterExamples: ["✓ says that it timed out", "PASS Request timed out handling"],
    }),
  },
  {
    id: "timeout",
    look: FAILED,
    hint: "imeout",
    wording: () => ({
      pattern:
        /(?:^|: )((?:Exceeded t|T)imeout of \d+ ?ms\b.*|TimeoutError\b.*|(?:\S*\.)?(?:Read|Connect|Socket)Timeout(?:Error|Exception)?: .*|.*Client\.Timeout exceeded.*|i\/o timeout)$/,
      text: TIMEOUT,
      examples: [
        "Error: Timeout of 2000ms exceeded. For async tests, ensure done() is called",
        "thrown: Exceeded timeout of 5000 ms for a test.",
        "TimeoutError: waiting for selector failed",
        "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='x')",
        "dial tcp 10.0.0.1:80: i/o timeout",
      ],
      counterExamples: ["✓ waits for the timeout (5 ms)", "timeout: 30", "tests/timeout.test.ts"],
    }),
  },
  {
    id: "timeout",
    look: FAILED,
    hint: "deadline exceeded",
    wording: () => ({
      pattern: /(?:^|: )(context deadline exceeded)/,
      text: TIMEOUT,
      examples: ['Get "https://x": context deadline exceeded'],
      counterExamples: ["ok   deadline exceeded is an error"],
    }),
  },
  {
    id: "timeout",
    look: ["exit"],
    hint: "124 timeout",
    wording: () => ({
      pattern: /^124 (timeout)$/,
      text:
        "the command ran into the limit that it was given with `timeout` (exit code 124). Give it longer, or less to do.",
      examples: ["124 timeout"],
      counterExamples: ["1 timeout"],
    }),
  },
  {
    id: "timeout",
    look: ["message"],
    hint: "time",
    wording: () => ({
      pattern:
        /(timed out|(?:request|connection|operation|query|gateway|read|search|fetch|response|execution|api|server|tool|network) timeout|^timeout\b|timeout (?:of|after|exceeded|error|while|waiting|expired|reached)|time limit exceeded)/,
      text: TIMEOUT,
      examples: ["request timeout", "timeout of 30000ms exceeded", "the request timed out", "timeout"],
      counterExamples: ["file does not exist: src/timeout.ts", "invalid value for timeout: must be a number"],
    }),
  },
  {
    id: "permission",
    look: ["exit"],
    hint: "126 ",
    wording: () => ({
      pattern: /^126 (\S+)$/,
      text:
        "`{1}` is there but cannot be executed (exit code 126). `chmod +x` it if it is a script of the project, or run it " +
        "through its interpreter.",
      examples: ["126 deploy.sh"],
      counterExamples: ["1 deploy.sh"],
    }),
  },
  {
    id: "permission",
    look: ANYWHERE,
    hint: "ermission denied",
    wording: () => ({
      pattern:
        /^(?:\S+: )(?:line \d+: |\d+: )?(?:cannot [a-z ]+? |can't [a-z ]+? |unable to [a-z ]+? )?['"‘]?([^\s'"’:]+)['"’]?: Permission denied$/,
      text: PERMISSION,
      examples: [
        "/bin/bash: line 1: ./run.sh: Permission denied",
        "mkdir: cannot create directory '/opt/x': Permission denied",
        "cat: /etc/shadow: Permission denied",
      ],
      counterExamples: ["✓ shows /x: Permission denied to users"],
    }),
  },
  {
    id: "permission",
    look: ANYWHERE,
    hint: "permission denied:",
    wording: () => ({
      pattern: /^(?:\S*:\d+|zsh): permission denied: (\S+)$/,
      text: PERMISSION,
      examples: ["(eval):1: permission denied: ./run.sh", "zsh: permission denied: ./x"],
      counterExamples: ["test: permission denied: ok"],
    }),
  },
  {
    id: "permission",
    look: ANYWHERE,
    hint: "permission denied:",
    wording: () => ({
      pattern: /^\S*:\d+: permission denied: ?$/,
      text:
        "the shell was given an empty program name. Look for an empty variable, or a line that goes on behind a \\ that is " +
        "not its last character; a script file avoids both.",
      examples: ["(eval):1: permission denied: "],
      counterExamples: ["(eval):1: permission denied: ./run.sh"],
    }),
  },
  {
    id: "permission",
    look: ["program"],
    hint: "E",
    wording: () => ({
      pattern: /\b(?:EACCES|EPERM): (?:permission denied|operation not permitted), \w+ '([^']+)'/,
      text: PERMISSION,
      examples: [
        "Error: EACCES: permission denied, open '/etc/x'",
        "EPERM: operation not permitted, unlink 'C:\\x'",
      ],
      counterExamples: ["EACCES is handled"],
    }),
  },
  {
    id: "permission",
    look: ANYWHERE,
    hint: "Permission denied: ",
    wording: () => ({
      pattern: /^PermissionError: \[Errno 13\] Permission denied: '([^']+)'/,
      text: PERMISSION,
      examples: ["PermissionError: [Errno 13] Permission denied: '/etc/hosts'"],
      counterExamples: ["raises PermissionError"],
    }),
  },
  {
    id: "permission",
    look: FAILED,
    hint: "Permission denied (",
    wording: () => ({
      pattern: /Permission denied \((publickey[^)]*)\)/,
      text:
        "the other side refused the key ({1}). This needs a key or a login from the user: ask, do not retry.",
      examples: ["git@github.com: Permission denied (publickey)."],
      counterExamples: ["Permission denied (maybe)"],
    }),
  },
  {
    id: "permission",
    look: ["message"],
    hint: "permission denied",
    wording: () => ({
      pattern: /permission denied/,
      text: PERMISSION_UNNAMED,
      examples: ["permission denied"],
      counterExamples: ["permission granted"],
    }),
  },
  {
    id: "no-such-file",
    look: FAILED,
    hint: "File does not exist.",
    wording: () => ({
      pattern: /^File does not exist\./,
      text: "`{path}` does not exist. Find the file with Glob or `ls` of its folder before the next try.",
      examples: ["File does not exist. Note: your current working directory is /p."],
      counterExamples: ["ok - File does not exist."],
    }),
  },
  {
    id: "no-such-file",
    look: FAILED,
    hint: ": No such file or directory",
    wording: () => ({
      pattern:
        /^(?:\S+: )(?:line \d+: |\d+: )?(?:[a-z]+: )?(?:\d+:\d+: fatal error: )?(?:cannot [a-z ]+? |can't [a-z ]+? )?['"‘]?([^\s'"’:]+)['"’]?: No such file or directory$/,
      text: NO_FILE,
      examples: [
        "cat: /etc/shadow2: No such file or directory",
        "ls: cannot access '/nonexistent': No such file or directory",
        "/bin/bash: line 1: cd: src: No such file or directory",
      ],
      counterExamples: ["✓ prints x: No such file or directory"],
    }),
  },
  {
    id: "no-such-file",
    look: FAILED,
    hint: "No such file or directory: ",
    wording: () => ({
      pattern:
        /^(?:FileNotFoundError|IOError|NotADirectoryError): \[Errno 2\] No such file or directory: '([^']+)'/,
      text: NO_FILE,
      examples: ["FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'"],
      counterExamples: ["FileNotFoundError is raised"],
    }),
  },
  {
    id: "no-such-file",
    look: FAILED,
    hint: "ENOENT: no such file",
    wording: () => ({
      pattern: /\bENOENT: no such file or directory, \w+ '([^']+)'/,
      text: NO_FILE,
      examples: ["Error: ENOENT: no such file or directory, open 'config.json'"],
      counterExamples: ["maps ENOENT: no such file to 404"],
    }),
  },
  {
    id: "no-such-file",
    look: FAILED,
    hint: "can't open file",
    wording: () => ({
      pattern: /: can't open file '([^']+)': \[Errno 2\]/,
      text: NO_FILE,
      examples: ["python3: can't open file '/p/x.py': [Errno 2] No such file or directory"],
      counterExamples: ["can't open file 'x'"],
    }),
  },
  hidden("FAILED", () => ({
    pattern:
      /^(FAILED \(.*(?:failures|errors)=[1-9]\d*.*\)|test result: FAILED\..*|FAILED \| .*[1-9]\d* failed.*|BUILD FAILED\b.*)$/,
    examples: [
      "FAILED (failures=1)",
      "FAILED (failures=1, errors=2)",
      "test result: FAILED. 3 passed; 1 failed; 0 ignored",
      "FAILED | 3 passed | 1 failed (12ms)",
      "BUILD FAILED in 3s",
    ],
    counterExamples: ["FAILED (failures=0)", "0 FAILED", "grep FAILED log.txt"],
  })),
  hidden("failed", () => ({
    pattern: /^(?:Tests?:? +|=+ |\s*)([1-9]\d* failed\b.*)$/,
    examples: [
      "Tests:       1 failed, 12 passed, 13 total",
      "=================== 2 failed, 3 passed in 0.12s ===================",
      "1 failed, 3 passed in 0.10s",
    ],
    counterExamples: ["Tests: 0 failed, 12 passed", "failed logins are counted", "10 passed, 0 failed"],
  })),
  hidden("fail", () => ({
    pattern: /^(?:# fail [1-9]\d*|ℹ fail [1-9]\d*|\s+[1-9]\d* failing)$/,
    examples: [
      "# fail 1",
      "ℹ fail 2",
      "  3 failing",
    ],
    counterExamples: [
      "# fail 0",
      "fail fast",
    ],
  })),
  hidden("failure", () => ({
    pattern: /^\d+ (?:examples?|runs?|tests?), .*\b[1-9]\d* failures?\b.*$/,
    examples: [
      "5 examples, 1 failure",
      "3 runs, 4 assertions, 1 failures, 0 errors, 0 skips",
    ],
    counterExamples: ["5 examples, 0 failures"],
  })),
  hidden("FAIL", () => ({
    pattern: /^(?:--- FAIL: .+|FAIL\t.+|FAIL  ?\S+\.\w+.*|FAILURES!|\[INFO\] BUILD FAILURE|not ok \d+ .*)$/,
    examples: [
      "--- FAIL: TestAdd (0.00s)",
      "FAIL\texample.com/x\t0.003s",
      "FAIL src/app.test.ts",
      "FAILURES!",
    ],
    counterExamples: ["FAIL is a word", "FAIL_FAST=1"],
  })),
  hidden("error TS", () => ({
    pattern: /^.*\berror TS\d+: .*$/,
    examples: [
      "src/a.ts(1,2): error TS2322: Type 'string' is not assignable to type 'number'.",
    ],
    counterExamples: [
      "error TSX is fine",
    ],
  })),
  hidden("error", () => ({
    pattern: /^(?:error(?:\[E\d+\])?: .+|npm error code .+|\S+:\d+:\d+: (?:fatal )?error: .+)$/,
    examples: [
      "error[E0308]: mismatched types",
      'error: could not compile `x` (bin "x") due to 1 previous error',
      "npm error code ELIFECYCLE",
      "main.c:2:28: error: 'undeclared' undeclared (first use in this function)",
    ],
    counterExamples: ["0 errors", "no error: fine", "[error] log line"],
  })),
  hidden("npm ERR!", () => ({
    pattern: /^npm ERR! code .+$/,
    examples: ["npm ERR! code ELIFECYCLE"],
    counterExamples: ["says npm ERR! sometimes"],
  })),
  hidden("Traceback", () => ({
    pattern: /^Traceback \(most recent call last\):$/,
    examples: ["Traceback (most recent call last):"],
    counterExamples: [
      "Traceback is printed",
    ],
  })),
  hidden("***", () => ({
    pattern: /^make(?:\[\d+\])?: \*\*\* .+$/,
    examples: ["make: *** [Makefile:3: test] Error 1"],
    counterExamples: ["*** done ***"],
  })),
  hidden("panic: ", () => ({
    pattern: /^panic: .+$/,
    examples: ["panic: runtime error: index out of range [3] with length 3"],
    counterExamples: [
      "no panic: all is well",
    ],
  })),
  hidden("Segmentation fault", () => ({
    pattern: /^(?:.*: )?(?:line \d+: +\d+ )?Segmentation fault\b.*$/,
    examples: [
      "Segmentation fault (core dumped)",
    ],
    counterExamples: [
      "explains a Segmentation fault",
    ],
  })),
  hidden("fatal: ", () => ({
    pattern: /^fatal: .+$/,
    examples: ["fatal: not a git repository (or any of the parent directories): .git"],
    counterExamples: [
      "non-fatal: fine",
    ],
  })),
  hidden("Error response from daemon", () => ({
    pattern: /^Error response from daemon: .+$/,
    examples: [
      "Error response from daemon: No such container: x",
    ],
    counterExamples: [
      "the Error response from daemon is parsed",
    ],
  })),
];

/** Rows about output that the model does not see whole; they speak besides a row of {@linkcode CATALOGUE}. */
export const CUT_ROWS: readonly Row[] = [
  {
    id: "output-cut",
    look: ["cut"],
    hint: " in ",
    wording: () => ({
      pattern: /^all (\d+) in (.+)$/,
      text:
        "the output was cut; all of it ({1} bytes) is in {2}. Search that file (`grep -n`, `tail`) instead of running the " +
        "command again.",
      examples: ["all 108893 in /tmp/x.txt"],
      counterExamples: ["all in /tmp/x.txt"],
    }),
  },
  {
    id: "output-cut",
    look: ["cut"],
    hint: "end of ",
    wording: () => ({
      pattern: /^end of (\d+)$/,
      text:
        "the end of the output is lost: only the first 30,000 characters were kept, and nothing holds the rest. Run it " +
        "again as `{again}`.",
      examples: ["end of 30012"],
      counterExamples: ["end of file"],
    }),
  },
  {
    id: "output-cut",
    look: ["cut"],
    hint: "middle of ",
    wording: () => ({
      pattern: /^middle of (\d+)$/,
      text:
        "the middle of the output ({1} characters in all) is missing here. If the cause is not shown, run it again as " +
        "`{again}`.",
      examples: ["middle of 28913"],
      counterExamples: ["middle of the road"],
    }),
  },
];
