import { assertEquals } from "@std/assert";
import { failedRun, failuresOf } from "../../lib/text/failed_run.ts";
import { checkRun } from "../../lib/text/check_run.ts";

/** The failure that a succeeded call hides, in one line: program, whether it is covered, what cut its cause off, its log. */
function hidden(command: string, lines: readonly string[]): string {
  const failed = failedRun(command, lines.join("\n"), "hidden");
  if (failed === undefined) return "";
  const { run, isNamed, isCovered, cutBy, log } = failed;
  return [
    isNamed ? run.program : "?",
    isCovered ? "covered" : "",
    cutBy === "" ? "" : `cut by ${cutBy}`,
    log === "" ? "" : `kept in ${log}`,
  ].filter((word) => word !== "").join(", ");
}

const JEST_FAILED = "Tests:       1 failed, 31 passed, 32 total";
const JEST_PASSED = "Tests:       32 passed, 32 total";
const PYTEST_FAILED = ["FAILED tests/test_tide.py::test_low - assert 1 == 2", "1 failed, 11 passed in 0.51s"];

Deno.test("failedRun() takes a failure back when the same run says that all went well", () => {
  assertEquals(hidden("npx jest 2>&1 | tail -9", ["  ● tide › low", JEST_PASSED]), "");
  assertEquals(
    hidden("cargo test | tail -9", ["thread 'a' (71) panicked at a.rs:1:1:", "test result: ok. 1 passed"]),
    "",
  );
});

Deno.test("failedRun() does not take any program's message for a report of what a script starts", () => {
  const lines = ["Error: boom (on purpose)", "12 tests, 12 ok", "one", "two", "three"];
  assertEquals(hidden("./run_tests.sh | tail -9; ls", lines), "");
  assertEquals(hidden("terraform plan | tail -9; ls", lines), "terraform, covered");
});

Deno.test("failedRun() does not take the code of an interpreter for the name of a script", () => {
  const lines = ["Tests:       1 failed, 3 total", "one", "two", "three"];
  assertEquals(hidden(`python3 -c "print(open('test.log').read())"; ls`, lines), "");
  assertEquals(hidden(`node -e "console.log(fs.readFileSync('build.log'))"; ls`, lines), "");
  assertEquals(hidden("python3 tools/run_tests.py; ls", lines), "python3, covered");
});

Deno.test("failedRun() leaves texts alone that programs show, whatever these programs report otherwise", () => {
  const lines = [
    "error: could not compile",
    "fatal: nest is full",
    "FAIL\tq.dev/a\t0.01s",
    "one",
    "two",
    "three",
  ];
  for (
    const command of [
      "kubectl -n web logs web-0",
      "docker compose -f a.yml logs",
      "git stash show -p",
      "git help merge",
      "go doc testing",
      "rustc --explain E0308",
      "npx eslint --print-config a.js",
      "xmllint --xpath //failure junit.xml",
    ]
  ) assertEquals(hidden(`${command}; ls`, lines), "", command);
  assertEquals(
    hidden("kubectl apply -f a.yml; ls", ["error: no matches", "one", "two", "three"]),
    "kubectl, covered",
  );
  assertEquals(hidden("git stash pop; ls", ["error: no such entry", "one", "two", "three"]), "git, covered");
});

Deno.test("failedRun() knows a program's own traceback by its outermost frame", () => {
  const traceback = (file: string): string[] => [
    "Traceback (most recent call last):",
    `  File "${file}", line 3, in <module>`,
    "KeyError: 'rope'",
    "one",
    "two",
    "three",
  ];
  assertEquals(hidden("python3 tools/gen.py; ls", traceback("/srv/tools/gen.py")), "python3, covered");
  assertEquals(hidden("python3 -c 'x()'; ls", traceback("<string>")), "python3, covered");
  assertEquals(hidden("python3 -m quay.cli; ls", traceback("/srv/quay/cli.py")), "");
  assertEquals(hidden("alembic upgrade head; ls", traceback("/srv/.venv/bin/alembic")), "alembic, covered");
  assertEquals(hidden("python3 tools/show_log.py; ls", traceback("/opt/heron/app.py")), "");
});

Deno.test("failedRun() takes good news of a later program for a cover of the failure", () => {
  const command = "pytest -q | tail -2; cd web && npx jest 2>&1 | tail -1";
  assertEquals(hidden(command, [...PYTEST_FAILED, JEST_PASSED]), "pytest, covered");
  assertEquals(hidden("npx jest a; npx jest b", [JEST_FAILED, JEST_PASSED]), "jest, covered");
  assertEquals(hidden("npx jest a; npx jest b", [JEST_PASSED, JEST_FAILED]), "jest");
});

Deno.test("failedRun() takes nothing back for good news that another program reports", () => {
  const error = "src/a.ts(1,1): error TS2304: Cannot find name 'x'.";
  assertEquals(hidden("npx tsc; node build.mjs", [error, "✓ built in 2.1s"]), "tsc, covered");
  assertEquals(hidden("npx tsc | tail -3; npm test", [error, JEST_PASSED]), "tsc, covered");
  assertEquals(hidden("npx vite build; ls", [error, "✓ built in 2.1s"]), "");
});

Deno.test("failedRun() takes a listing for a cover, but no lines of the report itself", () => {
  const listing = Array.from({ length: 4 }, (_, index) => `-rw-r--r-- 1 kim kim 12 stone${index}.o`);
  const failed = "make: *** [quarry] Error 1";
  assertEquals(hidden("make quarry | tail -30; ls -l build", [failed, ...listing]), "make, covered");
  assertEquals(hidden("make quarry | tail -30; ls -l build", [failed, "------", "- one", "--"]), "make");
});

Deno.test("failedRun() names the filter that cut the cause off, also where blank lines were left out", () => {
  const eslint = "✖ 4 problems (4 errors, 0 warnings)";
  assertEquals(hidden("npx eslint . | tail -3", [eslint]), "eslint, cut by tail -3");
  assertEquals(hidden("npx eslint . | tail -9", [eslint]), "eslint");
  assertEquals(
    hidden("vendor/bin/phpunit | tail -2", ["FAILURES!", "Tests: 4, Assertions: 9, Failures: 2."]),
    "phpunit, cut by tail -2",
  );
  assertEquals(
    hidden("npx tsc --pretty | tail -1", ["Found 2 errors in the same file, starting at: a.ts:1"]),
    "tsc, cut by tail -1",
  );
  // Not a result: what is shown may be all that there was.
  assertEquals(hidden("npm run x | tail -3", ["error: failed"]), "npm");
  assertEquals(
    hidden("terraform plan | tail -2", ["│ Error: Invalid", "│   on main.tf line 3, in x:"]),
    "terraform",
  );
});

Deno.test("failedRun() knows the file that holds all of the output", () => {
  assertEquals(
    hidden("npx jest > j.log 2>&1; tail -1 j.log", [JEST_FAILED]),
    "jest, cut by tail -1 j.log, kept in j.log",
  );
  assertEquals(
    hidden("npx jest 2>&1 | tee -a t.log | tail -1", [JEST_FAILED]),
    "jest, cut by tail -1, kept in t.log",
  );
  assertEquals(hidden("npx jest 2>&1 | tail -1 | tee t.log", [JEST_FAILED]), "jest, cut by tail -1");
});

Deno.test("failuresOf() names ESLint's problems by their file", () => {
  const lines = [
    "/p/src/a.js",
    "  3:7  error  'x' is never used  no-unused-vars",
    "",
    "✖ 1 problem (1 error, 0 warnings)",
  ];
  assertEquals(failuresOf("npx eslint .", lines.join("\n")), [`a.js: ${lines[1]}`]);
});

Deno.test("checkRun() names failures without their places and times", () => {
  const names = (command: string, ...lines: string[]): readonly string[] =>
    checkRun(command, lines.join("\n"))?.failures ?? [];
  assertEquals(names("npx eslint .", "/p/a.js", "  3:7  error  'x' is never used"), [
    "a.js: error 'x' is never used",
  ]);
  assertEquals(names("npx eslint .", "/p/a.js", "  9:1  error  'x' is never used"), [
    "a.js: error 'x' is never used",
  ]);
  assertEquals(names("go vet ./...", "b/b.go:2:23: undefined: x"), ["b/b.go: undefined: x"]);
  assertEquals(names("go test ./...", "--- FAIL: TestLow (0.02s)", "FAIL"), ["--- FAIL: TestLow"]);
  assertEquals(names("pytest", ...PYTEST_FAILED), ["FAILED tests/test_tide.py::test_low"]);
});
