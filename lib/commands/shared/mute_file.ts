/**
 * The mutes of a configuration file, edited in place, so that comments and order stay.
 *
 * @module
 */
import { UserError } from "../../text/user_error.ts";
import { isObject, textField } from "../../text/json_object.ts";
import { parseJsonc } from "../../text/jsonc.ts";
import { lineAt, type Node, parseTree } from "../../text/jsonc_tree.ts";
import { addElement, addMember, removeChild } from "../../text/json_edit.ts";
import { readSettings, writeSettings } from "../../system/user_file.ts";
import { loadCheckedSettings, placesOf } from "../../hook/check_settings.ts";
import { type ListedRule, listRules } from "./rule_list.ts";
import type { Host } from "../../state/host.ts";

/** A mute as a file holds it. */
export interface WrittenMute {
  /** The rule's id or pattern. */
  readonly rule: string;
  /** The glob of the files that it is for; "" for all. */
  readonly path: string;
  /** Its line, from 1. */
  readonly line: number;
}

/** What decides which file is edited. */
export interface MuteTargets {
  /** All rules. */
  readonly rules: readonly ListedRule[];
  /**
   * Finds the file to edit: the repository's for a rule of its own, else the user's.
   *
   * @param rule The rule's id or pattern.
   * @returns The file's path.
   * @throws {UserError} If the flags want a file that cannot mute the rule, or if there is no place for one.
   */
  readonly fileFor: (rule: string) => string;
}

/**
 * Finds out where rules can be muted.
 *
 * @param command The command, for messages.
 * @param about The flags that were typed, and the program.
 * @returns The rules, and which file is edited for each.
 */
export async function muteTargets(
  command: "mute" | "unmute",
  { flags, host: { env, now } }: { readonly flags: ReadonlySet<string>; readonly host: Host },
): Promise<MuteTargets> {
  const settings = await loadCheckedSettings(Deno.cwd(), env);
  const places = placesOf(Deno.cwd(), env);
  return {
    rules: await listRules(settings, now()),
    fileFor: (rule) => {
      const own = settings.rules.find(({ id }) => id === rule)?.scope === "repository";
      if (flags.has("repo") && !own) {
        throw new UserError(
          `Cannot ${command} ${rule} in the repository's file: it can mute only its own rules`,
          `fasthook ${command} ${rule} --user`,
        );
      }
      const path = own && !flags.has("user") ? places.repository : places.user;
      if (path !== "") return path;
      throw new UserError(
        `Cannot ${command}: there is no place for your configuration`,
        "set HOME, or FASTHOOK_CONFIG to a file",
      );
    },
  };
}

/**
 * Adds a mute to a file, or makes the file.
 *
 * @param path The file.
 * @param entry The mute.
 */
export function addMute(path: string, entry: Readonly<Record<string, string>>): void {
  edit(path, (text) => {
    const root = parseTree(text);
    const list = muteList(root);
    return list === undefined
      ? addMember(text, { object: root, key: "mute", value: [entry] })
      : addElement(text, { array: list, value: entry });
  });
}

/**
 * Removes mutes from a file.
 *
 * @param path The file.
 * @param isMeant Chooses the mutes.
 * @returns How many were removed.
 */
export function removeMutes(path: string, isMeant: (mute: WrittenMute) => boolean): number {
  const count = mutesIn(path).filter(isMeant).length;
  if (count > 0) edit(path, (text) => without(text, isMeant));
  return count;
}

/**
 * Lists the mutes of a file.
 *
 * @param path The file; it may be missing.
 * @returns The mutes, in their order.
 */
export function mutesIn(path: string): readonly WrittenMute[] {
  const { text } = readSettings(path);
  if (text.trim() === "") return [];
  return attempt(path, () => mutesOf(text));
}

function mutesOf(text: string): readonly WrittenMute[] {
  return muteList(parseTree(text))?.elements.map((node) => {
    const entry: unknown = parseJsonc(text.slice(node.start, node.end));
    return {
      rule: isObject(entry) ? textField(entry, "rule") : "",
      path: isObject(entry) ? textField(entry, "path") : "",
      line: lineAt(text, node.start),
    };
  }) ?? [];
}

function without(text: string, isMeant: (mute: WrittenMute) => boolean): string {
  const mutes = mutesOf(text);
  const index = mutes.findIndex(isMeant);
  const root = parseTree(text);
  const list = muteList(root);
  if (list === undefined || index < 0) return text;
  const member = root.members.findLastIndex(({ key }) => key === "mute");
  // The last entry takes the empty list with it.
  const shorter = mutes.length === 1
    ? removeChild(text, { parent: root, index: member, keepsComment: true })
    : removeChild(text, { parent: list, index, keepsComment: true });
  return without(shorter, isMeant);
}

function muteList(root: Node): Node | undefined {
  return root.members.findLast(({ key }) => key === "mute")?.value;
}

function edit(path: string, change: (text: string) => string): void {
  const file = readSettings(path);
  const before = file.text.trim() === "" ? "{}\n" : file.text;
  const after = attempt(path, () => {
    const text = change(before);
    parseJsonc(text);
    return text;
  });
  writeSettings(file, after);
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot edit ${path}: ${error.message}`, "fasthook config");
  }
}
