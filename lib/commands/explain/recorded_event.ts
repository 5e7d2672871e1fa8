/**
 * Finds an event in a recorded session, as the hook would have got it.
 *
 * @module
 */
import { configFolder, type Surroundings } from "../../agents/claude_code/registration/places.ts";
import { AnySession } from "../../agents/recordings/table.ts";
import { filesIn, isFile } from "../../system/files.ts";
import type { JsonObject } from "../../text/json_object.ts";
import { UserError } from "../../text/user_error.ts";
import { readLines } from "../shared/lines.ts";

/** A recorded event, and where it is. */
export interface RecordedEvent {
  /** The event. */
  readonly event: JsonObject;
  /** The session file and the line, such as `s.jsonl:12`. */
  readonly address: string;
}

/**
 * Reads a recorded event.
 *
 * @param file A session file.
 * @param wanted The line in which the call ended, as `replay` prints it; the last call of the file if absent.
 * @returns The event.
 * @throws {UserError} If there is no such call.
 */
export async function recordedEvent(file: string, wanted?: number): Promise<RecordedEvent> {
  const transcript = new AnySession();
  let found: RecordedEvent | undefined;
  for await (const lines of readLines(file, () => {})) {
    for (const { number, text = "" } of lines) {
      if (wanted !== undefined && number > wanted) break;
      const call = transcript.read(jsonOf(text)).find(({ kind }) => kind === "call");
      if (call?.kind !== "call" || (wanted !== undefined && number !== wanted)) continue;
      found = { event: call.event, address: `${file}:${number}` };
    }
  }
  if (found !== undefined) return found;
  throw new UserError(
    wanted === undefined
      ? `Cannot explain ${file}: no call is recorded there`
      : `Cannot explain ${file}:${wanted}: no call ends in this line`,
    `fasthook replay ${file} prints addresses`,
  );
}

/**
 * Reads the last call of the newest session of a folder.
 *
 * @param surroundings The environment and the folder.
 * @returns The event.
 * @throws {UserError} If there is no session, or no call in it.
 */
export async function lastEvent(surroundings: Surroundings): Promise<RecordedEvent> {
  // Claude Code names a project's folder like that (2.1.330).
  const name = surroundings.cwd.replace(/[^A-Za-z0-9]/g, "-");
  const folder = `${configFolder(surroundings)}/projects/${name}`;
  const [newest] = filesIn(folder).filter(({ path }) => path.endsWith(".jsonl") && isFile(path))
    .sort((a, b) => b.modifiedAt - a.modifiedAt);
  if (newest !== undefined) return await recordedEvent(newest.path);
  throw new UserError(
    `Cannot explain the last call: there is no recorded session in ${folder}`,
    "run this in the folder that Claude Code was started in",
  );
}

/** Lines that cannot be read hold no call. */
function jsonOf(text: string): unknown {
  try {
    return text.trim() === "" ? undefined : JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
