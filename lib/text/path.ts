/**
 * Paths as text: nothing here looks at a file.
 *
 * @module
 */

/**
 * Writes a path with slashes, without `.` and `..`.
 *
 * @param path Any path.
 * @returns The shortest path to the same place, as long as no link is on the way.
 */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === "..") {
      if (parts.length > 1 || parts[0] !== "") parts.pop();
    } else if (part !== "." && (part !== "" || parts.length === 0)) parts.push(part);
  }
  return parts.join("/");
}

/**
 * Removes the slashes at the end of a folder's path.
 *
 * @param folder The folder.
 * @returns Its path; "" for the root folder, so that `${path}/name` is a path in every folder.
 */
export function withoutSlash(folder: string): string {
  let end = folder.length;
  while (end > 0 && "/\\".includes(folder.charAt(end - 1))) end--;
  return folder.slice(0, end);
}

/**
 * Makes a path absolute.
 *
 * @param path As the event has it.
 * @param cwd The folder that relative paths are about; "" when it is not known.
 * @returns The path with slashes, without `.` and `..`; "" when that is not known.
 */
export function absolutePath(path: string, cwd: string): string {
  const plain = path.replaceAll("\\", "/");
  if (plain === "") return "";
  const whole = plain.startsWith("/") || /^[A-Za-z]:\//.test(plain)
    ? plain
    : cwd === ""
    ? ""
    : `${cwd}/${plain}`;
  return normalizePath(whole);
}

/**
 * Makes a path relative to a folder.
 *
 * @param path A path with slashes or backslashes.
 * @param folder A folder, absolute; "" for none.
 * @returns The path below the folder, with slashes; the path itself where it is not below.
 */
export function relativeTo(path: string, folder: string): string {
  const plain = path.replaceAll("\\", "/");
  const base = withoutSlash(folder.replaceAll("\\", "/"));
  if (base !== "" && plain.startsWith(`${base}/`)) return plain.slice(base.length + 1);
  return plain.startsWith("./") ? plain.slice(2) : plain;
}

/**
 * Reports whether a file is in a folder, or in one of its folders. Looks at the text only: links and `..` must be resolved.
 *
 * @param path The file, or a folder.
 * @param folder The folder.
 * @returns True also for the folder itself; false if no folder is given.
 */
export function isInside(path: string, folder: string): boolean {
  const base = withoutSlash(folder);
  return folder !== "" && (withoutSlash(path) === base || path.startsWith(`${base}/`));
}
