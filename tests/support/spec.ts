/**
 * Spec files: runs of the whole program in one readable file.
 *
 * A spec is a sentence, then sections, each under a line that starts with three dashes. `{{dir}}` is a new folder with
 * `home` and `project` in it; paths are relative to it. The program runs in `project`.
 *
 * What is there before the run:
 *
 * - `--- args` (one a line), `--- env` (NAME=value), `--- path` (folders put in front of PATH)
 * - `--- file PATH` (its text), `--- base64 PATH`, `--- link PATH` (its target), `--- mode 755 PATH`
 * - `--- config`: the user's own configuration, with generous time limits for linters
 * - `--- program NAME`: a shell script that is found first on PATH
 * - `--- setup`: shell commands that run in `project` before the program
 * - `--- needs`: programs, such as real linters; the spec is ignored where one of them is missing
 *
 * The event:
 *
 * - `--- stdin` (the text itself), `--- stdin hex`, `--- stdin fixture FILE LINE`
 * - `--- edit PATH`: an Edit of that file, which is changed; lines with `-` are replaced by lines with `+`
 * - `--- write PATH`: a Write of that file, which is written
 * - `--- shell [CODE]`: a Bash call; the first line is the command, the others are its output; CODE is not 0 for a
 *   call that failed
 *
 * What must be so afterwards:
 *
 * - `--- exit`, `--- stdout`, `--- stderr`, `--- after PATH` (a file's text), exactly
 * - `--- stdout matches`, `--- stderr matches`: patterns, one a line, that must all match
 * - `--- stdout lacks`, `--- stderr lacks`: patterns that must not match
 *
 * A stream that no section names must be empty, and an exit code that is not stated is 0. `--- then` starts another run
 * in the same folder: files, environment and configuration stay, arguments, event and expectations are its own.
 *
 * @module
 */
import { editEvent, shellEvent, writeEvent } from "./events.ts";
import { FIXTURES, type Outcome, program, run } from "./harness.ts";
import { tool, TOOL_PATH } from "./linters.ts";

/** One section. */
interface Section {
  readonly name: string;
  readonly rest: readonly string[];
  readonly body: string;
}

/** A spec's folder and what its runs have in common. */
interface Place {
  readonly dir: string;
  readonly env: Record<string, string>;
  /** Events of the session so far. */
  events: number;
}

/** What a spec says that the program does, and what it did. */
export interface Comparison {
  /** The spec's expectations. */
  readonly expected: Readonly<Record<string, string>>;
  /** What was seen, under the same names. */
  readonly actual: Readonly<Record<string, string>>;
}

const GIVEN = [
  "args",
  "env",
  "path",
  "file",
  "base64",
  "link",
  "mode",
  "config",
  "program",
  "setup",
  "needs",
];
const EVENTS = ["stdin", "edit", "write", "shell"];
const EXPECTED = ["exit", "stdout", "stderr", "after"];

/** Sections that need a shell, links or modes. */
const UNIX_ONLY = ["link", "mode", "program", "setup"];

/**
 * Says why a spec cannot run on this machine.
 *
 * @param text The spec file's text.
 * @returns The first missing program or system; `undefined` if it can run.
 */
export function missingFor(text: string): string | undefined {
  const sections = parse(text).flat();
  if (Deno.build.os === "windows" && sections.some(({ name }) => UNIX_ONLY.includes(name))) return "Unix";
  return lines(sections, "needs").find((name) => tool(name) === undefined);
}

/**
 * Runs a spec.
 *
 * @param text The spec file's text.
 * @returns Expected and actual exit codes, streams and files.
 */
export async function runSpec(text: string): Promise<Comparison> {
  // The program prints real paths; specs write them with slashes.
  const dir = (await Deno.realPath(await Deno.makeTempDir({ prefix: "fasthook-spec-" }))).replaceAll(
    "\\",
    "/",
  );
  try {
    await Promise.all([Deno.mkdir(`${dir}/home`), Deno.mkdir(`${dir}/project`)]);
    const runs = parse(text.replaceAll("{{dir}}", dir));
    const place = { dir, env: commonEnv(dir, runs.flat()), events: 0 };
    const pairs: Comparison[] = [];
    for (const [index, sections] of runs.entries()) {
      const comparison = await runOnce(place, sections);
      pairs.push(runs.length === 1 ? comparison : numberLines(comparison, index + 1));
    }
    return {
      expected: Object.assign({}, ...pairs.map(({ expected }) => expected)),
      actual: Object.assign({}, ...pairs.map(({ actual }) => actual)),
    };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function parse(text: string): Section[][] {
  const runs: Section[][] = [[]];
  for (const part of text.split(/^--- /m).slice(1)) {
    const end = part.indexOf("\n");
    const [name = "", ...rest] = part.slice(0, end < 0 ? undefined : end).trim().split(" ");
    if (name === "then") runs.push([]);
    else if (![...GIVEN, ...EVENTS, ...EXPECTED].includes(name)) {
      throw new SyntaxError(`Unknown section "${name}"`);
    } else runs.at(-1)?.push({ name, rest, body: end < 0 ? "" : part.slice(end + 1) });
  }
  return runs;
}

async function runOnce(place: Place, sections: readonly Section[]): Promise<Comparison> {
  const { dir, env } = place;
  Object.assign(env, Object.fromEntries(lines(sections, "env").map(assignment)));
  for (const folder of lines(sections, "path").reverse()) env["PATH"] = `${folder}:${env["PATH"]}`;
  for (const section of sections) await prepare(place, section);
  const stdin = await stdinOf(place, sections);
  const outcome = await run(program(), {
    args: lines(sections, "args"),
    env,
    cwd: `${dir}/project`,
    ...(stdin !== undefined && { stdin }),
  });
  return await compare(dir, sections, outcome);
}

function commonEnv(dir: string, sections: readonly Section[]): Record<string, string> {
  const needs = sections.some(({ name }) => name === "needs");
  const path = needs ? TOOL_PATH : Deno.env.get("PATH") ?? "";
  return {
    HOME: `${dir}/home`,
    PATH: sections.some(({ name }) => name === "program") ? `${dir}/bin:${path}` : path,
    // Specs name the folders that Linux has.
    ...(Deno.build.os !== "linux" &&
      { XDG_CONFIG_HOME: `${dir}/home/.config`, XDG_STATE_HOME: `${dir}/home/.local/state` }),
  };
}

async function prepare({ dir, env }: Place, { name, rest, body }: Section): Promise<void> {
  switch (name) {
    case "file":
      return await write(`${dir}/${rest.join(" ")}`, new TextEncoder().encode(body));
    case "base64":
      return await write(`${dir}/${rest.join(" ")}`, Uint8Array.fromBase64(body));
    case "config":
      return await write(`${dir}/home/.config/fasthook/config.json`, generousConfig(body));
    case "program":
      await write(`${dir}/bin/${rest[0]}`, new TextEncoder().encode(`#!/bin/sh\n${body}`));
      return await Deno.chmod(`${dir}/bin/${rest[0]}`, 0o755);
    case "link":
      await makeFolder(`${dir}/${rest.join(" ")}`);
      return await Deno.symlink(body.trim(), `${dir}/${rest.join(" ")}`);
    case "mode":
      return await Deno.chmod(`${dir}/${rest.slice(1).join(" ")}`, parseInt(rest[0] ?? "", 8));
    case "setup": {
      const { code, stderr } = await run(["sh", "-euc", body], { env, cwd: `${dir}/project` });
      if (code !== 0) throw new Error(`The setup failed with exit code ${code}: ${stderr}`);
    }
  }
}

/** Linters on a busy machine may need longer than a person would wait. */
function generousConfig(body: string): Uint8Array<ArrayBuffer> {
  const config = JSON.parse(body);
  const linterRuns = { eachMs: 20_000, allMs: 20_000, ...config.linterRuns };
  return new TextEncoder().encode(JSON.stringify({ ...config, linterRuns }));
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await makeFolder(path);
  await Deno.writeFile(path, bytes);
}

/** Makes the folder of a file: a later file may be in the folder of an earlier one. */
async function makeFolder(path: string): Promise<void> {
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
}

async function compare(dir: string, sections: readonly Section[], outcome: Outcome): Promise<Comparison> {
  const expected: Record<string, string> = { exit: body(sections, "exit").trim() || "0" };
  const actual: Record<string, string> = { exit: String(outcome.code) };
  for (const stream of ["stdout", "stderr"] as const) {
    const named = sections.filter(({ name }) => name === stream);
    for (const { rest, body } of named.filter(({ rest }) => rest.length > 0)) {
      for (const pattern of body.split("\n").filter((line) => line !== "")) {
        const wanted = rest[0] === "matches";
        const key = `${stream} ${rest[0]} ${pattern}`;
        expected[key] = "yes";
        actual[key] = new RegExp(pattern, "m").test(outcome[stream]) === wanted
          ? "yes"
          : `no: ${outcome[stream]}`;
      }
    }
    if (named.length > 0 && named.every(({ rest }) => rest.length > 0)) continue;
    expected[stream] = named.find(({ rest }) => rest.length === 0)?.body ?? "";
    actual[stream] = outcome[stream];
  }
  for (const { rest, body } of sections.filter(({ name }) => name === "after")) {
    const file = rest.join(" ");
    expected[file] = body;
    actual[file] = await Deno.readTextFile(`${dir}/${file}`);
  }
  return { expected, actual };
}

function numberLines({ expected, actual }: Comparison, run: number): Comparison {
  const rename = (record: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [`run ${run}: ${key}`, value]));
  return { expected: rename(expected), actual: rename(actual) };
}

async function stdinOf(place: Place, sections: readonly Section[]): Promise<string | Uint8Array | undefined> {
  const section = sections.find(({ name }) => EVENTS.includes(name));
  if (section === undefined) return undefined;
  const [kind, file = "", line = "1"] = section.rest;
  if (section.name !== "stdin") return await eventOf(place, section);
  if (kind === "hex") return Uint8Array.fromHex(section.body.replace(/\s+/g, ""));
  if (kind === "fixture") return Deno.readTextFileSync(FIXTURES + file).split("\n")[Number(line) - 1] ?? "";
  return section.body;
}

async function eventOf(place: Place, section: Section): Promise<string> {
  return JSON.stringify({
    session_id: "s1",
    transcript_path: `${place.dir}/home/.claude/projects/p/s1.jsonl`,
    cwd: `${place.dir}/project`,
    permission_mode: "acceptEdits",
    hook_event_name: "PostToolUse",
    ...await callOf(place.dir, section),
    tool_use_id: `toolu_${++place.events}`,
  });
}

async function callOf(dir: string, { name, rest, body }: Section): Promise<Record<string, unknown>> {
  if (name === "shell") {
    const [command = "", ...output] = body.split("\n");
    return shellEvent({ command, output: output.join("\n").trimEnd(), code: Number(rest[0] ?? 0) });
  }
  const path = `${dir}/${rest.join(" ")}`;
  if (name === "write") {
    const before = await Deno.readTextFile(path).catch(() => undefined);
    await write(path, new TextEncoder().encode(body));
    return writeEvent(path, before, body);
  }
  const before = await Deno.readTextFile(path);
  const [old, text] = ["-", "+"].map((sign) =>
    body.split("\n").filter((line) => line.startsWith(sign)).map((line) => line.slice(1)).join("\n")
  ) as [string, string];
  if (before.split(old).length !== 2) throw new Error(`${path} must hold exactly one place with: ${old}`);
  await Deno.writeTextFile(path, before.replace(old, () => text));
  return editEvent(path, before, { old, text });
}

function body(sections: readonly Section[], name: string): string {
  return sections.find((section) => section.name === name)?.body ?? "";
}

function lines(sections: readonly Section[], name: string): string[] {
  return body(sections, name).split("\n").filter((line) => line !== "");
}

function assignment(line: string): [string, string] {
  const equals = line.indexOf("=");
  return [line.slice(0, equals), line.slice(equals + 1)];
}
