/**
 * The package for npm and `deno task install`, as a person meets them: packed, installed into empty folders, and started from
 * there.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { onPath } from "../../lib/system/executable.ts";
import { FIXTURES, type Outcome, run, surroundings } from "../support/harness.ts";

const NPM = Deno.build.os === "windows" ? undefined : onPath("npm", (name) => Deno.env.get(name));

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "fasthook-npm-" }));
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a task in a copy of nothing: the repository's own dist/ is its output. */
async function task(name: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return await run([Deno.execPath()], { args: ["task", "--quiet", name], cwd: ROOT, env });
}

Deno.test({
  name:
    "the packed npm package installs into an empty folder, registers itself, answers, and leaves no trace",
  ignore: NPM === undefined,
  fn: async () => {
    await inFolder(async (folder) => {
      const home = Deno.env.get("HOME") ?? "";
      const env = { HOME: folder, npm_config_cache: Deno.env.get("npm_config_cache") ?? `${home}/.npm` };
      const packed = await task("pack-npm", { ...env, HOME: home });
      assertEquals([packed.code, packed.stdout], [0, "fasthook-0.1.0.tgz\n"], packed.stderr);
      const options = ["--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier"];
      const installed = await run(["npm"], {
        args: [
          "install",
          "--global",
          "--prefix",
          `${folder}/prefix`,
          ...options,
          `${ROOT}dist/fasthook-0.1.0.tgz`,
        ],
        env,
        cwd: folder,
      });
      assertEquals(installed.code, 0, installed.stderr);
      // Without Deno on PATH, so that the package's own is the one that is found.
      const own = { HOME: folder, PATH: `${folder}/prefix/bin:/usr/bin:/bin` };
      const fasthook = async (args: readonly string[], stdin?: string): Promise<Outcome> =>
        await run([`${folder}/prefix/bin/fasthook`], {
          args,
          cwd: folder,
          env: own,
          ...(stdin !== undefined && { stdin }),
        });
      assertEquals((await fasthook(["version"])).stdout, "fasthook 0.1.0\n");
      assertEquals((await fasthook(["init"])).code, 0);
      assertStringIncludes(
        await Deno.readTextFile(`${folder}/.claude/settings.json`),
        '"command": "fasthook"',
      );
      const doctor = await fasthook(["doctor"]);
      assertEquals(doctor.code, 0, doctor.stdout);
      assertStringIncludes(doctor.stdout, "\nAll well: ");
      const [event = ""] = (await Deno.readTextFile(`${FIXTURES}claude-code.jsonl`)).split("\n");
      assertEquals((await fasthook([], event)).stderr.includes("Cannot"), false);
      assertEquals((await fasthook(["uninstall", "--state"])).code, 0);
      assertEquals([...Deno.readDirSync(`${folder}/.claude`)], []);
    });
  },
});

Deno.test({
  name:
    "deno task install links the launcher from the first folder on PATH that can be written to, a person's own first",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await inFolder(async (folder) => {
      for (const name of ["other", "home/bin", "cache/_npx/1/node_modules/.bin"]) {
        await Deno.mkdir(`${folder}/${name}`, { recursive: true });
      }
      const { PATH = "" } = surroundings();
      const path = `${folder}/cache/_npx/1/node_modules/.bin:${folder}/other:${folder}/home/bin`;
      const env = { HOME: `${folder}/home`, PATH: `${path}:${PATH}` };
      const first = await task("install", env);
      assertEquals(first.code, 0, first.stderr);
      assertStringIncludes(first.stdout, `installed ${folder}/home/bin/fasthook, a link to `);
      assertStringIncludes(first.stdout, "next: fasthook init\n");
      assertEquals(
        (await run([`${folder}/home/bin/fasthook`], { args: ["version"] })).stdout,
        "fasthook 0.1.0\n",
      );
      // A second time it replaces its own link, and never a program.
      assertEquals((await task("install", env)).code, 0);
      await Deno.remove(`${folder}/home/bin/fasthook`);
      await Deno.writeTextFile(`${folder}/home/bin/fasthook`, "mine");
      const refused = await task("install", env);
      assertEquals(refused.code, 1);
      assertStringIncludes(refused.stderr, `${folder}/home/bin/fasthook is there already`);
      assert((await Deno.readTextFile(`${folder}/home/bin/fasthook`)) === "mine");
    });
  },
});
