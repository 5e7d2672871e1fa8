/**
 * Runs of tests, builds and linters: which one a command runs, and what failed in it.
 *
 * @module
 */
import { withoutEscapes } from "./escapes.ts";
import { failuresOf } from "./failed_run.ts";
import { ANY, suspectsOf } from "./run_suspects.ts";
import { isOneOf } from "./word_list.ts";

/** A run of a check. */
export interface CheckRun {
  /** The command without filters and redirections. */
  readonly source: string;
  /** The filters that its output went through; "" for none. */
  readonly filter: string;
  /** The file that the command keeps its output in; "" for none. */
  readonly log: string;
  /** Where its output can be kept. */
  readonly newLog: string;
  /** Where the output of the same check may have been kept before. */
  readonly logs: readonly string[];
  /** What failed, without what differs from run to run. */
  readonly failures: readonly string[];
}

/** Programs that check nothing, or that take no time. */
const OTHERS = " git docker podman docker-compose nerdctl kubectl helm terraform tofu ";
const LANGUAGES = " python node ruby php deno java ";
const CHECKING =
  /test|check|lint|build|tsc|verif|compile|spec|e2e|clippy|mypy|ruff|vet|biome|\bci\b|^(?:make|gradle|gradlew|mvn|just|task|ninja|jest|eslint|tox|nox|phpunit|mocha|ava|playwright|cypress)\b/;
/** What people and models call a log. A session remembers a hash of its name, which is compared with those of these. */
const USUAL_LOGS =
  "/tmp/test.log /tmp/tests.log /tmp/out.log /tmp/output.log /tmp/build.log /tmp/lint.log /tmp/out.txt /tmp/output.txt " +
  "/tmp/test-output.txt /tmp/test_output.txt test.log tests.log out.log output.log build.log lint.log test-output.log";
const MAX_FAILURES = 20;
const MAX_FAILURE_UNITS = 200;

/**
 * Finds the check that a command runs.
 *
 * @param command The command line.
 * @param output Its output.
 * @returns The check; `undefined` for a command that runs none, or several.
 */
export function checkRun(command: string, output: string): CheckRun | undefined {
  const checks = suspectsOf(command).filter(({ run, families }) =>
    families !== "" && (run.isShown || run.log !== "") && !isOneOf(OTHERS, run.program) &&
    (families === ANY || !isOneOf(LANGUAGES, families.trim())) && CHECKING.test(run.words.join(" "))
  );
  const [check, ...others] = checks;
  if (check === undefined || others.length > 0) return undefined;
  const { run: { source, program, filters, log } } = check;
  const failures = failuresOf(command, withoutEscapes(output)).map(nameOf).filter((name) => name !== "");
  const newLog = `/tmp/${program.replace(/[^\w.-]/g, "")}.log`;
  return {
    source,
    filter: filters.map(({ words }) => words.join(" ")).join(" | "),
    log,
    newLog,
    logs: [log, newLog, ...USUAL_LOGS.split(" ")].filter((path) => path !== ""),
    failures: [...new Set(failures)].slice(0, MAX_FAILURES),
  };
}

/** What failed, without times, line numbers and reasons. */
function nameOf(line: string): string {
  return line.replace(/ - .*$/, "").replace(/(^|: ) *\d+:\d+ +/, "$1").replace(
    /\(\d[\d.]* ?m?s\)|\b\d[\d.]* ?m?s\b/g,
    "",
  ).replace(
    /[:(]\d+[,:]\d+\)?/g,
    "",
  )
    .replace(/\s+/g, " ").trim().slice(0, MAX_FAILURE_UNITS);
}
