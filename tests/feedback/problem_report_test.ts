import { assert, assertEquals } from "@std/assert";
import type { ConfigProblem } from "../../lib/config/settings.ts";
import { newProblemReport, noEvent, refusal } from "../../lib/feedback/problem_report.ts";
import { sessionInProcess, type SessionStore } from "../../lib/state/memory.ts";
import { UserError } from "../../lib/text/user_error.ts";

function problem(rest: Partial<ConfigProblem> = {}): ConfigProblem {
  return { source: "/p/fasthook.json", line: 3, message: "wrong", fix: "right", ...rest };
}

Deno.test("newProblemReport() names the first problem, its place, the way out, and how many more there are", () => {
  const once = { openSession: undefined, now: 0 };
  assertEquals(
    newProblemReport([problem()], once),
    "fasthook: Cannot use /p/fasthook.json line 3: wrong\n  fix: right\n",
  );
  assertEquals(
    newProblemReport([problem({ line: 0 }), problem(), problem()], once),
    "fasthook: Cannot use /p/fasthook.json: wrong (and 2 more: fasthook config)\n  fix: right\n",
  );
  assertEquals(newProblemReport([], once), "");
});

Deno.test("newProblemReport() cuts long texts", () => {
  const text = newProblemReport([problem({ message: "m".repeat(500), fix: "f".repeat(500) })], {
    openSession: undefined,
    now: 0,
  });
  const [first = "", second = ""] = text.split("\n");
  assertEquals(first.length, "fasthook: Cannot use ".length + 400);
  assertEquals(second.length, "  fix: ".length + 200);
});

Deno.test("newProblemReport() speaks once in a session of the same problems, and again of others", () => {
  const session = sessionInProcess(100);
  const once = { openSession: (): SessionStore => session, now: 7 };
  const report = (message: string): string => newProblemReport([problem({ message })], once);
  assert(report("wrong").includes("wrong"));
  assertEquals(report("wrong"), "");
  assert(report("another").includes("another"));
  assertEquals([report("wrong"), report("another")], ["", ""]);
  const memory = session.read();
  assert(memory.kind === "done");
  assertEquals(memory.value.size, 2);
});

Deno.test("newProblemReport() speaks every time without a session, and where its memory cannot be used", () => {
  const broken: SessionStore = {
    read: () => ({ kind: "none", problem: "locked" }),
    update: () => ({ kind: "none", problem: "locked" }),
  };
  for (const openSession of [undefined, (): SessionStore => broken]) {
    const texts = [1, 2].map(() => newProblemReport([problem()], { openSession, now: 0 }));
    assert(texts.every((text) => text !== ""));
  }
});

Deno.test("noEvent() says what came instead of an event", () => {
  const text = (input: Parameters<typeof noEvent>[0]): string => noEvent(input).report();
  const long = "r".repeat(300);
  assertEquals(
    text({ kind: "empty" }),
    "fasthook: Cannot read an event: wanted JSON on standard input, got nothing\n",
  );
  assertEquals(
    text({ kind: "malformed", reason: "bad" }),
    "fasthook: Cannot read an event: wanted JSON on standard input, got text that is not (bad)\n",
  );
  assertEquals(
    text({ kind: "unreadable", reason: long }),
    `fasthook: Cannot read an event: wanted JSON on standard input, got an error (${"r".repeat(119)}…)\n`,
  );
  assert(text({ kind: "malformed", reason: long }).includes(`(${"r".repeat(119)}…)`));
  assertEquals(
    text({ kind: "too-large", limitBytes: 3 * 1024 * 1024 }),
    "fasthook: Cannot read an event: wanted at most 3 MiB, got more\n" +
      "  fix: nothing was analysed; the tool call itself is not affected\n",
  );
  assertEquals(
    text({ kind: "late", receivedBytes: 5, waitedMs: 4500 }),
    "fasthook: Cannot read an event: wanted a whole JSON value within 4500 ms, got 5 bytes of one\n" +
      "  fix: the caller must write the event and close the pipe\n",
  );
});

Deno.test("refusal() prints for a person where the reply allows it, and names what was not expected", () => {
  const error = new UserError("Cannot go", "stay");
  assertEquals(refusal(error, "stderr"), {
    stdout: "",
    stderr: "fasthook: Cannot go\n  fix: stay\n",
    exitCode: 1,
  });
  const { stdout, stderr, exitCode } = refusal(error, "context");
  assertEquals([JSON.parse(stdout), stderr, exitCode], [
    { systemMessage: "fasthook: Cannot go\n  fix: stay" },
    "",
    0,
  ]);
  assert(
    refusal(new RangeError("odd"), "stderr").stderr.includes("Cannot analyse this event: RangeError: odd"),
  );
  assert(
    refusal("text", "stderr").stderr.includes("Cannot analyse this event: text\n  fix: report this as a bug"),
  );
});
