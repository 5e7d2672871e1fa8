/**
 * Random settings files: everything that is plain JSON with hooks as Claude Code knows them, laid out in any way.
 *
 * @module
 */
import { oneOf, type Random } from "./random.ts";

/** How one file is laid out; a file need not keep to it. */
interface Layout {
  readonly lineEnd: string;
  readonly unit: string;
  /** How often a place gets white space that no formatter would leave, in percent. */
  readonly disorder: number;
}

/** A value with its members in order, so that keys may come in any order and be empty. */
type Value = string | readonly Value[] | { readonly members: readonly (readonly [string, Value])[] };

const TEXTS: readonly [string, ...string[]] = [
  '""',
  '"opus"',
  '"Grüße 🎉 \\ud83d\\ude00"',
  '"a\\\\b\\"c // no comment, /* none */"',
  '"\\u007b\\n"',
  '"__proto__"',
  "true",
  "null",
  "-0.5e+10",
  "123456789012345678901234567890",
];

const KEYS: readonly [string, ...string[]] = [
  "model",
  "permissions",
  "env",
  "statusLine",
  "größe",
  "__proto__",
  "",
  "a b",
  "disableAllHooks",
  "$schema",
];

const EVENTS: readonly [string, ...string[]] = [
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "SessionEnd",
  "Stop",
  "NoSuchEvent",
];

/** What other people register, also what only looks like fasthook. */
const COMMANDS: readonly [string, ...string[]] = [
  '"jq ."',
  '"notfasthook"',
  '"/usr/bin/fasthook-notify --reply=context"',
  '"fasthook stats"',
  '"echo fasthook"',
  '"C:\\\\tools\\\\check.exe"',
];

/**
 * Writes a random settings file.
 *
 * @param random The sequence of choices.
 * @returns Valid JSON, an object, without anything of fasthook in it.
 */
export function randomSettings(random: Random): string {
  const layout = {
    lineEnd: oneOf(random, ["\n", "\n", "\r\n"]),
    unit: oneOf(random, ["  ", "  ", "\t", "    ", " "]),
    disorder: oneOf(random, [0, 0, 0, 20, 60]),
  };
  const compact = random(6) === 0;
  const members = [...Array(random(5)).keys()].map(() => [oneOf(random, KEYS), value(random, 3)] as const);
  // Now and then twice: the last one counts.
  for (let times = [0, 1, 1, 1, 1, 2][random(6)] ?? 1; times > 0; times--) {
    members.splice(random(members.length + 1), 0, ["hooks", hooks(random)]);
  }
  const text = compact
    ? onOneLine({ members }, oneOf(random, ["", " "]))
    : onLines({ members }, layout, { random, indent: "" });
  const end = oneOf(random, [layout.lineEnd, layout.lineEnd, "", layout.lineEnd.repeat(3)]);
  return `${random(20) === 0 ? layout.lineEnd : ""}${text}${end}`;
}

function hooks(random: Random): Value {
  return list(random, 4, () => [oneOf(random, EVENTS), array(random, 3, () => group(random))] as const);
}

function group(random: Random): Value {
  const handlers = array(random, 3, () => handler(random));
  const matcher: readonly (readonly [string, Value])[] = random(2) === 0 ? [] : [["matcher", '"Bash|Write"']];
  return { members: random(4) === 0 ? [["hooks", handlers], ...matcher] : [...matcher, ["hooks", handlers]] };
}

function handler(random: Random): Value {
  return {
    members: [
      ["type", '"command"'],
      ["command", oneOf(random, COMMANDS)],
      ...(random(3) === 0 ? [["args", array(random, 2, () => '"x"')] as const] : []),
      ...(random(3) === 0 ? [["timeout", "5"] as const] : []),
    ],
  };
}

function value(random: Random, depth: number): Value {
  const kind = depth === 0 ? 0 : random(4);
  if (kind === 1) return array(random, 4, () => value(random, depth - 1));
  if (kind === 2) return list(random, 4, () => [oneOf(random, KEYS), value(random, depth - 1)] as const);
  return oneOf(random, TEXTS);
}

function array(random: Random, below: number, make: () => Value): Value {
  return [...Array(random(below)).keys()].map(make);
}

function list(random: Random, below: number, make: () => readonly [string, Value]): Value {
  return { members: [...Array(random(below)).keys()].map(make) };
}

function onOneLine(value: Value, blank: string): string {
  if (typeof value === "string") return value;
  if ("members" in value) {
    const members = value.members.map(([key, value]) =>
      `${JSON.stringify(key)}:${blank}${onOneLine(value, blank)}`
    );
    return `{${members.join(`,${blank}`)}}`;
  }
  return `[${value.map((element) => onOneLine(element, blank)).join(`,${blank}`)}]`;
}

function onLines(
  value: Value,
  layout: Layout,
  at: { readonly random: Random; readonly indent: string },
): string {
  if (typeof value === "string") return value;
  const { random, indent } = at;
  const inner = indent + layout.unit;
  const odd = (usual: string): string =>
    random(100) < layout.disorder
      ? oneOf(random, ["", " ", `${layout.lineEnd}${layout.lineEnd}`, "\t ", "\n", usual])
      : usual;
  const [open, close, parts] = "members" in value
    ? [
      "{",
      "}",
      value.members.map(([key, value]) =>
        `${JSON.stringify(key)}${odd("")}:${odd(" ")}${onLines(value, layout, { random, indent: inner })}`
      ),
    ]
    : ["[", "]", value.map((element) => onLines(element, layout, { random, indent: inner }))];
  if (parts.length === 0) return open + odd("") + close;
  if (random(8) === 0) return `${open} ${parts.join(", ")} ${close}`;
  const separated = parts.map((part) => odd(layout.lineEnd + inner) + part + odd(""));
  return open + separated.join(",") + odd(layout.lineEnd + indent) + close;
}
