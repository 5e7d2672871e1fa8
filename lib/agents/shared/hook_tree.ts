/**
 * Hooks in the tree of a settings file: `hooks` holds a list for each event, and an element of it is a handler, or a group
 * with a list of handlers.
 *
 * @module
 */
import { addElement, addMember, removeChild } from "../../text/json_edit.ts";
import { type Member, type Node, placeAt } from "../../text/jsonc_tree.ts";
import { UserError } from "../../text/user_error.ts";

/** The place of a handler. */
export interface HookPlace {
  /** The event. */
  readonly event: string;
  /** The event's list. */
  readonly list: Node;
  /** Which element of that list it is, or is in. */
  readonly index: number;
  /** The list of its group, and which element of that it is; missing for a handler without a group. */
  readonly group?: { readonly handlers: Node; readonly index: number };
}

/**
 * Finds a member of an object.
 *
 * @param object The object.
 * @param key The key.
 * @returns The last member with this key: the one that counts.
 */
export function memberOf(object: Node, key: string): Member | undefined {
  return object.members.findLast((member) => member.key === key);
}

/**
 * Adds an element at the end of an event's list; makes the list where there is none.
 *
 * @param text The file's text.
 * @param root The tree of the text.
 * @param options The file's path, for messages; the event; the element.
 * @returns The new text.
 * @throws {UserError} When something else is in the place of the list.
 */
export function addHook(
  text: string,
  root: Node,
  { path, event, value }: { readonly path: string; readonly event: string; readonly value: unknown },
): string {
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

/**
 * Removes a handler, with the containers that would be empty without it.
 *
 * @param text The file's text.
 * @param root The tree of the text.
 * @param options The place of the handler in that tree; whether a comment before it stays.
 * @returns The new text.
 */
export function removeHook(
  text: string,
  root: Node,
  { place: { event, list, index, group }, keepsComment }: {
    readonly place: HookPlace;
    readonly keepsComment: boolean;
  },
): string {
  const hooks = memberOf(root, "hooks")?.value ?? root;
  const last: Level = { parent: root, index: indexOf(root, "hooks") };
  const levels: readonly Level[] = [
    ...(group === undefined ? [] : [{ parent: group.handlers, index: group.index }]),
    { parent: list, index, key: event, above: hooks },
    { parent: hooks, index: indexOf(hooks, event), key: "hooks", above: root },
    last,
  ];
  // Without the last one of two equal keys, the first one would count again.
  const { parent, index: at } =
    levels.find(({ parent, key, above }) =>
      parent.elements.length + parent.members.length > 1 ||
      (above?.members.filter((member) => member.key === key).length ?? 0) > 1
    ) ?? last;
  return removeChild(text, { parent, index: at, keepsComment });
}

/** A container that may lose a child; its own key and what it is in, where that may hold the key twice. */
interface Level {
  readonly parent: Node;
  readonly index: number;
  readonly key?: string;
  readonly above?: Node;
}

/**
 * Finds which member of an object has a key.
 *
 * @param object The object.
 * @param key The key.
 * @returns The place of the last one; -1 for none.
 */
export function indexOf(object: Node, key: string): number {
  return object.members.findLastIndex((member) => member.key === key);
}

function mustBe(
  kind: "object" | "array",
  { key, value }: Member,
  { text, path }: { readonly text: string; readonly path: string },
): void {
  if (value.kind === kind) return;
  const article = kind === "object" ? "an object" : "an array";
  const got = value.kind === "object" ? "an object" : text.slice(value.start, value.end).slice(0, 40);
  const { line, column } = placeAt(text, value.start);
  throw new UserError(
    `Cannot use ${path}: "${key}" must be ${article}, got ${got} at line ${line}, column ${column}`,
    "fix the file, then run this again",
  );
}
