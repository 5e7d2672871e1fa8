/**
 * Completions, loaded by the shells themselves where they are installed.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { COMMANDS } from "../../lib/commands/table.ts";
import { bashCompletions } from "../../lib/commands/completions/bash.ts";
import { fishCompletions } from "../../lib/commands/completions/fish.ts";
import { powershellCompletions } from "../../lib/commands/completions/powershell.ts";
import { zshCompletions } from "../../lib/commands/completions/zsh.ts";
import { run } from "../support/harness.ts";

const NAMES = COMMANDS.map(({ name }) => name);

function isInstalled(shell: string): boolean {
  return (Deno.env.get("PATH") ?? "").split(":").some((folder) => {
    try {
      return Deno.statSync(`${folder}/${shell}`).isFile;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return false;
    }
  });
}

/** What a shell completes a command line to, where a script asks it. */
async function ask(shell: string, completions: string, script: string): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir({ prefix: "fasthook-completions-" });
  try {
    await Deno.writeTextFile(`${folder}/completions`, completions);
    await Deno.writeTextFile(`${folder}/a file.json`, "");
    // What shells ask for ids of rules.
    await Deno.writeTextFile(`${folder}/fasthook`, "#!/bin/sh\necho repeats/a\necho team/b\n", {
      mode: 0o755,
    });
    const args = shell === "bash"
      ? ["--norc", "-c", script]
      : shell === "zsh"
      ? ["-f", "-c", script]
      : ["-c", script];
    const { code, stdout, stderr } = await run([shell], {
      args,
      cwd: folder,
      env: { HOME: folder, PATH: `${folder}:${Deno.env.get("PATH")}` },
    });
    assertEquals([code, stderr], [0, ""]);
    return stdout.split("\n").filter((line) => line !== "");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Bash gives a function the words as it has cut them. */
async function bash(...words: readonly string[]): Promise<readonly string[]> {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  return await ask(
    "bash",
    bashCompletions(),
    `source ./completions
    complete -p fasthook | grep -q -- '-F _fasthook' || exit 1
    COMP_WORDS=(fasthook ${quoted}) COMP_CWORD=${words.length}
    _fasthook
    [ \${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' "\${COMPREPLY[@]}"`,
  );
}

Deno.test({
  name: "bash completes commands, options, values and files",
  ignore: !isInstalled("bash"),
  fn: async () => {
    assertEquals(await bash("in"), ["init"]);
    assertEquals(await bash(""), [...NAMES, "--reply", "--help", "--version"]);
    assertEquals(await bash("init", "--u"), ["--user"]);
    assertEquals(await bash("init", "--reply", ""), ["context", "stderr"]);
    assertEquals(await bash("init", "--reply", "=", "con"), ["context"]);
    assertEquals(await bash("init", "--reply", "="), ["context", "stderr"]);
    assertEquals(await bash("--reply", "=", "s"), ["stderr"]);
    assertEquals(await bash("replay", "--since", ""), []);
    assertEquals(await bash("replay", "--html", "a"), ["a file.json"]);
    assertEquals(await bash("completions", "f"), ["fish"]);
    assertEquals(await bash("help", "rep"), ["replay"]);
    assertEquals(await bash("nosuch", ""), []);
    assertEquals(await bash("mute", "team/"), ["team/b"]);
    assertEquals(await bash("state", "cl"), ["clear"]);
  },
});

Deno.test({
  name: "fish completes commands, options, values and files",
  ignore: !isInstalled("fish"),
  fn: async () => {
    const fish = async (line: string): Promise<readonly string[]> => {
      const lines = await ask("fish", fishCompletions(), `source ./completions; complete -C '${line}'`);
      return lines.map((line) => line.split("\t")[0] ?? "");
    };
    assertEquals(await fish("fasthook "), NAMES.toSorted());
    assertEquals(await fish("fasthook init --re"), ["--reply"]);
    assertEquals(await fish("fasthook init --reply "), ["context", "stderr"]);
    assertEquals(await fish("fasthook replay a"), ["a file.json"]);
    assertEquals(await fish("fasthook completions z"), ["zsh"]);
    assertEquals(await fish("fasthook unmute t"), ["team/b"]);
  },
});

Deno.test({
  name: "zsh loads the completions and offers commands, options and values",
  ignore: !isInstalled("zsh"),
  fn: async () => {
    // The completion system answers a key press; these replace its two functions and print what it is given.
    const stubs = `compdef() { print -r -- "compdef $*" }
    _describe() { print -rl -- "\${(@P)4}" }
    _arguments() { print -rl -- "$@" }
    source ./completions`;
    const zsh = async (script: string): Promise<readonly string[]> =>
      await ask("zsh", zshCompletions(), `${stubs}\n${script}`);
    const first = await zsh("words=(fasthook '') CURRENT=2; _fasthook");
    assertEquals(first[0], "compdef _fasthook fasthook");
    for (const { name, summary } of COMMANDS) assert(first.includes(`${name}:${summary}`), name);
    const init = await zsh("words=(fasthook init '') CURRENT=3; _fasthook");
    assert(init.some((line) => /^--reply=\[give .*\]:value:\(context stderr\)$/.test(line)), init.join("\n"));
    assert(init.includes("--user[all your sessions (the default in a script)]"), init.join("\n"));
    const replay = await zsh("words=(fasthook replay '') CURRENT=3; _fasthook");
    assert(
      replay.includes("--html=[write a page]:value:_files") && replay.includes("*:argument:_files"),
      replay.join("\n"),
    );
  },
});

Deno.test("every command and option of the table is in the completions of every shell", () => {
  const scripts = [bashCompletions(), zshCompletions(), fishCompletions(), powershellCompletions()];
  for (const script of scripts) {
    for (const { name, options } of COMMANDS) {
      assertStringIncludes(script, name);
      for (const option of options) {
        assert(script.includes(`--${option.name}`) || script.includes(`-l ${option.name}`), option.name);
      }
    }
  }
});

Deno.test("PowerShell's completions quote what they hold and close what they open", () => {
  const text = powershellCompletions().replace(/'(?:[^']|'')*'/g, "");
  for (const [open, close] of ["()", "{}", "[]"]) {
    assertEquals(text.split(open ?? "").length, text.split(close ?? "").length, open);
  }
  assert(!text.includes("'"));
  assertStringIncludes(powershellCompletions(), "'--reply' = @('context', 'stderr')");
});
