/**
 * Unit tests of lib/commands/shared/options.ts: what is typed, and what a row of the table allows.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { readOptions } from "../../lib/commands/shared/options.ts";
import { usageOf } from "../../lib/commands/shared/usage.ts";
import { type CommandRow, COMMANDS } from "../../lib/commands/table.ts";
import { UsageError } from "../../lib/text/usage_error.ts";

type Row = Pick<CommandRow, "name" | "options" | "operands">;

const INIT: Row = {
  name: "init",
  options: [
    { name: "user", group: "scope", does: "" },
    { name: "project", group: "scope", does: "" },
    { name: "reply", value: "context|stderr", does: "" },
    { name: "command", value: "COMMAND", does: "" },
    { name: "dry-run", letter: "n", does: "" },
  ],
  operands: [],
};
const REPLAY: Row = {
  name: "replay",
  options: [
    { name: "since", value: "TIME|SPAN", does: "" },
    { name: "json", group: "form", does: "" },
    { name: "html", value: "FILE", group: "form", does: "" },
  ],
  operands: [{ name: "session.jsonl|folder", count: "some", does: "" }],
};
const SHELLS: Row = {
  name: "completions",
  options: [],
  operands: [{ name: "bash|zsh", count: "one", does: "" }, { name: "FILE", count: "optional", does: "" }],
};

function read(row: Row, ...args: readonly string[]): unknown {
  try {
    const options = readOptions(args, row);
    return {
      flags: [...options.flags],
      values: Object.fromEntries(options.values),
      operands: options.operands,
    };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    assertEquals(error.exitCode, 64);
    return error.fix === "" ? error.message : `${error.message} -> ${error.fix}`;
  }
}

Deno.test("usageOf() shows operands, options, values, choices and groups", () => {
  assertEquals(
    usageOf(INIT),
    "[--user|--project] [--reply context|stderr] [--command COMMAND] [-n|--dry-run]",
  );
  assertEquals(usageOf(REPLAY), "<session.jsonl|folder>... [--since TIME|SPAN] [--json|--html FILE]");
  assertEquals(usageOf(SHELLS), "bash|zsh [FILE]");
  assertEquals(usageOf({ options: [], operands: [] }), "");
});

Deno.test("every command describes each option and operand once", () => {
  for (const { name, options, operands } of COMMANDS) {
    const names = options.map((option) => option.name);
    assertEquals(names, [...new Set(names)], name);
    for (const { name: option, does } of [...options, ...operands]) {
      assert(/^\S.{5,}[^.]$/.test(does), `${name} ${option}: ${does}`);
    }
    assert(names.every((option) => /^[a-z][a-z-]*$/.test(option)), `${name}: ${names}`);
  }
});

Deno.test("readOptions() reads flags, values in both forms, and operands", () => {
  assertEquals(read(INIT), { flags: [], values: {}, operands: [] });
  assertEquals(read(INIT, "--user", "--reply=stderr", "--command", "a b", "-n"), {
    flags: ["user", "dry-run"],
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
  assertEquals(read(REPLAY, "a", "--since="), "Cannot use --since: wanted TIME or SPAN, got nothing");
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
