/**
 * How programs say that they failed or that all went well: the forms of their own reports. A text that only mentions a
 * failure has none of these forms, or is not printed by such a program.
 *
 * @module
 */

/**
 * What a line of a report says:
 *
 * - `summary`: the result of the whole run, good or bad; the last one of its form counts
 * - `part`: the result of a part of it, such as a package; one that failed is enough
 * - `good`: all went well
 * - `detail`: a failure in a program's own form, which good news after it takes back
 * - `word`: a failure in a form that other texts use as well, so nothing else may have printed it
 */
export type ReportKind = "summary" | "part" | "good" | "detail" | "word";

/**
 * One form of a report:
 *
 * - the family of programs that use it
 * - what a line of this form says
 * - a literal that each such line contains
 * - a pattern for lines of this form
 * - a pattern for the bad ones among them; missing where all of them are
 */
export type Report = readonly [family: string, kind: ReportKind, hint: string, form: string, bad?: string];

/** All forms, free of constructs that need backtracking. */
export const REPORTS: readonly Report[] = [
  ["jest", "summary", "Tests: ", "^Tests: +.*\\d+ total$", "\\b[1-9]\\d* failed"],
  ["jest", "summary", "Test Suites: ", "^Test Suites: +.*\\d+ total$", "\\b[1-9]\\d* failed"],
  ["jest", "detail", "FAIL ", "^FAIL  ?\\S+\\.\\w+.*$"],
  ["jest", "detail", "  ● ", "^  ● .+$"],
  ["jest", "summary", "No tests found", "^No tests found, exiting with code [1-9]\\d*$"],
  [
    "vitest",
    "summary",
    "Test Files ",
    "^ *Test Files  +[1-9]\\d* (?:failed|passed|skipped).*$",
    "\\b[1-9]\\d* failed",
  ],
  ["vitest", "summary", "Tests ", "^ *Tests  +[1-9]\\d* (?:failed|passed|skipped).*$", "\\b[1-9]\\d* failed"],
  ["vitest", "detail", "FAIL ", "^ *FAIL  +\\S+\\.\\w+.*$"],
  ["vitest", "detail", "⎯ Failed ", "^.*⎯ Failed (?:Tests|Suites) [1-9]\\d* ⎯.*$"],
  ["vitest", "summary", "No test files found", "^No test files found, exiting with code [1-9]\\d*$"],
  ["mocha", "summary", " failing", "^ +[1-9]\\d* failing$"],
  ["mocha", "good", " passing", "^ +\\d+ passing\\b.*$"],
  ["playwright", "summary", " failed", "^ +[1-9]\\d* failed$"],
  ["playwright", "good", " passed", "^ +\\d+ passed \\(.*\\)$"],
  ["cypress", "summary", " failed ", "^ +✖ +\\d+ of \\d+ failed .*$"],
  ["cypress", "good", "All specs passed!", "^ +✔ +All specs passed!.*$"],
  ["ava", "summary", " failed", "^ +[1-9]\\d* tests? failed$"],
  ["ava", "good", " passed", "^ +\\d+ tests? passed$"],
  ["node-test", "summary", "fail ", "^(?:# |ℹ )fail +\\d+$", "fail +[1-9]"],
  ["node-test", "detail", "not ok ", "^ *not ok \\d+ .*$"],
  ["node-test", "detail", "✖ ", "^ *✖ .+ \\(\\d[\\d.]*ms\\)$"],
  ["bun-test", "summary", " fail", "^ +\\d+ fail$", " [1-9]\\d* fail"],
  ["bun-test", "summary", " error", "^ +[1-9]\\d* errors?$"],
  ["bun-test", "detail", "(fail) ", "^\\(fail\\) .+$"],
  ["deno-test", "summary", " passed", "^(?:ok|FAILED) \\| .*\\d+ passed.*$", "^FAILED"],
  ["deno-test", "detail", "error: Test failed", "^error: Test failed$"],
  [
    "pytest",
    "summary",
    " in ",
    "^(?:=+ )?(?:\\d+ \\w+, )*\\d+ \\w+(?:, \\d+ \\w+)* in [\\d.]+s.*$",
    "\\b[1-9]\\d* (?:failed|errors?)\\b",
  ],
  ["pytest", "detail", "FAILED ", "^FAILED \\S+::.*$"],
  ["pytest", "detail", "ERROR ", "^ERROR \\S+(?:::| - ).*$"],
  ["pytest", "detail", "Interrupted: ", "^!+ Interrupted: [1-9]\\d* errors? .*$"],
  ["unittest", "summary", "FAILED (", "^FAILED \\(.*(?:failures|errors)=[1-9]\\d*.*\\)$"],
  ["unittest", "good", "OK", "^OK(?: \\(.*\\))?$"],
  ["unittest", "detail", "FAIL: ", "^FAIL: \\w+ \\(.+\\)$"],
  ["unittest", "detail", "ERROR: ", "^ERROR: \\w+ \\(.+\\)$"],
  ["go", "part", "FAIL", "^(?:--- FAIL: .+|FAIL|FAIL\\t.+)$"],
  ["go", "good", "ok  \t", "^ok  \\t.+$"],
  ["go", "good", "PASS", "^PASS$"],
  ["go", "summary", "DONE ", "^DONE \\d+ tests?.* in [\\d.]+s$", "\\b[1-9]\\d* (?:failures?|errors?)\\b"],
  ["go", "detail", ".go:", "^(?:vet: )?\\S+\\.go:\\d+:\\d+: .+$"],
  ["go", "detail", "[build failed]", "^.*\\[(?:build|setup) failed\\]$"],
  ["go", "detail", "exit status ", "^exit status [1-9]\\d*$"],
  ["go", "word", "panic: ", "^panic: .+$"],
  ["cargo", "part", "test result: ", "^test result: \\w+\\. .*$", "FAILED"],
  ["cargo", "part", "Summary [", "^ +Summary \\[.*\\] .*$", "\\b[1-9]\\d* failed"],
  ["cargo", "detail", "... FAILED", "^test .+ \\.\\.\\. FAILED$"],
  ["cargo", "detail", "error: ", "^error: (?:test failed, to rerun pass|could not compile) .*$"],
  ["cargo", "word", "error", "^error(?:\\[E\\d+\\])?: .+$"],
  ["cargo", "detail", " panicked at ", "^thread '.*' (?:\\(\\d+\\) )?panicked at .*$"],
  ["cargo", "good", "Finished ", "^ +Finished .*$"],
  ["dotnet", "part", "Failed! ", "^Failed! +- Failed: +[1-9]\\d*.*$"],
  ["dotnet", "good", "Passed! ", "^Passed! +- Failed: +0.*$"],
  ["dotnet", "summary", "Build ", "^Build (?:succeeded|FAILED)\\..*$", "FAILED"],
  ["dotnet", "detail", ": error ", "^\\S.*(?:\\(\\d+,\\d+\\))?: error [A-Z]+\\d+: .*$"],
  ["gradle", "summary", "BUILD ", "^BUILD (?:SUCCESSFUL|FAILED)\\b.*$", "FAILED"],
  ["gradle", "detail", "> Task ", "^> Task \\S+ FAILED$"],
  ["gradle", "detail", "FAILURE: ", "^FAILURE: Build .*failed .*$"],
  ["maven", "summary", " BUILD ", "^\\[(?:INFO|ERROR)\\] BUILD (?:SUCCESS|FAILURE)$", "FAILURE"],
  ["maven", "detail", "Failed to execute goal ", "^\\[ERROR\\] Failed to execute goal .*$"],
  ["maven", "detail", "Tests run: ", "^\\[ERROR\\] Tests run: \\d+, .*(?:Failures|Errors): [1-9].*$"],
  [
    "rspec",
    "summary",
    " example",
    "^\\d+ examples?, \\d+ failures?.*$",
    "\\b[1-9]\\d* (?:failures?|errors? occurred)",
  ],
  [
    "minitest",
    "summary",
    " assertions, ",
    "^\\d+ (?:runs|tests), \\d+ assertions, .*$",
    "\\b[1-9]\\d* (?:failures|errors)",
  ],
  ["phpunit", "summary", "FAILURES!", "^FAILURES!$"],
  ["phpunit", "summary", "ERRORS!", "^ERRORS!$"],
  ["phpunit", "summary", "Tests: ", "^ +Tests: +.*\\d+ (?:passed|failed).*$", "\\b[1-9]\\d* failed"],
  ["phpunit", "summary", "Assertions: ", "^Tests: \\d+, Assertions: .*$", "\\b(?:Failures|Errors): [1-9]"],
  ["phpunit", "good", "OK ", "^OK \\(\\d+ tests?, .*\\)$"],
  ["phpunit", "good", "OK, but", "^OK, but .*$"],
  ["swift", "part", "Executed ", "^\\s*Executed \\d+ tests?, with .*$", "with [1-9]\\d* failure"],
  [
    "swift",
    "summary",
    "** ",
    "^\\*\\* (?:BUILD|TEST|ARCHIVE) (?:FAILED|SUCCEEDED) \\*\\*$",
    "FAILED",
  ],
  [
    "mix",
    "summary",
    " failure",
    "^(?:\\d+ doctests?, )?\\d+ tests?, \\d+ failures?.*$",
    "\\b[1-9]\\d* failure",
  ],
  ["flutter", "summary", "Some tests failed.", "^(?:\\d+:\\d+ .*: )?Some tests failed\\.$"],
  ["flutter", "good", "All tests passed!", "^(?:\\d+:\\d+ .*: )?All tests passed!$"],
  ["tsc", "detail", "error TS", "^(?:\\S.*\\(\\d+,\\d+\\): |\\S+:\\d+:\\d+ - )?error TS\\d+: .*$"],
  ["tsc", "summary", " error", "^Found \\d+ errors?(?: in .*|\\.)$", "^Found [1-9]"],
  ["eslint", "summary", " problem", "^✖ \\d+ problems? \\(.*\\)$", "\\([1-9]\\d* error"],
  ["eslint", "detail", " error ", "^ +\\d+:\\d+ +error +.+$"],
  ["eslint", "detail", " ✖ ", "^ +\\d+:\\d+ +✖ +.+$"],
  ["oxlint", "summary", " error", "^Found \\d+ warnings? and \\d+ errors?\\.$", "and [1-9]"],
  ["biome", "detail", "Some errors were ", "^ *× Some errors were emitted .*$"],
  ["biome", "summary", " error", "^Found \\d+ errors?\\.$", "^Found [1-9]"],
  [
    "ruff",
    "summary",
    "Found ",
    "^Found \\d+ errors?(?: \\(.*\\))?\\.$",
    "^Found [1-9]\\d* errors?\\.|[1-9]\\d* remaining",
  ],
  ["ruff", "good", "All checks passed!", "^All checks passed!$"],
  ["pylint", "detail", "-error)", "^\\S+\\.py:\\d+:\\d+: [EF]\\d{4}: .*-error\\)$"],
  ["mypy", "detail", ".py:", "^\\S+\\.py:\\d+: error: .+$"],
  ["mypy", "summary", " in ", "^Found [1-9]\\d* errors? in .*$"],
  ["mypy", "good", "Success: ", "^Success: no issues found.*$"],
  ["pyright", "summary", " error", "^\\d+ errors?, \\d+ warnings?.*$", "^[1-9]"],
  [
    "black",
    "summary",
    "reformat",
    "^(?:\\d+ files? would be reformatted.*|would reformat .+)$",
  ],
  ["black", "good", "All done!", "^All done! .*$"],
  ["prettier", "summary", "Code style issues ", "^\\[warn\\] Code style issues found.*$"],
  ["prettier", "good", "All matched files ", "^All matched files use Prettier.*$"],
  ["rubocop", "summary", " inspected, ", "^\\d+ files? inspected, .*$", "\\b[1-9]\\d* offenses? detected"],
  ["phpstan", "summary", "[ERROR] ", "^ *\\[ERROR\\] Found [1-9]\\d* errors?.*$"],
  ["golangci", "summary", " issues", "^\\d+ issues[:.].*$", "^[1-9]"],
  ["npm", "detail", "npm ", "^npm (?:error|ERR!)(?: .*)?$"],
  ["npm", "detail", "ELIFECYCLE", "^ ?ELIFECYCLE .*$"],
  ["npm", "detail", "ERR_PNPM_", "^ ?ERR_PNPM_\\w+ .*$"],
  ["npm", "detail", "error Command failed", "^error Command failed with exit code \\d+\\.$"],
  ["npm", "detail", "exited with code ", '^error: script ".+" exited with code \\d+$'],
  ["npm", "detail", "Failed with errors", "^.*YN\\d+: .*Failed with errors.*$"],
  ["make", "detail", "*** ", "^g?make(?:\\[\\d+\\])?: \\*\\*\\* .+$"],
  ["make", "detail", "ninja: ", "^ninja: (?:build stopped|error): .*$"],
  ["make", "detail", "FAILED: ", "^FAILED: .+$"],
  [
    "ctest",
    "summary",
    " failed out of ",
    "^\\d+% tests passed, \\d+ tests? failed out of \\d+$",
    "[1-9]\\d* tests? failed",
  ],
  ["ctest", "summary", "The following tests ", "^The following tests FAILED:$"],
  ["ctest", "detail", "running CTest", "^Errors while running CTest$"],
  ["cmake", "detail", "CMake Error", "^CMake Error(?: at .*|: .*)?$"],
  ["cc", "detail", "error: ", "^\\S+:\\d+:(?:\\d+:)? (?:fatal )?error: .+$"],
  ["cc", "detail", "collect2: ", "^collect2: error: .+$"],
  ["build", "good", "✓ built in ", "^✓ built in .*$"],
  ["build", "good", "ompiled success", "^.*[cC]ompiled success.*$"],
  ["build", "summary", "error during build", "^error during build:.*$"],
  ["build", "summary", "ompiled with ", "^.*[cC]ompiled with [1-9]\\d* errors?.*$"],
  ["build", "summary", "svelte-check found ", "^svelte-check found \\d+ errors?.*$", "found [1-9]"],
  ["build", "detail", "Failed to compile", "^.*Failed to compile\\.?$"],
  ["build", "detail", "ERROR in ", "^ERROR in .+$"],
  ["build", "detail", "[ERROR] ", "^✘ \\[ERROR\\] .+$"],
  ["build", "detail", "Build failed", "^.*Build failed (?:because of|in) .*$"],
  ["monorepo", "summary", "Failed: ", "^ *Failed: +\\S+#.*$"],
  ["monorepo", "summary", "run failed: ", "^ *ERROR +run failed: .*$"],
  ["monorepo", "summary", " NX ", "^ *NX +(?:Ran target|Running target) .* failed.*$"],
  ["git", "detail", "rejected]", "^ ! \\[(?:remote )?rejected\\] .*$"],
  ["git", "detail", "failed to push", "^error: failed to push .*$"],
  ["git", "detail", "CONFLICT (", "^CONFLICT \\(.*$"],
  ["git", "detail", "Automatic merge failed", "^Automatic merge failed; .*$"],
  ["git", "word", "fatal: ", "^fatal: .+$"],
  ["git", "word", "error: ", "^error: .+$"],
  ["commit-hook", "detail", "husky - ", "^husky - .*(?:failed|exited) .*code \\d+.*$"],
  ["commit-hook", "detail", "...Failed", "^.+\\.{3,}Failed$"],
  ["commit-hook", "detail", "- exit code: ", "^- exit code: [1-9]\\d*$"],
  ["commit-hook", "detail", "🥊 ", "^ *🥊 .+$"],
  ["docker", "detail", "ERROR: ", "^ERROR: (?:failed to .+|process .* did not complete.*)$"],
  ["docker", "detail", "failed to solve: ", "^(?:target \\S+: )?failed to solve: .+$"],
  ["docker", "detail", "Error response from daemon: ", "^Error response from daemon: .+$"],
  ["docker", "detail", "dependency failed", "^dependency failed to start: .+$"],
  ["terraform", "detail", "Error: ", "^(?:│ |\\| )?Error: .+$"],
  ["terraform", "good", "Apply complete!", "^Apply complete! .*$"],
  ["helm", "word", "rror", "^(?:Error: .+|error: .+|Error from server.*)$"],
  ["prisma", "detail", "Error: P", "^Error: P\\d{4}$"],
  ["ansible", "part", " failed=", "^\\S+ +: ok=\\d+ .*$", "\\b(?:failed|unreachable)=[1-9]"],
  ["pip", "detail", "ERROR: ", "^ERROR: (?:Could not|No matching|Failed|Cannot|Invalid) .*$"],
  ["php", "word", " error: ", "^(?:PHP )?(?:Fatal|Parse) error: +.+$"],
  ["python", "word", "Traceback ", "^Traceback \\(most recent call last\\):$"],
  ["node", "detail", "Node.js v", "^Node\\.js v\\d+\\.\\d+\\.\\d+$"],
  ["deno", "word", "error: ", "^error: .+$"],
  ["java", "word", "Exception in thread", '^Exception in thread ".*$'],
  ["ruby", "word", "Error)", "^\\S+\\.rb:\\d+:in .*\\(\\w*Error\\)$"],
  ["zig", "word", "error: ", "^(?:\\S+:\\d+:\\d+: )?error: .+$"],
  ["crash", "word", "Segmentation fault", "^(?:.*: )?(?:line \\d+: +\\d+ )?Segmentation fault\\b.*$"],
  ["runner", "word", "error: ", "^error: .+$"],
  [
    "runner",
    "detail",
    " exited with ",
    '^(?:\\[.+\\] .+ exited with code [1-9]\\d*|ERROR: ".+" exited with \\d+\\.)$',
  ],
  [
    "bazel",
    "summary",
    ": Build ",
    "^(?:ERROR|FAILED|INFO): Build (?:did NOT|completed)\\b.*$",
    "did NOT|FAILED",
  ],
  ["sbt", "detail", "[error] ", "^\\[error\\] .+$"],
  ["sbt", "good", "[success] ", "^\\[success\\] .+$"],
  ["runner", "word", "ERROR ", "^\\[\\w+\\] ERROR .+$"],
];

/** The last line of a report is often followed by these, which are no good news. */
export const AFTER_REPORT =
  "^(?: *(?:Snapshots?|Time|Test Suites|Tests|Duration|Start at|Test Files|Type Errors|Errors)\\b.*|Ran \\S+ .*|Done in .*|(?:ℹ|#|note:|warning:|error:|hint:|help:|npm (?:error|ERR!)|make|FAIL|=|!|Error:|Some errors) ?.*|-+(?: .*)?|For more information .*| +\\d+ (?:pass|fail|expect|passing|pending|skipped).*|exit(?:ed)? .*|Node\\.js v.*|Process completed .*)$";

/** Good news by a later command. */
export const GOOD_NEWS =
  "(?:success|succeed|\\bpassed\\b|complete[d!.]|healthy|deployed|published|built in|all good|all checks|✓|✔|✅|🎉)";
