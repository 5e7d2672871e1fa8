/**
 * Problems that a session is to hear of later, because the next edit often fixes them.
 *
 * @module
 */
import { removeIfThere } from "../system/files.ts";
import { textIfReadable } from "../system/readable.ts";
import { isObject, textField } from "../text/json_object.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { openSessionFile } from "./session_files.ts";

/** Far more than it ever holds. */
const MAX_BYTES = 1024 * 1024;

/** What is owed about one file. */
export interface Owed {
  /** The file as its event names it. */
  readonly path: string;
  /** The tool that changed it. */
  readonly tool: string;
  /** Set for a new file: nothing that its next edit would complete. */
  readonly created?: true;
  /** Names of the problems. */
  readonly topics: readonly string[];
}

/**
 * Notes what is owed.
 *
 * @param file What `owedPath` returned.
 * @param owed What is owed; it is added to what was noted before.
 */
export function addOwed(file: string, owed: Owed): void {
  try {
    using opened = openSessionFile(file);
    opened.writeSync(encodeUtf8(`\n${JSON.stringify(owed)}`));
  } catch (error) {
    // Then it is not reported.
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * Reads what is owed.
 *
 * @param file What `owedPath` returned.
 * @returns One entry a file; none when nothing is noted.
 */
export function readOwed(file: string): Owed[] {
  const byPath = new Map<string, Owed>();
  for (const line of textIfReadable(file, { maxBytes: MAX_BYTES }).split("\n")) {
    const owed = owedOf(line);
    if (owed === undefined) continue;
    const known = byPath.get(owed.path)?.topics ?? [];
    byPath.set(owed.path, { ...owed, topics: [...new Set([...known, ...owed.topics])] });
  }
  return [...byPath.values()];
}

/**
 * Removes what is owed about a file.
 *
 * @param file What `owedPath` returned.
 * @param path The file that it is about, as its event names it.
 */
export function removeOwed(file: string, path: string): void {
  const rest = readOwed(file).filter((owed) => owed.path !== path);
  try {
    removeIfThere(file);
    for (const owed of rest) addOwed(file, owed);
  } catch (error) {
    // Then it is looked at again, and the session's memory keeps it from being reported twice.
    if (!(error instanceof Error)) throw error;
  }
}

function owedOf(line: string): Owed | undefined {
  if (line === "") return undefined;
  try {
    const json: unknown = JSON.parse(line);
    if (!isObject(json)) return undefined;
    const topics = json["topics"];
    if (!Array.isArray(topics)) return undefined;
    return {
      path: textField(json, "path"),
      tool: textField(json, "tool"),
      ...(json["created"] === true && { created: true }),
      topics: topics.filter((topic) => typeof topic === "string"),
    };
  } catch (error) {
    // A torn line.
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
