/**
 * Tests of `fasthook log`: torn lines, what was added since, and following.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { appendLog, decodeLogEntry, type LogEntry } from "../../lib/state/session_log.ts";
import { LogReader } from "../../lib/state/session_log_reader.ts";
import { sessionPath } from "../../lib/state/session_path.ts";
import { program, run, surroundings } from "../support/harness.ts";
import { shellEvent } from "../support/events.ts";

function entry(at: number, session: string): LogEntry {
  return {
    v: 1,
    at,
    session,
    agentType: "",
    event: "PostToolUse",
    findings: [{ rule: "a/b", severity: "notice", verdict: "reported", subject: "Bash", text: "ü\n" }],
  };
}

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "fasthook-log-" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("LogReader gives entries of all sessions in their order, each once, and none of a torn line", async () => {
  await inFolder(async (folder) => {
    const reader = new LogReader(folder);
    assertEquals(reader.readNew(), []);
    appendLog(folder, entry(2, "one"));
    appendLog(folder, entry(1, "two"));
    await Deno.writeTextFile(`${sessionPath(folder, "one")}.log`, '\n{"v":1,"at":9', { append: true });
    assertEquals(reader.readNew().map(({ at, session }) => [at, session]), [[1, "two"], [2, "one"]]);
    assertEquals(reader.readNew(), []);
    appendLog(folder, entry(3, "one"));
    assertEquals(reader.readNew(), [entry(3, "one")]);
  });
});

Deno.test("a log stops growing at a megabyte", async () => {
  await inFolder(async (folder) => {
    appendLog(folder, entry(1, "s"));
    const path = `${sessionPath(folder, "s")}.log`;
    await Deno.writeTextFile(path, " ".repeat(1024 * 1024), { append: true });
    const { size } = await Deno.stat(path);
    appendLog(folder, entry(2, "s"));
    assertEquals((await Deno.stat(path)).size, size);
  });
});

Deno.test("decodeLogEntry() refuses what is no entry", () => {
  assertEquals(decodeLogEntry(JSON.stringify(entry(1, "s"))), entry(1, "s"));
  for (
    const line of [
      "",
      "{}",
      '{"v":1,"at":1}',
      '{"v":1,}',
      JSON.stringify({ ...entry(1, "s"), findings: [1] }),
    ]
  ) {
    assertEquals(decodeLogEntry(line), undefined, line);
  }
});

Deno.test({
  name: "log -f prints an event as it comes, and ends at Ctrl-C",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await inFolder(async (folder) => {
      const env = {
        HOME: folder,
        FASTHOOK_STATE_DIR: `${folder}/state`,
        FASTHOOK_CONFIG: `${folder}/config.json`,
      };
      const rule = { id: "team/missing", look: "error", match: "command not found", text: "Install it." };
      await Deno.writeTextFile(env.FASTHOOK_CONFIG, JSON.stringify({ rules: [rule] }));
      const [name = "", ...args] = program();
      const child = new Deno.Command(name, {
        args: [...args, "log", "-f", "--json"],
        env: { ...surroundings(), ...env },
        clearEnv: true,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
        // What is never printed must not be waited for.
        signal: AbortSignal.timeout(60_000),
      }).spawn();
      const errors = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
      // It is waiting once it has said so.
      for (let text = ""; !text.includes("Ctrl-C");) text += (await errors.read()).value ?? "";
      const stdin = JSON.stringify({
        session_id: "s1",
        ...shellEvent({ command: "treee", code: 127, output: "bash: line 1: treee: command not found" }),
      });
      assertEquals((await run(program(), { stdin, env })).code, 2);
      let stdout = "";
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        stdout += text;
        if (stdout.endsWith("\n")) child.kill("SIGINT");
      }
      await errors.cancel();
      assertEquals((await child.status).code, 130);
      assertStringIncludes(stdout, '"rule":"team/missing"');
      assert(stdout.split("\n").length === 2, stdout);
    });
  },
});
