/**
 * What commands do on a terminal: questions, colours. `script` of util-linux gives them one.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { program, run } from "../support/harness.ts";

/** Runs the program on a terminal and types something. */
async function onTerminal(
  args: readonly string[],
  { typed, home, env = {} }: {
    readonly typed: string;
    readonly home: string;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<string> {
  const line = [...program(), ...args].map((word) => `'${word}'`).join(" ");
  // A terminal that is closed at once would be an end of input before the answer is read.
  const stdin = async (write: (bytes: Uint8Array) => Promise<void>): Promise<void> => {
    await write(new TextEncoder().encode(typed));
  };
  const { code, stdout } = await run(["script", "--quiet", "--return", "--command", line, "/dev/null"], {
    stdin,
    cwd: home,
    env: { HOME: home, TERM: "xterm", ...env },
  });
  assertEquals(code, 0, stdout);
  return stdout;
}

async function inHome(test: (home: string) => Promise<void>): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "fasthook-terminal-" });
  try {
    await test(home);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

const isLinux = Deno.build.os === "linux";

Deno.test({
  name: "init without options asks on a terminal, and takes letters and the usual answer",
  ignore: !isLinux,
  fn: async () => {
    await inHome(async (home) => {
      const shown = await onTerminal(["init", "--command=fasthook"], { typed: "l\n\n", home });
      assertStringIncludes(shown, "[user/project/local] (user): ");
      assertStringIncludes(shown, "[context/stderr] (context): ");
      assertStringIncludes(shown, "\x1b[32m+");
      const text = await Deno.readTextFile(`${home}/.claude/settings.local.json`);
      assertStringIncludes(text, '"args": ["--reply=context"]');
    });
  },
});

Deno.test({
  name: "init with a scope or a reply asks nothing, and NO_COLOR is respected",
  ignore: !isLinux,
  fn: async () => {
    await inHome(async (home) => {
      const args = ["init", "--command=fasthook", "--reply", "stderr"];
      const shown = await onTerminal(args, { typed: "", home, env: { NO_COLOR: "1" } });
      assert(!shown.includes("]: ") && !shown.includes("\x1b["), shown);
      assertStringIncludes(await Deno.readTextFile(`${home}/.claude/settings.json`), "--reply=stderr");
    });
  },
});

Deno.test({
  name: "uninstall asks on a terminal before it removes what fasthook remembers",
  ignore: !isLinux,
  fn: async () => {
    await inHome(async (home) => {
      const env = { FASTHOOK_STATE_DIR: `${home}/state` };
      await Deno.mkdir(`${home}/state`);
      await Deno.writeTextFile(`${home}/state/journal.jsonl`, "");
      const kept = await onTerminal(["uninstall"], { typed: "\n", home, env });
      assertStringIncludes(kept, "[no/yes] (no): ");
      assert((await Deno.stat(`${home}/state/journal.jsonl`)).isFile);
      await onTerminal(["uninstall"], { typed: "yes\n", home, env });
      assertEquals([...Deno.readDirSync(home)].filter(({ name }) => name === "state"), []);
    });
  },
});
