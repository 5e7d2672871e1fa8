/**
 * Finds the program that a package manager's script starts: starting that one saves a shell and node, 120 ms for Biome.
 *
 * @module
 */
import { isFile, realPathIfAny } from "../system/files.ts";
import { textIfReadable } from "../system/readable.ts";

/** npm's name for this system, such as `linux-x64`. */
const SYSTEM = `${Deno.build.os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
/** Some hundred lines of a shell. */
const MAX_SCRIPT_BYTES = 64 * 1024;
/** pnpm's scripts: the last line that starts a file next to the script. */
const STARTED = /exec (?:node|"\$basedir\/node") +"\$basedir\/([^"]+)"/g;

/**
 * Finds the script that one of pnpm's shell scripts starts.
 *
 * @param file A file of `node_modules/.bin`, without links.
 * @returns The script without links; the file itself if it is no such script.
 */
export function startedScript(file: string): string {
  const text = file.includes("/.bin/") ? textIfReadable(file, { maxBytes: MAX_SCRIPT_BYTES }) : "";
  const started = text.startsWith("#!/bin/sh") ? [...text.matchAll(STARTED)].at(-1)?.[1] : undefined;
  return started === undefined
    ? file
    : realPathIfAny(`${file.slice(0, file.lastIndexOf("/"))}/${started}`) ?? file;
}

/**
 * Finds the native program of an npm package, where node would find it from the package's script.
 *
 * @param script The package's script, without links.
 * @param natives Paths in node_modules; `{system}` is npm's name of this system.
 * @returns The program without links; `undefined` if there is none.
 */
export function nativeProgram(script: string, natives: readonly string[]): string | undefined {
  if (!script.includes("/node_modules/")) return undefined;
  const names = natives.map((name) => name.replace("{system}", SYSTEM));
  for (let folder = parentOf(script); folder !== ""; folder = parentOf(folder)) {
    if (folder.endsWith("/node_modules")) continue;
    const found = names.map((name) => `${folder}/node_modules/${name}`).find(isFile);
    if (found !== undefined) return realPathIfAny(found);
  }
  return undefined;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
