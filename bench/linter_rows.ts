/**
 * What linters cost: ruff itself, the first look at a file, a cached result, and four linters at once.
 *
 * @module
 */
import { BUNDLE, runCommand } from "../.github/tasks/program.ts";
import type { Environment } from "../lib/commands/bench/environment.ts";
import type { JsonObject } from "../lib/text/json_object.ts";
import { LINTERS } from "../lib/linters/table.ts";
import { tool, TOOL_PATH } from "../tests/support/linters.ts";
import type { Ended } from "./process.ts";
import type { Subject } from "./subjects.ts";

/** Functions of four lines each. */
const FUNCTIONS = 75;
const SOURCE = Array.from(
  { length: FUNCTIONS },
  (_, index) => `def f${index}(x):\n    y = x + ${index}\n    return y\n\n`,
).join("");

/** The programs that act as four linters, and how long each runs. */
const SLEEPERS = { biome: "0.04", oxlint: "0.06", eslint: "0.08", deno: "0.1" } as const;
const MARKERS = {
  biome: "biome.json",
  oxlint: ".oxlintrc.json",
  eslint: "eslint.config.js",
  deno: "deno.json",
};

/**
 * Lists the rows about linters.
 *
 * @param folder An empty folder.
 * @returns The rows; without those about ruff on a machine that has none.
 */
export function linting(folder: string): Subject[] {
  const bin = `${folder}/bin`;
  Deno.mkdirSync(bin, { recursive: true });
  for (const [name, seconds] of Object.entries(SLEEPERS)) {
    const script = `#!/bin/sh\nsleep ${seconds}\necho '{"diagnostics":[],"errors":[]}'\n`;
    Deno.writeTextFileSync(`${bin}/${name}`, script, { mode: 0o755 });
  }
  // ESLint prints a list.
  Deno.writeTextFileSync(`${bin}/eslint`, `#!/bin/sh\nsleep ${SLEEPERS.eslint}\necho '[]'\n`, {
    mode: 0o755,
  });
  return [
    ...ruffRows(folder),
    four("one linter", ["deno"], folder),
    four("four linters", ["biome", "oxlint", "eslint", "deno"], folder),
  ];
}

function ruffRows(folder: string): Subject[] {
  const ruff = tool("ruff");
  const linter = LINTERS.find(({ id }) => id === "ruff");
  if (ruff === undefined || linter?.program === undefined) return [];
  const project = projectOf(`${folder}/ruff`, ["ruff.toml"]);
  Deno.writeTextFileSync(`${project}/cached.py`, SOURCE);
  const env = { ...environmentOf(project), PATH: TOOL_PATH };
  return [
    {
      group: "floor",
      title: "ruff itself",
      command: [ruff, ...linter.args, `${project}/cached.py`],
      input: () => new Uint8Array(),
      problem: silence,
    },
    row("ruff, first look", {
      env,
      input: () => editOf(`${project}/first.py`, `${SOURCE}# ${crypto.randomUUID()}\n`),
    }),
    row("ruff, cached", { env, input: () => editOf(`${project}/cached.py`) }),
  ];
}

function four(title: string, programs: readonly (keyof typeof MARKERS)[], folder: string): Subject {
  const project = projectOf(`${folder}/${programs.length}`, programs.map((program) => MARKERS[program]));
  const env = { ...environmentOf(project), PATH: `${folder}/bin:/usr/bin:/bin` };
  return row(title, { env, input: () => editOf(`${project}/a.js`, `f("${crypto.randomUUID()}");\n`) });
}

function projectOf(folder: string, markers: readonly string[]): string {
  const project = `${folder}/project`;
  Deno.mkdirSync(project, { recursive: true });
  for (const marker of markers) Deno.writeTextFileSync(`${project}/${marker}`, "");
  return project;
}

function environmentOf(project: string): Environment {
  return { CLAUDE_PROJECT_DIR: project, FASTHOOK_STATE_DIR: `${project}/../state` };
}

/** An edit of a line without a problem; the file is written when its text is given. */
function editOf(path: string, text?: string): Uint8Array<ArrayBuffer> {
  if (text !== undefined) Deno.writeTextFileSync(path, text);
  const event: JsonObject = {
    session_id: "",
    cwd: path.slice(0, path.lastIndexOf("/")),
    hook_event_name: "PostToolUse",
    tool_name: "Edit",
    tool_input: { file_path: path, old_string: "x + 5", new_string: "x + 6" },
    tool_response: { structuredPatch: [{ newStart: 22, lines: ["-    y = x + 4", "+    y = x + 5"] }] },
  };
  return new TextEncoder().encode(JSON.stringify(event));
}

function row(title: string, { env, input }: Pick<Subject, "input"> & { readonly env: Environment }): Subject {
  return { group: "fasthook", title, command: runCommand(BUNDLE), env, input, problem: silence };
}

function silence({ exitCode, stderr }: Ended): string {
  return exitCode === 0 ? "" : `wanted silence, got exit code ${exitCode}: ${stderr}`;
}
