/**
 * What looks like a secret does not get into reports, and no linter shows the model a line that it has not seen.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FIXTURES, program, run } from "../support/harness.ts";
import { findingLines, Project } from "../support/linters.ts";

const PASSWORD = "hunter2secret";
const KEY = `ghp_${"aB3".repeat(12)}`;

/** A recorded session whose command, error and hook hold secrets. */
function session(): string {
  const input = { command: `treee --password ${PASSWORD} ${KEY}` };
  const result = {
    type: "tool_result",
    tool_use_id: "t1",
    is_error: true,
    content: "Exit code 127\nbash: line 1: treee: command not found",
  };
  const head = { sessionId: "s", cwd: "/p", timestamp: "2026-11-28T00:00:00.000Z" };
  return [
    {
      ...head,
      type: "assistant",
      uuid: "u1",
      message: { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "Bash", input }] },
    },
    {
      ...head,
      type: "user",
      uuid: "u2",
      message: { role: "user", content: [result] },
    },
    {
      ...head,
      type: "system",
      uuid: "u3",
      subtype: "stop_hook_summary",
      hookInfos: [{ command: `notify --token ${PASSWORD}`, durationMs: 5 }],
      hookErrors: [],
    },
    "",
  ].map((line) => line === "" ? "" : JSON.stringify(line)).join("\n");
}

Deno.test("reports of a replay hide what looks like a secret, and --full shows it", async () => {
  const dir = await Deno.realPath(await Deno.makeTempDir({ prefix: "fasthook-attack-" }));
  try {
    await Deno.writeTextFile(`${dir}/s.jsonl`, session());
    const replay = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await run(program(), {
        args: ["replay", "s.jsonl", ...args],
        cwd: dir,
        env: { HOME: dir, FASTHOOK_STATE_DIR: `${dir}/state`, FASTHOOK_CONFIG: `${FIXTURES}coach.json` },
      });
      assertEquals(code, 0, stderr);
      return stdout;
    };
    await replay("--html", "masked.html");
    await replay("--html", "full.html", "--full");
    const reports = {
      text: [await replay(), await replay("--full")],
      json: [await replay("--json"), await replay("--json", "--full")],
      html: [Deno.readTextFileSync(`${dir}/masked.html`), Deno.readTextFileSync(`${dir}/full.html`)],
    };
    for (const [form, [masked = "", full = ""]] of Object.entries(reports)) {
      assert(!masked.includes(PASSWORD) && !masked.includes(KEY), `${form}: ${masked}`);
      assertStringIncludes(masked, "notify --token ***", form);
      assertStringIncludes(full, `notify --token ${PASSWORD}`, form);
      assertEquals([masked.includes("treee"), full.includes("treee")], [true, true], form);
    }
    assertStringIncludes(reports.html[1] ?? "", `treee --password ${PASSWORD}`);
    assertStringIncludes(reports.html[0] ?? "", "treee --password ***");
    if (Deno.build.os !== "windows") {
      assertEquals((Deno.statSync(`${dir}/masked.html`).mode ?? 0) & 0o777, 0o600);
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

const SECRET_LINE = 'PASSWORD = "correct horse battery"';

function finding(row: number, message: string): string {
  return JSON.stringify([{ code: "X100", location: { row, column: 1 }, message, fix: null }]);
}

for (
  const [what, row, message, expected] of [
    [
      "a line that the event did not show is not quoted",
      1,
      `do not write: ${SECRET_LINE}`,
      "linters/ruff (guidance): 1:1 X100",
    ],
    [
      "not in the message about a line that it did show either",
      3,
      `compare ${SECRET_LINE}`,
      "linters/ruff (guidance): 3:1 X100",
    ],
    [
      "a line that the call wrote may be quoted",
      3,
      "do not write: value = changed_here",
      "linters/ruff (guidance): 3:1 X100 do not write: value = changed_here",
    ],
    [
      "names and short lines are no quotes",
      1,
      "`PASSWORD` and pass are unused",
      "linters/ruff (guidance): 1:1 X100 `PASSWORD` and pass are unused",
    ],
  ] as const
) {
  Deno.test({
    name: `a linter's words: ${what}`,
    ignore: Deno.build.os === "windows",
    fn: async () => {
      using project = new Project({
        "ruff.toml": "",
        "a.py": `${SECRET_LINE}\npass\nvalue = 1\n`,
      });
      project.fake("ruff", `cat <<'END'\n${finding(row, message)}\nEND\nexit 1`);
      const outcome = await project.edit("a.py", { old: "value = 1", text: "value = changed_here" });
      assertEquals(findingLines(outcome), [expected]);
    },
  });
}
