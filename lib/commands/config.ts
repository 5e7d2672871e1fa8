/**
 * `fasthook config`: the settings in force and the line each comes from; `--schema` prints the JSON Schema.
 *
 * @module
 */
import { parseConfig } from "../config.ts";
import { configPlaces, readConfigFiles } from "../config_files.ts";
import { doubtsOf } from "../config/doubts.ts";
import { jsonSchema } from "../config/json_schema.ts";
import { isObject } from "../event.ts";
import { writeAll } from "../io.ts";
import { lineAt, offsetOf, parseTree } from "../jsonc_tree.ts";
import { loadSettings } from "../load_settings.ts";
import { DEFAULTS, type Problem } from "../settings.ts";
import { type Options, withOptions } from "./options.ts";

/** One setting and where it comes from. */
interface Line {
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** Runs the command. */
export const run = withOptions("config", async ({ flags }: Options) => {
  if (flags.has("schema")) {
    writeAll(Deno.stdout, jsonSchema());
    return 0;
  }
  const places = configPlaces(Deno.cwd());
  const settings = await loadSettings(Deno.cwd());
  const problems = [...settings.problems, ...settings.rules.flatMap(ruleProblems)];
  if (flags.has("json")) {
    const { texts, ...rest } = settings;
    writeAll(
      Deno.stdout,
      `${JSON.stringify({ ...rest, texts: Object.fromEntries(texts), problems }, null, 2)}\n`,
    );
    return problems.length === 0 ? 0 : 1;
  }
  const { files } = readConfigFiles(places);
  const found = (path: string): string =>
    path === ""
      ? "no place for one"
      : files.some((file) => file.path === path)
      ? path
      : `${path} (not there)`;
  writeAll(Deno.stdout, `user        ${found(places.user)}\nrepository  ${found(places.repository)}\n\n`);
  printLines([...await linesOf(files), ...defaultLines(files)]);
  for (const problem of problems) writeAll(Deno.stdout, `\n${describe(problem)}\n`);
  return problems.length === 0 ? 0 : 1;
});

function ruleProblems(rule: Parameters<typeof doubtsOf>[0]): Problem[] {
  return doubtsOf(rule).map(({ message, fix }) => ({
    source: rule.source,
    line: 0,
    message: `${rule.id}: ${message}`,
    fix,
  }));
}

function describe({ source, line, message, fix }: Problem): string {
  const place = line === 0 ? source : `${source}:${line}`;
  return `problem  ${place}\n         ${message}${fix === "" ? "" : `\n         fix: ${fix}`}`;
}

async function linesOf(files: ReturnType<typeof readConfigFiles>["files"]): Promise<Line[]> {
  const lines: Line[] = [];
  for (const file of files) {
    // deno-lint-ignore no-await-in-loop -- two files at most
    const { part: { json } } = await parseConfig(file);
    if (Object.keys(json).length === 0) continue;
    const tree = parseTree(file.text);
    for (const [key, value] of Object.entries(json)) {
      const children = Array.isArray(value)
        ? [...value.entries()]
        : isObject(value)
        ? Object.entries(value)
        : [];
      const entries = children.length === 0
        ? [{ path: [key], value }]
        : children.map(([part, child]) => ({ path: [key, part], value: child }));
      for (const entry of entries) {
        const origin = `${file.path}:${lineAt(file.text, offsetOf(tree, entry.path))}`;
        lines.push({ key: keyOf(entry.path, entry.value), value: shown(entry.value), origin });
      }
    }
  }
  return lines;
}

function defaultLines(files: ReturnType<typeof readConfigFiles>["files"]): Line[] {
  const set = files.map(({ text }) => text).join();
  const { minSeverity, budget } = DEFAULTS;
  return [
    { key: "minSeverity", value: `"${minSeverity}"`, origin: "default" },
    { key: "budget.replyWords", value: String(budget.replyWords), origin: "default" },
    { key: "budget.sessionWords", value: String(budget.sessionWords), origin: "default" },
  ].filter(({ key }) => !set.includes(`"${key.split(".").at(-1)}"`));
}

function keyOf(path: readonly (string | number)[], value: unknown): string {
  const name = isObject(value) ? value["id"] ?? value["rule"] : undefined;
  return typeof name === "string" ? `${path[0]} ${name}` : path.join(".");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 70 ? `${text.slice(0, 67)}...` : text;
}

function printLines(lines: readonly Line[]): void {
  const width = Math.max(0, ...lines.map(({ key }) => key.length));
  for (const { key, value, origin } of lines) {
    writeAll(Deno.stdout, `${key.padEnd(width)}  ${value}\n${" ".repeat(width)}  from ${origin}\n`);
  }
}
