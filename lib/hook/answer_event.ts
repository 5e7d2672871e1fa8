/**
 * Answers an event with everything: analyzers, linters, and what the session remembers.
 *
 * @module
 */
import { encodeContext } from "../agents/reply.ts";
import type { ConfigProblem } from "../config/settings.ts";
import { type Answer, type Reply, SILENCE } from "../event/answer.ts";
import type { HookEvent } from "../event/event.ts";
import type { Once } from "../feedback/problem_report.ts";
import type { CallFindings } from "../feedback/render.ts";
import { report } from "../feedback/report.ts";
import { EMPTY_MEMORY, type SessionStore } from "../state/memory.ts";
import { StoredSession } from "../state/sessions.ts";
import { analyse, type Analysis } from "./analyse.ts";
import { createLinterRunner } from "./late_linters.ts";
import { logOf } from "./log_event.ts";
import { type AnswerOptions, type AnswerRequest, isByContext } from "./request.ts";
import { ConsentNotes } from "./consent_notes.ts";

/**
 * Analyses an event and answers it.
 *
 * @param request The event, its settings, and the analyzers.
 * @param options How to answer.
 * @returns The answer.
 */
export async function answer(request: AnswerRequest, options: AnswerOptions): Promise<Answer> {
  const { host, trace } = options;
  trace.mark("load");
  using session = new LateMemory({ ...request, ...options });
  const notes = new ConsentNotes();
  const analysis = await analyse(request, {
    host,
    openSession: session.open,
    runLinters: createLinterRunner({ host, settings: request.settings, trace }),
    mark: (stage) => trace.mark(stage),
    note: notes.add,
  });
  return await reply(analysis, { ...request, ...options, session, notes });
}

/** An event that is answered. */
export type Answering = AnswerRequest & AnswerOptions;

/**
 * Answers an event for which everything was found already.
 *
 * @param groups What was found, by call.
 * @param answering The event, and how to answer.
 * @returns The answer.
 */
export async function answerFound(
  groups: readonly CallFindings[],
  answering: Answering,
): Promise<Answer> {
  const { host, trace, settings } = answering;
  trace.mark("load");
  using session = new LateMemory(answering);
  const reported = await report(groups, {
    ...answering,
    now: host.now(),
    recalled: { memory: EMPTY_MEMORY, keys: [], problems: [] },
    openSession: session.open,
  });
  trace.mark("render");
  return await reply({ ...reported, problems: settings.problems }, { ...answering, session });
}

async function reply(
  analysis: Analysis,
  { event, host, reply, trace, session, notes }: Answering & {
    readonly session: LateMemory;
    readonly notes?: ConsentNotes;
  },
): Promise<Answer> {
  trace.report = analysis;
  trace.log = logOf(event, analysis.judged);
  const isContext = isByContext({ event }, { reply });
  const { text } = analysis;
  const broken = await reportProblems(analysis.problems, {
    openSession: isContext ? session.open : undefined,
    now: host.now(),
  });
  // An event without anything else to say comes soon.
  const problem = isContext && text === "" && broken === "" ? await notes?.message(host) ?? "" : broken;
  trace.reply = text !== "" ? (isContext ? "context" : "stderr") : problem === "" ? "none" : "refused";
  const answer = encodeAnswer({ event, text, problem }, reply);
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
export function encodeAnswer({ event, text, problem }: Said, reply: Reply): Answer {
  if (text === "" && problem === "") return SILENCE;
  if (isByContext({ event }, { reply })) {
    return { stdout: encodeContext(event, { text, problem: problem.trimEnd() }), stderr: "", exitCode: 0 };
  }
  // Feedback for the model wins: with exit code 1 it would never see it.
  return text === ""
    ? { stdout: "", stderr: problem, exitCode: 1 }
    : { stdout: "", stderr: `${text}\n${problem}`, exitCode: 2 };
}

async function reportProblems(problems: readonly ConfigProblem[], once: Once): Promise<string> {
  if (problems.length === 0) return "";
  const { newProblemReport } = await import("../feedback/problem_report.ts");
  return newProblemReport(problems, once);
}

/** The memory of an event's session, shared by the processes of its events; its file is touched when it is needed. */
class LateMemory implements Disposable {
  /** Gives the memory, the same one each time; `undefined` for an event without a session. */
  readonly open: (() => SessionStore) | undefined;
  #opened: (SessionStore & Partial<Disposable>) | undefined;

  constructor({ event: { session }, settings: { state }, host }: Answering) {
    if (session === "") return;
    this.open = () => {
      const folder = host.stateFolder();
      return this.#opened ??= folder.kind === "none"
        ? { read: () => folder, update: () => folder }
        : new StoredSession({ folder, session, limit: state.observations });
    };
  }

  [Symbol.dispose](): void {
    this.#opened?.[Symbol.dispose]?.();
  }
}
