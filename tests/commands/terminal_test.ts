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
  { typed, home, columns = 0, env = {} }: {
    readonly typed: string;
    readonly columns?: number;
    readonly home: string;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<string> {
  const command = [...program(), ...args].map((word) => `'${word}'`).join(" ");
  const line = columns === 0 ? command : `stty columns ${columns} && ${command}`;
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
  // Deno says so where processes of two versions share its folder.
  return stdout.replace(/^Failed to open cache file .*\r?\n/gm, "");
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
      const shown = await onTerminal(["init", "--command=fasthook"], { typed: "5\nl\n\n", home });
      assertStringIncludes(shown, "  3  local    yours in this folder");
      assertStringIncludes(shown, "1 to 3, or a name (user): ");
      assertStringIncludes(shown, '"5" is none of these.');
      assertStringIncludes(shown, "1 to 2, or a name (context): ");
      assertStringIncludes(shown, "\x1b[32m+");
      const text = await Deno.readTextFile(`${home}/.claude/settings.local.json`);
      assertStringIncludes(text, '"args": ["--reply=context"]');
    });
  },
});

Deno.test({
  name: "init offers the other agents that are here, and registers with them after a yes",
  ignore: !isLinux,
  fn: async () => {
    for (const [answer, isRegistered] of [["y", true], ["n", false]] as const) {
      await inHome(async (home) => {
        await Deno.mkdir(`${home}/.codex`);
        const shown = await onTerminal(["init", "--command=fasthook"], { typed: `\n\n${answer}\n`, home });
        assertStringIncludes(shown, "Register fasthook with Codex as well? [y/N]");
        const text = await Deno.readTextFile(`${home}/.codex/hooks.json`).catch(() => "");
        assertEquals(text.includes("fasthook"), isRegistered);
        assertEquals(shown.includes("run /hooks in codex"), isRegistered);
      });
    }
  },
});

Deno.test({
  name: "init asks nothing more once its input has ended, as script does with a closed standard input",
  ignore: !isLinux,
  fn: async () => {
    await inHome(async (home) => {
      const shown = await onTerminal(["init", "--command=fasthook"], { typed: "\x04", home });
      assertStringIncludes(shown, "For which sessions?");
      assert(!shown.includes("How should feedback reach the model?"), shown);
      assertStringIncludes(await Deno.readTextFile(`${home}/.claude/settings.json`), "--reply=context");
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
      assertStringIncludes(kept, " [y/N] ");
      assert((await Deno.stat(`${home}/state/journal.jsonl`)).isFile);
      const again = await onTerminal(["uninstall"], { typed: "what\ny\n", home, env });
      assertStringIncludes(again, "Please answer y or n.");
      assertEquals([...Deno.readDirSync(home)].filter(({ name }) => name === "state"), []);
    });
  },
});

Deno.test({
  name: "without an argument the short help is shown, at any width between words",
  ignore: !isLinux,
  fn: async () => {
    await inHome(async (home) => {
      const shown = await onTerminal([], { typed: "", home });
      assertStringIncludes(shown, "fasthook doctor");
      assert(shown.split("\r\n").every((line) => line.length <= 80), shown);
      const narrow = await onTerminal(["help", "init"], { typed: "", home, columns: 40 });
      // The names of all agents are one word.
      const isWhole = (line: string): boolean => line.length <= 40 || !line.trim().includes(" ");
      assert(narrow.split("\r\n").every(isWhole), narrow);
      // No word is cut: without the breaks it is the text of a wide terminal.
      const wide = await onTerminal(["help", "init"], { typed: "", home, columns: 200 });
      const words = (text: string): string => text.split(/\s+/).join(" ");
      assertEquals(words(narrow), words(wide));
    });
  },
});

Deno.test({
  name: "state clear asks what to forget",
  ignore: !isLinux,
  fn: async () => {
    await inHome(async (home) => {
      const env = { FASTHOOK_STATE_DIR: `${home}/state` };
      const kept = await onTerminal(["state", "clear"], { typed: "\n", home, env });
      assert(!kept.includes("cleared"), kept);
      assertStringIncludes(
        await onTerminal(["state", "clear"], { typed: "2\n", home, env }),
        "cache cleared",
      );
    });
  },
});
