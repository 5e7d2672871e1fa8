/**
 * Spec files: one run of the whole program in one readable file.
 *
 * A spec is a sentence, then sections, each under a line that starts with three dashes:
 * `--- args` (one a line), `--- env` (NAME=value), `--- file PATH` (written before the run), `--- stdin`,
 * `--- stdin hex` or `--- stdin fixture FILE LINE`, `--- exit`, `--- stdout`, `--- stderr`, `--- after PATH` (what a
 * file holds afterwards). `{{dir}}` is the run's own folder. What is not stated is empty, and the exit code 0.
 *
 * @module
 */
import { FIXTURES, type Outcome, program, run } from "./harness.ts";

/** One section. */
interface Section {
  readonly name: string;
  readonly rest: readonly string[];
  readonly body: string;
}

/** What a spec says that the program does, and what it did. */
export interface Comparison {
  /** The spec's expectations. */
  readonly expected: Readonly<Record<string, string>>;
  /** What was seen, under the same names. */
  readonly actual: Readonly<Record<string, string>>;
}

/**
 * Runs a spec.
 *
 * @param text The spec file's text.
 * @returns Expected and actual exit code, streams and files.
 */
export async function runSpec(text: string): Promise<Comparison> {
  // The program names folders as the system does: without links, and here with slashes.
  const dir = (await Deno.realPath(await Deno.makeTempDir({ prefix: "fasthook-spec-" }))).replaceAll(
    "\\",
    "/",
  );
  try {
    const sections = parse(text.replaceAll("{{dir}}", dir));
    await prepare(dir, sections);
    const stdin = stdinOf(sections);
    const outcome = await run(program(), {
      args: lines(sections, "args"),
      env: {
        ...elsewhere(dir),
        HOME: `${dir}/home`,
        ...Object.fromEntries(lines(sections, "env").map(assignment)),
      },
      cwd: `${dir}/project`,
      ...(stdin !== undefined && { stdin }),
    });
    return await compare(dir, sections, outcome);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Specs name the folders that Linux has. */
function elsewhere(dir: string): Record<string, string> {
  return Deno.build.os === "linux"
    ? {}
    : { XDG_CONFIG_HOME: `${dir}/home/.config`, XDG_STATE_HOME: `${dir}/home/.local/state` };
}

function parse(text: string): Section[] {
  const [, ...parts] = text.split(/^--- /m);
  return parts.map((part) => {
    const end = part.indexOf("\n");
    const [name = "", ...rest] = part.slice(0, end).trim().split(" ");
    return { name, rest, body: part.slice(end + 1) };
  });
}

async function prepare(dir: string, sections: readonly Section[]): Promise<void> {
  await Promise.all([Deno.mkdir(`${dir}/home`), Deno.mkdir(`${dir}/project`)]);
  for (const { rest, body } of sections.filter(({ name }) => name === "file")) {
    const path = `${dir}/${rest.join(" ")}`;
    // A later file may stand in the folder of an earlier one.
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(path, body);
  }
}

async function compare(dir: string, sections: readonly Section[], outcome: Outcome): Promise<Comparison> {
  const files = sections.filter(({ name }) => name === "after").map(({ rest }) => rest.join(" "));
  const contents = await Promise.all(files.map((file) => Deno.readTextFile(`${dir}/${file}`)));
  return {
    expected: {
      exit: body(sections, "exit").trim() || "0",
      stdout: body(sections, "stdout"),
      stderr: body(sections, "stderr"),
      ...Object.fromEntries(
        sections.filter(({ name }) => name === "after").map(({ rest, body }) => [rest.join(" "), body]),
      ),
    },
    actual: {
      exit: String(outcome.code),
      stdout: outcome.stdout,
      stderr: outcome.stderr,
      ...Object.fromEntries(files.map((file, index) => [file, contents[index] ?? ""])),
    },
  };
}

function stdinOf(sections: readonly Section[]): string | Uint8Array | undefined {
  const section = sections.find(({ name }) => name === "stdin");
  if (section === undefined) return undefined;
  const [kind, file = "", line = "1"] = section.rest;
  if (kind === "hex") return Uint8Array.fromHex(section.body.replace(/\s+/g, ""));
  if (kind === "fixture") return Deno.readTextFileSync(FIXTURES + file).split("\n")[Number(line) - 1] ?? "";
  return section.body;
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
