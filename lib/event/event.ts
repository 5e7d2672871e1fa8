/**
 * What happened, in words that no agent's wire format shows through: the types that everything above speaks.
 *
 * @module
 */
import type { JsonObject } from "../text/json_object.ts";

/**
 * How a tool call ended: it worked, it ran and failed, or it was refused before it ran. A call is settled when it worked,
 * had an event of its own, and the calls that the model sent with it are over and left its file alone.
 */
export type CallStatus = "succeeded" | "failed" | "rejected" | "settled";

/** One place where a call put text into a file. */
export interface Change {
  /** The text as it stands in the file now. */
  readonly text: string;
  /** The text that stood there before; "" in a new file or where the agent does not say. */
  readonly before: string;
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

/** One tool call and its outcome. */
export interface ToolCall {
  /** The tool's name as the agent writes it. */
  readonly tool: string;
  /** The agent's identifier of the call; "" where it has none. */
  readonly id: string;
  /** How the call ended. */
  readonly status: CallStatus;
  /** The shell command; "" for other tools. */
  readonly command: string;
  /** The file, notebook or folder that the call is about; "" where there is none. */
  readonly path: string;
  /** The text that the call put into {@linkcode path}, one entry an edit. */
  readonly changes: readonly Change[];
  /** What a succeeded call printed; "" where it printed nothing or not text. */
  readonly output: string;
  /** Why a failed or rejected call did not work; "" otherwise. */
  readonly error: string;
  /** True when a person stopped the call. */
  readonly interrupted: boolean;
  /** What is missing from the output, where something is. */
  readonly cut?: Cut;
  /** A command that ran into its timeout and goes on in the background. */
  readonly background?: { readonly task: string; readonly afterMs: number };
  /** The call's arguments as the agent sent them. */
  readonly input: JsonObject;
  /** The whole object that the call was decoded from. */
  readonly source: JsonObject;
}

/** One event: what the agent reports, and how it may be answered. */
export interface HookEvent {
  /** The event's own name, which a reply must repeat. */
  readonly name: string;
  /** The replies that do no harm: for some events exit code 2 destroys the tool's output or ends the turn. */
  readonly replies: "any" | "context-only";
  /** The agent's session; "" where it names none. */
  readonly session: string;
  /** The folder the session works in; "" where it names none. */
  readonly cwd: string;
  /** The sub-agent's type; "" in the main conversation. */
  readonly agentType: string;
  /** The calls to look at; may be empty. */
  readonly calls: readonly ToolCall[];
  /** Set on the event that ends the session. */
  readonly endsSession?: true;
}
