/**
 * Whether a call is worth loading linters for: the only part of them that hook mode always has.
 *
 * @module
 */
import { type HookEvent, type JsonObject, objectField, type ToolCall } from "../event.ts";
import type { LinterSettings } from "../settings.ts";
import { lintersOf } from "./table.ts";
import { wantedFor } from "./wanted.ts";

/** What decides beside the call. */
export interface CallContext {
  /** The event that the call belongs to. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: { readonly linters: LinterSettings; readonly projectDir: string };
}

/** What a shell writes to, and the files that editing programs are given. */
const WRITTEN = /(?:>>?\|?\s*["']?|\b(?:tee|sed|perl)\b[^|;&<>\n]*[\s"'])([\w./@+-]+)/g;

/**
 * Tells whether a linter may have something to say about a call.
 *
 * @param call Any call.
 * @param context Its event and settings.
 * @returns True for a change of a file that a linter of its project looks at.
 */
export function wantsLinters(call: ToolCall, { event, settings }: CallContext): boolean {
  if (call.status !== "succeeded" || settings.linters.mode === "off") return false;
  if (call.path !== "" && (call.changes.length > 0 || Object.hasOwn(responseOf(call), "structuredPatch"))) {
    const path = call.path.replaceAll("\\", "/");
    return wantedFor(path.startsWith("/") || path[1] === ":" ? path : `${event.cwd}/${path}`, settings)
      .length > 0;
  }
  return call.command !== "" && maybeWrites(call);
}

/** Cheap, and never sure: the command line is read properly when it is worth it. */
function maybeWrites(call: ToolCall): boolean {
  const { command } = call;
  if (Object.hasOwn(responseOf(call), "bashEditDiff")) return true;
  if (!command.includes(">") && !/\btee\b|\bsed -|\bperl -/.test(command)) return false;
  for (const [, path = ""] of command.slice(0, 4096).matchAll(WRITTEN)) {
    if (path.includes(".") && !path.startsWith("/dev/") && lintersOf(path).length > 0) return true;
  }
  return false;
}

function responseOf({ source }: ToolCall): JsonObject {
  return objectField(source, "tool_response");
}
