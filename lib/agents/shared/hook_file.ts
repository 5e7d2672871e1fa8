/**
 * Puts fasthook into an agent's file of hooks, and takes it out again; everything else in the file stays as it is.
 *
 * @module
 */
import { field, isObject, type JsonObject } from "../../text/json_object.ts";
import { parseJsonc } from "../../text/jsonc.ts";
import { type Node, parseTree } from "../../text/jsonc_tree.ts";
import { UserError } from "../../text/user_error.ts";
import { addHook, type HookPlace, memberOf, removeHook } from "./hook_tree.ts";

/** How fasthook is registered with an agent. */
export interface HookFile {
  /** The text of a file that has nothing but what the agent wants. */
  readonly empty: string;
  /** Whether the agent reads a file with comments. */
  readonly comments: "allowed" | "refused";
  /** What goes to the end of each event's list. */
  readonly entries: readonly HookEntry[];
}

/** What is registered for one event. */
export interface HookEntry {
  /** The event. */
  readonly event: string;
  /**
   * Makes the element of the event's list.
   *
   * @param command The program.
   * @returns A group of handlers, or a handler where the agent knows no groups.
   */
  readonly element: (command: string) => JsonObject;
}

/** An element with a handler of ours. */
export interface OwnElement {
  /** The event. */
  readonly event: string;
  /** Which element of the event's list it is. */
  readonly index: number;
  /** Which of the element's handlers is ours; -1 where the element is the handler. */
  readonly handler: number;
  /** The element as a value. */
  readonly value: JsonObject;
  /** Where it is in the tree of the text. */
  readonly place: HookPlace;
}

const COMMAND_LINE = /(?:^|[\\/'"\s])fasthook(?:\.exe)?['"]?\s+--reply(?:=|\s+)(?:context|stderr)\s*$/i;

/** Values that are the handler's command line, in some agent. */
const COMMAND_KEYS = ["command", "bash", "powershell"];

/**
 * Registers fasthook. An entry that is as it should be stays where it is: Codex trusts an entry by its place.
 *
 * @param text The file's text; `undefined` for a file that does not exist yet.
 * @param options The file's path, for messages; the agent's form; the program.
 * @returns The new text; the same text if there is nothing to do.
 * @throws {UserError} When the file is not what the agent expects.
 */
export function addHooks(
  text: string | undefined,
  { path, file, command }: { readonly path: string; readonly file: HookFile; readonly command: string },
): string {
  let current = text === undefined || text.trim() === "" ? file.empty : text;
  const wanted = new Map(file.entries.map(({ event, element }) => [event, element(command)]));
  const stale = (): OwnElement | undefined => {
    const seen = new Set<string>();
    return ownElements(current, { path, file }).find(({ event, value }) => {
      const isWanted = JSON.stringify(wanted.get(event)) === JSON.stringify(value) && !seen.has(event);
      seen.add(event);
      return !isWanted;
    });
  };
  for (let own = stale(); own !== undefined; own = stale()) current = removeOwn(current, own, file);
  const present = new Set(ownElements(current, { path, file }).map(({ event }) => event));
  for (const [event, value] of wanted) {
    if (!present.has(event)) current = addHook(current, parseTree(current), { path, event, value });
  }
  return current;
}

/**
 * Removes all entries of ours, and the lists that would be empty without them.
 *
 * @param text The file's text.
 * @param options The file's path, for messages, and the agent's form.
 * @returns The new text; the same text if nothing of ours is in it.
 * @throws {UserError} When the file cannot be read.
 */
export function removeHooks(
  text: string,
  options: { readonly path: string; readonly file: HookFile },
): string {
  let current = text;
  for (let [own] = ownElements(current, options); own !== undefined; [own] = ownElements(current, options)) {
    current = removeOwn(current, own, options.file);
  }
  return current;
}

/**
 * Finds all entries of ours.
 *
 * @param text The file's text.
 * @param options The file's path, for messages, and the agent's form.
 * @returns The entries, in the order of the file.
 * @throws {UserError} When the file cannot be read.
 */
export function ownElements(
  text: string,
  { path, file }: { readonly path: string; readonly file: HookFile },
): readonly OwnElement[] {
  const root = rootOf(text, path, file);
  const hooks = memberOf(root, "hooks")?.value;
  return hooks?.members.flatMap(({ key: event, value: list }) =>
    list.elements.flatMap((node, index): OwnElement[] => {
      const value = parseJsonc(text.slice(node.start, node.end));
      if (!isObject(value)) return [];
      const place = { event, list, index };
      if (isOurs(value)) return [{ event, index, handler: -1, value, place }];
      const handlers = memberOf(node, "hooks")?.value;
      const own = field(value, "hooks");
      const handler = Array.isArray(own) ? own.findIndex(isOurs) : -1;
      if (handlers === undefined || handler < 0) return [];
      return [{ event, index, handler, value, place: { ...place, group: { handlers, index: handler } } }];
    })
  ) ?? [];
}

function isOurs(handler: unknown): boolean {
  return isObject(handler) &&
    COMMAND_KEYS.some((key) => {
      const line = field(handler, key);
      return typeof line === "string" && COMMAND_LINE.test(line);
    });
}

function rootOf(text: string, path: string, { comments }: HookFile): Node {
  try {
    if (comments === "refused") JSON.parse(text);
    const root = parseTree(text);
    if (root.kind === "object") return root;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const wanted = comments === "refused" ? "JSON without comments" : "JSON";
    throw new UserError(`Cannot use ${path}: wanted ${wanted}, got ${error.message}`, "fix the file");
  }
  throw new UserError(`Cannot use ${path}: wanted an object, got something else`, "fix the file");
}

function removeOwn(text: string, { place }: OwnElement, { comments }: HookFile): string {
  return removeHook(text, parseTree(text), { place, keepsComment: comments === "allowed" });
}
