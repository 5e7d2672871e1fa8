/**
 * `fasthook mute` and `unmute`: edit the configuration file in place, so that comments and order stay.
 *
 * @module
 */
import { check } from "../config/check.ts";
import { FILE } from "../config/schema.ts";
import { UserError } from "../text/user_error.ts";
import { isObject } from "../text/json_object.ts";
import { printClean } from "../system/terminal.ts";
import { parseJsonc } from "../text/jsonc.ts";
import { type Node, parseTree } from "../text/jsonc_tree.ts";
import { loadCheckedSettings, placesOf } from "../hook/check_settings.ts";
import { listRules } from "./shared/rule_list.ts";
import { addElement, addMember, removeChild } from "../text/json_edit.ts";
import { readSettings, writeSettings } from "../system/user_file.ts";
import { closest } from "../text/suggest.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Runs `fasthook mute`. */
export const run: Run = withOptions("mute", async (options: Options, host: Host) => {
  requireTerminal(options);
  const [rule = ""] = options.operands;
  const entry = entryOf(rule, options);
  const [problem] = check({ mute: [entry] }, FILE);
  if (problem !== undefined) {
    throw new UserError(`Cannot mute: ${String(problem.path.at(-1))} ${problem.message}`);
  }
  const path = await target(rule, { flags: options.flags, host });
  edit(path, (text) => withMute(text, entry));
  printClean(
    Deno.stdout,
    `${rule} is muted${entry["path"] === undefined ? "" : ` in ${entry["path"]}`}: ${path}\n`,
  );
  return 0;
});

/** A session's own shell has no terminal: a model must not silence what it is asked to fix. */
function requireTerminal({ flags }: Options): void {
  if (Deno.stdin.isTerminal() || flags.has("no-terminal")) return;
  throw new UserError("Cannot mute: standard input is not a terminal", "run the command in a terminal");
}

function entryOf(rule: string, { values }: Options): Readonly<Record<string, string>> {
  const given = ["path", "until", "reason"].map((key) => [key, values.get(key)]);
  return { rule, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}

/** Runs `fasthook unmute`. */
export const runUnmute: Run = withOptions("unmute", async (options: Options, host: Host) => {
  const [rule = ""] = options.operands;
  const path = await target(rule, { flags: options.flags, host });
  let removed = 0;
  edit(path, (text) => {
    const result = withoutMute(text, rule);
    removed = result.removed;
    return result.text;
  });
  if (removed === 0) throw new UserError(`Cannot unmute ${rule}: ${path} does not mute it`, "fasthook rules");
  printClean(Deno.stdout, `${rule} is reported again: ${path}\n`);
  return 0;
});

/** The file to edit: the repository's for a rule of its own, else the user's. */
async function target(
  rule: string,
  { flags, host: { env, now } }: Pick<Options, "flags"> & { readonly host: Host },
): Promise<string> {
  const settings = await loadCheckedSettings(Deno.cwd(), env);
  const rules = await listRules(settings, now());
  const isGlob = /[*?]/.test(rule);
  if (!isGlob && !rules.some(({ id }) => id === rule)) {
    const meant = closest(rule, rules.map(({ id }) => id));
    throw new UserError(
      `Cannot mute: there is no rule "${rule}"`,
      meant === undefined ? "fasthook rules" : `fasthook mute ${meant}`,
    );
  }
  const places = placesOf(Deno.cwd(), env);
  const own = settings.rules.find(({ id }) => id === rule)?.scope === "repository";
  if (flags.has("repo") && !own) {
    throw new UserError(
      `Cannot mute ${rule} in the repository's file: it can mute only its own rules`,
      `fasthook mute ${rule} --user`,
    );
  }
  const path = own && !flags.has("user") ? places.repository : places.user;
  if (path === "") {
    throw new UserError(
      "Cannot mute: there is no place for your configuration",
      "set HOME, or FASTHOOK_CONFIG to a file",
    );
  }
  return path;
}

function edit(path: string, change: (text: string) => string): void {
  const file = readSettings(path);
  const before = file.text.trim() === "" ? "{}\n" : file.text;
  let after: string;
  try {
    after = change(before);
    parseJsonc(after);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot edit ${path}: ${error.message}`, "fasthook config");
  }
  writeSettings(file, after);
}

function withMute(text: string, entry: Readonly<Record<string, string>>): string {
  const root = parseTree(text);
  const list = muteList(root);
  return list === undefined
    ? addMember(text, { object: root, key: "mute", value: [entry] })
    : addElement(text, { array: list, value: entry });
}

function withoutMute(text: string, rule: string): { readonly text: string; readonly removed: number } {
  const list = muteList(parseTree(text));
  const entries = list?.elements.map((node) => parseJsonc(text.slice(node.start, node.end))) ?? [];
  const index = entries.findIndex((entry) => isObject(entry) && entry["rule"] === rule);
  if (list === undefined || index < 0) return { text, removed: 0 };
  const root = parseTree(text);
  const member = root.members.findLastIndex(({ key }) => key === "mute");
  // The last entry takes the empty list with it.
  const shorter = entries.length === 1
    ? removeChild(text, { parent: root, index: member })
    : removeChild(text, { parent: list, index });
  const rest = withoutMute(shorter, rule);
  return { text: rest.text, removed: rest.removed + 1 };
}

function muteList(root: Node): Node | undefined {
  return root.members.findLast(({ key }) => key === "mute")?.value;
}
