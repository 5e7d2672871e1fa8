/**
 * `deno task build`: bundles main.ts into dist/ and writes dist/fasthook, which starts the bundle.
 *
 * @module
 */
import { BUNDLE, isolationFlags, permissionFlags, ROOT, V8_FLAGS } from "./program.ts";

const DIST = `${ROOT}dist`;
const LAUNCHER = `${DIST}/fasthook`;

async function bundle(): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--minify", "--code-splitting", "--outdir", DIST, `${ROOT}main.ts`],
    cwd: ROOT,
    stdin: "null",
  }).output();
  if (!success) throw new Error(`Cannot bundle main.ts:\n${new TextDecoder().decode(stderr)}`);
}

/** A POSIX launcher: it finds the bundle beside itself, also through a link, and Deno where the build found it. */
function launcher(): string {
  const flags = [...isolationFlags(), V8_FLAGS, ...permissionFlags()].map(quoted).join(" \\\n  ");
  return `#!/bin/sh
# Written by "deno task build": starts fasthook with the permissions it needs and no others.
self=$0
[ -L "$self" ] && self=$(readlink -f "$self")
deno=${quoted(Deno.execPath())}
[ -x "$deno" ] || deno=deno
exec "$deno" run \\
  ${flags} \\
  "\${self%/*}/main.js" "$@"
`;
}

function quoted(word: string): string {
  return /^[\w./=,:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

async function emptied(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for await (const { name } of Deno.readDir(folder)) {
    // Chunk names carry hashes: those of an earlier build would pile up.
    if (name.endsWith(".js")) await Deno.remove(`${folder}/${name}`);
  }
}

await emptied(DIST);
await bundle();
await Deno.writeTextFile(LAUNCHER, launcher(), { mode: 0o755 });
await Deno.chmod(LAUNCHER, 0o755);
const sizes = [...Deno.readDirSync(DIST)].filter(({ name }) => name.endsWith(".js"))
  .map(({ name }) => Deno.statSync(`${DIST}/${name}`).size);
const kilobytes = (sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(1);
const entry = (Deno.statSync(BUNDLE).size / 1000).toFixed(1);
console.log(`dist/main.js      ${entry} kB, with ${sizes.length - 1} chunks ${kilobytes} kB`);
console.log(`dist/fasthook     ${permissionFlags().join(" ")}`);
