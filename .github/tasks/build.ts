/**
 * `deno task build`: bundles main.ts into dist/ and writes dist/fasthook, which starts the bundle.
 *
 * @module
 */
import { writeAll } from "../../lib/system/io.ts";
import { bundle } from "./bundle.ts";
import { launcher, shellWord } from "./launcher.ts";
import { permissionFlags, ROOT } from "./program.ts";

const DIST = `${ROOT}dist`;
const LAUNCHER = `${DIST}/fasthook`;

const sizes = await bundle(DIST);
// Renamed into place: a compiled program of this name may be running, and cannot be written then.
const places = { deno: [shellWord(Deno.execPath())], self: [shellWord(LAUNCHER)] };
await Deno.writeTextFile(`${LAUNCHER}.new`, launcher("build", places), { mode: 0o755 });
await Deno.chmod(`${LAUNCHER}.new`, 0o755);
await Deno.rename(`${LAUNCHER}.new`, LAUNCHER);
const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
writeAll(
  Deno.stdout,
  `dist/main.js      ${kilobytes(sizes.get("main.js") ?? 0)}, with ${sizes.size - 1} chunks ${kilobytes(all)}
dist/fasthook     ${permissionFlags().join(" ")}
`,
);

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
