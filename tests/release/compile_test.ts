/**
 * `deno task compile`: what it says where it cannot, and the same bytes from the same sources. `COMPILE=1` compiles.
 *
 * @module
 */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { compileFasthook, compileScript } from "../../.github/tasks/compiler.ts";
import { ROOT } from "../../.github/tasks/program.ts";
import { UserError } from "../../lib/text/user_error.ts";
import { run } from "../support/harness.ts";

/** Never compiled here, so its runtime is in no cache. */
const RARE_TARGET = "aarch64-pc-windows-msvc";

/** Nothing answers there: no test depends on whether this machine has a network. */
const NO_NETWORK = { HTTPS_PROXY: "http://127.0.0.1:9", DENORT_BIN: "", DENO: "" };

async function refusal(given: Readonly<Record<string, string>>, target: string): Promise<UserError> {
  const before = Object.keys(given).map((name) => [name, Deno.env.get(name)] as const);
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, value] of Object.entries(given)) Deno.env.set(name, value);
    await Deno.writeTextFile(`${folder}/empty.js`, "");
    return await assertRejects(
      () => compileScript(`${folder}/empty.js`, { output: `${folder}/empty.exe`, target }),
      UserError,
    );
  } finally {
    for (const [name, value] of before) {
      value === undefined ? Deno.env.delete(name) : Deno.env.set(name, value);
    }
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("compileScript() where the runtime cannot be downloaded names DENORT_BIN and the build", async () => {
  const error = await refusal(NO_NETWORK, RARE_TARGET);
  assert(
    /^Cannot compile: Deno could not download its runtime \([^\n/]+\)$/.test(error.message),
    error.message,
  );
  assertStringIncludes(error.fix, "DENORT_BIN");
  assertStringIncludes(error.fix, '"deno task build"');
});

Deno.test("compileScript() names a DENORT_BIN that is not there", async () => {
  const error = await refusal({ ...NO_NETWORK, DENORT_BIN: "/no/denort" }, RARE_TARGET);
  assertEquals(error.message, 'Cannot compile: there is no runtime at DENORT_BIN, "/no/denort"');
});

Deno.test("compileScript() lists the targets there are", async () => {
  const error = await refusal(NO_NETWORK, "pdp11-unknown-unix");
  assertEquals(error.message, "Cannot compile: there is no such target");
  assertStringIncludes(error.fix, "x86_64-unknown-linux-gnu, ");
});

Deno.test({
  name: "deno task compile refuses a runtime whose program does not start, and leaves dist/fasthook alone",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const before = modify(`${ROOT}dist/fasthook`);
    const { code, stderr } = await run([Deno.execPath(), "run", "-P=tasks", ".github/tasks/compile.ts"], {
      cwd: ROOT,
      env: { ...NO_NETWORK, DENORT_BIN: "/bin/true", HTTPS_PROXY: "" },
    });
    assertEquals(code, 1);
    assertStringIncludes(stderr, "Cannot use the runtime: the compiled program does not start");
    assertEquals(modify(`${ROOT}dist/fasthook`), before);
  },
});

Deno.test({
  name: "compileFasthook() gives the same bytes twice, whatever the executable is called",
  ignore: Deno.env.get("COMPILE") !== "1",
  fn: async () => {
    const folder = await Deno.makeTempDir();
    try {
      await compileFasthook({ output: `${folder}/one.exe` });
      await compileFasthook({ output: `${folder}/another-name.exe` });
      const [one, other] = await Promise.all(
        ["one.exe", "another-name.exe"].map(async (name) =>
          new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(`${folder}/${name}`)))
            .toHex()
        ),
      );
      assertEquals(one, other);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

function modify(path: string): number | undefined {
  try {
    return Deno.statSync(path).mtime?.getTime();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return undefined;
  }
}
