/**
 * Writes what was reported and what was held back into the session's log. Loaded only if there is something.
 *
 * @module
 */
import type { Judged } from "../feedback/judge.ts";
import { subject } from "../feedback/render.ts";
import { appendLog, type LoggedFinding } from "../state/session_log.ts";
import { clean, cut } from "../text/clean.ts";
import { maskSecrets } from "../text/mask.ts";
import type { Trace } from "./trace.ts";

/** As much of a finding as the model reads. */
const MAX_TEXT_UNITS = 900;

/**
 * Logs an event.
 *
 * @param folder The state folder.
 * @param trace What happened to the event.
 * @param now The moment, in milliseconds since 1970.
 * @throws {Error} What the file system throws.
 */
export function logEvent(folder: string, { event, report }: Trace, now: number): void {
  if (event === undefined || report === undefined) return;
  const { session, agentType, name } = event;
  appendLog(folder, { v: 1, at: now, session, agentType, event: name, findings: report.judged.map(entryOf) });
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
