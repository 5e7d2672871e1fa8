/**
 * The agents whose session files can be read. Each line of a file is JSON; the first line that a row recognizes decides whose
 * file it is.
 *
 * @module
 */
import { isObject, type JsonObject, textField } from "../../text/json_object.ts";
import { Transcript } from "../claude_code/transcript.ts";
import { CodexSession, isCodexLine } from "../codex/session.ts";
import { CopilotSession, isCopilotLine } from "../copilot/session.ts";
import { GeminiSession, isGeminiLine } from "../gemini/session.ts";
import { isQwenLine, QwenSession } from "../qwen/session.ts";
import type { Recorded, SessionReader } from "../shared/recorded.ts";

/** The session files of one agent. */
interface Recordings {
  /** Whether a line is of this agent's files. */
  readonly recognizes: (line: JsonObject) => boolean;
  /** Makes what reads one of them. */
  readonly create: () => SessionReader;
}

/** All but Claude Code's: its lines have no form that others could not have. */
const RECORDINGS: readonly Recordings[] = [
  { recognizes: isGeminiLine, create: () => new GeminiSession() },
  { recognizes: isCopilotLine, create: () => new CopilotSession() },
  { recognizes: isQwenLine, create: () => new QwenSession() },
  { recognizes: isCodexLine, create: () => new CodexSession() },
];

/** Reads the session file of any agent. */
export class AnySession implements SessionReader {
  readonly #claudeCode = new Transcript();
  #chosen: SessionReader | undefined;

  /**
   * Reads the next line.
   *
   * @param line The line's JSON.
   * @returns What happened, in order; empty for most lines.
   */
  read(line: unknown): readonly Recorded[] {
    if (!isObject(line)) return [];
    this.#chosen ??= RECORDINGS.find(({ recognizes }) => recognizes(line))?.create();
    return (this.#chosen ?? this.#claudeCode).read(line);
  }
}

/**
 * Recognizes a session file by its beginning.
 *
 * @param head The first part of the file.
 * @returns True if a line is a record, or the beginning of one, or if there is no line.
 */
export function isSession(head: string): boolean {
  const lines = head.split("\n").filter((line) => line.trim() !== "");
  return lines.length === 0 || lines.some((line, index) => isRecord(line, index === lines.length - 1));
}

function isRecord(line: string, isLast: boolean): boolean {
  try {
    return textField(JSON.parse(line), "type") !== "";
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // A record may be longer than what was read.
    return isLast && /^\{\s*"[A-Za-z]+"\s*:/.test(line);
  }
}
