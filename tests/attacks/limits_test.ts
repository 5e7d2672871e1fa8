/**
 * Too little of everything that the system can limit, and a reader that does not read: it ends in time, and never with 2
 * for something else than feedback.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { launcher, shellWord } from "../../.github/tasks/launcher.ts";
import { writeReply } from "../../lib/system/write_reply.ts";
import { WANTED } from "../support/faults.ts";
import { type Outcome, program, run } from "../support/harness.ts";
import { temporaryFolder } from "../support/state.ts";

const ignore = Deno.build.os !== "linux";

const SILENT = '{"hook_event_name":"PostToolUse","tool_name":"Read","tool_input":{"file_path":"/p/a"}}';

function limited(limit: string, command: readonly string[], stdin: string): Promise<Outcome> {
  // A limit below what the system starts programs with is refused by some; then nothing is limited.
  return run(["sh", "-c", `ulimit ${limit} 2>/dev/null; exec "$@"`, "sh", ...command], { stdin });
}

const LIMITS = [
  ...[3, 4, 8, 10, 11, 12, 14, 16, 20, 24].map((count) => `-n ${count}`),
  ...[2_000, 16_000, 65_536, 262_144, 4_194_304].map((kilobytes) => `-v ${kilobytes}`),
  ...[1_000, 8_000, 65_536].map((kilobytes) => `-d ${kilobytes}`),
  "-s 64",
  "-f 0",
];

for (const limit of LIMITS) {
  Deno.test({
    name: `with ulimit ${limit} it ends with 2 for feedback only`,
    ignore,
    fn: async () => {
      const [silent, wanted] = await Promise.all([
        limited(limit, program(), SILENT),
        limited(limit, program(), WANTED),
      ]);
      assert(silent.code !== 2, silent.stderr);
      assert(wanted.code !== 2 || wanted.stderr.includes("agent-spawn/"), wanted.stderr);
    },
  });
}

/** With so few no shell reads a script. */
const FEWEST_DESCRIPTORS = 4;

/** A launcher with a Deno that only says what it was started with. */
function launcherIn(dir: string, self: readonly string[] = []): string {
  const deno = `${dir}/deno`;
  Deno.writeTextFileSync(deno, `#!/bin/bash\nprintf '%s\\n' "\${@: -2}"\nexit 7\n`, { mode: 0o755 });
  const path = `${dir}/fasthook`;
  Deno.writeTextFileSync(path, launcher("x", { deno: [shellWord(deno)], self }), { mode: 0o755 });
  return path;
}

Deno.test({
  name:
    "the launcher ends with Deno's exit code, and with 1 and a line where it cannot read itself or start another program",
  ignore,
  fn: async () => {
    using dir = temporaryFolder();
    const path = launcherIn(dir.path);
    const whole = await run([path, "--reply=context"]);
    assertEquals([whole.code, whole.stdout], [7, `${dir.path}/main.js\n--reply=context\n`]);
    for (const count of [4, 8, 10, 11]) {
      // deno-lint-ignore no-await-in-loop -- one after another
      const { code, stdout, stderr } = await limited(`-n ${count}`, [path], "");
      // How many are open already differs by who started the test.
      if (count > FEWEST_DESCRIPTORS && code === 7) continue;
      assertEquals([code, stdout], [1, ""], stderr);
      assertStringIncludes(stderr, "fasthook: Cannot start within these limits\n");
    }
    Deno.removeSync(`${dir.path}/deno`);
    const { code, stderr } = await run([path], { env: { PATH: "/nowhere" } });
    assertEquals([code, stderr], [1, "fasthook: Cannot start: Deno is not on PATH\n"]);
    const [first = ""] = Deno.readTextFileSync(path).split("\n");
    // Linux cuts a longer first line.
    assert(first.length < 255, first);
  },
});

Deno.test({
  name: "the launcher finds its folder through links, and needs no other program for places that it knows",
  ignore,
  fn: async () => {
    using dir = temporaryFolder();
    const known = launcherIn(dir.path, [`${dir.path}/none`, `${dir.path}/fasthook`]);
    Deno.mkdirSync(`${dir.path}/bin`);
    Deno.symlinkSync("../fasthook", `${dir.path}/bin/fasthook`);
    Deno.symlinkSync("bin/fasthook", `${dir.path}/again`);
    for (const link of ["bin/fasthook", "again"]) {
      // deno-lint-ignore no-await-in-loop -- one after another
      const { stdout } = await run([`${dir.path}/${link}`, "x"], { env: { PATH: "/nowhere" } });
      assertEquals(stdout, `${dir.path}/main.js\nx\n`, link);
    }
    Deno.mkdirSync(`${dir.path}/moved`);
    Deno.copyFileSync(known, `${dir.path}/moved/fasthook`);
    Deno.symlinkSync("moved/fasthook", `${dir.path}/to-moved`);
    const { stdout } = await run([`${dir.path}/to-moved`, "x"]);
    assertEquals(stdout, `${dir.path}/moved/main.js\nx\n`);
  },
});

Deno.test("writeReply() writes what a short write left over, and gives up a reader that takes nothing", async () => {
  const pieces: string[] = [];
  const slow = {
    write(bytes: Uint8Array): Promise<number> {
      pieces.push(new TextDecoder().decode(bytes));
      return Promise.resolve(Math.min(2, bytes.length));
    },
  };
  await writeReply(slow, "abcde");
  assertEquals(pieces, ["abcde", "cde", "e"]);
  // A write that goes on keeps a process running, as this does.
  const running = setTimeout(() => {}, 60_000);
  // The time is over, but for the least that a reader has.
  await writeReply({ write: () => new Promise<number>(() => {}) }, "x");
  clearTimeout(running);
  let tries = 0;
  const full = {
    write: (): Promise<number> => {
      tries++;
      return Promise.reject(new Deno.errors.WouldBlock("full"));
    },
  };
  await writeReply(full, "x");
  assert(tries > 1);
  await writeReply({ write: () => Promise.reject(new Deno.errors.BrokenPipe("gone")) }, "x");
});
