/**
 * What is answered to an event that somebody wants to look at.
 *
 * @module
 */
import { type Answer, type Reply, SILENCE } from "../event/answer.ts";
import { encodeContext } from "../agents/reply.ts";
import type { RunLinters } from "../linters/plan.ts";
import type { HookEvent } from "../event/event.ts";
import type { OpenMemory } from "../state/memory.ts";
import { analyse, type AnalysisRequest } from "./analyse.ts";
import type { ConfigProblem } from "../config/settings.ts";
import type { Once } from "../feedback/problem_report.ts";
import type { Trace } from "./trace.ts";
import type { Host } from "../state/host.ts";

/** How an event is answered. */
export interface AnswerOptions {
  /** The program that this runs in. */
  readonly host: Host;
  /** The reply that the hook was registered with. */
  readonly reply: Reply;
  /** Gives the memory of the event's session when it is needed; without it nothing is remembered. */
  readonly memory?: OpenMemory;
  /** Runs linters; without it no programs are started. */
  readonly runLinters?: RunLinters;
}

/**
 * Analyses an event and answers it.
 *
 * @param question The event, its settings, and the analyzers.
 * @param options How to answer, and what is remembered.
 * @param trace Where it is noted what happened.
 * @returns The answer.
 */
export async function answerTo(
  question: AnalysisRequest,
  { host, reply, memory, runLinters }: AnswerOptions,
  trace: Trace,
): Promise<Answer> {
  // This code.
  trace.mark("load");
  const { event } = question;
  const analysis = await analyse(question, {
    host,
    ...(memory && { openMemory: memory }),
    ...(runLinters && { runLinters }),
  });
  trace.analysis = analysis;
  trace.mark("analyze");
  // It has measured its own stages, of which that is the sum.
  trace.note("memory", analysis.times.memory);
  trace.note("analyze", analysis.times.analyze);
  trace.note("render", analysis.times.render);
  const isContext = reply === "context" || event.replies === "context-only";
  const problem = await reported(analysis.problems, {
    openMemory: isContext ? memory : undefined,
    now: host.now(),
  });
  const answer = encoded({ event, text: analysis.text, problem }, reply);
  trace.reply = analysis.text !== ""
    ? (isContext ? "context" : "stderr")
    : problem === ""
    ? "none"
    : "refused";
  trace.mark("encode");
  return answer;
}

/** What is said about an event: to the model, and to the person whose configuration has a problem. */
export interface Said {
  /** The event. */
  readonly event: HookEvent;
  /** Feedback for the model; "" for none. */
  readonly text: string;
  /** What is wrong with the configuration; "" for nothing. */
  readonly problem: string;
}

/**
 * Writes what is said in the form of a reply.
 *
 * @param said Feedback and problem.
 * @param reply The reply that the hook was registered with.
 * @returns The answer.
 */
export function encoded({ event, text, problem }: Said, reply: Reply): Answer {
  if (text === "" && problem === "") return SILENCE;
  if (reply === "context" || event.replies === "context-only") {
    return { stdout: encodeContext(event, { text, problem: problem.trimEnd() }), stderr: "", exitCode: 0 };
  }
  // Feedback for the model wins: with exit code 1 it would never see it.
  return text === ""
    ? { stdout: "", stderr: problem, exitCode: 1 }
    : { stdout: "", stderr: `${text}\n${problem}`, exitCode: 2 };
}

async function reported(problems: readonly ConfigProblem[], once: Once): Promise<string> {
  if (problems.length === 0) return "";
  const { newProblemReport } = await import("../feedback/problem_report.ts");
  return newProblemReport(problems, once);
}
