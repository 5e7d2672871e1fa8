/**
 * Every option of every command, from the table of commands: described in the help, the man page and the completions of all
 * shells, run by a test, and found again when it is mistyped.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { bashCompletions } from "../../lib/commands/completions/bash.ts";
import { fishCompletions } from "../../lib/commands/completions/fish.ts";
import { powershellCompletions } from "../../lib/commands/completions/powershell.ts";
import { zshCompletions } from "../../lib/commands/completions/zsh.ts";
import { manualPage } from "../../lib/commands/man.ts";
import { commandHelp } from "../../lib/commands/shared/help_text.ts";
import { readOptions } from "../../lib/commands/shared/options.ts";
import { type CommandRow, COMMANDS, type OptionRow } from "../../lib/commands/table.ts";
import { closest } from "../../lib/text/suggest.ts";
import { UsageError } from "../../lib/text/usage_error.ts";
import { ROOT } from "../../.github/tasks/program.ts";
import { program, run } from "../support/harness.ts";

const SHELLS = {
  bash: bashCompletions(),
  zsh: zshCompletions(),
  fish: fishCompletions(),
  powershell: powershellCompletions(),
};

/** Every command with every option that it has. */
const PAIRS: readonly (readonly [row: CommandRow, option: OptionRow])[] = COMMANDS.flatMap((row) =>
  row.options.map((option) => [row, option] as const)
);

/** What tests run, without this file. */
const TESTS = sourcesIn("tests").filter((path) => !path.endsWith("option_table_test.ts"))
  .map((path) => Deno.readTextFileSync(ROOT + path));

function sourcesIn(folder: string): string[] {
  return [...Deno.readDirSync(ROOT + folder)].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return name === "fixtures" ? [] : sourcesIn(path);
    return /\.(?:ts|spec)$/.test(name) ? [path] : [];
  });
}

/** Whether a test runs the command with the option: in a spec one argument a line, in code one string each. */
function isRun({ name, aliases = [] }: CommandRow, { name: option, letter }: OptionRow): boolean {
  const commands = [name, ...aliases].join("|");
  const options = [`--${option}(?:=[^"\\n]*)?`, ...(letter === undefined ? [] : [`-${letter}`])].join("|");
  const inSpec = new RegExp(`^--- args\\n(?:${commands})\\n(?:(?!--- ).*\\n)*?(?:${options})(?:\\n|$)`, "m");
  const inCode = new RegExp(`["'\`](?:${commands})["'\`][^;]{0,200}?["'\` ](?:${options})["'\`]`);
  const inCall = new RegExp(`\\b(?:${commands})\\w*\\([^;]{0,200}?["'\`](?:${options})["'\`]`);
  const inSteps = new RegExp(`(?:fasthook|\\})[ "](?:${commands}) [^"\`\\n]*(?:${options})\\b`);
  return TESTS.some((text) => [inSpec, inCode, inCall, inSteps].some((pattern) => pattern.test(text)));
}

Deno.test("every option is in the help of its command, in the man page and in four shells' completions", () => {
  const page = manualPage().replaceAll("\\-", "-");
  for (const [{ name }, option] of PAIRS) {
    const typed = `--${option.name}`;
    const help = commandHelp(name);
    const line = help.split("\n").find((line) =>
      line.trim().startsWith(typed) || line.includes(`, ${typed}`)
    );
    assert(line?.endsWith(option.does), `${name} ${typed}: ${line}`);
    assertStringIncludes(page, typed, `${name} ${typed}`);
    for (const [shell, text] of Object.entries(SHELLS)) {
      // Fish names an option without its dashes.
      const isThere = text.includes(typed) ||
        (shell === "fish" && new RegExp(`-l ['"]?${option.name}\\b`).test(text));
      assert(isThere, `${shell}: ${name} ${typed}`);
    }
  }
  assert(PAIRS.length > 30);
});

Deno.test("every option of every command is run by a test", () => {
  const missing = PAIRS.filter(([row, option]) => !isRun(row, option));
  assertEquals(missing.map(([{ name }, option]) => `${name} --${option.name}`), []);
});

Deno.test("an option or a command with two letters exchanged is refused with 64, and the right one is named", async () => {
  for (const [row, option] of PAIRS) {
    const typo = `--${exchangeLetters(option.name)}`;
    try {
      readOptions([typo], row);
      assert(false, `${row.name} ${typo} was accepted`);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      assertEquals([error.exitCode, error.fix], [64, `fasthook ${row.name} --${option.name}`]);
    }
  }
  const names = COMMANDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  for (const name of names) assertEquals(closest(exchangeLetters(name), names), name);
  // The same through the program; a process for each would add nothing.
  const outcomes = await Promise.all(
    COMMANDS.slice(0, 4).map(({ name }) => run(program(), { args: [exchangeLetters(name)] })),
  );
  for (const [at, { code, stderr }] of outcomes.entries()) {
    assertEquals(code, 64);
    assertStringIncludes(stderr, `fix: fasthook ${COMMANDS[at]?.name}`);
  }
});

/** "since" becomes "snice". */
function exchangeLetters(name: string): string {
  const at = Math.max(1, Math.floor(name.length / 2) - 1);
  const [first = "", second = ""] = [name[at], name[at + 1]];
  // Two letters that are the same: one of them is left out.
  return first === second
    ? name.slice(0, at) + name.slice(at + 1)
    : name.slice(0, at) + second + first + name.slice(at + 2);
}
