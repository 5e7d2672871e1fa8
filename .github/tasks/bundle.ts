/**
 * Bundles main.ts: the one form in which fasthook ships, under `deno run` and inside the executable.
 *
 * What every event needs is one file, what an answer needs is a second one: under `deno run` each file costs time (`deno
 * task bench --only costs`), and so does each kilobyte that is parsed for nothing. What is seldom needed is a file of its own.
 *
 * @module
 */
import { ROOT, ROOT_URL } from "./program.ts";

/** A file that is imported when something in it is needed. */
interface LateFile {
  readonly file: string;
  /** The modules that are imported from it. */
  readonly modules: readonly string[];
  /** Modules of other files that are in this one again. */
  readonly copies?: readonly string[];
}

/** Late modules that share a file, because they are needed together; each other late module has a file of its own. */
const GROUPS: readonly LateFile[] = [
  {
    file: "answer.js",
    modules: [
      "lib/hook/answer_event.ts",

      "lib/state/sessions.ts",
      "lib/analyzers/hook_files.ts",
      "lib/analyzers/agent_spawn.ts",
    ],
  },
  // The same for a failure, together with its analyzers: one file instead of two.
  {
    file: "failing.js",
    modules: ["lib/hook/answer_failure.ts", "lib/analyzers/errors/errors.ts", "lib/analyzers/repeats.ts"],
    copies: ["lib/hook/answer_event.ts", "lib/state/sessions.ts"],
  },
  // What reads a command's output needs the same tables.
  { file: "output.js", modules: ["lib/analyzers/errors/read_output.ts", "lib/text/check_run.ts"] },
  // What a day of events does not need once.
  {
    file: "rare.js",
    modules: ["lib/feedback/problem_report.ts", "lib/text/json_end.ts", "lib/state/rotation.ts"],
  },
  // Most projects have no linter for most files, and this much is needed to know.
  { file: "linting.js", modules: ["lib/hook/answer_linting.ts", "lib/analyzers/linters.ts"] },
  // What an event costs in a project with a configuration that has not changed.
  { file: "known.js", modules: ["lib/config/cached.ts"] },
  { file: "commands.js", modules: ["lib/commands/run.ts"] },
  {
    file: "config.js",
    modules: ["lib/hook/check_settings.ts", "lib/config/fill_cache.ts"],
    copies: ["lib/config/packs/table.ts"],
  },
  { file: "packs.js", modules: ["lib/config/packs/table.ts"] },
  // What finds a linter's program and starts it comes first: the rest is read while it runs.
  { file: "start.js", modules: ["lib/linters/prepare.ts"] },
  { file: "outputs.js", modules: modulesIn("lib/linters/programs") },
  { file: "review.js", modules: ["lib/linters/review.ts", "lib/hook/linters_with_state.ts"] },
  { file: "external.js", modules: ["lib/linters/run_stored.ts"] },
  { file: "report.js", modules: ["lib/linters/caused_findings.ts"] },
];

/** Files that hold all they need: commands import statically what hook mode imports late. */
const WHOLE = new Set(["commands.js"]);

const LATE: readonly LateFile[] = [...GROUPS, ...findUngrouped()];

/**
 * Writes main.js and its other files into a folder, after removing what an earlier run left there.
 *
 * @param folder Where to; it is made if it is missing.
 * @returns The bytes of each file by its name.
 * @throws {Error} With Deno's own words when something cannot be bundled.
 */
export async function bundle(folder: string): Promise<ReadonlyMap<string, number>> {
  await empty(folder);
  // One alone first: with an empty cache it downloads the bundler, and two that do so at once disturb each other.
  await bundleOne({ file: "main.js", modules: ["main.ts"] }, folder);
  await Promise.all(LATE.map((late) => bundleOne(late, folder)));
  return new Map(scripts(folder).map((name) => [name, Deno.statSync(`${folder}/${name}`).size]));
}

async function bundleOne({ file, modules, copies = [] }: LateFile, folder: string): Promise<void> {
  const late = LATE.filter((other) => other.file !== file && !WHOLE.has(file))
    .flatMap((other) => other.modules)
    .filter((module) => !copies.includes(module));
  const entry = modules.length === 1 ? `${ROOT}${modules[0]}` : await groupEntry(modules);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--minify",
      ...late.map((module) => `--external=${ROOT}${module}`),
      `--output=${folder}/${file}`,
      entry,
    ],
    cwd: ROOT,
    stdin: "null",
  }).output();
  if (modules.length > 1) await Deno.remove(entry);
  if (!success) throw new Error(`Cannot bundle ${file}:\n${new TextDecoder().decode(stderr)}`);
  const code = linkFiles(await Deno.readTextFile(`${folder}/${file}`));
  // A late module is external to the others: with a static import it would be read from here.
  if (code.includes(ROOT)) throw new Error(`Cannot bundle ${file}: it imports a late module statically`);
  await Deno.writeTextFile(`${folder}/${file}`, code);
}

/**
 * A module that hands on several ones, each under its name. As plain objects: a bundled namespace defines a getter for each
 * of its names, which takes a new process longer.
 */
async function groupEntry(modules: readonly string[]): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".ts" });
  const exports = await Promise.all(modules.map(async (module, index) => {
    const url = `${ROOT_URL}${module}`;
    const names = Object.keys(await import(url));
    const members = names.map((name) => `${name}: module${index}.${name}`).join(", ");
    return `import * as module${index} from "${url}";\nexport const ${
      exportName(module)
    } = { ${members} };\n`;
  }));
  await Deno.writeTextFile(path, exports.join(""));
  return path;
}

function exportName(module: string): string {
  return module.replace(/^.*\/|\.ts$/g, "");
}

/** The modules that hook mode imports late and no group names, each as a file with the module's name. */
function findUngrouped(): LateFile[] {
  const grouped = new Set(GROUPS.flatMap(({ modules }) => modules));
  const late = new Set(
    ["main.ts", ...modulesIn("lib")].filter((module) => !/^lib\/(?:commands|std)\//.test(module)).flatMap(
      lateImportsOf,
    ),
  );
  const files = [...late].filter((module) => !grouped.has(module)).sort()
    .map((module) => ({ file: `${exportName(module)}.js`, modules: [module] }));
  const names = [...GROUPS, ...files].map(({ file }) => file);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) {
    throw new Error(`Cannot bundle ${twice}: two late modules have this name; put one into a group`);
  }
  return files;
}

function lateImportsOf(module: string): string[] {
  const source = Deno.readTextFileSync(`${ROOT}${module}`);
  return [...source.matchAll(/\bimport\("(\.[^"]+)"\)/g)].map(([, path = ""]) =>
    new URL(path, `${ROOT_URL}${module}`).href.slice(ROOT_URL.length)
  );
}

/** The modules in a folder and the folders in it. */
function modulesIn(folder: string): string[] {
  return [...Deno.readDirSync(`${ROOT}${folder}`)].flatMap(({ name, isDirectory }) => {
    if (isDirectory) return modulesIn(`${folder}/${name}`);
    return name.endsWith(".ts") && !name.endsWith(".d.ts") ? [`${folder}/${name}`] : [];
  }).sort();
}

/**
 * The bundler keeps the path of an external module: it becomes the file that holds it. A dynamic
 * import's argument is made an expression: `deno run` reads and parses at its start whatever is imported by a plain
 * string, wanted or not. `deno compile` gets the files by `--include`.
 */
function linkFiles(code: string): string {
  return LATE.flatMap(({ file, modules }) =>
    modules.map((module) => ({ file, module, alone: modules.length === 1 }))
  )
    .reduce((code, { file, module, alone }) => {
      const member = alone ? "" : `.then(m=>m.${exportName(module)})`;
      return code.replaceAll(`import("${ROOT}${module}")`, `import("./${file}".slice())${member}`);
    }, code);
}

async function empty(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Promise.all(scripts(folder).map((name) => Deno.remove(`${folder}/${name}`)));
}

function scripts(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".js"));
}
