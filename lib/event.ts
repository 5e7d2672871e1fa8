/**
 * What happened, in words that no agent's wire format shows through: the types that everything above speaks.
 *
 * @module
 */

/** A JSON object as `JSON.parse` returns it: any key may be there, with any value. */
export type JsonObject = { readonly [key: string]: unknown };

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

/**
 * Reads a text field.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns The text, or "" when the field is missing, inherited or not a string.
 */
export function textField(object: JsonObject, key: string): string {
  const value = field(object, key);
  return typeof value === "string" ? value : "";
}

/**
 * Reads an object field.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns The object, or an empty one when the field is missing, inherited or not an object.
 */
export function objectField(object: JsonObject, key: string): JsonObject {
  const value = field(object, key);
  return isObject(value) ? value : {};
}

/**
 * Reads a number field.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns The number, or `undefined` when the field is missing, inherited or not a finite number.
 */
export function numberField(object: JsonObject, key: string): number | undefined {
  const value = field(object, key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/**
 * Reads a field of the object itself: names such as `constructor` in hostile input never reach a prototype.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns The value, or `undefined`.
 */
export function field(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Tells an object from everything else that JSON can hold.
 *
 * @param value Any parsed JSON.
 * @returns True for objects, false for arrays, null and plain values.
 */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
