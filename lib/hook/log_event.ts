/**
 * Writes what was reported and what was held back into the session's log.
 *
 * @module
 */
import type { Judged } from "../feedback/judge.ts";
import { subject } from "../feedback/render.ts";
import { appendLog, type LoggedFinding } from "../state/session_log.ts";
import { clean, cut } from "../text/clean.ts";
import { maskSecrets } from "../text/mask.ts";
import type { HookEvent } from "../event/event.ts";
import type { WriteLog } from "./trace.ts";

/** As much of a finding as the model reads. */
const MAX_TEXT_UNITS = 900;

/**
 * Prepares the log of an event. It is written after the answer.
 *
 * @param event The event.
 * @param judged What was found, and what became of it.
 * @returns What writes it; `undefined` where nothing was found, and for an event without a session.
 */
export function logOf(
  { session, agentType, name }: HookEvent,
  judged: readonly Judged[],
): WriteLog | undefined {
  if (judged.length === 0 || session === "") return undefined;
  return (folder, now) =>
    appendLog(folder, { v: 1, at: now, session, agentType, event: name, findings: judged.map(entryOf) });
}

function entryOf({ call, finding: { rule, severity, text }, verdict }: Judged): LoggedFinding {
  return {
    rule,
    severity,
    verdict: verdict.kind,
    ...(verdict.kind === "muted" && { mute: muteText(verdict.mute) }),
    subject: maskSecrets(subject(call)),
    text: cut(maskSecrets(clean(text)), MAX_TEXT_UNITS),
  };
}

function muteText(
  { rule, path, reason }: { readonly rule: string; readonly path: string; readonly reason: string },
): string {
  return `${rule}${path === "" ? "" : ` in ${path}`}${reason === "" ? "" : ` (${reason})`}`;
}
