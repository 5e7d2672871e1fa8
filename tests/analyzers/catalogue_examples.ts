/** What the rows of the catalogue match and what they do not, row by row. */

/** The lines of one row: its rule, its hint, lines that match, and lines with the same words that do not. */
export type RowExamples = readonly [
  id: string,
  hint: string,
  examples: readonly string[],
  counterExamples: readonly string[],
];

/** In the order of the catalogue: its rows, then those about output that was cut. */
export const EXAMPLES: readonly RowExamples[] = [
  ["broken-client", "posix_spawn '", [
    "ENOENT: no such file or directory, posix_spawn '/usr/local/Caskroom/claude-code/2.1.77/claude'",
  ], ["posix_spawn is a system call"]],
  ["edit-mismatch", "nowhere", ["nowhere several"], ["found nowhere"]],
  ["edit-mismatch", "many ", ["many 3", "many several"], ["too many 3"]],
  ["edit-mismatch", "cell", ["cell"], ["many cells"]],
  ["timeout-background", "after", ["task bkugog3bw after 1000 ms"], ["task done after 1000 s"]],
  ["shell-syntax", "parse error near", ["(eval):1: parse error near `('"], ["jq: parse error near line 1"]],
  ["shell-syntax", "yntax error", [
    "/bin/bash: -c: line 1: syntax error near unexpected token `('",
    "sh: 1: Syntax error: Unterminated quoted string",
  ], ["push: syntax error", "SyntaxError: Unexpected token"]],
  ["shell-syntax", "unexpected EOF while", [
    "/bin/bash: line 2: unexpected EOF while looking for matching `\"'",
  ], ["✓ explains unexpected EOF while reading"]],
  ["command-not-found", "command not found", [
    "/bin/bash: line 1: nosuchcommand: command not found",
    "bash: foo: command not found",
  ], ["ok - prints command not found", "error: test.sh: expected 'command not found'"]],
  ["command-not-found", "command not found: ", [
    "(eval):1: command not found: tree",
    "zsh: command not found: timeout",
  ], ["it says command not found: really"]],
  ["command-not-found", ": not found", ["/bin/sh: 1: jest: not found", "sh: 1: vite: not found"], [
    "GET /x: 404: page: not found here",
    "error: pathspec: not found",
  ]],
  ["command-not-found", "is not recognized as", [
    "'make' is not recognized as an internal or external command,",
  ], ["The option is not recognized as valid"]],
  ["command-not-found", "spawn ", ["Error: spawn ffmpeg ENOENT"], ["spawn tests passed"]],
  ["command-not-found", "executable file not found", [
    'exec: "eslint": executable file not found in $PATH',
  ], ["an executable was not found"]],
  ["command-not-found", "nknown command: ", ["fish: Unknown command: eslint"], ["an unknown command"]],
  ["command-not-found", "o such file or directory", [
    "make: eslint: No such file or directory",
    "env: \u2018eslint\u2019: No such file or directory",
    "timeout: failed to run command \u2018eslint\u2019: No such file or directory",
  ], ["cat: x: No such file or directory"]],
  ["port-in-use", "EADDRINUSE", ["Error: listen EADDRINUSE: address already in use :::3000"], [
    "ok 3 - retries on EADDRINUSE",
  ]],
  ["port-in-use", "ddress already in use", ["listen tcp 0.0.0.0:3000: bind: address already in use"], [
    "✓ explains 'address already in use'",
  ]],
  ["port-in-use", "ddress already in use", [
    "OSError: [Errno 98] Address already in use",
    "java.net.BindException: Address already in use",
  ], ["test address already in use ... ok"]],
  ["port-in-use", "port is already allocated", ["Bind for 0.0.0.0:5432 failed: port is already allocated"], [
    "the port is already allocated to you",
  ]],
  ["disk-full", "No space left on device", [
    "cp: error writing 'x': No space left on device",
    "OSError: [Errno 28] No space left on device",
  ], ["ok 1 - says 'No space left on device'"]],
  ["disk-full", "no space left on device", [
    "Error: ENOSPC: no space left on device, write",
    "write /x: no space left on device",
  ], ["ok 2 - handles no space left on device"]],
  ["disk-full", "Disk quota exceeded", ["write: Disk quota exceeded"], ["Disk quota exceeded handling: ok"]],
  ["memory", "JavaScript heap out of memory", [
    "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
  ], ["Java heap out of memory docs"]],
  ["memory", "java.lang.OutOfMemoryError", [
    'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
  ], ["catches java.lang.OutOfMemoryError"]],
  ["memory", "MemoryError", [
    "MemoryError",
    "torch.cuda.OutOfMemoryError: CUDA out of memory.",
  ], ["test_raises_MemoryError PASSED", "memory usage: 120 MB", "PASS tests/memory.test.ts"]],
  ["memory", "Cannot allocate memory", ["fork: Cannot allocate memory"], [
    "✓ Cannot allocate memory is reported",
  ]],
  ["memory", "memory allocation of ", ["memory allocation of 800000 bytes failed"], [
    "ok - memory allocation of buffers",
  ]],
  ["memory", "out of memory", [
    "fatal error: runtime: out of memory",
    "cc1plus: out of memory allocating 65536 bytes",
  ], ["✓ runs out of memory"]],
  ["memory", "virtual memory exhausted", ["cc1: virtual memory exhausted: Cannot allocate memory"], [
    "✓ says virtual memory exhausted",
  ]],
  ["memory", "Out of memory: ", ["Out of memory: Killed process 4711 (node)"], ["Out of memory: docs"]],
  ["memory", "bad_alloc", ["terminate called after throwing an instance of 'std::bad_alloc'"], [
    "catches std::bad_alloc",
  ]],
  ["memory", "memory", ["out of memory", "memory limit exceeded", "memory allocation failed"], [
    "file does not exist: docs/memory.md",
  ]],
  ["memory", "137", ["137"], ["1", "1370"]],
  ["module-not-found", "No module named", [
    "ModuleNotFoundError: No module named 'requests'",
    "/usr/bin/python3: No module named pytest",
  ], ["test says No module named x ... ok"]],
  ["module-not-found", "Cannot find ", [
    "Error: Cannot find module 'express'",
    "src/a.ts(1,20): error TS2307: Cannot find module './b' or its corresponding type declarations.",
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'zod' imported from /p/a.mjs",
    "    Cannot find module 'zod' from 'src/a.js'",
  ], ["✓ throws Cannot find module 'x' for unknown names"]],
  ["module-not-found", "ailed to resolve import ", [
    'Error: Failed to resolve import "zod" from "src/a.ts". Does the file exist?',
    '[vite]: Rollup failed to resolve import "zod" from "/p/src/a.ts".',
  ], ["failed to resolve import of a map"]],
  ["module-not-found", 'ould not resolve "', ['✘ [ERROR] Could not resolve "zod"'], [
    "Could not resolve host",
  ]],
  ["module-not-found", "Can't resolve '", ["Module not found: Error: Can't resolve 'zod' in '/p/src'"], [
    "Can't resolve x",
  ]],
  ["module-not-found", "no required module provides package", [
    "main.go:4:2: no required module provides package github.com/x/y; to add it:",
  ], ["no required module provides package here"]],
  ["module-not-found", "unresolved import", ["error[E0432]: unresolved import `serde`"], [
    "warning: unresolved import",
  ]],
  ["merge-conflict", "CONFLICT (", ["CONFLICT (content): Merge conflict in src/app.ts"], [
    "see CONFLICT (content) below",
  ]],
  [
    "merge-conflict",
    "unmerged files",
    ["error: Committing is not possible because you have unmerged files."],
    ["no unmerged files"],
  ],
  ["network", "ECONNREFUSED", ["Error: connect ECONNREFUSED 127.0.0.1:5432"], [
    "✓ retries after ECONNREFUSED",
  ]],
  ["network", "Failed to connect to", [
    "curl: (7) Failed to connect to localhost port 3000 after 0 ms: Couldn't connect to server",
  ], ["Failed to connect to the team"]],
  ["network", "7 curl", ["7 curl"], ["22 curl", "7 wget"]],
  ["network", "6 curl", ["6 curl"], ["56 curl"]],
  ["network", "onnection refused", [
    "dial tcp 127.0.0.1:5432: connect: connection refused",
    "ConnectionRefusedError: [Errno 111] Connection refused",
    'psql: error: connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
  ], ["✓ reports Connection refused"]],
  ["network", "Could not resolve host", [
    "curl: (6) Could not resolve host: exmaple.test",
    "fatal: unable to access 'https://x/': Could not resolve host: x",
  ], ["Could not resolve hosts file"]],
  ["network", "getaddrinfo ", [
    "npm error request to https://r.test/x failed, reason: getaddrinfo ENOTFOUND r.test",
  ], ["mocks getaddrinfo calls"]],
  ["network", "unable to verify if domain", ["unable to verify if domain 127.0.0.1 is safe to fetch."], [
    "unable to verify the domain",
  ]],
  ["network", "econnrefused", ["connect econnrefused 127.0.0.1:80"], ["connection reset"]],
  ["timeout", "ETIMEDOUT", ["Error: connect ETIMEDOUT 10.0.0.1:443", "npm error code ETIMEDOUT"], [
    "✓ maps 'ETIMEDOUT' to a retry",
  ]],
  ["timeout", "timed out", [
    "curl: (28) Connection timed out after 5001 milliseconds",
    "Command timed out after 2m 0.0s",
    "ssh: connect to host x port 22: Connection timed out",
  ], ["✓ says that it timed out", "PASS Request timed out handling"]],
  ["timeout", "imeout of ", [
    "Error: Timeout of 2000ms exceeded. For async tests, ensure done() is called",
    "thrown: Exceeded timeout of 5000 ms for a test.",
  ], ["✓ has a timeout of 5 ms", "sets the Timeout of the client"]],
  ["timeout", "TimeoutError", ["TimeoutError: waiting for selector failed"], ["✓ throws TimeoutError"]],
  ["timeout", "Timeout", ["requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='x')"], [
    "ReadTimeout is 30",
    "✓ waits for the timeout (5 ms)",
    "timeout: 30",
    "tests/timeout.test.ts",
  ]],
  ["timeout", "Client.Timeout exceeded", [
    'Get "https://x": net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
  ], ["Client Timeout exceeded"]],
  ["timeout", "i/o timeout", ["dial tcp 10.0.0.1:80: i/o timeout"], ["maps i/o timeout to a retry"]],
  ["timeout", "deadline exceeded", ['Get "https://x": context deadline exceeded'], [
    "ok   deadline exceeded is an error",
  ]],
  ["timeout", "124 timeout", ["124 timeout"], ["1 timeout"]],
  ["timeout", "timed out", ["the request timed out"], ["timed: out of 5"]],
  ["timeout", "request timeout", ["request timeout"], ["request with a timeout"]],
  ["timeout", "timeout", ["connection timeout", "timeout of 30000ms exceeded", "timeout"], [
    "file does not exist: src/timeout.ts",
    "invalid value for timeout: must be a number",
  ]],
  ["timeout", "time limit exceeded", ["time limit exceeded"], ["time limit: 5 s"]],
  ["permission", "126 ", ["126 deploy.sh"], ["1 deploy.sh"]],
  ["permission", "ermission denied", [
    "/bin/bash: line 1: ./run.sh: Permission denied",
    "mkdir: cannot create directory '/opt/x': Permission denied",
    "cat: /etc/shadow: Permission denied",
  ], ["✓ shows /x: Permission denied to users"]],
  ["permission", "permission denied:", [
    "(eval):1: permission denied: ./run.sh",
    "zsh: permission denied: ./x",
  ], ["test: permission denied: ok"]],
  ["permission", "permission denied:", ["(eval):1: permission denied: "], [
    "(eval):1: permission denied: ./run.sh",
  ]],
  ["permission", "EACCES: ", ["Error: EACCES: permission denied, open '/etc/x'"], ["EACCES: is handled"]],
  ["permission", "EPERM: ", ["EPERM: operation not permitted, unlink 'C:\\x'"], ["EPERM: is handled"]],
  ["permission", "Permission denied: ", ["PermissionError: [Errno 13] Permission denied: '/etc/hosts'"], [
    "raises PermissionError",
  ]],
  ["permission", "Permission denied (", ["git@github.com: Permission denied (publickey)."], [
    "Permission denied (maybe)",
  ]],
  ["permission", "permission denied", ["permission denied"], ["permission granted"]],
  ["no-such-file", "missing", ["missing"], ["is missing"]],
  ["no-such-file", ": No such file or directory", [
    "cat: /etc/shadow2: No such file or directory",
    "ls: cannot access '/nonexistent': No such file or directory",
    "/bin/bash: line 1: cd: src: No such file or directory",
    "cat: 'docs/my note.md': No such file or directory",
    "head: cannot open 'docs/A.md' for reading: No such file or directory",
  ], ["✓ prints x: No such file or directory"]],
  ["no-such-file", "o such file or directory: ", [
    "(eval):cd:1: no such file or directory: web",
    "zsh:1: no such file or directory: ./x.sh",
  ], ["it says no such file or directory: really"]],
  ["no-such-file", "No such file or directory: ", [
    "FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'",
  ], ["FileNotFoundError is raised"]],
  ["no-such-file", "ENOENT: no such file", ["Error: ENOENT: no such file or directory, open 'config.json'"], [
    "maps ENOENT: no such file to 404",
  ]],
  ["no-such-file", "can't open file", [
    "python3: can't open file '/p/x.py': [Errno 2] No such file or directory",
  ], ["can't open file 'x'"]],
  ["no-such-file", "file or directory not found: ", ["ERROR: file or directory not found: tests/a.py"], [
    "no file or directory not found: it is there",
  ]],
  ["no-such-file", "o such file or directory", [
    "open /p/compose.yaml: no such file or directory",
    "rg: source: IO error for operation on source: No such file or directory (os error 2)",
  ], [
    "no such file",
  ]],
  ["no-such-file", "oes not exist", [
    "Path does not exist: /p/test. Note: your current working directory is /p.",
    'error: the path "k8s/a.yaml" does not exist',
  ], ["it does exist"]],
  ["no-such-file", "ot found", [
    "go: go.mod file not found in current directory or any parent directory; see 'go help modules'",
    'Error: path "chart" not found',
  ], ["it was found"]],
  ["no-such-file", "did not match", ["fatal: pathspec 'src/a.ts' did not match any files"], ["they match"]],
  ["no-such-file", "o files matching", ['No files matching the pattern "srcs" were found.'], ["no files"]],
  ["no-such-file", "ould not ", [
    "error: could not find `Cargo.toml` in `/p` or any parent directory",
    "Could not open input file: bin/consol",
    "ERROR! the playbook: site.yml could not be found",
  ], ["could not compile"]],
  ["no-such-file", "annot ", ["unzip:  cannot find or open a.zip, a.zip.zip or a.zip.ZIP."], [
    "cannot read properties",
  ]],
  ["cut-cause", "visible cut", ["visible cut"], ["visible", "covered"]],
  ["cut-cause", "visible kept", ["visible kept"], ["visible cut"]],
  ["hidden-failure", "covered", ["covered", "covered cut"], ["visible"]],
  ["hidden-failure", "visible", ["visible"], ["visible cut", "covered"]],
  ["output-cut", " in ", ["all 108893 in /tmp/x.txt"], ["all in /tmp/x.txt"]],
  ["output-cut", "end of ", ["end of 30012"], ["end of file"]],
  ["output-cut", "middle of ", ["middle of 28913"], ["middle of the road"]],
];
