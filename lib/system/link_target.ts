/**
 * Follows links as the operating system does. Deno takes `..` out of a path before it follows a link, which leads elsewhere
 * where the folder before it is a link.
 *
 * @module
 */
import { isMissing } from "./files.ts";

/** What Linux follows; more is a circle. */
const MOST_LINKS = 40;

/**
 * Finds the file that a path means.
 *
 * @param path The path; nothing needs to be there.
 * @returns The same file's path without links and without `..`. What is missing stays as it is written.
 * @throws {Deno.errors.FilesystemLoop} If the links lead in a circle.
 * @throws {Error} What the file system throws, except for missing files.
 */
export function linkTarget(path: string): string {
  // Its links name drives and shares. Whatever can be resolved is resolved by the system.
  if (Deno.build.os === "windows") return realPathIfThere(path);
  const left = path.split("/").reverse();
  let target = path.startsWith("/") ? "" : withoutRoot(Deno.cwd());
  let links = 0;
  while (left.length > 0) {
    const part = left.pop() ?? "";
    if (part === "" || part === ".") continue;
    if (part === "..") {
      target = target.slice(0, Math.max(0, target.lastIndexOf("/")));
      continue;
    }
    const link = linkAt(`${target}/${part}`);
    if (link === undefined) target = `${target}/${part}`;
    else if (++links > MOST_LINKS) throw new Deno.errors.FilesystemLoop(`too many links: ${path}`);
    else {
      if (link.startsWith("/")) target = "";
      left.push(...link.split("/").reverse());
    }
  }
  return target || "/";
}

function withoutRoot(folder: string): string {
  return folder === "/" ? "" : folder;
}

function linkAt(path: string): string | undefined {
  try {
    return Deno.lstatSync(path).isSymlink ? Deno.readLinkSync(path) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function realPathIfThere(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (isMissing(error)) return path;
    throw error;
  }
}
