/**
 * `deno task mutate FILE... [--tests PATH]... [--list]`: changes one place of a source file at a time, runs its tests, and lists the
 * changes that no test notices. A survivor is a missing test, or a change that makes no difference.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { writeAll } from "../../lib/system/io.ts";
import { UserError } from "../../lib/text/user_error.ts";
import { type Mutant, mutantsOf, type Parser, TYPESCRIPT } from "./mutants.ts";
import { ROOT, V8_FLAGS } from "./program.ts";

const USAGE = `deno task mutate FILE... [--tests PATH]... [--list]

  FILE          a source file of lib/, or a folder of them
  --tests PATH  test files or folders, with commas between them; may be repeated: each runs only if the ones before
                noticed nothing (tests that import the file, tests/corpus_test.ts, tests/specs_test.ts)
  --list        only list the changes
`;

/** All that a busy machine adds; a change that makes a loop endless is noticed by this. */
const PATIENCE_MS = 20_000;
/** Times as long as without a change. */
const SLACK = 5;

/** A copy of the repository in which changes are made, and the tests that must notice them. */
interface Trial {
  readonly copy: string;
  /** Runs in this order. */
  readonly tests: readonly string[];
  /** How long each of them takes without a change, in milliseconds. */
  readonly usualMs: readonly number[];
}

async function main(args: readonly string[]): Promise<void> {
  const { _: files, tests, help, list } = parseArgs(args, {
    string: ["tests"],
    boolean: ["help", "list"],
    collect: ["tests"],
    unknown: refuse,
  });
  if (help) return void writeAll(Deno.stdout, USAGE);
  const sources = files.flatMap((file) => sourcesOf(String(file)));
  if (sources.length === 0) {
    throw new UserError("Cannot mutate: no file was named", "deno task mutate --help");
  }
  const parser = (await import(TYPESCRIPT) as { readonly default: Parser }).default;
  if (list) listChanges(sources, parser);
  else await test({ sources, tests, parser });
}

function listChanges(sources: readonly string[], parser: Parser): void {
  let total = 0;
  for (const source of sources) {
    const text = Deno.readTextFileSync(source);
    const mutants = mutantsOf(text, parser);
    for (const mutant of mutants) writeAll(Deno.stdout, `${source}:${describe(text, mutant)}\n`);
    total += mutants.length;
  }
  writeAll(Deno.stdout, `${total} changes\n`);
}

/** What to change, and how. */
interface Task {
  readonly sources: readonly string[];
  /** Empty: those of the source's room, and of the whole program. */
  readonly tests: readonly string[];
  readonly parser: Parser;
}

async function test({ sources, tests, parser }: Task): Promise<void> {
  const copy = await Deno.makeTempDir({ prefix: "fasthook-mutate-" });
  try {
    await copyTree(copy);
    const trials = new Map<string, Trial>();
    const sum = { total: 0, survivors: 0 };
    for (const source of sources) {
      const wanted = tests.length > 0 ? tests : testsOf(source);
      const trial = trials.get(wanted.join()) ?? await prepare(copy, wanted);
      trials.set(wanted.join(), trial);
      const { total, survivors } = await mutateFile(trial, source, parser);
      sum.total += total;
      sum.survivors += survivors;
    }
    const { total, survivors } = sum;
    writeAll(Deno.stdout, `${total} changes, ${total - survivors} noticed, ${survivors} survived\n`);
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}

function refuse(argument: string): boolean {
  if (!argument.startsWith("-")) return true;
  throw new UserError(`Cannot mutate: there is no option "${argument}"`, "deno task mutate --help");
}

function sourcesOf(path: string): string[] {
  const name = path.replace(/\/$/, "");
  try {
    if (!Deno.statSync(name).isDirectory) return [name];
    return [...Deno.readDirSync(name)].map((entry) => `${name}/${entry.name}`).sort()
      .flatMap((entry) => entry.endsWith(".ts") || !entry.includes(".") ? sourcesOf(entry) : []);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`Cannot mutate "${path}": there is no such file`, "deno task mutate --help");
  }
}

/** Tests that import the file are quick and exact, unless they start processes. */
function testsOf(source: string): string[] {
  const importers = testFiles("tests").map((path) => ({ path, text: Deno.readTextFileSync(ROOT + path) }))
    .filter(({ text }) => text.includes(`/${source}"`));
  const pathsOf = (startsProcesses: boolean): string =>
    importers.filter(({ text }) => STARTS_PROCESSES.test(text) === startsProcesses).map(({ path }) => path)
      .join();
  return [pathsOf(false), "tests/corpus_test.ts", "tests/specs_test.ts", pathsOf(true)].filter((test) =>
    test !== ""
  );
}

const STARTS_PROCESSES = /support\/(?:harness|linters)\.ts"|Deno\.Command/;

function testFiles(folder: string): string[] {
  return [...Deno.readDirSync(ROOT + folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? testFiles(`${folder}/${name}`) : name.endsWith("_test.ts") ? [`${folder}/${name}`] : []
  ).sort();
}

/** Copies all files that are committed or could be. */
async function copyTree(to: string): Promise<void> {
  const list = await new Deno.Command("git", {
    args: ["ls-files", "--cached", "--others", "--exclude-standard"],
    cwd: ROOT,
  }).output();
  for (const path of new TextDecoder().decode(list.stdout).split("\n").filter((line) => line !== "")) {
    await Deno.mkdir(`${to}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    // Removed, and not yet committed.
    await Deno.copyFile(ROOT + path, `${to}/${path}`).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

async function prepare(copy: string, tests: readonly string[]): Promise<Trial> {
  const usualMs: number[] = [];
  for (const test of tests) {
    // The first run also compiles.
    for (let round = 0; round < 2; round++) {
      const started = performance.now();
      const { success, output } = await runTest(copy, test);
      if (!success) throw new UserError(`Cannot mutate: ${test} fails without a change\n${output}`);
      usualMs[tests.indexOf(test)] = performance.now() - started;
    }
  }
  return { copy, tests, usualMs };
}

/** What a run of tests came to. */
interface TestRun {
  readonly success: boolean;
  readonly output: string;
}

async function runTest(copy: string, test: string, limitMs?: number): Promise<TestRun> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--quiet", "--no-check", "--fail-fast", "-P=tasks", V8_FLAGS, ...test.split(",")],
    cwd: copy,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
    ...(limitMs !== undefined && { signal: AbortSignal.timeout(limitMs) }),
  }).output();
  return { success, output: new TextDecoder().decode(stdout) };
}

async function mutateFile(
  trial: Trial,
  source: string,
  parser: Parser,
): Promise<{ readonly total: number; readonly survivors: number }> {
  const path = `${trial.copy}/${source}`;
  const text = await Deno.readTextFile(path);
  const mutants = mutantsOf(text, parser);
  let survivors = 0;
  for (const [index, mutant] of mutants.entries()) {
    if (Deno.stderr.isTerminal()) {
      writeAll(Deno.stderr, `\r${source}: ${index + 1} of ${mutants.length}\x1b[K`);
    }
    await Deno.writeTextFile(path, text.slice(0, mutant.start) + mutant.text + text.slice(mutant.end));
    if (await isNoticed(trial)) continue;
    survivors++;
    if (Deno.stderr.isTerminal()) writeAll(Deno.stderr, "\r\x1b[K");
    writeAll(Deno.stdout, `${source}:${describe(text, mutant)}\n`);
  }
  await Deno.writeTextFile(path, text);
  if (Deno.stderr.isTerminal()) writeAll(Deno.stderr, "\r\x1b[K");
  return { total: mutants.length, survivors };
}

async function isNoticed({ copy, tests, usualMs }: Trial): Promise<boolean> {
  for (const [index, test] of tests.entries()) {
    const { success } = await runTest(copy, test, PATIENCE_MS + SLACK * (usualMs[index] ?? 0));
    if (!success) return true;
  }
  return false;
}

/** The line's number, what is there, and what took its place. */
function describe(text: string, { start, end, text: after }: Mutant): string {
  const line = text.slice(0, start).split("\n").length;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", start);
  const before = text.slice(start, end).replace(/\s+/g, " ");
  const shown = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).trim();
  return `${line}: ${before.length > 60 ? `${before.slice(0, 60)}...` : before} -> ${after}    in: ${shown}`;
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    writeAll(Deno.stderr, `${error.message}\n${error.fix === undefined ? "" : `  fix: ${error.fix}\n`}`);
    Deno.exit(1);
  }
}
