/**
 * Why Claude Code refused an edit. Wordings of Claude Code 2.1.330.
 *
 * @module
 */
import type { Mismatch } from "../../event/event.ts";
import { field, isObject, type JsonObject, textField } from "../../text/json_object.ts";

const NOWHERE = "String to replace not found";
const MANY = " matches of the string to replace";
/** Before the old text, at the end of either message. */
const TEXT = "\nString: ";
/** Both messages begin within this many units. */
const MAX_START_UNITS = 200;

/**
 * Reads the message of an edit that was refused or failed.
 *
 * @param error The message.
 * @param input The edit's arguments.
 * @returns What was wrong with its old text, or `undefined` when the message says something else.
 */
export function mismatchOf(error: string, input: JsonObject): Mismatch | undefined {
  const start = error.slice(0, MAX_START_UNITS);
  const many = start.indexOf(MANY);
  if (many < 0 && !start.includes(NOWHERE)) return undefined;
  const texts = oldTexts(error, input);
  if (many < 0) return { found: "nowhere", texts };
  const count = Number(start.slice(start.lastIndexOf(" ", many - 1) + 1, many));
  return { found: "many", ...(Number.isInteger(count) && { count }), texts };
}

/** The old text that the message repeats, as the call has it; else all that the call has. */
function oldTexts(error: string, input: JsonObject): string[] {
  const at = error.indexOf(TEXT);
  const shown = at < 0 ? "" : error.slice(at + TEXT.length);
  const edits = field(input, "edits");
  const known = (Array.isArray(edits) ? edits.filter(isObject) : [input])
    .map((edit) => textField(edit, "old_string")).filter((text) => text !== "");
  const exact = known.filter((text) => text.trimEnd() === shown.trimEnd());
  if (exact.length > 0) return exact.slice(0, 1);
  return shown === "" || known.length === 1 ? known : [shown];
}
