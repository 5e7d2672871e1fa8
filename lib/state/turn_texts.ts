/**
 * The texts that the files of a turn had before their first edit in it.
 *
 * @module
 */
import { textIfReadable } from "../system/readable.ts";
import { isObject, textField } from "../text/json_object.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { openSessionFile } from "./session_files.ts";

/** More than a turn changes by hand; what is beyond is not noted. */
const MAX_BYTES = 4 * 1024 * 1024;

/** A file of a turn. */
export interface TurnText {
  /** The file, absolute. */
  readonly path: string;
  /** What it held before its first edit in the turn; "" for a new file. */
  readonly before: string;
}

/**
 * Notes the text of a file, unless an earlier one is noted.
 *
 * @param file What `turnTextsPath` returned.
 * @param text The file and its text.
 */
export function noteTurnText(file: string, text: TurnText): void {
  try {
    using opened = openSessionFile(file);
    const { size } = opened.statSync();
    const line = encodeUtf8(`\n${JSON.stringify(text)}`);
    if (size + line.length > MAX_BYTES) return;
    if (size > 0 && readTurnTexts(file).some(({ path }) => path === text.path)) return;
    opened.writeSync(line);
  } catch (error) {
    // Then the file is not checked when the turn ends.
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * Reads the texts of a turn.
 *
 * @param file What `turnTextsPath` returned.
 * @returns One text a file; none when nothing is noted.
 */
export function readTurnTexts(file: string): TurnText[] {
  const texts = new Map<string, TurnText>();
  for (const line of textIfReadable(file, { maxBytes: MAX_BYTES }).split("\n")) {
    const text = textOf(line);
    if (text !== undefined && !texts.has(text.path)) texts.set(text.path, text);
  }
  return [...texts.values()];
}

function textOf(line: string): TurnText | undefined {
  if (line === "") return undefined;
  try {
    const json: unknown = JSON.parse(line);
    if (!isObject(json)) return undefined;
    const path = textField(json, "path");
    return path === "" ? undefined : { path, before: textField(json, "before") };
  } catch (error) {
    // A torn line.
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
