/**
 * Chooses the code that answers an event. Each choice is one file of the bundle, with hardly anything in it that such
 * events do not need.
 *
 * @module
 */
import type { Answer } from "../event/answer.ts";
import type { AnswerOptions, AnswerRequest } from "./request.ts";

/** What each choice exports. */
interface AnswerModule {
  /** Answers an event. */
  readonly answer: (request: AnswerRequest, options: AnswerOptions) => Promise<Answer>;
}

/**
 * Answers an event that an analyzer wants, or whose configuration has a problem.
 *
 * @param request The event, its settings, and the analyzers that want it.
 * @param options How to answer.
 * @returns The answer.
 */
export async function answerByRoute(request: AnswerRequest, options: AnswerOptions): Promise<Answer> {
  const { answer } = await load(request);
  return await answer(request, options);
}

function load({ event: { calls, batch }, settings, analyzers }: AnswerRequest): Promise<AnswerModule> {
  if (batch?.length === 0) return import("./answer_turn_end.ts");
  if (calls.some(({ status }) => status === "failed" || status === "rejected")) {
    return import("./answer_failure.ts");
  }
  return settings.problems.length === 0 && analyzers.every(({ runsLinters }) => runsLinters)
    ? import("./answer_linting.ts")
    : import("./answer_event.ts");
}
