/**
 * What happened, in types that do not depend on the agent: everything outside agents/ works with these.
 *
 * @module
 */
import type { JsonObject } from "../text/json_object.ts";

/**
 * What tools do: run a command line of a POSIX shell, read a file, write a whole file, change a part of one, start a
 * sub-agent, search files, fetch from the network, or something else.
 */
export const TOOL_KINDS = ["shell", "read", "write", "edit", "spawn", "search", "fetch", "other"] as const;

/** What a tool does. */
export type ToolKind = typeof TOOL_KINDS[number];

/**
 * How a tool call ended: it worked, it ran and failed, or it was refused before it ran. A settled call worked and had an
 * event of its own; the model has done something else since, and its file is looked at again.
 */
export type CallStatus = "succeeded" | "failed" | "rejected" | "settled";

/** One place where a call put text into a file. */
export interface Change {
  /** The text that is in the file now. */
  readonly text: string;
  /** The text that was there before; "" in a new file or where the agent does not say. */
  readonly before: string;
}

/** One part of a patch. Lines count from 1. */
export interface Hunk {
  /** Its first line in the old file. */
  readonly oldStart: number;
  /** How many lines of the old file it covers. */
  readonly oldLines: number;
  /** Its first line in the new file. */
  readonly newStart: number;
  /** How many lines of the new file it covers. */
  readonly newLines: number;
  /** The lines, each with " ", "+", "-" or "\" in front. */
  readonly lines: readonly string[];
}

/** A file that a command changed, where the agent reports that. */
export interface WrittenFile {
  /** The file as the agent writes it. */
  readonly path: string;
  /** Set for a new file. */
  readonly created?: true;
  /** What changed, where the agent says. */
  readonly patch?: readonly Hunk[];
}

/** Why an edit was refused: its old text is not in the file, or is there more than once. */
export interface Mismatch {
  /** Which of the two. */
  readonly found: "nowhere" | "many";
  /** How many times the text is there, where the agent says. */
  readonly count?: number;
  /** The old texts that may be meant, most often one; empty where they are not known. */
  readonly texts: readonly string[];
}

/** What the agent left out of the output that it gave to the model. */
export interface Cut {
  /** The file that holds the whole output; "" where nothing holds it. */
  readonly file: string;
  /** Size of the whole output in bytes or characters, as far as the agent knows it. */
  readonly size: number;
  /** Which part is missing from what the model sees. */
  readonly missing: "middle" | "end";
}

/** The sub-agent that a call started. */
export interface Spawn {
  /** Its type; "" where the call names none. */
  readonly type: string;
  /** How long it worked while the caller waited; missing for one that works in the background. */
  readonly ranMs?: number;
}

/** One tool call and its outcome. */
export interface ToolCall {
  /** The tool's name in the agent, for people and for users' rules. */
  readonly tool: string;
  /** What the tool does. */
  readonly kind: ToolKind;
  /** The agent's identifier of the call; "" where it has none. */
  readonly id: string;
  /** How the call ended. */
  readonly status: CallStatus;
  /** The command line; "" for tools without one. */
  readonly command: string;
  /** The file, notebook or folder that the call is about; "" where there is none. */
  readonly path: string;
  /** The text that the call put into {@linkcode path}, one entry an edit. */
  readonly changes: readonly Change[];
  /** Where the call changed {@linkcode path}; missing where the agent does not say. */
  readonly patch?: readonly Hunk[];
  /** Set when {@linkcode path} is a new file. */
  readonly created?: true;
  /** All text of {@linkcode path} before the call, where the agent sends it. */
  readonly originalText?: string;
  /** Other files that the call changed, where the agent reports them. */
  readonly written?: readonly WrittenFile[];
  /**
   * What a command printed, also one that failed; what a file held that was read; what an address answered. "" where
   * there is none or it is not text.
   */
  readonly output: string;
  /** Why a failed or rejected call did not work, in the agent's words; "" otherwise. */
  readonly error: string;
  /** The command's exit code, where it is known. */
  readonly exitCode?: number;
  /** Set when an edit was refused for its old text. */
  readonly mismatch?: Mismatch;
  /** Set when a call failed because {@linkcode path} does not exist. */
  readonly missing?: true;
  /** True when a person stopped the call. */
  readonly interrupted: boolean;
  /**
   * The folder that the command ran in, where that is not the session's; "" where the agent lets the model choose one and
   * does not say which.
   */
  readonly folder?: string;
  /** What is missing from the output, where something is. */
  readonly cut?: Cut;
  /** A command that reached its time limit and goes on in the background. */
  readonly background?: { readonly task: string; readonly afterMs: number };
  /** The sub-agent that the call started. */
  readonly spawn?: Spawn;
  /** The call's arguments as the agent sent them. */
  readonly input: JsonObject;
  /**
   * Reads a field of the agent's own event, for users' rules that name one.
   *
   * @param path Keys with dots between them.
   * @returns The text or number; "" for anything else.
   */
  readonly ownField: (path: string) => string;
}

/** One call of a batch, as far as the batch's event says. */
export interface BatchCall extends Pick<ToolCall, "id" | "kind" | "path"> {
  /** How it ended; "unknown" where the agent gives only the tool's text and that can be either. */
  readonly status: "succeeded" | "failed" | "rejected" | "unknown";
}

/** One event: what the agent reports, and how it may be answered. */
export interface HookEvent {
  /** The event's own name, which a reply must repeat. */
  readonly name: string;
  /**
   * The replies that do no harm: for some events exit code 2 destroys the tool's output or ends the turn. "none" where the
   * agent drops every reply.
   */
  readonly replies: "any" | "context-only" | "none";
  /** Set where the agent reads a context only at the top of the reply's object. */
  readonly contextAtTop?: true;
  /** The agent's session; "" where it names none. */
  readonly session: string;
  /** The folder the session works in; "" where it names none. */
  readonly cwd: string;
  /** The sub-agent's type; "" in the main conversation. */
  readonly agentType: string;
  /** The sub-agent's identifier within the session; "" in the main conversation. */
  readonly agentId: string;
  /** The calls to look at; may be empty. */
  readonly calls: readonly ToolCall[];
  /**
   * All calls of the batch that this event ends; none for the event that ends the model's turn, which goes on if something is
   * said then; missing for other events.
   */
  readonly batch?: readonly BatchCall[];
  /** Set where the agent reports the end of each batch with an event of its own. */
  readonly hasBatches?: true;
  /** Set where the caller wants advice as well, also where it adds nothing: the report's short form. */
  readonly wantsAdvice?: true;
  /** Set when the model has forgotten what was reported to it: its context was compacted or cleared. */
  readonly forgets?: true;
  /** Set on the event that ends the session. */
  readonly endsSession?: true;
  /** Folders of hook scripts, each from the project or the home folder, with slashes; missing where there are none. */
  readonly hookFolders?: readonly string[];
}
