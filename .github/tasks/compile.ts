/**
 * `deno task compile [--target T] [--gate]`: one executable, dist/fasthook, that needs no Deno.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import config from "../../deno.json" with { type: "json" };
import { timeProgram } from "../../bench/process.ts";
import { UserError } from "../../lib/text/user_error.ts";
import { writeAll } from "../../lib/system/io.ts";
import { aboveLimit, compiledTable, measureCompiled, ROUNDS } from "./compiled_speed.ts";
import { compileFasthook, compiler, compileScript } from "./compiler.ts";
import { permissionFlags, ROOT } from "./program.ts";

async function main(args: readonly string[]): Promise<number> {
  const { target = Deno.build.target, gate } = parseArgs(args, {
    string: ["target"],
    boolean: ["gate"],
    unknown: refuse,
  });
  const output = `${ROOT}dist/fasthook${target.includes("windows") ? ".exe" : ""}`;
  const version = await replace(output, target);
  print(
    `${output.slice(ROOT.length)}  ${(Deno.statSync(output).size / 1e6).toFixed(1)} MB, ${target}${version}`,
  );
  print(`permissions    ${permissionFlags().join(" ")}`);
  return target === Deno.build.target ? await compare(output, gate ? "enforced" : "shown") : 0;
}

/** Compiles next to the place and renames: a running program cannot be written, and a failure leaves the old one. */
async function replace(output: string, target: string): Promise<string> {
  await Deno.mkdir(`${ROOT}dist`, { recursive: true });
  const fresh = output.replace(/(\.exe)?$/, "-new$1");
  await compileFasthook({ output: fresh, target });
  const version = target === Deno.build.target ? await versionOf(fresh) : "";
  await Deno.rename(fresh, output);
  return version;
}

/** A runtime of another version is accepted by `deno compile`, and its program does not start. */
async function versionOf(program: string): Promise<string> {
  const { exitCode, stdout, stderr } = await timeProgram({
    command: [program, "--version"],
    input: new Uint8Array(),
    env: {},
  });
  if (exitCode === 0 && stdout === `fasthook ${config.version}\n`) return `, ${stdout.trim()}`;
  await Deno.remove(program);
  const [cause = ""] = (stderr + stdout).trim().split("\n");
  throw new UserError(
    `Cannot use the runtime: the compiled program does not start (${cause.slice(0, 100)})`,
    `DENORT_BIN must be of the same version as ${compiler()}`,
  );
}

async function compare(fasthook: string, limits: "shown" | "enforced"): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "fasthook-empty-" });
  try {
    await Deno.writeTextFile(`${folder}/empty.js`, "");
    const empty = `${folder}/empty${fasthook.endsWith(".exe") ? ".exe" : ""}`;
    await compileScript(`${folder}/empty.js`, { output: empty });
    const more = (Deno.statSync(fasthook).size - Deno.statSync(empty).size) / 1000;
    print(
      `next to an empty program: ${more.toFixed(0)} kB more; milliseconds of ${ROUNDS} interleaved runs:`,
    );
    const programs = { empty, fasthook, folder };
    const uses = await measureCompiled(programs);
    writeAll(Deno.stdout, compiledTable(uses));
    for (const { title, limit } of aboveLimit(uses, "aim")) {
      print(`above ${limit} times the empty program: ${title}`);
    }
    if (limits === "shown" || aboveLimit(uses, "gate").length === 0) return 0;
    // A bad minute is over when it is measured again; a slow program is not.
    const again = await measureCompiled(programs);
    writeAll(Deno.stdout, compiledTable(again));
    const slow = aboveLimit(again, "gate");
    for (const { title } of slow) print(`far above its limit, twice: ${title}`);
    return slow.length > 0 ? 1 : 0;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function refuse(argument: string): never {
  throw new UserError(
    `Cannot compile: there is no option "${argument}"`,
    "deno task compile [--target T] [--gate]",
  );
}

function print(text: string): void {
  writeAll(Deno.stdout, `${text}\n`);
}

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  writeAll(Deno.stderr, error.report());
  Deno.exit(1);
}
