/**
 * `deno task install`: builds dist/fasthook and links it from the first folder on PATH that a person can write to.
 *
 * @module
 */
import { pathFolders } from "../../lib/system/executable.ts";
import { infoOf } from "../../lib/system/files.ts";
import { writeAll } from "../../lib/system/io.ts";
import { ROOT } from "./program.ts";
import "./build.ts";

const LAUNCHER = `${ROOT}dist/fasthook`;

const env = (name: string): string | undefined => Deno.env.get(name);

/** npm puts folders of its own in front of PATH while it runs a program. */
function isLasting(folder: string): boolean {
  return !folder.includes("node_modules") && !folder.includes("/_npx/") && folder.startsWith("/");
}

function isWritable(folder: string): boolean {
  const probe = `${folder}/.fasthook-${crypto.randomUUID()}`;
  try {
    Deno.writeTextFileSync(probe, "");
    Deno.removeSync(probe);
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

const home = env("HOME") ?? "";
const folders = pathFolders(env).filter(isLasting);
const own = folders.filter((folder) => home !== "" && folder.startsWith(`${home}/`));
const folder = [...own, ...folders].find(isWritable);
if (folder === undefined) {
  writeAll(
    Deno.stderr,
    `No folder on PATH can be written to. Add this line to the start-up file of your shell:\n` +
      `  export PATH="${ROOT}dist:$PATH"\n`,
  );
  Deno.exit(1);
}
const link = `${folder}/fasthook`;
// A link is ours, and may be replaced.
if (infoOf(link)?.isSymlink === false) {
  writeAll(Deno.stderr, `${link} is there already, and is no link: remove it, then run this again\n`);
  Deno.exit(1);
}
const next = `${link}.${crypto.randomUUID().slice(0, 8)}`;
Deno.symlinkSync(LAUNCHER, next);
Deno.renameSync(next, link);
writeAll(Deno.stdout, `installed ${link}, a link to ${LAUNCHER}\nnext: fasthook init\n`);
