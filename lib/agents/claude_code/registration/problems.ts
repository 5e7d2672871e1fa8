/**
 * Finds entries of a settings file that Claude Code skips or never runs without saying so. Each kind was tried with
 * 2.1.330.
 *
 * @module
 */
import { field, isObject } from "../../../text/json_object.ts";
import { lineAt, type Member, type Node, parseTree } from "../../../text/jsonc_tree.ts";
import { closest } from "../../../text/suggest.ts";
import { quotable } from "../../../text/clean.ts";
import { findJsonProblem } from "./document.ts";
import { EVENTS, LISTED_VERSION, TOOL_EVENTS } from "./events.ts";

/** Something in a settings file that does not do what it looks like. */
export interface SettingsProblem {
  /** The line, from 1. */
  readonly line: number;
  /** True if a newer client may know what this version does not. */
  readonly isUnsure: boolean;
  /** What is there, and its effect. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** Tools whose names are often misspelt in matchers. */
const TOOLS =
  "Agent Bash Edit Glob Grep MultiEdit NotebookEdit Read Skill Task TodoWrite WebFetch WebSearch Write".split(
    " ",
  );

const TYPES = ["command", "http", "prompt", "agent", "mcp_tool"];

/** A matcher of these characters is a list of names; any other is a regular expression. */
const NAME_LIST = /^[\w\- ,|]*$/;

/**
 * Finds the problems of a settings file's hooks.
 *
 * @param text The text, without a byte order mark.
 * @returns The problems, in the order of the file; only the first one if the file is not plain JSON.
 */
export function findSettingsProblems(text: string): readonly SettingsProblem[] {
  const broken = findJsonProblem(text);
  // An empty file is like {}.
  if (text.trim() === "") return [];
  if (broken !== undefined) {
    return [{
      line: lineAt(text, broken.offset),
      isUnsure: false,
      message: `${broken.found}, so that Claude Code ignores the whole file`,
      fix: "make it plain JSON",
    }];
  }
  const reader = new Reader(text);
  reader.readFile(parseTree(text));
  return reader.problems;
}

class Reader {
  readonly problems: SettingsProblem[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  readFile(root: Node): void {
    if (root.kind !== "object") {
      return this.#add(root.start, "no object, so that the file is ignored", "write {}");
    }
    this.#reportDoubles(root, new Set(["hooks"]));
    const hooks = root.members.findLast(({ key }) => key === "hooks")?.value;
    if (hooks === undefined) return;
    if (hooks.kind !== "object") {
      return this.#add(
        hooks.start,
        '"hooks" is no object, so that no hook of this file runs',
        'write "hooks": {}',
      );
    }
    this.#reportDoubles(hooks, new Set(hooks.members.map(({ key }) => key)));
    for (const member of hooks.members) this.#readEvent(member);
  }

  #readEvent({ key, start, value }: Member): void {
    if (!EVENTS.includes(key)) {
      const meant = closest(key, EVENTS) ?? EVENTS.find((event) => event.toLowerCase() === key.toLowerCase());
      const name = quotable(key, 60);
      if (meant !== undefined) {
        return this.#add(start, `there is no event "${name}", so that its hooks never run`, `"${meant}"`);
      }
      this.problems.push({
        line: lineAt(this.#text, start),
        isUnsure: true,
        message: `"${name}" is no event of Claude Code ${LISTED_VERSION}; a newer one may have it`,
        fix: "",
      });
      return;
    }
    if (value.kind !== "array") {
      return this.#add(
        value.start,
        `"${key}" is no array, so that its hooks never run`,
        `"${key}": [{ "hooks": [...] }]`,
      );
    }
    for (const group of value.elements) this.#readGroup(group, key);
  }

  #readGroup(group: Node, event: string): void {
    const handlers = group.members.findLast(({ key }) => key === "hooks")?.value;
    if (handlers?.kind !== "array") {
      const isFlat = group.members.some(({ key }) => key === "command");
      return this.#add(
        group.start,
        isFlat
          ? "a hook without a group around it never runs"
          : 'a group without a list of "hooks" does nothing',
        '{ "hooks": [...] }',
      );
    }
    const matcher = group.members.findLast(({ key }) => key === "matcher")?.value;
    if (matcher !== undefined) this.#readMatcher(matcher, event);
    for (const handler of handlers.elements) this.#readHandler(handler);
  }

  #readMatcher(node: Node, event: string): void {
    const matcher = this.#valueOf(node);
    if (typeof matcher !== "string") {
      return this.#add(node.start, "the matcher is no text, so that nothing runs", '"*"');
    }
    const better = TOOL_EVENTS.has(event) ? betterMatcher(matcher) : undefined;
    if (better !== undefined) {
      this.#add(node.start, `the matcher "${quotable(matcher, 60)}" never matches`, better);
    }
  }

  #readHandler(node: Node): void {
    const handler = this.#valueOf(node);
    if (!isObject(handler)) {
      return this.#add(node.start, "a hook that is no object never runs", "remove it");
    }
    const type = field(handler, "type");
    if (typeof type !== "string" || !TYPES.includes(type)) {
      return this.#add(node.start, `a hook of the type ${quoteValue(type)} never runs`, '"type": "command"');
    }
    const [command, args, timeout] = ["command", "args", "timeout"].map((key) => field(handler, key));
    if (type === "command" && (typeof command !== "string" || command === "")) {
      this.#add(node.start, "a hook without a command never runs", '"command": "..."');
    }
    if (args !== undefined && !(Array.isArray(args) && args.every((arg) => typeof arg === "string"))) {
      this.#add(node.start, '"args" is no list of texts, so that the hook never runs', '"args": []');
    }
    if (timeout !== undefined && !(typeof timeout === "number" && timeout > 0)) {
      this.#add(
        node.start,
        `a timeout of ${quoteValue(timeout)} is no number of seconds above 0, so that the hook never runs`,
        '"timeout": 10',
      );
    }
  }

  #reportDoubles({ members }: Node, keys: ReadonlySet<string>): void {
    for (const [at, { key, start }] of members.entries()) {
      if (keys.has(key) && members.slice(at + 1).some((other) => other.key === key)) {
        this.#add(start, `"${quotable(key, 60)}" is there twice, and only the last one counts`, "join them");
      }
    }
  }

  #valueOf({ start, end }: Node): unknown {
    return JSON.parse(this.#text.slice(start, end));
  }

  #add(offset: number, message: string, fix: string): void {
    this.problems.push({ line: lineAt(this.#text, offset), isUnsure: false, message, fix });
  }
}

/** A better matcher for one that can never match a tool; `undefined` for one that may match. */
function betterMatcher(matcher: string): string | undefined {
  if (matcher === "" || matcher === "*") return undefined;
  if (!NAME_LIST.test(matcher)) return betterPattern(matcher);
  const names = matcher.split(/[|,]/).map((name) => name.trim());
  // The group runs if one of the names fits.
  if (names.every((name) => name !== "") && names.some((name) => betterName(name) === undefined)) {
    return undefined;
  }
  return `"${names.filter((name) => name !== "").map((name) => betterName(name) ?? name).join("|")}"`;
}

function betterName(name: string): string | undefined {
  const tool = TOOLS.find((tool) => tool.toLowerCase() === name.toLowerCase());
  if (tool !== undefined) return tool === name ? undefined : tool;
  // A server without a tool matches none of its tools.
  if (/^mcp__(?:(?!__).)+$/.test(name)) return `${name}__.*`;
  if (name.includes(" ")) return name.split(/ +/).map((part) => betterName(part) ?? part).join("|");
  return undefined;
}

function betterPattern(matcher: string): string | undefined {
  const [, tool] = /^(\w+)\(.*\)$/s.exec(matcher) ?? [];
  if (tool !== undefined) return `"${tool}", and what is in brackets as "if"`;
  if (matcher.startsWith("!")) return "the names that are meant, or a regular expression";
  try {
    new RegExp(matcher);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return "a regular expression as JavaScript knows it";
  }
}

function quoteValue(value: unknown): string {
  return value === undefined ? "nothing" : quotable(JSON.stringify(value), 40);
}
