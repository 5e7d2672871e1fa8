/**
 * Answers the end of a turn: what earlier edits left open, and what the turn broke in the project's types. Whatever is said
 * makes the model go on, so it is said once.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzers/analyzer.ts";
import { type Answer, SILENCE } from "../event/answer.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import type { CallFindings } from "../feedback/render.ts";
import { findTurnErrors } from "../linters/turn_types.ts";
import { EMPTY_MEMORY } from "../state/memory.ts";
import { LARGE_PROJECT_PAUSE_MS, noteMissedDeadline, readMissedDeadline } from "../state/missed_deadlines.ts";
import { turnTextsPath } from "../state/session_path.ts";
import { readTurnTexts } from "../state/turn_texts.ts";
import { removeIfThere } from "../system/files.ts";
import { namesIn } from "../system/folder_names.ts";
import { startTimer } from "../system/timer.ts";
import { find } from "./find.ts";
import { createLinterRunner } from "./late_linters.ts";
import type { AnswerOptions, AnswerRequest } from "./request.ts";
import { TURN_END_CHECK } from "../linters/pause.ts";

/** Half of what Claude Code gives the hook. */
const DEADLINE_MS = 15_000;

/**
 * Answers the event.
 *
 * @param request The event with the calls that are to be looked at again, and its settings.
 * @param options How to answer.
 * @returns The answer; mostly silence.
 */
export async function answer(request: AnswerRequest, options: AnswerOptions): Promise<Answer> {
  const { event, settings, analyzers } = request;
  const { host, trace } = options;
  trace.mark("load");
  const context: AnalysisContext = {
    host,
    event,
    settings,
    memory: EMPTY_MEMORY,
    now: host.now(),
    runLinters: createLinterRunner({ host, settings, trace }),
    report: () => {},
  };
  const groups: CallFindings[] = await find(context, analyzers);
  const findings = settings.linters.typesAtTurnEnd ? await findInTurn(request, options) : [];
  if (findings.length > 0) groups.push({ call: callOf(event), findings });
  trace.mark("analyze");
  if (groups.length === 0) return SILENCE;
  const { answerFound } = await import("./answer_event.ts");
  return await answerFound(groups, { ...request, ...options });
}

async function findInTurn(
  { event, settings: { linters, projectDir } }: AnswerRequest,
  { host, trace }: AnswerOptions,
): Promise<Finding[]> {
  const folder = host.stateFolder();
  if (event.session === "" || folder.kind === "none") return [];
  const file = turnTextsPath(folder.path, event.session);
  const texts = readTurnTexts(file);
  if (texts.length === 0) return [];
  // The next turn begins with what the files hold now.
  removeIfThere(file);
  const place = { id: TURN_END_CHECK, projectDir };
  const state = { folder, names: namesIn(folder.path), now: host.now() };
  if (readMissedDeadline(place, state) !== undefined) return [];
  const stop = new AbortController();
  const timer = startTimer(DEADLINE_MS);
  timer.passed.then(() => stop.abort());
  const startedAt = host.clock();
  let call: "done" | "failed" | "deadline" = "done";
  try {
    return await findTurnErrors(texts, {
      host,
      // How much of a processor it may use depends on that.
      linters: { ...linters, eachMs: DEADLINE_MS },
      projectDir,
      cwd: event.cwd,
      signal: stop.signal,
      leftMs: () => DEADLINE_MS - (host.clock() - startedAt),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    call = stop.signal.aborted ? "deadline" : "failed";
    if (call === "deadline") {
      const missed = { at: host.now(), limitMs: DEADLINE_MS, pauseMs: LARGE_PROJECT_PAUSE_MS };
      noteMissedDeadline(folder, place, missed);
    }
    return [];
  } finally {
    timer.cancel();
    const us = Math.round((host.clock() - startedAt) * 1000);
    trace.linters = [...trace.linters, {
      id: TURN_END_CHECK,
      cache: "off",
      breaker: "none",
      opened: false,
      call,
      us,
    }];
  }
}

/** What the findings are about, for the reply's first line. */
function callOf({ name }: HookEvent): ToolCall {
  return {
    tool: name,
    kind: "other",
    id: "",
    status: "succeeded",
    command: "",
    path: "",
    changes: [],
    output: "",
    error: "",
    interrupted: false,
    input: { description: "all edits of this turn" },
    ownField: () => "",
  };
}
