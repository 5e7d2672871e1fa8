/**
 * Answers an event that only linters want, which is every plain edit of a source file: without the code that judges and
 * writes feedback, since there is hardly ever any.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzers/analyzer.ts";
import { wantsCall } from "../analyzers/analyzer.ts";
import { analyze } from "../analyzers/linters.ts";
import { type Answer, SILENCE } from "../event/answer.ts";
import type { CallFindings } from "../feedback/render.ts";
import { EMPTY_MEMORY } from "../state/memory.ts";
import { ConsentNotes } from "./consent_notes.ts";
import { createLinterRunner } from "./late_linters.ts";
import { type AnswerOptions, type AnswerRequest, isByContext } from "./request.ts";

/**
 * Runs the linters. What they find is judged and reported like all findings.
 *
 * @param request The event, settings without problems, and the analyzers that want it: linters, and no others.
 * @param options How to answer.
 * @returns The answer.
 */
export async function answer(request: AnswerRequest, options: AnswerOptions): Promise<Answer> {
  const { event, settings, analyzers } = request;
  const { host, trace } = options;
  trace.mark("load");
  const notes = new ConsentNotes();
  const context: AnalysisContext = {
    host,
    event,
    settings,
    memory: EMPTY_MEMORY,
    now: host.now(),
    runLinters: createLinterRunner({ host, settings, trace }),
    note: notes.add,
    // Linters read no configuration of ours.
    report: () => {},
  };
  const groups: CallFindings[] = [];
  for (const call of event.calls) {
    if (!analyzers.some((row) => wantsCall(row, call, context))) continue;
    // Almost always one call.
    const findings = await analyze(call, context);
    if (findings.length > 0) groups.push({ call, findings });
  }
  trace.mark("analyze");
  if (groups.length === 0) {
    const problem = isByContext(request, options) ? await notes.message(host) : "";
    if (problem === "") return SILENCE;
    const { encodeAnswer } = await import("./answer_event.ts");
    return encodeAnswer({ event, text: "", problem }, options.reply);
  }
  const { answerFound } = await import("./answer_event.ts");
  return await answerFound(groups, { ...request, ...options });
}
