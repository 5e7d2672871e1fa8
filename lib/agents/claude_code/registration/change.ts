/**
 * Puts fasthook into the text of a settings file, and takes it out again.
 *
 * @module
 */
import { isObject } from "../../../text/json_object.ts";
import type { Member, Node } from "../../../text/jsonc_tree.ts";
import { UserError } from "../../../text/user_error.ts";
import { type Document, parseDocument, placeOf } from "./document.ts";
import { addElement, addMember, removeChild, replaceValue } from "../../../text/json_edit.ts";
import {
  groupFor,
  handlerFor,
  HOOK_ENTRIES,
  type HookEntry,
  type Registration,
  registrationOf,
} from "./entries.ts";

/** A handler of ours in a settings file. */
export interface FoundEntry {
  /** The event it is registered for. */
  readonly event: string;
  /** How it is registered. */
  readonly registration: Registration;
  /** Its place: the handler itself, the `hooks` array it is in, that array's group, the event's array. */
  readonly place: SettingsPlace;
}

/** The place of a handler. A flat entry is in the event's array itself and has no group. */
export interface SettingsPlace {
  /** The handler. */
  readonly handler: Node;
  /** Which element of its array it is. */
  readonly index: number;
  /** The group, which element of the event's array it is, and its `hooks` array; none for a flat entry. */
  readonly group?: { readonly node: Node; readonly index: number; readonly handlers: Node };
  /** The event's array. */
  readonly eventArray: Node;
}

/**
 * Registers fasthook for every event of its table. Existing entries are brought up to date in their place; missing ones
 * are added at the end.
 *
 * @param text The file's text; `undefined` for a file that does not exist yet.
 * @param options The file's path, for messages, and how to register.
 * @returns The new text; the same text if there is nothing to do.
 * @throws {UserError} When the file is not plain JSON or its hooks are not what Claude Code expects.
 */
export function addFasthook(
  text: string | undefined,
  { path, registration }: { readonly path: string; readonly registration: Registration },
): string {
  // Claude Code takes an empty file for {}.
  let current = text === undefined || text.trim() === "" ? "{}\n" : text;
  for (let stale = findStale(current, path); stale !== undefined; stale = findStale(current, path)) {
    current = removeEntry(current, path, stale);
  }
  for (const entry of HOOK_ENTRIES) current = registerEvent(current, path, { entry, registration });
  return current;
}

/**
 * Removes all entries of ours, and the groups, events and `hooks` that would be empty without them.
 *
 * @param text The file's text.
 * @param path The file, for messages.
 * @returns The new text; the same text if it has no entry of ours.
 * @throws {UserError} When the file is not plain JSON.
 */
export function removeFasthook(text: string, path: string): string {
  let current = text;
  for (let [found] = findOurs(current, path); found !== undefined; [found] = findOurs(current, path)) {
    current = removeEntry(current, path, found);
  }
  return current;
}

/**
 * Finds all entries of ours.
 *
 * @param text The file's text.
 * @param path The file, for messages.
 * @returns The entries, in the order of the file.
 * @throws {UserError} When the file is not plain JSON.
 */
export function findOurs(text: string, path: string): readonly FoundEntry[] {
  if (text.trim() === "") return [];
  const document = parseDocument(text, path);
  const hooks = memberOf(document.root, "hooks");
  return hooks?.value.members.flatMap(({ key, value }) => findInEvent(document, key, value)) ?? [];
}

/**
 * Decides whether an earlier text is the file without fasthook, byte for byte.
 *
 * @param text The file's text, with entries of ours.
 * @param options The file's path, for messages, and the text before the first of them
 * (`undefined` where there was no file).
 * @returns True if fasthook's entries are all that differs.
 */
export function isOnlyOurs(
  text: string,
  { path, before }: { readonly path: string; readonly before: string | undefined },
): boolean {
  const [found] = findOurs(text, path);
  if (found === undefined) return false;
  try {
    if (before !== undefined && findOurs(before, path).length > 0) return false;
    return addFasthook(before, { path, registration: found.registration }) === text;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}

function findInEvent({ text }: Document, event: string, eventArray: Node): readonly FoundEntry[] {
  return eventArray.elements.flatMap((element, index): readonly FoundEntry[] => {
    const flat = registrationOf(valueAt(text, element));
    if (flat !== undefined) {
      return [{ event, registration: flat, place: { handler: element, index, eventArray } }];
    }
    const handlers = memberOf(element, "hooks")?.value;
    return handlers?.elements.flatMap((handler, at): readonly FoundEntry[] => {
      const registration = registrationOf(valueAt(text, handler));
      const group = { node: element, index, handlers };
      return registration === undefined
        ? []
        : [{ event, registration, place: { handler, index: at, group, eventArray } }];
    }) ?? [];
  });
}

/** An entry that cannot be brought up to date in its place: for another event, flat, or a duplicate. */
function findStale(text: string, path: string): FoundEntry | undefined {
  const found = findOurs(text, path);
  const filter = ({ place: { group } }: FoundEntry): unknown =>
    group && memberText(text, group.node, "matcher");
  return found.find((one, at) =>
    one.place.group === undefined || !HOOK_ENTRIES.some(({ event }) => event === one.event) ||
    found.slice(0, at).some((other) => other.event === one.event && filter(other) === filter(one))
  );
}

function memberText(text: string, object: Node, key: string): string {
  const value = memberOf(object, key)?.value;
  return value === undefined ? "" : JSON.stringify(valueAt(text, value));
}

function registerEvent(
  text: string,
  path: string,
  { entry, registration }: { readonly entry: HookEntry; readonly registration: Registration },
): string {
  const wanted = handlerFor(entry, registration);
  const count = findOurs(text, path).filter(({ event }) => event === entry.event).length;
  if (count === 0) return addEntry(text, path, { event: entry.event, group: groupFor(entry, registration) });
  let current = text;
  for (let at = 0; at < count; at++) {
    const handlerIn = (text: string): Node | undefined =>
      findOurs(text, path).filter(({ event }) => event === entry.event)[at]?.place.handler;
    // A line for a shell has no list of arguments; with one it would not be recognised.
    if (!("args" in wanted)) current = removeMember(current, handlerIn(current), "args");
    for (const [key, value] of Object.entries(wanted)) {
      const handler = handlerIn(current);
      if (handler !== undefined) current = setMember(current, handler, { key, value });
    }
  }
  return current;
}

function removeMember(text: string, object: Node | undefined, key: string): string {
  const index = object === undefined ? -1 : indexOf(object, key);
  return object === undefined || index < 0 ? text : removeChild(text, { parent: object, index });
}

function setMember(
  text: string,
  object: Node,
  { key, value }: { readonly key: string; readonly value: unknown },
): string {
  const member = memberOf(object, key);
  if (member === undefined) return addMember(text, { object, key, value });
  const same = JSON.stringify(valueAt(text, member.value)) === JSON.stringify(value);
  return same ? text : replaceValue(text, { node: member.value, value });
}

function addEntry(
  text: string,
  path: string,
  { event, group }: { readonly event: string; readonly group: unknown },
): string {
  const document = parseDocument(text, path);
  const hooks = memberOf(document.root, "hooks");
  if (hooks === undefined) {
    return addMember(text, { object: document.root, key: "hooks", value: { [event]: [group] } });
  }
  mustBe("object", hooks, { document, path });
  const list = memberOf(hooks.value, event);
  if (list === undefined) return addMember(text, { object: hooks.value, key: event, value: [group] });
  mustBe("array", list, { document, path });
  return addElement(text, { array: list.value, value: group });
}

/** Removes an entry, with the containers that would be empty without it. */
function removeEntry(text: string, path: string, { event, place }: FoundEntry): string {
  const { root } = parseDocument(text, path);
  const { group, eventArray, index } = place;
  const hooks = memberOf(root, "hooks")?.value ?? root;
  const levels = [
    ...(group === undefined ? [] : [{ parent: group.handlers, index }]),
    { parent: eventArray, index: group?.index ?? index, key: event, above: hooks },
    { parent: hooks, index: indexOf(hooks, event), key: "hooks", above: root },
    { parent: root, index: indexOf(root, "hooks") },
  ];
  // Without the last one of two equal keys, the first one would count again.
  const level = levels.find(({ parent, key, above }) =>
    parent.elements.length + parent.members.length > 1 ||
    (above?.members.filter((member) => member.key === key).length ?? 0) > 1
  );
  return removeChild(text, level ?? { parent: root, index: indexOf(root, "hooks") });
}

function indexOf(object: Node, key: string): number {
  return object.members.findLastIndex((member) => member.key === key);
}

function mustBe(
  kind: "object" | "array",
  member: Member,
  { document, path }: { readonly document: Document; readonly path: string },
): void {
  if (member.value.kind === kind) return;
  const { line, column } = placeOf(document.text, member.value.start);
  const article = kind === "object" ? "an object" : "an array";
  const got = isObject(valueAt(document.text, member.value)) ? "an object" : document.text.slice(
    member.value.start,
    Math.min(member.value.end, member.value.start + 40),
  );
  throw new UserError(
    `Cannot use ${path}: "${member.key}" must be ${article}, got ${got} at line ${line}, column ${column}`,
    "fix the file, then run this again",
  );
}

/** The last member with this key: the one that counts. */
function memberOf(object: Node, key: string): Member | undefined {
  return object.members.findLast((member) => member.key === key);
}

function valueAt(text: string, { start, end }: Node): unknown {
  return JSON.parse(text.slice(start, end));
}
