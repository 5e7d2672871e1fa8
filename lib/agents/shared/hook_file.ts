/**
 * Puts fasthook into an agent's file of hooks, and takes it out again; everything else in the file stays as it is.
 *
 * @module
 */
import { addElement, addMember, removeChild } from "../../text/json_edit.ts";
import { field, isObject, type JsonObject } from "../../text/json_object.ts";
import { parseJsonc } from "../../text/jsonc.ts";
import { lineAt, type Member, type Node, parseTree } from "../../text/jsonc_tree.ts";
import { UserError } from "../../text/user_error.ts";

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
    if (!present.has(event)) current = addElementOf(current, { path, event, value });
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
      if (isOurs(value)) return [{ event, index, handler: -1, value }];
      const handlers = field(value, "hooks");
      const handler = Array.isArray(handlers) ? handlers.findIndex(isOurs) : -1;
      return handler < 0 ? [] : [{ event, index, handler, value }];
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

function removeOwn(text: string, { event, index, handler }: OwnElement, file: HookFile): string {
  const root = parseTree(text);
  const hooks = memberOf(root, "hooks")?.value ?? root;
  const list = memberOf(hooks, event)?.value ?? hooks;
  const element = list.elements[index];
  const handlers = element && memberOf(element, "hooks")?.value;
  const levels = [
    ...(handler >= 0 && handlers ? [{ parent: handlers, index: handler }] : []),
    { parent: list, index },
    { parent: hooks, index: hooks.members.findLastIndex(({ key }) => key === event) },
  ];
  const last = { parent: root, index: root.members.findLastIndex(({ key }) => key === "hooks") };
  const level = levels.find(({ parent }) => parent.elements.length + parent.members.length > 1);
  return removeChild(text, { ...level ?? last, keepsComment: file.comments === "allowed" });
}

function addElementOf(
  text: string,
  { path, event, value }: { readonly path: string; readonly event: string; readonly value: JsonObject },
): string {
  const root = parseTree(text);
  const hooks = memberOf(root, "hooks");
  if (hooks === undefined) {
    return addMember(text, { object: root, key: "hooks", value: { [event]: [value] } });
  }
  mustBe("object", hooks, { text, path });
  const list = memberOf(hooks.value, event);
  if (list === undefined) return addMember(text, { object: hooks.value, key: event, value: [value] });
  mustBe("array", list, { text, path });
  return addElement(text, { array: list.value, value });
}

function mustBe(
  kind: "object" | "array",
  { key, value }: Member,
  { text, path }: { readonly text: string; readonly path: string },
): void {
  if (value.kind === kind) return;
  const article = kind === "object" ? "an object" : "a list";
  throw new UserError(
    `Cannot use ${path}: "${key}" must be ${article}, got something else at line ${
      lineAt(text, value.start)
    }`,
    "fix the file, then run this again",
  );
}

/** The last member with this key: the one that counts. */
function memberOf(object: Node, key: string): Member | undefined {
  return object.members.findLast((member) => member.key === key);
}
