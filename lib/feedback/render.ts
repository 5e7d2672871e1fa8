/**
 * Writes findings as the text that the model reads.
 *
 * @module
 */
import type { ToolCall } from "../event/event.ts";
import { textField } from "../text/json_object.ts";
import type { Finding } from "../event/finding.ts";
import { clean, cut, quotable } from "../text/clean.ts";

/** What was found about one call. */
export interface CallFindings {
  /** The call. */
  readonly call: ToolCall;
  /** What to say about it; not empty. */
  readonly findings: readonly Finding[];
}

/** Claude Code cuts a context at 10,000 UTF-16 units and sends the model a file path instead (2.1.330). */
export const MAX_REPLY_UNITS = 9000;

const MAX_FINDING_UNITS = 900;
const MAX_SUBJECT_UNITS = 120;

/** Arguments that describe a call without command and path. */
const OBJECT_KEYS = ["url", "query", "description"];

/** What a reply says besides its findings. */
export interface ReplyNotes {
  /** How many findings a limit held back. */
  readonly withheld: number;
}

/**
 * Writes one reply: a line that names each call, a line for each finding with its rule, and how many were held back.
 *
 * @param groups The findings, by call.
 * @param notes What else to say.
 * @returns Clean text of at most {@linkcode MAX_REPLY_UNITS}, without a final line end; "" for no findings.
 */
export function render(groups: readonly CallFindings[], { withheld }: ReplyNotes): string {
  if (groups.length === 0) return "";
  const lines = groups.flatMap(({ call, findings }) => [
    `fasthook on ${subject(call)}:`,
    ...findings.map(({ rule, severity, text, by }) => {
      // The person has not read a repository's words before the model does.
      const whose = by === "repository" ? ", a rule of this repository" : "";
      return `- ${rule} (${severity}${whose}): ${cut(clean(text), MAX_FINDING_UNITS)}`;
    }),
  ]);
  const held = withheld === 0
    ? []
    : [`(${withheld} more ${withheld === 1 ? "finding was" : "findings were"} held back)`];
  return fit([...lines, ...held]);
}

/**
 * Describes a call in a few words.
 *
 * @param call Any call.
 * @returns The tool and its command, file, address, query or description, clean and on one line.
 */
export function subject(call: ToolCall): string {
  const tool = quotable(call.tool, 60);
  if (call.command !== "") return `${tool} \`${quotable(call.command, MAX_SUBJECT_UNITS)}\``;
  const named = [call.path, ...OBJECT_KEYS.map((key) => textField(call.input, key))];
  const object = named.find((text) => text !== "") ?? "";
  return object === "" ? tool : `${tool} ${quotable(object, MAX_SUBJECT_UNITS)}`;
}

function fit(lines: readonly string[]): string {
  const kept: string[] = [];
  let units = 0;
  for (const line of lines) {
    units += line.length + 1;
    // Leaves room for the line that says that something is missing.
    if (units > MAX_REPLY_UNITS - 60) return [...kept, "(more was found; this reply is full)"].join("\n");
    kept.push(line);
  }
  return kept.join("\n");
}
