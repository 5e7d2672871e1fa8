/**
 * `deno compile` with fasthook's flags and permissions; the same sources give the same bytes.
 *
 * @module
 */
import { UserError } from "../../lib/text/user_error.ts";
import { bundle } from "./bundle.ts";
import { isolationFlags, permissionFlags, V8_FLAGS } from "./program.ts";

/** What is compiled, and for which system. */
export interface Wanted {
  /** Where the executable goes. */
  readonly output: string;
  /** A target of `deno compile`; the system it runs on by default. */
  readonly target?: string | undefined;
  /** Files that are imported by names which are only known when the program runs. */
  readonly include?: readonly string[];
}

/** `deno compile` writes each file's time of change into the executable. This one is also the oldest a zip can hold. */
const FILE_TIME = new Date("1980-01-01T00:00:00Z");

/**
 * Bundles main.ts and compiles the bundle.
 *
 * @param wanted The executable's path and system.
 * @throws {UserError} When Deno has no runtime to put the bundle into, or knows no such target.
 */
export async function compileFasthook({ output, target }: Wanted): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "fasthook-compile-" });
  try {
    const files = await bundle(folder);
    await Promise.all([...files.keys()].map((name) => Deno.utime(`${folder}/${name}`, FILE_TIME, FILE_TIME)));
    const include = [...files.keys()].filter((name) => name !== "main.js").map((name) => `${folder}/${name}`);
    await compileScript(`${folder}/main.js`, { output, target, include });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Compiles one script, and the files in its folder that it imports, the way fasthook is compiled.
 *
 * `DENO` names the Deno that compiles, by default the one that runs this; `DENORT_BIN` names its runtime for networks
 * where it cannot download one.
 *
 * @param script The script's path.
 * @param wanted The executable's path and system, and what else is in it.
 * @throws {UserError} As {@linkcode compileFasthook} does.
 */
export async function compileScript(script: string, { output, target, include = [] }: Wanted): Promise<void> {
  const { success, stderr } = await new Deno.Command(compiler(), {
    args: [
      "compile",
      "--no-check",
      // It would lie in the folder for temporary files, under a name that anybody can take.
      "--no-code-cache",
      ...isolationFlags(),
      V8_FLAGS,
      ...permissionFlags(),
      ...(target === undefined ? [] : [`--target=${target}`]),
      ...include.map((file) => `--include=${file}`),
      `--output=${output}`,
      script,
    ],
    env: environment(),
    clearEnv: true,
    stdin: "null",
  }).output();
  if (!success) throw failure(new TextDecoder().decode(stderr));
}

/**
 * Names the Deno that compiles.
 *
 * @returns The path or name of its executable.
 */
export function compiler(): string {
  const named = Deno.env.get("DENO") ?? "";
  return named === "" ? Deno.execPath() : named;
}

/** Telemetry settings would be baked in, and an empty DENORT_BIN is not the same as none. */
function environment(): Record<string, string> {
  return {
    ...Object.fromEntries(
      Object.entries(Deno.env.toObject()).filter(([name, value]) =>
        !name.startsWith("OTEL_") && (name !== "DENORT_BIN" || value !== "")
      ),
    ),
    NO_COLOR: "1",
  };
}

function failure(stderr: string): UserError {
  const [, targets] = /'--target[^']*': possible values: (.*)/.exec(stderr) ?? [];
  if (targets !== undefined) {
    return new UserError("Cannot compile: there is no such target", `use one of ${targets}`);
  }
  const [, path] = /Could not find denort at '(.*)'/.exec(stderr) ?? [];
  if (path !== undefined) {
    return new UserError(`Cannot compile: there is no runtime at DENORT_BIN, "${path}"`, WITHOUT_DOWNLOAD);
  }
  if (stderr.includes("Setting up base binary")) {
    return new UserError(
      `Cannot compile: Deno could not download its runtime (${reason(stderr)})`,
      WITHOUT_DOWNLOAD,
    );
  }
  return new UserError(`Cannot compile:\n${stderr.trim()}`);
}

const WITHOUT_DOWNLOAD = 'set DENORT_BIN to a "denort" of the same version as the Deno that compiles, ' +
  'or run "deno task build", which needs no download';

/** The innermost of Deno's numbered causes; none of the addresses before it. */
function reason(stderr: string): string {
  return [...stderr.matchAll(/^ +\d+: (.+)$/gm)].map(([, text = ""]) => text)
    .findLast((text) => !text.startsWith("<") && !text.includes("://")) ?? "no reason given";
}
