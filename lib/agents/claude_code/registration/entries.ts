/**
 * What fasthook registers with Claude Code, and how it recognises its own entries.
 *
 * @module
 */
import { field, isObject, type JsonObject, textField } from "../../../text/json_object.ts";
import type { Reply } from "../../../event/answer.ts";

/** One event that fasthook is registered for. */
export interface HookEntry {
  /** The event's name in the settings. */
  readonly event: string;
  /** After how many seconds Claude Code ends the hook. */
  readonly timeoutSeconds: number;
  /** The kinds of the event that are wanted; missing for all. */
  readonly matcher?: string;
}

/** How fasthook is registered. */
export interface Registration {
  /** The program: a name that is on PATH, or an absolute path. */
  readonly command: string;
  /** How it answers. */
  readonly reply: Reply;
  /** True if a machine without the program is to run nothing, instead of showing an error at every call. */
  readonly isOptional?: true;
}

/**
 * The events that are always wanted, in the order in which they are written.
 *
 * 10 s is longer than fasthook's own limits (5 s for its input, and those of linters). SessionEnd only deletes files, and a
 * person waits for it.
 */
export const HOOK_ENTRIES: readonly HookEntry[] = [
  { event: "PostToolUse", timeoutSeconds: 10 },
  { event: "PostToolUseFailure", timeoutSeconds: 10 },
  { event: "PostToolBatch", timeoutSeconds: 10 },
  { event: "SessionEnd", timeoutSeconds: 5 },
  // A context that was compacted or cleared holds nothing of what was reported.
  { event: "SessionStart", matcher: "compact|clear", timeoutSeconds: 5 },
];

/** The entry for a check of types when a turn ends. The person waits for it, and not for long. */
const TURN_END: HookEntry = { event: "Stop", timeoutSeconds: 30 };

/** What decides about the entries. */
export interface EntryOptions {
  /** Whether types are checked when a turn ends. */
  readonly typesAtTurnEnd?: true;
}

/**
 * Lists the events that fasthook is registered for.
 *
 * @param options The person's settings.
 * @returns All events, in the order in which they are written.
 */
export function entriesFor({ typesAtTurnEnd }: EntryOptions): readonly HookEntry[] {
  return typesAtTurnEnd ? [...HOOK_ENTRIES, TURN_END] : HOOK_ENTRIES;
}

/**
 * Describes the program of one entry, in exec form: no shell, so that no quoting and no profile can break it. Only an optional
 * program needs a shell, which looks for it first.
 *
 * @param entry The event and its timeout.
 * @param registration The program and its reply.
 * @returns The handler as settings.json holds it.
 */
export function handlerFor(
  { timeoutSeconds }: HookEntry,
  { command, reply, isOptional }: Registration,
): JsonObject {
  if (isOptional) {
    return { type: "command", command: optionalLine(command, reply), timeout: timeoutSeconds };
  }
  return { type: "command", command, args: [`--reply=${reply}`], timeout: timeoutSeconds };
}

/** A shell's line that runs a program if it is there. */
function optionalLine(command: string, reply: Reply): string {
  return `command -v ${command} >/dev/null 2>&1 || exit 0; exec ${command} --reply=${reply}`;
}

/**
 * Describes one entry of an event.
 *
 * @param entry The event, its timeout and its kinds.
 * @param registration The program and its reply.
 * @returns A matcher, where only some kinds are wanted, and the handler.
 */
export function groupFor(entry: HookEntry, registration: Registration): JsonObject {
  const { matcher } = entry;
  return { ...(matcher !== undefined && { matcher }), hooks: [handlerFor(entry, registration)] };
}

/**
 * Describes all entries.
 *
 * @param registration The program and its reply.
 * @returns The value of `hooks` in settings.json, and in the hooks.json of a plugin.
 */
export function hooksFor(registration: Registration): JsonObject {
  return Object.fromEntries(
    HOOK_ENTRIES.map((entry) => [entry.event, [groupFor(entry, registration)]]),
  );
}

/**
 * Recognises a handler that runs fasthook as a hook, in exec form or shell form, with any path. A handler that runs a
 * subcommand, such as `fasthook stats`, is not ours.
 *
 * @param handler An element of a `hooks` array.
 * @returns How fasthook is registered there, or `undefined` when the handler runs something else.
 */
export function registrationOf(handler: unknown): Registration | undefined {
  if (!isObject(handler)) return undefined;
  const optional = optionalRegistration(textField(handler, "command"));
  if (optional !== undefined && field(handler, "args") === undefined) return optional;
  const line = lineOf(handler);
  if (line === undefined || !isFasthook(line.command)) return undefined;
  const [first = ""] = line.args;
  if (/^[a-z]/.test(first)) return undefined;
  const reply =
    line.args.some((arg, at) =>
        arg === "--reply=context" || (arg === "context" && line.args[at - 1] === "--reply")
      )
      ? "context"
      : "stderr";
  return { command: line.command, reply };
}

function optionalRegistration(text: string): Registration | undefined {
  const [, command = "", reply] = /^command -v (\S+) .* exec \S+ --reply=(context|stderr)$/.exec(text) ?? [];
  if (reply !== "context" && reply !== "stderr") return undefined;
  return optionalLine(command, reply) === text ? { command, reply, isOptional: true } : undefined;
}

/**
 * Decides whether a program's name or path is fasthook's.
 *
 * @param command A name, or a path with slashes or backslashes.
 * @returns True when the last part is `fasthook` or `fasthook.exe`.
 */
export function isFasthook(command: string): boolean {
  return /^(?:.*[\\/])?fasthook(?:\.exe)?$/is.test(command);
}

/**
 * Fills in the only placeholder that Claude Code fills in, in commands and arguments: the project's folder.
 *
 * @param text A command or an argument.
 * @param projectDir The project's folder.
 * @returns The text that Claude Code runs.
 */
export function fillProjectDir(text: string, projectDir: string): string {
  return text.replaceAll("${CLAUDE_PROJECT_DIR}", projectDir);
}

/** The program and its arguments; only the plain words of a shell line. */
function lineOf(
  handler: JsonObject,
): { readonly command: string; readonly args: readonly string[] } | undefined {
  const command = textField(handler, "command");
  const args = field(handler, "args");
  if (Array.isArray(args)) return { command, args: args.filter((arg) => typeof arg === "string") };
  if (isFasthook(command) && !/["']/.test(command)) return { command, args: [] };
  const words = command.trim().match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)?.map((word) =>
    word.replace(/["']/g, "")
  );
  const [first, ...rest] = words ?? [];
  return first === undefined ? undefined : { command: first, args: rest };
}
