/**
 * Which files import which, by the last part of what they name: enough to know which files an edit can have broken.
 *
 * @module
 */

/** What a file imports: `from "x"`, `import "x"`, `import("x")`, `require("x")`. */
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*["']([^"'\n]{1,300})["']/g;
const ENDING = /(?:\.d)?\.[cm]?[jt]sx?$/;

/**
 * Lists the files that import others, directly or through others.
 *
 * @param changed The files that were changed, absolute.
 * @param texts The other files, by their paths.
 * @returns Their paths: those that import a changed file, then those that import one of them, and so on.
 */
export function importersOf(changed: readonly string[], texts: ReadonlyMap<string, string>): string[] {
  const imported = new Map([...texts].map(([path, text]) => [path, importedNames(path, text)]));
  const found: string[] = [];
  let names = new Set(changed.flatMap(namesOf));
  while (names.size > 0) {
    const next = [...imported].filter(([, own]) => own.some((name) => names.has(name))).map(([path]) => path);
    for (const path of next) imported.delete(path);
    found.push(...next);
    names = new Set(next.flatMap(namesOf));
  }
  return found;
}

/** The names by which a file is imported: its own, and its folder's for an index. */
function namesOf(path: string): string[] {
  const [name = "", folder = ""] = path.split("/").toReversed();
  const stem = name.replace(ENDING, "");
  return stem === "index" && folder !== "" ? [stem, folder] : [stem];
}

function importedNames(path: string, text: string): string[] {
  const folders = path.split("/").slice(0, -1);
  return [...text.matchAll(SPECIFIER)].map(([, specifier = ""]) => {
    const parts = specifier.split("/").filter((part) => part !== "");
    const last = parts.at(-1) ?? "";
    if (last !== "." && last !== "..") return last.replace(ENDING, "");
    // A folder's own index.
    return folders.at(-1 - parts.filter((part) => part === "..").length) ?? "";
  });
}
