/**
 * Where a session's files are.
 *
 * @module
 */
import type { HookEvent } from "../event/event.ts";
import { shortHash } from "../text/hash.ts";

/**
 * Names the file with a session's memory.
 *
 * @param folder The state folder.
 * @param session The session's id: any text.
 * @returns The path.
 */
export function sessionPath(folder: string, session: string): string {
  // A hash, because an id comes with an event and could be a path.
  return `${folder}/sessions/${shortHash(session)}`;
}

/**
 * Names the file with the texts that the files of a turn had before it.
 *
 * @param folder The state folder.
 * @param session The session's id.
 * @returns The path; there is such a file only where types are checked when a turn ends.
 */
export function turnTextsPath(folder: string, session: string): string {
  return `${sessionPath(folder, session)}.texts`;
}

/**
 * Names the file that notes which problems a session is to hear of later. Each sub-agent has one of its own.
 *
 * @param folder The state folder.
 * @param event An event of the session.
 * @returns The path; most often there is no such file.
 */
export function owedPath(
  folder: string,
  { session, agentId }: Pick<HookEvent, "session" | "agentId">,
): string {
  return `${sessionPath(folder, agentId === "" ? session : `${session}\n${agentId}`)}.owed`;
}
