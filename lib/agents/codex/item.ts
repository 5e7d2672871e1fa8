/**
 * What Codex's session file says about a call that its event does not: exit code, folder, and the files' diffs. The form of
 * that file is not promised, so everything unexpected means that nothing is known. Field facts were observed with Codex CLI
 * 0.169.0 and 0.171.0.
 *
 * @module
 */
import type { ReadVariable } from "../../state/folder.ts";
import { bytesAtEnd, isFile, realPathIfAny } from "../../system/files.ts";
import { isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { decodeUtf8 } from "../../text/utf8.ts";
import { ROLLOUT } from "./recognize.ts";

/**
 * How much of the file's end is read: first what nearly always holds the record, then all that may. A line holds at most
 * 64 KiB of output, which is about twice as long in JSON; several calls may run at a time.
 */
const TAIL_BYTES = [32 * 1024, 512 * 1024];
const LINE_END = "\n";

/** Where an event carries the record that was found already. No JSON text has such a key. */
const ITEM = Symbol("item");

/**
 * Adds the record of a call to its event.
 *
 * @param json The call's event.
 * @param item The record, from the session file.
 * @returns The event; {@linkcode itemOf} finds the record in it.
 */
export function withItem(json: JsonObject, item: JsonObject): JsonObject {
  return { ...json, [ITEM]: item };
}

/**
 * Finds the record of a call.
 *
 * @param json The call's event. Its texts may come from anyone: only files of Codex's own folder with the name of a session
 * file are read.
 * @param env Reads the environment, which says where that folder is.
 * @returns The record; `undefined` where it is not known.
 */
export function itemOf(json: JsonObject, env: ReadVariable): JsonObject | undefined {
  const item: unknown = Reflect.get(json, ITEM);
  if (isObject(item)) return item;
  const id = textField(json, "tool_use_id");
  const path = ownPath(textField(json, "transcript_path"), env);
  if (id === "" || path === undefined) return undefined;
  try {
    for (const most of TAIL_BYTES) {
      const bytes = bytesAtEnd(path, most);
      const isWhole = bytes.length < most;
      const text = decodeUtf8(bytes);
      // The first line of a part may have no beginning.
      const item = recordIn(isWhole ? text : text.slice(text.indexOf(LINE_END) + 1), id);
      if (item !== undefined || isWhole) return item;
    }
    return undefined;
  } catch (error) {
    // Also a file that is gone meanwhile, and a line that is not complete.
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/** The file that a path leads to, if it is one of Codex's. */
function ownPath(path: string, env: ReadVariable): string | undefined {
  if (!ROLLOUT.test(path)) return undefined;
  const home = env("HOME") || env("USERPROFILE");
  const folder = env("CODEX_HOME") || (home ? `${home}/.codex` : "");
  const [root, file] = folder === "" ? [] : [realPathIfAny(folder), realPathIfAny(path)];
  if (root === undefined || file === undefined || !ROLLOUT.test(file)) return undefined;
  const isInside = file.startsWith(root) && "\\/".includes(file.charAt(root.length));
  // Opening a pipe would wait for its other end.
  return isInside && isFile(file) ? file : undefined;
}

/** From the end: the call ended a moment ago. */
function recordIn(text: string, id: string): JsonObject | undefined {
  for (let end = text.length; end > 0;) {
    const start = text.lastIndexOf(LINE_END, end - 1);
    const line = text.slice(start + 1, end);
    end = start;
    if (!line.includes('"item_completed"') || !line.includes(id)) continue;
    const json: unknown = JSON.parse(line);
    const payload = isObject(json) ? objectField(json, "payload") : {};
    const item = objectField(payload, "item");
    const isWanted = textField(payload, "type") === "item_completed" && textField(item, "id") === id;
    return isWanted ? item : undefined;
  }
  return undefined;
}
