/**
 * Bundles main.ts: the one form in which fasthook ships, under `deno run` and inside the executable.
 *
 * Hook mode is one file, because each file costs 0.2 ms under `deno run`. What hook mode seldom needs is a file of its
 * own beside it: parsing it would cost every call.
 *
 * @module
 */
import { ROOT } from "./program.ts";

/** The modules that are imported when they are needed, and the file that each becomes. */
const LATE: readonly { readonly module: string; readonly file: string }[] = [
  { module: "lib/commands/run.ts", file: "commands.js" },
  { module: "lib/config.ts", file: "config.js" },
  ...["hook_files", "agent_spawn", "errors", "repeats", "resources", "rules"].map((analyzer) => ({
    module: `lib/analyzers/${analyzer}.ts`,
    file: `${analyzer}.js`,
  })),
  { module: "lib/telling.ts", file: "telling.js" },
  { module: "lib/store/sessions.ts", file: "sessions.js" },
  { module: "lib/refusals.ts", file: "refusals.js" },
  ...["secrets", "destructive", "injection", "quality"].map((pack) => ({
    module: `lib/packs/${pack}.ts`,
    file: `${pack}.js`,
  })),
];

/**
 * Writes main.js and the files beside it into a folder; what an earlier run left there goes first.
 *
 * @param folder Where to; it is made if it is missing.
 * @returns The bytes of each file by its name.
 * @throws {Error} With Deno's own words when something cannot be bundled.
 */
export async function bundle(folder: string): Promise<ReadonlyMap<string, number>> {
  await empty(folder);
  const modules = [{ module: "main.ts", file: "main.js" }, ...LATE];
  await Promise.all(modules.map(({ module, file }) => bundleOne(module, `${folder}/${file}`)));
  return new Map(scripts(folder).map((name) => [name, Deno.statSync(`${folder}/${name}`).size]));
}

async function bundleOne(module: string, output: string): Promise<void> {
  const late = LATE.filter((other) => other.module !== module).map((other) =>
    `--external=${ROOT}${other.module}`
  );
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--minify", ...late, "--output", output, `${ROOT}${module}`],
    cwd: ROOT,
    stdin: "null",
  }).output();
  if (!success) throw new Error(`Cannot bundle ${module}:\n${new TextDecoder().decode(stderr)}`);
  await Deno.writeTextFile(output, linked(await Deno.readTextFile(output)));
}

/**
 * The bundler leaves the path of a module that it was told to leave out: it becomes the file beside this one. A dynamic
 * import's argument is made an expression: `deno run` reads and parses at its start whatever is imported by a plain
 * string, wanted or not (all files together 1.7 ms). `deno compile` is told of the files by `--include`.
 */
function linked(code: string): string {
  return LATE.reduce(
    (code, { module, file }) =>
      code.replaceAll(`import("${ROOT}${module}")`, `import("./${file}".slice())`)
        .replaceAll(`"${ROOT}${module}"`, `"./${file}"`),
    code,
  );
}

async function empty(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Promise.all(scripts(folder).map((name) => Deno.remove(`${folder}/${name}`)));
}

function scripts(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".js"));
}
