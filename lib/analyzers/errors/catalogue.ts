/**
 * The failures that are worth a word: what they look like and what to do about them. One row is one wording; the first
 * row that matches a call is used, so special rows come before general ones.
 *
 * @module
 */
import type { Adds } from "../analyzer.ts";

/**
 * The texts a row can look at.
 *
 * - `program`: what a failed command printed, or another failed tool's error;
 * - `own`: the same, without what a test or a log only mentions;
 * - `message`: the error of a tool that is not a program, in lower case, up to 500 units;
 * - `hidden`: what a succeeded command printed, where one of its programs lost its exit code and printed it itself;
 * - `named`: what a succeeded command printed, for what the command itself names;
 * - `covered`: the same, where a failure in it is covered by later output;
 * - `report`: how a program's own report of a failure can be seen, such as `covered`, `visible cut`;
 * - `client`: the error of the client's own tools for searching and reading, also of a call that was refused;
 * - `mismatch`: why an edit was refused for its old text, such as `nowhere`, `many 3` or `cell`;
 * - `missing`: the word, where the call's file does not exist;
 * - `code`: the exit code of a failed command;
 * - `exit`: exit code and program of a command that failed without output, such as `7 curl`;
 * - `background`: a command that reached its time limit, such as `task b1 after 1000 ms`;
 * - `cut`: what is missing from the output, such as `end of 30012` or `all 99000 in /tmp/x.txt`.
 */
export type Look =
  | "program"
  | "own"
  | "message"
  | "hidden"
  | "named"
  | "covered"
  | "report"
  | "client"
  | "mismatch"
  | "missing"
  | "code"
  | "exit"
  | "background"
  | "cut";

/**
 * One wording of one failure:
 *
 * - the rule's name after `errors/`;
 * - what a finding adds;
 * - where it looks;
 * - a literal that every match contains: texts without it never meet the pattern;
 * - the pattern for one line, free of constructs that need backtracking;
 * - what to say: `{1}` is a group of the match, `{path}`, `{program}` and `{by}` are the call's; "" where only a look at the
 *   project says something;
 * - a pattern of commands that cause this on purpose.
 *
 * Strings in a plain table, because every process that explains a failure reads it: half the time of objects with
 * pattern literals.
 */
export type Row = readonly [
  id: string,
  adds: Adds,
  look: readonly Look[],
  hint: string,
  pattern: string,
  text: string,
  unless?: string,
];

const FAILED: readonly Look[] = ["program"];
const ANYWHERE: readonly Look[] = ["program", "hidden"];
const NAMED: readonly Look[] = ["program", "named"];
const OWN: readonly Look[] = ["own"];
const OWN_OR_HIDDEN: readonly Look[] = ["own", "hidden"];
const CONFLICTING: readonly Look[] = ["program", "covered", "hidden"];

const NOT_FOUND =
  "`{1}` is not installed here or not on PATH. Check with `command -v {1}`, or use a program that is there.";
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
  "{1} has merge conflicts. Resolve every <<<<<<< block, `git add` the file and go on with what the command began.";
const PERMISSION =
  "no permission for {1}. Look at it with `ls -ld`; `chmod +x` a script of the project that should run, " +
  "else use a place that is yours. Do not reach for sudo unasked.";
const PERMISSION_UNNAMED =
  "permission denied. Find the file with `ls -ld`; `chmod +x` a script of the project that should " +
  "run, else use a place that is yours. Do not reach for sudo unasked.";
const NO_FILE =
  "`{1}` does not exist, seen from the command's folder. Look with `ls` (and `pwd`) before the next try.";
const HIDDEN =
  "{program} failed although the call succeeded: its exit code is lost in `{by}` (output: `{match}`). Treat the call as " +
  "failed; {keep}.";
const CUT_CAUSE =
  "`{filter}` left that it failed and cut off why. Run it once as `{run} > {log} 2>&1` and search that file, for example " +
  "`grep -n -A 12 '{mark}' {log}`, instead of running it again with another filter.";
const KEPT_CAUSE =
  "`{filter}` left that it failed and cut off why. All of it is in `{kept}`: search that file, for example " +
  "`grep -n -A 12 '{mark}' {kept}`.";
const BROKEN_CLIENT =
  "the agent's own program was replaced while it runs ({1} is gone), so its search tools fail until it is restarted. Search " +
  "with `rg`, `grep` and `find` in the shell meanwhile.";

/** All rows, in the order in which they are tried. */
export const CATALOGUE: readonly Row[] = [
  ["broken-client", "cause", ["client"], "posix_spawn '", "^ENOENT: .*posix_spawn '([^']+)'", BROKEN_CLIENT],
  [
    "edit-mismatch",
    "place",
    ["mismatch"],
    "nowhere",
    "^nowhere\\b",
    "the old text is not in {path}. Read the place again and copy it exactly, with its white " +
    "space; another edit or a formatter may have changed it.",
  ],
  [
    "edit-mismatch",
    "place",
    ["mismatch"],
    "many ",
    "^many (\\w+)$",
    "the old text is {1} times in {path}. Add lines around it until it is unique, or set " +
    "replace_all.",
  ],
  [
    "edit-mismatch",
    "place",
    ["mismatch"],
    "cell",
    "^cell$",
    "the notebook has no such cell: {path}. Read it again and take the cell's id from there.",
  ],
  [
    "timeout-background",
    "advice",
    ["background"],
    "after",
    "^task (\\S*) after (\\d+) ms$",
    "not finished: after {2} ms the command was moved to the background (task {1}) and what is shown " +
    "is only its beginning. Wait for the task's result before building on it, or run it again with a " +
    "larger timeout.",
  ],
  ["shell-syntax", "advice", FAILED, "parse error near", "^\\S*:\\d+: (parse error near .+)$", SHELL_SYNTAX],
  [
    "shell-syntax",
    "advice",
    FAILED,
    "yntax error",
    "^\\S*sh: (?:eval: |-c: )?(?:line \\d+: |\\d+: )?([sS]yntax error:? .+)$",
    SHELL_SYNTAX,
  ],
  [
    "shell-syntax",
    "advice",
    FAILED,
    "unexpected EOF while",
    "^\\S*sh: (?:eval: |-c: )?(?:line \\d+: |\\d+: )?(unexpected EOF while .+)$",
    SHELL_SYNTAX,
  ],
  [
    "command-not-found",
    "place",
    NAMED,
    "command not found",
    "^\\S+: (?:line \\d+: )?([^\\s:/]+): command not found$",
    NOT_FOUND,
  ],
  [
    "command-not-found",
    "place",
    NAMED,
    "command not found: ",
    "^\\S*:? ?command not found: (\\S+)$",
    NOT_FOUND,
  ],
  ["command-not-found", "place", NAMED, ": not found", "^\\S+: \\d+: ([^\\s:/]+): not found$", NOT_FOUND],
  [
    "command-not-found",
    "place",
    FAILED,
    "is not recognized as",
    "^'?([^\\s']+)'? is not recognized as an internal or external command",
    NOT_FOUND,
  ],
  ["command-not-found", "place", FAILED, "spawn ", "\\bspawn ([^\\s/]+) ENOENT\\b", NOT_FOUND],
  ["command-not-found", "place", FAILED, "executable file not found", "(executable file not found)", ""],
  ["command-not-found", "place", FAILED, "nknown command: ", "nknown command: (\\S+)", ""],
  [
    "command-not-found",
    "place",
    FAILED,
    "o such file or directory",
    "^(?:make|env|xargs|timeout|nice|nohup): .*: No such file or directory$",
    "",
  ],
  [
    "port-in-use",
    "advice",
    ANYWHERE,
    "EADDRINUSE",
    "^(?:\\S*Error: |error: )?.*EADDRINUSE:? .*:(\\d{1,5})\\b",
    PORT,
  ],
  [
    "port-in-use",
    "advice",
    ANYWHERE,
    "ddress already in use",
    "\\b(?:0\\.0\\.0\\.0|127\\.0\\.0\\.1|localhost|::|\\[::\\]|\\*):(\\d{1,5}): (?:bind: )?[aA]ddress already in use",
    PORT,
  ],
  [
    "port-in-use",
    "advice",
    FAILED,
    "ddress already in use",
    "^(?:OSError|\\S*Error|[eE]rror|\\S*BindException)\\b.*[aA]ddress already in use",
    PORT_UNNAMED,
  ],
  [
    "port-in-use",
    "advice",
    ANYWHERE,
    "port is already allocated",
    ":(\\d{1,5}) failed: port is already allocated",
    PORT,
  ],
  ["disk-full", "advice", ANYWHERE, "No space left on device", "(?:^|: |\\] )No space left on device", DISK],
  [
    "disk-full",
    "advice",
    ["program", "hidden", "message"],
    "no space left on device",
    "(?:^|enospc: |ENOSPC: |: )no space left on device",
    DISK,
  ],
  ["disk-full", "advice", ANYWHERE, "Disk quota exceeded", ": Disk quota exceeded$", DISK],
  [
    "memory",
    "advice",
    OWN_OR_HIDDEN,
    "JavaScript heap out of memory",
    "(JavaScript heap out of memory)",
    MEMORY,
  ],
  [
    "memory",
    "advice",
    OWN_OR_HIDDEN,
    "java.lang.OutOfMemoryError",
    '^(?:Exception in thread "[^"]*" )?(java\\.lang\\.OutOfMemoryError)\\b',
    MEMORY,
  ],
  [
    "memory",
    "advice",
    OWN_OR_HIDDEN,
    "MemoryError",
    "^(MemoryError|numpy\\.\\S*_ArrayMemoryError|torch\\.\\S*OutOfMemoryError)\\b",
    MEMORY,
  ],
  ["memory", "advice", OWN_OR_HIDDEN, "Cannot allocate memory", "(?:: |^)(Cannot allocate memory)", MEMORY],
  [
    "memory",
    "advice",
    OWN_OR_HIDDEN,
    "memory allocation of ",
    "(?:: |^)(memory allocation of \\d+ bytes failed)",
    MEMORY,
  ],
  [
    "memory",
    "advice",
    OWN_OR_HIDDEN,
    "out of memory",
    "(?:: |^)(runtime: out of memory|out of memory allocating \\d+ bytes)",
    MEMORY,
  ],
  [
    "memory",
    "advice",
    OWN_OR_HIDDEN,
    "virtual memory exhausted",
    "(?:: |^)(virtual memory exhausted)",
    MEMORY,
  ],
  [
    "memory",
    "advice",
    OWN_OR_HIDDEN,
    "Out of memory: ",
    "(?:: |^)(Out of memory: Killed process \\d+)",
    MEMORY,
  ],
  [
    "memory",
    "advice",
    OWN_OR_HIDDEN,
    "bad_alloc",
    "^(?:terminate called after throwing an instance of ')?(std::bad_alloc)",
    MEMORY,
  ],
  [
    "memory",
    "advice",
    ["message"],
    "memory",
    "(out of memory|memory (?:limit|allocation|error|exhausted|exceeded)|(?:not enough|insufficient|cannot allocate) memory)",
    MEMORY,
  ],
  ["memory", "cause", ["code"], "137", "^137$", KILLED, "\\b(?:kill|pkill|killall|docker|podman)\\b"],
  [
    "module-not-found",
    "fact",
    ANYWHERE,
    "No module named",
    "^(?:E +)?(?:\\S+: )?(?:ModuleNotFoundError: )?No module named ('?[\\w.-]+'?)",
    MODULE,
  ],
  [
    "module-not-found",
    "fact",
    ANYWHERE,
    "Cannot find ",
    "^(?: *|.*(?:Error|error)\\b.*: )Cannot find (?:module|package) ('[^']+'|\"[^\"]+\")",
    MODULE,
  ],
  [
    "module-not-found",
    "fact",
    ANYWHERE,
    "ailed to resolve import ",
    'ailed to resolve import ("[^"]+") from ',
    MODULE,
  ],
  ["module-not-found", "fact", ANYWHERE, 'ould not resolve "', 'ould not resolve ("[^"]+")', MODULE],
  ["module-not-found", "fact", ANYWHERE, "Can't resolve '", "Can't resolve ('[^']+')", MODULE],
  [
    "module-not-found",
    "fact",
    ANYWHERE,
    "no required module provides package",
    "no required module provides package (\\S+?);",
    MODULE,
  ],
  [
    "module-not-found",
    "fact",
    ANYWHERE,
    "unresolved import",
    "^error\\[E0432\\]: unresolved import (`[^`]+`)",
    MODULE,
  ],
  [
    "merge-conflict",
    "fact",
    CONFLICTING,
    "CONFLICT (",
    "^CONFLICT \\([^)]+\\): .*?(?:in |: )?(\\S+)$",
    CONFLICT,
  ],
  [
    "merge-conflict",
    "fact",
    FAILED,
    "unmerged files",
    "^error: .* because you have (unmerged files)",
    CONFLICT,
  ],
  [
    "network",
    "advice",
    ANYWHERE,
    "ECONNREFUSED",
    "(?:^[\\s-]*|Error: |error: |reason: )connect ECONNREFUSED (\\S+:\\d+)",
    REFUSED,
  ],
  [
    "network",
    "advice",
    ANYWHERE,
    "Failed to connect to",
    "^curl: \\(7\\) Failed to connect to (\\S+ port \\d+)",
    REFUSED,
  ],
  [
    "network",
    "cause",
    ["exit"],
    "7 curl",
    "^7 curl$",
    "curl could not connect (exit code 7; -s hides its message). Start the service or wait until it " +
    "listens (`ss -ltn`), and check host and port, before the next try.",
  ],
  [
    "network",
    "cause",
    ["exit"],
    "6 curl",
    "^6 curl$",
    "curl could not resolve the host name (exit code 6; -s hides its message). Check the name; a " +
    "retry will not help without a network.",
  ],
  [
    "network",
    "advice",
    ANYWHERE,
    "onnection refused",
    "^(?:\\S*Error\\b.*|\\S+: .*|.*\\bdial tcp (\\S+:\\d+): connect): ?(?:\\[Errno 111\\] )?[cC]onnection refused",
    "the connection was refused: nothing listens there. Start the service or wait until it listens " +
    "(`ss -ltn`), and check host and port, before the next try.",
  ],
  [
    "network",
    "advice",
    ANYWHERE,
    "Could not resolve host",
    "\\bCould not resolve host(?:name)?:? (\\S+)",
    NAME,
  ],
  ["network", "advice", ANYWHERE, "getaddrinfo ", "\\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\\S+)", NAME],
  [
    "network",
    "advice",
    ["message"],
    "unable to verify if domain",
    "unable to verify if domain (\\S+) is safe",
    "the client could not ask its service whether {1} is safe, so this tool can fetch nothing here, whatever the " +
    "address. `curl` in the shell does not ask, and reaches local servers as well.",
  ],
  [
    "network",
    "advice",
    ["message"],
    "econnrefused",
    "econnrefused ?(\\S*)",
    "the connection was refused: nothing listens there. Start the service first, and check host and " +
    "port.",
  ],
  [
    "timeout",
    "advice",
    OWN,
    "ETIMEDOUT",
    "(?:^|Error: |error: |reason: |code )(?:connect |read |write )?(ETIMEDOUT)\\b[^'\"]*$",
    TIMEOUT,
  ],
  [
    "timeout",
    "advice",
    OWN,
    "timed out",
    "(?:^|: |\\. |\\) )((?:Command|Operation|Connection|Read|Request|operation|connection|read|request)(?: has| was)? timed out\\b.*)",
    TIMEOUT,
  ],
  ["timeout", "advice", OWN, "imeout of ", "(?:^|: )((?:Exceeded t|T)imeout of \\d+ ?ms\\b.*)$", TIMEOUT],
  ["timeout", "advice", OWN, "TimeoutError", "(?:^|: )(TimeoutError\\b.*)$", TIMEOUT],
  [
    "timeout",
    "advice",
    OWN,
    "Timeout",
    "(?:^|: )((?:\\S*\\.)?(?:Read|Connect|Socket)Timeout(?:Error|Exception)?: .*)$",
    TIMEOUT,
  ],
  [
    "timeout",
    "advice",
    OWN,
    "Client.Timeout exceeded",
    "(?:^|: )(.*Client\\.Timeout exceeded.*)$",
    TIMEOUT,
  ],
  ["timeout", "advice", OWN, "i/o timeout", "(?:^|: )(i/o timeout)$", TIMEOUT],
  ["timeout", "advice", OWN, "deadline exceeded", "(?:^|: )(context deadline exceeded)", TIMEOUT],
  [
    "timeout",
    "advice",
    ["exit"],
    "124 timeout",
    "^124 (timeout)$",
    "the command ran into the limit that it was given with `timeout` (exit code 124). Give it longer, " +
    "or less to do.",
  ],
  ["timeout", "advice", ["message"], "timed out", "(timed out)", TIMEOUT],
  ["timeout", "advice", ["message"], "request timeout", "(request timeout)", TIMEOUT],
  [
    "timeout",
    "advice",
    ["message"],
    "timeout",
    "((?:connection|operation|query|gateway|read|search|fetch|response|execution|api|server|tool|network) timeout|^timeout\\b|timeout (?:of|after|exceeded|error|while|waiting|expired|reached))",
    TIMEOUT,
  ],
  ["timeout", "advice", ["message"], "time limit exceeded", "(time limit exceeded)", TIMEOUT],
  [
    "permission",
    "cause",
    ["exit"],
    "126 ",
    "^126 (\\S+)$",
    "`{1}` is there but cannot be executed (exit code 126). `chmod +x` it if it is a script of the " +
    "project, or run it through its interpreter.",
  ],
  [
    "permission",
    "advice",
    ANYWHERE,
    "ermission denied",
    "^(?:\\S+: )(?:line \\d+: |\\d+: )?(?:cannot [a-z ]+? |can't [a-z ]+? |unable to [a-z ]+? )?['\"\\u2018]?([^\\s'\"\\u2019:]+)['\"\\u2019]?: Permission denied$",
    PERMISSION,
  ],
  [
    "permission",
    "advice",
    ANYWHERE,
    "permission denied:",
    "^(?:\\S*:\\d+|zsh): permission denied: (\\S+)$",
    PERMISSION,
  ],
  [
    "permission",
    "cause",
    ANYWHERE,
    "permission denied:",
    "^\\S*:\\d+: permission denied: ?$",
    "the shell was given an empty program name. Look for an empty variable, or a line that goes on " +
    "after a \\ that is not its last character; a script file avoids both.",
  ],
  ["permission", "advice", FAILED, "EACCES: ", "\\bEACCES: permission denied, \\w+ '([^']+)'", PERMISSION],
  [
    "permission",
    "advice",
    FAILED,
    "EPERM: ",
    "\\bEPERM: operation not permitted, \\w+ '([^']+)'",
    PERMISSION,
  ],
  [
    "permission",
    "advice",
    ANYWHERE,
    "Permission denied: ",
    "^PermissionError: \\[Errno 13\\] Permission denied: '([^']+)'",
    PERMISSION,
  ],
  [
    "permission",
    "advice",
    FAILED,
    "Permission denied (",
    "Permission denied \\((publickey[^)]*)\\)",
    "the other side refused the key ({1}). This needs a key or a login from the user: ask, do not retry.",
  ],
  ["permission", "advice", ["message"], "permission denied", "(permission denied)", PERMISSION_UNNAMED],
  [
    "no-such-file",
    "place",
    ["missing"],
    "missing",
    "^missing$",
    "`{path}` does not exist. Find the file with `ls` of its folder before the next try.",
  ],
  [
    "no-such-file",
    "place",
    NAMED,
    ": No such file or directory",
    "^(?:\\S+: )(?:line \\d+: |\\d+: )?(?:[a-z]+: )?(?:\\d+:\\d+: fatal error: )?(?:cannot [a-z ]+? |can't [a-z ]+? )?['\"\\u2018]?([^'\"\\u2019:]*[^\\s'\"\\u2019:])['\"\\u2019]?(?: for reading)?: No such file or directory$",
    NO_FILE,
  ],
  [
    "no-such-file",
    "place",
    NAMED,
    "o such file or directory: ",
    "^\\S*:(?:\\d+:)? no such file or directory: (\\S+)$",
    NO_FILE,
  ],
  [
    "no-such-file",
    "place",
    NAMED,
    "No such file or directory: ",
    "^(?:FileNotFoundError|IOError|NotADirectoryError): \\[Errno 2\\] No such file or directory: '([^']+)'",
    NO_FILE,
  ],
  [
    "no-such-file",
    "place",
    NAMED,
    "ENOENT: no such file",
    "\\bENOENT: no such file or directory, \\w+ '([^']+)'",
    NO_FILE,
  ],
  ["no-such-file", "place", NAMED, "can't open file", ": can't open file '([^']+)': \\[Errno 2\\]", NO_FILE],
  [
    "no-such-file",
    "place",
    FAILED,
    "file or directory not found: ",
    "^ERROR: file or directory not found: (\\S+)$",
    NO_FILE,
  ],
  // Programs have many words for it. The command says which path they mean.
  ["no-such-file", "place", FAILED, "o such file or directory", "(o such file or directory)", ""],
  ["no-such-file", "place", ["program", "client"], "oes not exist", "(oes not exist)", ""],
  ["no-such-file", "place", FAILED, "ot found", "(ot found)", ""],
  ["no-such-file", "place", FAILED, "did not match", "(did not match)", ""],
  ["no-such-file", "place", FAILED, "o files matching", "(o files matching)", ""],
  ["no-such-file", "place", FAILED, "ould not ", "ould not (?:be found|find|open)\\b", ""],
  ["no-such-file", "place", FAILED, "annot ", "annot (?:find|open)\\b", ""],
  ["cut-cause", "cause", ["report"], "visible cut", "^visible cut$", CUT_CAUSE],
  ["cut-cause", "cause", ["report"], "visible kept", "^visible kept$", KEPT_CAUSE],
  ["hidden-failure", "consequence", ["report"], "covered", "^covered", HIDDEN],
  ["hidden-failure", "advice", ["report"], "visible", "^visible$", HIDDEN],
];

/** Rows about output that the model does not see whole; they speak besides a row of {@linkcode CATALOGUE}. */
export const CUT_ROWS: readonly Row[] = [
  [
    "output-cut",
    "advice",
    ["cut"],
    " in ",
    "^all (\\d+) in (.+)$",
    "the output was cut; all of it ({1} bytes) is in {file}. Search that file (`grep -n`, `tail`) " +
    "instead of running the command again.",
  ],
  [
    "output-cut",
    "consequence",
    ["cut"],
    "end of ",
    "^end of (\\d+)$",
    "the end of the output is lost: only the first 30,000 characters were kept, and nothing holds the " +
    "rest. Run it again as `{again}`.",
  ],
  [
    "output-cut",
    "advice",
    ["cut"],
    "middle of ",
    "^middle of (\\d+)$",
    "the middle of the output ({1} characters in all) is missing here. If the cause is not shown, run " +
    "it again as `{again}`.",
  ],
];
