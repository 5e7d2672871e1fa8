/**
 * The syntax of YAML. Only what no program accepts is a problem: tags are not resolved, and values have no types.
 *
 * @module
 */
import { type Event, EVENT_ID, getScalarValue, parseEvents, YAMLException } from "npm:js-yaml@5.5.0";
import { lineAt } from "../../text/jsonc_tree.ts";
import type { LintProblem } from "../linter.ts";
import { isTemplate } from "../../text/template.ts";

/** Deeper than any file that a person writes. */
const MAX_DEPTH = 500;
/** YAML 1.2 wants the lines of a flow collection indented, its last bracket too; most programs do not mind. */
const INDENTATION = "deficient indentation";
const MAX_INDENTED_LINES = 10;

interface Place {
  readonly offset: number;
  readonly message: string;
}

/**
 * Parses a file.
 *
 * @param text What it holds.
 * @param path Its path; the names of folders may show that it is a template.
 * @returns At most one problem; none for templates.
 */
export function check(text: string, path: string): LintProblem[] {
  const found = problemIn(text);
  if (found === undefined || isTemplate(text, path, "yaml")) return [];
  const { offset, message } = found;
  const column = offset - text.lastIndexOf("\n", offset - 1);
  return [{ line: lineAt(text, offset), column, code: "syntax", message, level: "syntax", fixable: false }];
}

function problemIn(text: string): Place | undefined {
  /** The first line that may belong to what follows the collection. */
  let first: number | undefined;
  let source = text;
  for (let count = 0; count <= MAX_INDENTED_LINES; count++) {
    const parsed = eventsOf(source);
    if ("events" in parsed) return count > 0 ? undefined : contentProblem(text, parsed.events);
    const { reason, offset } = parsed;
    if (reason.startsWith("nesting exceeded")) return undefined;
    // All lines that were indented are before this place.
    const place = offset - count * MAX_DEPTH;
    if (reason !== INDENTATION) return { offset: first ?? place, message: reason };
    if (!/[\]}]/.test(source[offset] ?? "")) first ??= place;
    const start = source.lastIndexOf("\n", offset - 1) + 1;
    source = `${source.slice(0, start)}${" ".repeat(MAX_DEPTH)}${source.slice(start)}`;
  }
  return undefined;
}

type Parsed =
  | { readonly events: readonly Event[] }
  | { readonly reason: string; readonly offset: number };

function eventsOf(source: string): Parsed {
  try {
    return { events: parseEvents(source, { maxDepth: MAX_DEPTH }) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { reason: error.reason, offset: error.mark?.position ?? 0 };
  }
}

/** A mapping, or anything else that holds others, while its events are read. */
interface Open {
  readonly keys: Set<string> | undefined;
  /** Whether the next event is a key. */
  isKey: boolean;
}

/** Finds a key that its mapping has already, and an alias without an anchor, such as a `*.js` without quotes. */
function contentProblem(source: string, events: readonly Event[]): Place | undefined {
  const open: Open[] = [];
  let anchors = new Set<string>();
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT) anchors = new Set();
    else if (event.anchorStart >= 0) {
      const name = source.slice(event.anchorStart, event.anchorEnd);
      if (event.type !== EVENT_ID.ALIAS) anchors.add(name);
      else if (!anchors.has(name)) {
        return { offset: event.anchorStart - 1, message: `no anchor is named "${name}"` };
      }
    }
    const holder = open.at(-1);
    if (holder?.keys !== undefined) {
      if (holder.isKey && event.type === EVENT_ID.SCALAR && event.valueStart >= 0) {
        const key = getScalarValue(source, event);
        // Two merge keys are a custom.
        if (holder.keys.has(key) && key !== "<<") {
          return { offset: event.valueStart, message: `the mapping has a key "${key}" already` };
        }
        holder.keys.add(key);
      }
      holder.isKey = !holder.isKey;
    }
    if (event.type === EVENT_ID.MAPPING) open.push({ keys: new Set(), isKey: true });
    else if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) {
      open.push({ keys: undefined, isKey: false });
    }
  }
  return undefined;
}
