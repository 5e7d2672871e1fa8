import { assert, assertEquals } from "@std/assert";
import { type Run, runsOf } from "../../lib/text/shell_runs.ts";
import { oneOf, randomFrom } from "../support/random.ts";

/** Programs with what hides their exit codes: `make <; ls>`. */
function listHidden(command: string): string[] {
  return runsOf(command).filter(({ hiddenBy }) => hiddenBy !== "").map(({ program, hiddenBy }) =>
    `${program} <${hiddenBy}>`
  );
}

function programs(command: string): string {
  return runsOf(command).map(({ words }) => words.join(" ")).join("; ");
}

function find(command: string, program: string): Run | undefined {
  return runsOf(command).find((run) => run.program === program);
}

Deno.test("runsOf() finds the programs, without what only runs them", () => {
  assertEquals(programs("cd x && A=1 sudo -u me /usr/bin/make all"), "cd x; make all");
  assertEquals(programs("timeout -k 5 30s npm start"), "npm start");
  assertEquals(programs("npx -y jest --ci"), "jest --ci");
  assertEquals(programs("python -m pytest -q"), "pytest -q");
  assertEquals(programs("uv run --with x python3 -m pytest"), "pytest");
  assertEquals(programs("poetry run pytest -x"), "pytest -x");
  assertEquals(programs("doppler run -- npm test"), "npm test");
  assertEquals(programs("mise exec node@22 -- node --test"), "node --test");
  assertEquals(programs("npm run build -- --fast"), "npm run build -- --fast");
  assertEquals(programs("npm exec jest"), "jest");
  assertEquals(programs("pnpm exec vitest run"), "vitest run");
  assertEquals(programs("bundle exec rspec"), "rspec");
});

Deno.test("runsOf() reads what shells, containers and other machines are given", () => {
  assertEquals(
    programs(`bash -lc "go test ./... | tail"`),
    "bash -lc go test ./... | tail; go test ./...; tail",
  );
  assertEquals(
    programs("docker compose exec -T web sh -c 'tail -30 x.log'").split("; ").at(-1),
    "tail -30 x.log",
  );
  assertEquals(programs("docker exec -e A=1 web pytest -q").split("; ").at(-1), "pytest -q");
  assertEquals(programs(`ssh -p 22 me@host "tail -40 /var/log/x"`).split("; ").at(-1), "tail -40 /var/log/x");
  assertEquals(programs("kubectl exec pod -- npm test").split("; ").at(-1), "npm test");
});

Deno.test("runsOf() finds exit codes that a pipe, a ; or || hides", () => {
  assertEquals(listHidden("npm test 2>&1 | tail -5"), ["npm <| tail>"]);
  assertEquals(listHidden("cd x && make && make install; ls"), ["cd <; ls>", "make <; ls>", "make <; ls>"]);
  assertEquals(listHidden("make || true"), ["make <|| true>"]);
  assertEquals(listHidden("make || ls"), ["make <|| ls>"]);
  assertEquals(listHidden("(make; make check) | tail"), ["make <; make>", "make <| tail>"]);
  assertEquals(listHidden("make & ls"), ["make <&>"]);
  assertEquals(listHidden("pytest > o.txt; tail o.txt"), ["pytest <; tail>"]);
  assertEquals(listHidden("cd x; make"), ["cd <; make>"]);
});

Deno.test("runsOf() sees exit codes that are kept", () => {
  for (
    const command of [
      "set -o pipefail; npm test | tail -5",
      "set -euo pipefail; npm test | tail; ls",
      "setopt pipefail; make | tail -5",
      "setopt PIPE_FAIL && make | tail -5",
      "set -e; make; ls",
      "sh -ec 'make; ls'",
      "bash -euo pipefail -c 'make | tail; ls'",
      `make | tail -5; echo "exit $pipestatus[1]"`,
      "make | tail -5; exit ${PIPESTATUS[0]}",
      `make; echo "status $status"`,
      "make; rc=$?; ls; exit $rc",
      `make; echo "$?"`,
      "make > o.log 2>&1 || { tail -40 o.log; exit 1; }; ls",
      "make > o.log 2>&1 || (tail -20 o.log; false) && ls",
      "make || { tail o.log; return 1; }; ls",
      "make || exit 1; ls",
      "make || echo FAILED; ls",
      "if ! make > c.log; then tail c.log; fi",
      "if make; then echo yes; else echo no; fi; ls",
      "! make; ls",
      "while ! make; do sleep 1; done",
      "make & wait $!; ls",
      "make; or exit 1",
    ]
  ) {
    assertEquals(listHidden(command).filter((run) => /^(?:make|npm) /.test(run)), [], command);
  }
});

Deno.test("runsOf() does not take the status of another program for the program's own", () => {
  assertEquals(listHidden(`make | tail; ls build; echo "ls said $?"`), [
    "make <| tail>",
    "tail <; ls>",
  ]);
  assertEquals(listHidden("make || { echo failed; true; }; ls"), [
    "make <|| echo>",
    "echo <; true>",
    "true <; ls>",
  ]);
  assertEquals(listHidden("make || exit 0"), ["make <|| exit>"]);
});

Deno.test("runsOf() distinguishes an exit code that decides from one that is only shown", () => {
  const exitOf = (command: string): string | undefined => find(command, "make")?.exit;
  assertEquals(exitOf("ls; make"), "kept");
  assertEquals(exitOf("make && ls"), "kept");
  assertEquals(exitOf("make || exit 1; ls"), "kept");
  assertEquals(exitOf("make; echo $?"), "shown");
  assertEquals(exitOf("if make; then ls; fi"), "shown");
  assertEquals(exitOf("make | tail"), "hidden");
});

Deno.test("runsOf() knows whose output can be seen, and through what", () => {
  assertEquals(find("npm test 2>&1 | grep -v x | tail -5", "npm")?.filters.map(({ program }) => program), [
    "grep",
    "tail",
  ]);
  assertEquals(find("npm test 2>&1 | wc -l", "npm")?.isShown, false);
  assertEquals(find("npm test | wc -l", "npm")?.isShown, true);
  assertEquals(find("npm test > o.log 2>&1; ls", "npm")?.isShown, false);
  assertEquals(find("npm test &> o.log; ls", "npm")?.isShown, false);
  assertEquals(find("npm test > o.log 2>&1; tail -20 o.log", "npm")?.isShown, true);
  assertEquals(
    find("npm test > o.log 2>&1 || { tail -9 o.log; exit 1; }", "npm")?.filters[0]?.program,
    "tail",
  );
  assertEquals(find("npm test 2>&1 | tee o.log | tail -3", "npm")?.filters.length, 2);
  assertEquals(find("npm test 2>&1 >/dev/null", "npm")?.isShown, false);
  assertEquals(find("out=$(npm test 2>&1); echo $out", "npm")?.hiddenBy, "; echo");
});

Deno.test("runsOf() gives a run's own text, without redirections", () => {
  assertEquals(find("cd x && npx jest -t 'a b' 2>&1 | tail -5", "jest")?.source, "npx jest -t 'a b'");
  assertEquals(find("npm test > /tmp/o.log 2>&1; ls", "npm")?.source, "npm test");
});

Deno.test("runsOf() survives any mixture of a shell's words, and stays within bounds", () => {
  const random = randomFrom(11);
  const parts: readonly [string, ...string[]] = [
    "(",
    ")",
    "{",
    "}",
    "if ",
    "then ",
    "fi",
    ";",
    "\n",
    "|",
    "||",
    "&&",
    "&",
    "$(",
    "'",
    '"',
    "\\",
    "make ",
    "2>&1 ",
    "> o ",
    "for ",
    "do ",
    "done",
    "case ",
    "esac",
    "sh -c '",
    "#",
    "<<E\n",
    "E\n",
    "ssh h ",
    "x=$(",
    "$? ",
  ];
  for (let round = 0; round < 5000; round++) {
    const command = Array.from({ length: random(25) }, () => oneOf(random, parts)).join("");
    for (const { program, source, hiddenBy } of runsOf(command)) {
      assert(program !== "" && typeof source === "string" && hiddenBy.length <= command.length + 3, command);
    }
  }
  assertEquals(runsOf("( ".repeat(9000)).length, 0);
  assert(runsOf("a | ".repeat(4000)).length <= 16_384 / 4);
});
