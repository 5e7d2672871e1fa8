/**
 * The texts of a call that a rule can look at.
 *
 * @module
 */
import type { Change, ToolCall, ToolKind } from "../../event/event.ts";

/** One text of a call. */
export interface Look {
  /** The kinds of tools that have it; missing where all have. */
  readonly kinds?: readonly ToolKind[];
  /**
   * Gives the text.
   *
   * @param call The call.
   * @returns The text; "" where the call has none.
   */
  readonly text: (call: ToolCall) => string;
}

/** All texts with a name; a field of the agent's own event has a dot in its name. */
export const LOOKS: ReadonlyMap<string, Look> = new Map<string, Look>([
  ["command", { kinds: ["shell", "other"], text: ({ command }) => command }],
  ["content", {
    kinds: ["write", "edit", "other"],
    text: ({ status, changes }) => status === "succeeded" ? changes.map(({ text }) => text).join("\n") : "",
  }],
  ["new", {
    kinds: ["write", "edit", "other"],
    text: ({ status, changes }) => status === "succeeded" ? changes.map(addedLines).join("\n") : "",
  }],
  ["output", {
    kinds: ["shell", "other"],
    text: ({ status, kind, output }) =>
      status === "succeeded" && kind !== "read" && kind !== "fetch" ? output : "",
  }],
  ["result", {
    kinds: ["shell", "read", "fetch", "other"],
    text: ({ status, output }) => status === "succeeded" ? output : "",
  }],
  ["error", { text: ({ error }) => error }],
  ["path", { text: ({ path }) => path }],
]);

/**
 * Gives a text of a call.
 *
 * @param look The name of the text, or of a field.
 * @param call The call.
 * @returns The text; "" where the call has none.
 */
export function textAt(look: string, call: ToolCall): string {
  return LOOKS.get(look)?.text(call) ?? call.ownField(look);
}

/** The lines of a change that were not there before, each as often as it was added. */
function addedLines({ text, before }: Change): string {
  if (before === "") return text;
  const old = new Map<string, number>();
  for (const line of before.split("\n")) old.set(line, (old.get(line) ?? 0) + 1);
  return text.split("\n").filter((line) => {
    const count = old.get(line) ?? 0;
    if (count > 0) old.set(line, count - 1);
    return count === 0;
  }).join("\n");
}
