/**
 * Which calls linters may have something to say about: the only part of them that hook mode always has.
 *
 * @module
 */
import type { ToolCall } from "../event/event.ts";

/**
 * The endings of all files that the table's linters look at besides files without an ending; a test compares them. A text,
 * because every process would pay for a set or a pattern that most never use (`deno task bench --only costs`).
 */
export const ENDINGS: string = " " +
  "py pyi ipynb js jsx mjs cjs ts tsx mts cts json jsonc css graphql gql vue svelte astro sh bash ksh " +
  "go yml yaml json5 webmanifest geojson code-workspace toml ";

/** A file that is named later, after long heredocs, is not found. */
const MAX_COMMAND_UNITS = 16 * 1024;

/**
 * Reports whether a linter may have something to say about a call: cheap, and never sure.
 *
 * @param call Any call.
 * @returns True for a succeeded or settled change of a file that some linter looks at.
 */
export function mayConcernLinters(
  call: Pick<ToolCall, "status" | "kind" | "path" | "command" | "written">,
): boolean {
  const { status, kind, path, command } = call;
  if (status !== "succeeded" && status !== "settled") return false;
  if (kind === "write" || kind === "edit") return path !== "" && isKnown(endingOf(path));
  if (kind !== "shell") return false;
  if (call.written !== undefined) return true;
  const hasEditor = /\b(?:tee|sed|perl)\b/.test(command);
  if (!hasEditor && !command.includes(">")) return false;
  // What a shell writes to; where an editing program is run, every word. Quotes may be around a part of it.
  const written = hasEditor
    ? /(?:^|[\s>|])((?:"[^"\n]*"|'[^'\n]*'|\\.|[^\s;|&<>()"'\\])+)/g
    : />[>|]?[ \t]*((?:"[^"\n]*"|'[^'\n]*'|\\.|[^\s;|&<>()"'\\])+)/g;
  for (const [, file = ""] of command.slice(0, MAX_COMMAND_UNITS).matchAll(written)) {
    // Without a dot it may be anything, and almost always is.
    if (file.includes(".") && isKnown(endingOf(file.replace(/["'\\]/g, "")))) return true;
  }
  return false;
}

/**
 * Reports whether a file may be in one of several folders, without a look at the disk. A link may lead from one to another,
 * but not from one tree of the system to another, unless both folders are such links.
 *
 * @param path The file; "" for files that a command names.
 * @param folders Whole paths.
 * @returns False only where neither folder begins as the path does.
 */
export function mayBeInOneOf(path: string, folders: readonly string[]): boolean {
  const top = path.startsWith("/") ? path.slice(0, path.indexOf("/", 1) + 1) : "";
  return folders.some((folder) => `${folder}/`.startsWith(top));
}

/**
 * Gives a file's ending.
 *
 * @param path The file.
 * @returns What follows the last dot of its name, in small letters; "" for a name without a dot inside.
 */
export function endingOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const dot = name.lastIndexOf(".");
  // A dot in front hides a file and begins no ending.
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}

function isKnown(ending: string): boolean {
  return ending === "" || ENDINGS.includes(` ${ending} `);
}
