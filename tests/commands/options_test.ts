/**
 * Unit tests of lib/commands/shared/options.ts: what a usage text says, and what is typed.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { parseUsage, readOptions } from "../../lib/commands/shared/options.ts";
import { COMMANDS } from "../../lib/commands/table.ts";
import { UserError } from "../../lib/text/user_error.ts";

const INIT = {
  name: "init",
  usage: "[--user|--project] [--reply context|stderr] [--command COMMAND] [--dry-run]",
};
const REPLAY = { name: "replay", usage: "<session.jsonl|folder>... [--since TIME] [--json|--html FILE]" };
const SHELLS = { name: "completions", usage: "bash|zsh" };

function read(row: { readonly name: string; readonly usage: string }, ...args: readonly string[]): unknown {
  const options = readOptions(args, row);
  if (options instanceof UserError) {
    return options.fix === "" ? options.message : `${options.message} -> ${options.fix}`;
  }
  return {
    flags: [...options.flags],
    values: Object.fromEntries(options.values),
    operands: options.operands,
  };
}

Deno.test("parseUsage() reads options, values, choices and operands", () => {
  assertEquals(parseUsage(INIT.usage).options.map(({ name, value }) => [name, value]), [
    ["user", ""],
    ["project", ""],
    ["reply", "context|stderr"],
    ["command", "COMMAND"],
    ["dry-run", ""],
  ]);
  assertEquals(parseUsage(REPLAY.usage).operands, ["<session.jsonl|folder>..."]);
  assertEquals(parseUsage(""), { options: [], operands: [] });
});

Deno.test("every command's usage names each option once", () => {
  for (const { name, usage } of COMMANDS) {
    const names = parseUsage(usage).options.map((option) => option.name);
    assertEquals(names, [...new Set(names)], name);
    assert(names.every((option) => /^[a-z][a-z-]*$/.test(option)), `${name}: ${names}`);
  }
});

Deno.test("readOptions() reads flags, values in both forms, and operands", () => {
  assertEquals(read(INIT), { flags: [], values: {}, operands: [] });
  assertEquals(read(INIT, "--user", "--reply=stderr", "--command", "a b"), {
    flags: ["user"],
    values: { reply: "stderr", command: "a b" },
    operands: [],
  });
  assertEquals(read(REPLAY, "a", "--json", "007", "--", "--since"), {
    flags: ["json"],
    values: {},
    operands: ["a", "007", "--since"],
  });
  assertEquals(read(SHELLS, "zsh"), { flags: [], values: {}, operands: ["zsh"] });
});

Deno.test("readOptions() refuses what there is not, with what was probably meant", () => {
  assertEquals(read(INIT, "--usr"), 'Cannot run init: there is no option "--usr" -> fasthook init --user');
  assertEquals(read(INIT, "-x"), 'Cannot run init: there is no option "-x" -> fasthook help init');
  assertEquals(
    read(INIT, "--no-user"),
    'Cannot run init: there is no option "--no-user" -> fasthook help init',
  );
  assertEquals(
    read(INIT, "--reply", "contxt"),
    'Cannot use --reply: wanted "context" or "stderr", got "contxt" -> --reply context',
  );
  assertEquals(read(INIT, "--reply"), 'Cannot use --reply: wanted "context" or "stderr", got nothing');
  assertEquals(read(INIT, "--command="), "Cannot use --command: wanted COMMAND, got nothing");
  assertEquals(read(INIT, "extra"), 'Cannot run init: "extra" is not expected -> fasthook help init');
  assertEquals(
    read(INIT, "--user", "--project"),
    "Cannot use --user and --project together: wanted one of them",
  );
  assertEquals(
    read(REPLAY, "a", "--json", "--html", "b"),
    "Cannot use --json and --html together: wanted one of them",
  );
  assertEquals(
    read(REPLAY),
    "Cannot run replay: wanted session.jsonl or folder, got nothing -> fasthook help replay",
  );
  assertEquals(
    read(SHELLS, "zhs"),
    'Cannot run completions: wanted bash, zsh, got "zhs" -> fasthook completions zsh',
  );
  assertEquals(
    read(SHELLS),
    "Cannot run completions: wanted bash or zsh, got nothing -> fasthook help completions",
  );
});
