/**
 * What Gemini CLI and Qwen Code, which began as a copy of it, show about an edit. Field facts were observed with Gemini CLI
 * 0.61.0 and Qwen Code 0.24.4.
 *
 * @module
 */
import type { Change, ToolCall } from "../../event/event.ts";
import { field, type JsonObject, textField } from "../../text/json_object.ts";
import { isOfNewFile, parseUnifiedDiff } from "./unified_diff.ts";

/**
 * Reads an edit.
 *
 * @param input The call's arguments.
 * @param display What is shown: `fileDiff`, `filePath`, `originalContent`, and more.
 * @returns The fields of its call.
 */
export function readDisplayedEdit(
  input: JsonObject,
  display: JsonObject,
): Pick<ToolCall, "path" | "changes" | "created" | "patch" | "originalText"> {
  const hunks = parseUnifiedDiff(textField(display, "fileDiff"));
  const original = field(display, "originalContent");
  const isNew = field(display, "isNewFile") === true || hunks !== undefined && isOfNewFile(hunks);
  return {
    path: textField(display, "filePath") || textField(input, "file_path"),
    changes: changesOf(input, typeof original === "string" ? original : ""),
    ...(isNew ? { created: true } : {
      ...(hunks && { patch: hunks }),
      ...(typeof original === "string" && { originalText: original }),
    }),
  };
}

function changesOf(input: JsonObject, original: string): readonly Change[] {
  if (Object.hasOwn(input, "content")) return [{ text: textField(input, "content"), before: original }];
  const text = textField(input, "new_string");
  return text === "" ? [] : [{ text, before: textField(input, "old_string") }];
}
