/**
 * Checks the files that a call changed with the linters that they want.
 *
 * @module
 */
import type { ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { type ChangedFile, editedFiles } from "./edited_file.ts";
import type { FileReview, ReviewContext } from "./review_context.ts";
import { askLinters } from "./answers.ts";
import { textBefore } from "./text_before.ts";

const MAX_REPORTED = 10;

/**
 * Asks the linters that the changed files want.
 *
 * @param call A succeeded or settled call that changed files.
 * @param context Event, settings, and how programs are run.
 * @returns At most ten findings about what the call caused.
 */
export async function reviewCall(call: ToolCall, context: ReviewContext): Promise<Finding[]> {
  const { host: { clock }, event, settings: { linters }, prepare } = context;
  const startedAt = clock();
  const leftMs = (): number => linters.allMs - (clock() - startedAt);
  const findings: Finding[] = [];
  for (const changed of editedFiles(call, event.cwd) ?? await writtenFiles(call, event.cwd)) {
    const most = MAX_REPORTED - findings.length;
    if (leftMs() <= 0 || most <= 0) break;
    // One file, almost always; its linters run at the same time.
    const own = await prepare(changed.path);
    findings.push(...await reviewFile({ changed, call, own, leftMs, most }, context));
  }
  return findings;
}

/** Most calls are edits; only those that are commands need a shell's grammar. */
async function writtenFiles(call: ToolCall, cwd: string): Promise<ChangedFile[]> {
  const { changedFiles } = await import("./written_files.ts");
  return changedFiles(call, call.folder ?? cwd);
}

async function reviewFile(review: FileReview, context: ReviewContext): Promise<Finding[]> {
  const { call, own } = review;
  try {
    if (own.wanted.length === 0) return [];
    if (call.status === "settled") {
      const { owedFindings } = await import("./owed_checks.ts");
      return await owedFindings(review, context);
    }
    const { edit } = review.changed;
    if (context.settings.linters.typesAtTurnEnd) {
      const { noteForTurnEnd } = await import("./turn_notes.ts");
      noteForTurnEnd(review, context);
    }
    const asked = await askLinters(review, context, (text) => edit && textBefore(edit, text));
    // Most files are clean.
    if (asked === undefined || asked.answers.length === 0) return [];
    const { findCaused } = await import("./caused_findings.ts");
    return await findCaused(asked, { review, context });
  } finally {
    for (const check of own.checks) check.abandon();
  }
}
