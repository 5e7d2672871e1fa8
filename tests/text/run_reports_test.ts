import { assert, assertEquals } from "@std/assert";
import { type Report, REPORTS } from "../../lib/text/run_reports.ts";

/** Lines of reports by their family: bad ones, then good ones and look-alikes. */
const LINES: Readonly<Record<string, readonly [bad: readonly string[], good: readonly string[]]>> = {
  jest: [[
    "Tests:       1 failed, 31 passed, 32 total",
    "Test Suites: 2 failed, 2 total",
    "FAIL src/cart.test.ts (5.1 s)",
    "  ● cart › adds",
    "No tests found, exiting with code 1",
  ], [
    "Tests:       31 passed, 31 total",
    "Test Suites: 1 skipped, 2 passed, 2 of 3 total",
    "Tests: 0 failed",
  ]],
  vitest: [[
    " Test Files  1 failed (1)",
    "      Tests  1 failed | 3 passed (4)",
    " FAIL  src/fare.test.js > fare > is free",
    "⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯",
    "No test files found, exiting with code 1",
  ], [" Test Files  3 passed (3)", "      Tests  12 passed (12)", "Tests failed before"]],
  mocha: [["  1 failing"], ["  14 passing (88ms)", "0 failing"]],
  playwright: [["  2 failed"], ["  5 passed (3.2s)"]],
  cypress: [["    ✖  1 of 3 failed (33%)                     00:12"], [
    "    ✔  All specs passed!      00:12",
  ]],
  ava: [["  1 test failed"], ["  3 tests passed"]],
  "node-test": [[
    "ℹ fail 2",
    "Result: FAIL",
    "# fail 1",
    "# fail  1",
    "not ok 3 - closes",
    "✖ closes the queue (1.2ms)",
  ], [
    "ℹ fail 0",
    "# fail  0",
    "Result: PASS",
    "✔ closes (1.2ms)",
  ]],
  "bun-test": [[" 1 fail", " 2 errors", "(fail) store > opens"], [" 0 fail", " 214 pass"]],
  "deno-test": [["FAILED | 3 passed | 1 failed (2s)", "error: Test failed"], [
    "ok | 3 passed | 0 failed (2s)",
  ]],
  pytest: [[
    "=================== 1 failed, 3 passed in 0.12s ===================",
    "1 failed in 0.05s",
    "2 errors in 0.40s",
    "FAILED tests/test_lamp.py::test_dim - assert 80 == 10",
    "ERROR tests/test_a.py - ImportError",
    "!!!!!!!! Interrupted: 1 error during collection !!!!!!!!",
  ], ["4 passed in 0.11s", "== 3 passed, 1 skipped in 2.00s ==", "FAILED to open"]],
  unittest: [["FAILED (failures=1, errors=2)", "FAIL: test_a (tests.test_a.A)", "ERROR: test_b (b.B)"], [
    "OK",
    "OK (skipped=1)",
  ]],
  go: [[
    "--- FAIL: TestDrain (0.02s)",
    "FAIL",
    "FAIL\tx/y\t0.03s",
    "FAIL\tx/y [build failed]",
    "panic: nil map",
    "exit status 2",
    "b/b.go:2:23: undefined: x",
    "vet: b/b.go:2:23: undeclared name: x",
    "DONE 12 tests, 1 failure in 1.234s",
  ], [
    "    a_test.go:4: got 1, want 2",
    "DONE 12 tests in 1.234s",
    "exit status 0",
    "ok  \tx/y\t0.02s",
    "PASS",
    "--- PASS: TestA (0.00s)",
  ]],
  cargo: [[
    "test result: FAILED. 1 passed; 1 failed; 0 ignored",
    "     Summary [   0.1s] 3 tests run: 2 passed, 1 failed, 0 skipped",
    "test hay::stack ... FAILED",
    'error: could not compile `ferry` (bin "ferry") due to 1 previous error',
    "error[E0432]: unresolved import `tide::moon`",
    "thread 'main' panicked at src/main.rs:4:5:",
    "thread 'tests::dims' (2159) panicked at src/lib.rs:5:25:",
  ], [
    "test result: ok. 3 passed; 0 failed; 0 ignored",
    "    Finished `dev` profile [unoptimized] target(s) in 0.3s",
    "test a ... ok",
  ]],
  dotnet: [[
    "Failed!  - Failed:     1, Passed:     3",
    "Build FAILED.",
    "A.cs(3,5): error CS1002: ; expected",
  ], [
    "Passed!  - Failed:     0, Passed:     3",
    "Build succeeded.",
  ]],
  gradle: [[
    "BUILD FAILED in 3s",
    "> Task :test FAILED",
    "FAILURE: Build completed with 2 failures, which failed to run",
  ], [
    "BUILD SUCCESSFUL in 14s",
    "> Task :test",
  ]],
  maven: [[
    "[INFO] BUILD FAILURE",
    "[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0",
    "[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.2.5:test",
  ], [
    "[INFO] BUILD SUCCESS",
    "[INFO] Tests run: 3, Failures: 0, Errors: 0",
  ]],
  rspec: [["3 examples, 1 failure"], ["3 examples, 0 failures"]],
  minitest: [["3 runs, 5 assertions, 1 failures, 0 errors, 0 skips"], [
    "3 runs, 5 assertions, 0 failures, 0 errors, 0 skips",
  ]],
  phpunit: [[
    "FAILURES!",
    "ERRORS!",
    "  Tests:    1 failed, 3 passed (4 assertions)",
    "Tests: 41, Assertions: 90, Failures: 2.",
    "Tests: 41, Assertions: 90, Errors: 1.",
  ], [
    "Tests: 41, Assertions: 90, Skipped: 1.",
    "OK (3 tests, 5 assertions)",
    "OK, but there were issues!",
    "  Tests:    3 passed (4 assertions)",
  ]],
  swift: [["\t Executed 5 tests, with 1 failure (0 unexpected) in 0.1 seconds", "** BUILD FAILED **"], [
    "** TEST SUCCEEDED **",
    "\t Executed 5 tests, with 0 failures (0 unexpected) in 0.1 seconds",
  ]],
  mix: [["5 tests, 1 failure"], ["1 doctest, 5 tests, 0 failures"]],
  flutter: [["00:02 +1 -1: Some tests failed."], ["00:02 +3: All tests passed!"]],
  tsc: [[
    "src/a.ts(4,7): error TS2322: Type 'string' is not assignable.",
    "src/a.ts:4:7 - error TS2322: no",
    "error TS5058: The specified path does not exist.",
    "Found 2 errors in 2 files.",
    "Found 2 errors in the same file, starting at: t/src/a.ts:1",
    "Found 1 error in src/a.ts:3",
  ], ["Found 0 errors.", "4f1c2aa fix error TS2345 in the price list"]],
  eslint: [[
    "✖ 3 problems (1 error, 2 warnings)",
    "  3:7  error  'flame' is not defined  no-undef",
    '  1:3  ✖  Unknown property "colr"  property-no-unknown',
  ], [
    "✖ 2 problems (0 errors, 2 warnings)",
    "  3:7  warning  x",
  ]],
  karma: [["Chrome Headless 120 (Linux): Executed 12 of 12 (1 FAILED) (0.04 secs / 0.02 secs)"], [
    "Chrome Headless 120 (Linux): Executed 12 of 12 SUCCESS (0.04 secs / 0.02 secs)",
  ]],
  oxlint: [["Found 0 warnings and 3 errors."], ["Found 2 warnings and 0 errors."]],
  pylint: [["src/a.py:1:0: E0401: Unable to import 'rope' (import-error)"], [
    "src/a.py:1:0: C0114: Missing module docstring (missing-module-docstring)",
  ]],
  pip: [["ERROR: No matching distribution found for rope"], [
    "ERROR: pip's dependency resolver does not currently take into account all the packages that are installed.",
  ]],
  rubocop: [["12 files inspected, 3 offenses detected, 2 offenses autocorrectable"], [
    "12 files inspected, no offenses detected",
    "12 files inspected, 3 offenses detected, 3 offenses corrected",
  ]],
  phpstan: [[" [ERROR] Found 3 errors"], [" [OK] No errors"]],
  ctest: [[
    "50% tests passed, 1 tests failed out of 2",
    "The following tests FAILED:",
    "Errors while running CTest",
  ], [
    "100% tests passed, 0 tests failed out of 2",
  ]],
  prisma: [["Error: P3009"], ["Error: Panama"]],
  ansible: [["web1 : ok=3    changed=1    unreachable=0    failed=1    skipped=0"], [
    "web1 : ok=3    changed=1    unreachable=0    failed=0    skipped=0",
  ]],
  php: [["PHP Fatal error:  Uncaught Exception: shop closed", "Parse error: syntax error, unexpected '}'"], [
    "the PHP error: none",
  ]],
  bazel: [[
    "ERROR: Build did NOT complete successfully",
    "INFO: Build completed, 1 test FAILED, 3 total actions",
  ], [
    "INFO: Build completed successfully, 3 total actions",
  ]],
  sbt: [["[error] (compile) Compilation failed"], ["[success] Total time: 3 s"]],
  biome: [["Found 1 error.", "  × Some errors were emitted while running checks."], ["Found 0 errors."]],
  ruff: [["Found 3 errors.", "Found 3 errors (1 fixed, 2 remaining)."], [
    "All checks passed!",
    "Found 3 errors (3 fixed, 0 remaining).",
  ]],
  mypy: [[
    "Found 2 errors in 1 file (checked 3 source files)",
    "a.py:3: error: Incompatible types in assignment",
  ], [
    "Success: no issues found in 3 source files",
  ]],
  pyright: [["2 errors, 0 warnings, 0 informations"], ["0 errors, 1 warning, 0 informations"]],
  black: [["1 file would be reformatted, 3 files would be left unchanged.", "would reformat a.py"], [
    "All done! ✨ 🍰 ✨",
  ]],
  prettier: [["[warn] Code style issues found in 2 files. Run Prettier with --write to fix."], [
    "All matched files use Prettier code style!",
  ]],
  golangci: [["3 issues:"], ["0 issues."]],
  npm: [[
    "npm error code ERESOLVE",
    "npm error A complete log of this run can be found in: /x.log",
    "npm ERR! code ELIFECYCLE",
    " ELIFECYCLE  Command failed with exit code 1.",
    " ERR_PNPM_OUTDATED_LOCKFILE  Cannot install",
    "error Command failed with exit code 1.",
    'error: script "check" exited with code 1',
    "➤ YN0000: · Failed with errors in 1s 200ms",
  ], ["npm notice new version", "✔ shows npm error code ELIFECYCLE"]],
  make: [
    ["make: *** [Makefile:3: test] Error 1", "ninja: build stopped: subcommand failed.", "FAILED: a.o"],
    ["*** done ***"],
  ],
  cmake: [["CMake Error at CMakeLists.txt:3 (find_package):"], ["CMake Warning at x"]],
  cc: [[
    "a.c:3:5: error: expected ';'",
    "a.c:1:10: fatal error: x.h: No such file",
    "collect2: error: ld returned 1",
  ], [
    "a.c:3:5: warning: unused",
  ]],
  build: [[
    "error during build:",
    "webpack 5.1 compiled with 2 errors in 3 s",
    "Failed to compile.",
    "ERROR in ./src/a.ts",
    '✘ [ERROR] Could not resolve "x"',
    "✗ Build failed in 2.1s",
    "svelte-check found 2 errors and 1 warning in 1 file",
  ], ["✓ built in 1.92s", "webpack 5.1 compiled successfully in 3 s"]],
  monorepo: [[
    "Failed:    web#build",
    " ERROR  run failed: command  exited (1)",
    " NX   Ran target test for project web failed",
  ], [
    "Tasks:    2 successful, 2 total",
  ]],
  git: [[
    " ! [rejected]        main -> main (fetch first)",
    "error: failed to push some refs to 'x'",
    "CONFLICT (content): Merge conflict in src/quay.ts",
    "Automatic merge failed; fix conflicts and then commit the result.",
    "fatal: not a git repository",
    "error: pathspec 'x' did not match",
  ], ["Auto-merging src/quay.ts"]],
  "commit-hook": [[
    "husky - pre-commit script failed (code 1)",
    "eslint...........................Failed",
    "- exit code: 1",
    "🥊 lint",
  ], [
    "eslint...........................Passed",
    "- exit code: 0",
  ]],
  docker: [[
    'ERROR: failed to solve: process "/bin/sh -c x" did not complete successfully: exit code: 1',
    "failed to solve: no such file",
    "Error response from daemon: No such container: x",
    "dependency failed to start: container db is unhealthy",
  ], ["#5 DONE 0.1s"]],
  terraform: [["│ Error: Unsupported argument"], ["Apply complete! Resources: 1 added, 0 changed"]],
  "terraform-plain": [["Error: Invalid index"], ["No Error: fine"]],
  helm: [[
    "Error: INSTALLATION FAILED: x",
    "error: unable to recognize",
    "Error from server (NotFound): pods",
  ], ["deployed"]],
  python: [["Traceback (most recent call last):"], ["Traceback is printed"]],
  node: [["Node.js v22.11.0"], ["Node.js is a runtime"]],
  deno: [["error: Uncaught (in promise) Error: x"], ["no error: fine"]],
  java: [['Exception in thread "main" java.lang.Error: x'], ["catches an Exception in thread"]],
  ruby: [["a.rb:3:in `x': undefined (NoMethodError)"], ["NoMethodError"]],
  zig: [["src/main.zig:3:5: error: expected type"], ["all fine"]],
  crash: [["Segmentation fault (core dumped)", "x.sh: line 3:  123 Segmentation fault      ./a.out"], [
    "handles a Segmentation",
  ]],
  runner: [[
    "error: build failed, details below",
    "[ci] ERROR task failed",
    "[a] npm run a exited with code 1",
    'ERROR: "lint" exited with 1.',
  ], ["no error", "[b] npm run b exited with code 0"]],
};

function isBad([, kind, hint, form, bad]: Report, line: string): boolean {
  return kind !== "good" && line.includes(hint) && new RegExp(form).test(line) &&
    (bad === undefined || new RegExp(bad).test(line));
}

for (const [family, [bad, good]] of Object.entries(LINES)) {
  const rows = REPORTS.filter(([name]) => name === family);

  Deno.test(`the reports of ${family} are recognized`, () => {
    for (const line of bad) assert(rows.some((row) => isBad(row, line)), `not bad: ${line}`);
    for (const line of good) assert(!rows.some((row) => isBad(row, line)), `bad: ${line}`);
    for (const row of rows) {
      const [, kind, hint, form] = row;
      const lines = kind === "good" ? good : bad;
      assert(
        lines.some((line) => line.includes(hint) && new RegExp(form).test(line)),
        `no example: ${kind} ${form}`,
      );
    }
  });
}

Deno.test("every family of reports has examples, and every form takes linear time", () => {
  assertEquals([...new Set(REPORTS.map(([family]) => family))].sort(), Object.keys(LINES).sort());
  for (const [, , , form, bad] of REPORTS) {
    new RegExp(form, "l");
    // It is searched for in a text of many lines, and matches a whole one.
    assert(form.startsWith("^") && form.endsWith("$") && !/\\s|\[\^/.test(form), form);
    if (bad !== undefined) new RegExp(bad, "l");
  }
});
