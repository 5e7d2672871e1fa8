/**
 * Puts fasthook into the text of a settings file, and takes it out again.
 *
 * @module
 */
import type { Node } from "../../../text/jsonc_tree.ts";
import { UserError } from "../../../text/user_error.ts";
import { addHook, type HookPlace, indexOf, memberOf, removeHook } from "../../shared/hook_tree.ts";
import { type Document, parseDocument } from "./document.ts";
import { addMember, removeChild, replaceValue } from "../../../text/json_edit.ts";
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
  /** The handler. */
  readonly handler: Node;
  /** The group that the handler is in; missing for a flat entry, which has none. */
  readonly group?: Node;
  /** Where the handler is. */
  readonly place: HookPlace;
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
  { path, registration, entries = HOOK_ENTRIES }: {
    readonly path: string;
    readonly registration: Registration;
    readonly entries?: readonly HookEntry[];
  },
): string {
  // Claude Code takes an empty file for {}.
  let current = text === undefined || text.trim() === "" ? "{}\n" : text;
  const findNext = (): FoundEntry | undefined => findStale(current, path, entries);
  for (let stale = findNext(); stale !== undefined; stale = findNext()) {
    current = removeEntry(current, path, stale.place);
  }
  for (const entry of entries) current = registerEvent(current, path, { entry, registration });
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
    current = removeEntry(current, path, found.place);
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

function findInEvent({ text }: Document, event: string, list: Node): readonly FoundEntry[] {
  return list.elements.flatMap((element, index): readonly FoundEntry[] => {
    const flat = registrationOf(valueAt(text, element));
    if (flat !== undefined) {
      return [{ event, registration: flat, handler: element, place: { event, list, index } }];
    }
    const handlers = memberOf(element, "hooks")?.value;
    return handlers?.elements.flatMap((handler, at): readonly FoundEntry[] => {
      const registration = registrationOf(valueAt(text, handler));
      if (registration === undefined) return [];
      const place = { event, list, index, group: { handlers, index: at } };
      return [{ event, registration, handler, group: element, place }];
    }) ?? [];
  });
}

/** An entry that cannot be brought up to date in its place: for another event, flat, or a duplicate. */
function findStale(
  text: string,
  ...[path, entries]: readonly [string, readonly HookEntry[]]
): FoundEntry | undefined {
  const found = findOurs(text, path);
  const filter = ({ group }: FoundEntry): unknown => group && memberText(text, group, "matcher");
  return found.find((one, at) =>
    one.group === undefined || !entries.some(({ event }) => event === one.event) ||
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
  if (count === 0) {
    const { root } = parseDocument(text, path);
    return addHook(text, root, { path, event: entry.event, value: groupFor(entry, registration) });
  }
  let current = text;
  for (let at = 0; at < count; at++) {
    const handlerIn = (text: string): Node | undefined =>
      findOurs(text, path).filter(({ event }) => event === entry.event)[at]?.handler;
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

function removeEntry(text: string, path: string, place: HookPlace): string {
  return removeHook(text, parseDocument(text, path).root, { place, keepsComment: false });
}

function valueAt(text: string, { start, end }: Node): unknown {
  return JSON.parse(text.slice(start, end));
}
