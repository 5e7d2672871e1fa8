/**
 * `deno task pack-npm`: writes dist/npm, the package `fasthook` for npm. It holds the bundle and its launcher, and depends on
 * the npm package of the pinned Deno.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { writeAll } from "../../lib/system/io.ts";
import { bundle } from "./bundle.ts";
import { launcher } from "./launcher.ts";
import { ROOT } from "./program.ts";

const FOLDER = `${ROOT}dist/npm`;

/** Next to this package, or in it; `deno` is a link to one of the others where install scripts may run. */
const DENO = [
  '"$root"/node_modules/deno/deno',
  '"$root"/../deno/deno',
  '"$root"/node_modules/@deno/*/deno',
  '"$root"/../@deno/*/deno',
];

/** What npm's link in a folder of programs leads to, with and without `-g`. */
const SELF = ['"${0%/*}"/../lib/node_modules/fasthook/fasthook', '"${0%/*}"/../fasthook/fasthook'];

const PACKAGE = {
  name: "fasthook",
  version: config.version,
  description: "Feedback on a coding agent's tool calls, within milliseconds",
  license: config.license,
  repository: { type: "git", url: "git+https://github.com/fasthook/fasthook.git" },
  bin: { fasthook: "fasthook" },
  files: ["*.js", "fasthook"],
  // Agents start a hook without a shell. On Windows that needs an .exe, which install.ps1 brings; npm makes a .cmd.
  os: ["linux", "darwin"],
  dependencies: { deno: Deno.version.deno },
};

await Deno.remove(FOLDER, { recursive: true }).catch((error) => {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
});
await bundle(FOLDER);
await Deno.writeTextFile(`${FOLDER}/fasthook`, launcher("pack-npm", { deno: DENO, self: SELF }), {
  mode: 0o755,
});
await Deno.writeTextFile(`${FOLDER}/package.json`, `${JSON.stringify(PACKAGE, null, 2)}\n`);
for (const name of ["README.md", "LICENSE"]) await Deno.copyFile(ROOT + name, `${FOLDER}/${name}`);
const { code, stdout, stderr } = await new Deno.Command("npm", {
  args: ["pack", "--silent", "--pack-destination", `${ROOT}dist`],
  cwd: FOLDER,
}).output();
writeAll(code === 0 ? Deno.stdout : Deno.stderr, new TextDecoder().decode(code === 0 ? stdout : stderr));
Deno.exit(code);
