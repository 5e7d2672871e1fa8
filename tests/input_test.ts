/**
 * Input that no spec file can hold: slow, endless, huge, deep. Run on the executable under test.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Outcome, program, run, type Script, surroundings } from "./support/harness.ts";

const TASK = '{"tool_name":"Task","tool_input":{"agent":"a","task":"t"},"tool_response":{"success":true}}';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** For processes whose input the test holds open. */
const OPEN = {
  env: surroundings(),
  clearEnv: true,
  stdin: "piped",
  stderr: "piped",
  stdout: "null",
} as const;

function hook(stdin: string | Script, args: readonly string[] = []): Promise<Outcome> {
  return run(program(), { stdin, args });
}

Deno.test("an event that comes slowly, in odd pieces, is answered", async () => {
  const outcome = await hook(async (write) => {
    for (let at = 0; at < TASK.length; at += 7) {
      await write(bytes(TASK.slice(at, at + 7)));
      await pause(50);
    }
  });
  assertEquals(outcome.code, 2);
  assertStringIncludes(outcome.stderr, "agent-spawn/coordinate");
});

Deno.test("an event is answered while its pipe stays open", async () => {
  const [name = "", ...args] = program();
  const child = new Deno.Command(name, { args, ...OPEN }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(bytes(TASK + "\n"));
  const { code, stderr } = await child.output();
  await writer.abort().catch(() => {}); // the program is gone, and the pipe with it
  assertEquals(code, 2);
  assertStringIncludes(new TextDecoder().decode(stderr), "agent-spawn/coordinate");
});

Deno.test("a pipe that stays open without a whole event does not keep the program: exit code 1 after 4.5 s", async () => {
  const outcomes = await Promise.all(["", '{"tool_name":"Ta'].map(async (part) => {
    const [name = "", ...args] = program();
    const child = new Deno.Command(name, { args, ...OPEN }).spawn();
    const writer = child.stdin.getWriter();
    if (part !== "") await writer.write(bytes(part));
    const { code, stderr } = await child.output();
    await writer.abort().catch(() => {}); // the program is gone, and the pipe with it
    return { code, stderr: new TextDecoder().decode(stderr) };
  }));
  for (const { code, stderr } of outcomes) {
    assertEquals(code, 1);
    assertStringIncludes(stderr, "fasthook: Cannot read an event: wanted a whole JSON value within 4500 ms");
  }
});

Deno.test("a 15 MB event is analysed", async () => {
  const content = `${"x = 1\\n".repeat(2_200_000)}sys.path.append(1)\\n`;
  const outcome = await hook(
    `{"tool_name":"Write","tool_input":{"file_path":"/p/.claude/hooks/a.py","content":"${content}"},` +
      `"tool_response":{"success":true}}`,
  );
  assertEquals(outcome.code, 2);
  assertStringIncludes(outcome.stderr, "hook-files/sys-path");
});

Deno.test("an event over the cap is refused clearly in both replies", async () => {
  const event = `{"tool_name":"Write","tool_input":{"content":"${"x".repeat(17 * 1024 * 1024)}"}}`;
  const [stderr, context] = await Promise.all([hook(event), hook(event, ["--reply=context"])]);
  assertEquals(stderr.code, 1);
  assertEquals(
    stderr.stderr,
    "fasthook: Cannot read an event: wanted at most 16 MiB, got more\n" +
      "  fix: nothing was analysed; the tool call itself is not affected\n",
  );
  assertEquals(context.code, 0);
  assertEquals(Object.keys(JSON.parse(context.stdout)), ["systemMessage"]);
});

const UNWANTED = `{"session_id":"s","hook_event_name":"PostToolUse","tool_name":"Write",` +
  `"tool_input":{"file_path":"/p/data.txt","content":"`;

Deno.test("only the beginning of a large change is read if no analyzer wants it", async () => {
  // More than a pipe holds, never ended, never closed: reading on would end with exit code 1.
  const [name = "", ...args] = program();
  const child = new Deno.Command(name, { args, ...OPEN }).spawn();
  const writer = child.stdin.getWriter();
  writer.write(bytes(UNWANTED + "x".repeat(300_000))).catch(() => {}); // the program does not read it to its end
  const { code, stderr } = await child.output();
  await writer.abort().catch(() => {}); // the program is gone, and the pipe with it
  assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
});

Deno.test("a large change is read to its end where an analyzer wants it", async () => {
  const event = UNWANTED.replace("/p/data.txt", "/p/.claude/hooks/a.py");
  const outcome = await hook(`${event}${"x = 1\\n".repeat(200_000)}sys.path.append(1)"},"tool_response":{}}`);
  assertEquals(outcome.code, 2);
  assertStringIncludes(outcome.stderr, "hook-files/sys-path");
});

Deno.test("a large change is read to its end where a rule may want it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const rule = {
      id: "own/secret-word",
      when: { tools: ["Write"] },
      look: "new",
      match: "xyzzy",
      text: "no {match}",
      examples: ["xyzzy"],
      counterExamples: ["plugh"],
    };
    await Deno.writeTextFile(`${folder}/config.json`, JSON.stringify({ rules: [rule] }));
    const outcome = await run(program(), {
      stdin: `${UNWANTED}${"x\\n".repeat(50_000)}xyzzy"},"tool_response":{}}`,
      env: { FASTHOOK_CONFIG: `${folder}/config.json` },
    });
    assertEquals(outcome.code, 2);
    assertStringIncludes(outcome.stderr, "own/secret-word");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("100,000 levels of nesting are read like any other value", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const silent = await hook(deep);
  assertEquals([silent.code, silent.stdout, silent.stderr], [0, "", ""]);
  const told = await hook(TASK.replace('"a"', deep));
  assertEquals(told.code, 2);
});

Deno.test("100,000 levels that are never closed are malformed", async () => {
  const outcome = await hook('{"a":'.repeat(100_000));
  assertEquals(outcome.code, 1);
  assertStringIncludes(outcome.stderr, "got text that is not (");
});

Deno.test("a reader that is gone does not change the exit code", async () => {
  const [name = "", ...args] = program();
  const child = new Deno.Command(name, { args, ...OPEN }).spawn();
  await child.stderr.cancel();
  const writer = child.stdin.getWriter();
  await writer.write(bytes(TASK));
  await writer.close();
  assertEquals((await child.status).code, 2);
});
