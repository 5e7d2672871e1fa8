/**
 * Bundles main.ts: the one form in which fasthook ships, under `deno run` and inside the executable.
 *
 * Hook mode is one file, because each file costs 0.2 ms under `deno run`. What hook mode seldom needs is a file of its
 * own beside it: parsing it would cost every call.
 *
 * @module
 */
import { ROOT } from "./program.ts";

/** The modules that hook mode imports when it needs them, and the file that each becomes. */
const LATE: readonly { readonly module: string; readonly file: string }[] = [
  { module: "lib/commands/run.ts", file: "commands.js" },
  { module: "lib/config.ts", file: "config.js" },
  { module: "lib/analyzers/errors.ts", file: "errors.js" },
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
  const late = LATE.map(({ module }) => `--external=${ROOT}${module}`);
  await Promise.all([
    bundleOne("main.ts", { flags: late, output: `${folder}/main.js` }),
    ...LATE.map(({ module, file }) => bundleOne(module, { flags: [], output: `${folder}/${file}` })),
  ]);
  await Deno.writeTextFile(`${folder}/main.js`, linked(await Deno.readTextFile(`${folder}/main.js`)));
  return new Map(scripts(folder).map((name) => [name, Deno.statSync(`${folder}/${name}`).size]));
}

async function bundleOne(
  module: string,
  { flags, output }: { readonly flags: readonly string[]; readonly output: string },
): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--minify", ...flags, "--output", output, `${ROOT}${module}`],
    cwd: ROOT,
    stdin: "null",
  }).output();
  if (!success) throw new Error(`Cannot bundle ${module}:\n${new TextDecoder().decode(stderr)}`);
}

/** The bundler leaves the path of a module that it was told to leave out: it becomes the file beside main.js. */
function linked(code: string): string {
  return LATE.reduce((linked, { module, file }) => {
    const parts = linked.split(`import("${ROOT}${module}")`);
    if (parts.length !== 2) {
      throw new Error(`Cannot bundle main.ts: wanted one import of ${module}, got ${parts.length - 1}`);
    }
    return parts.join(`import("./${file}")`);
  }, code);
}

async function empty(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Promise.all(scripts(folder).map((name) => Deno.remove(`${folder}/${name}`)));
}

function scripts(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".js"));
}
