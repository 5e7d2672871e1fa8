/**
 * Answers an event that only linters want, which is every plain edit of a source file: without the code that judges and
 * writes feedback, since there is hardly ever any.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzers/analyzer.ts";
import { analyze } from "../analyzers/linters.ts";
import { type Answer, SILENCE } from "../event/answer.ts";
import type { ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import type { Memory } from "../state/memory.ts";
import type { AnalysisRequest } from "./analyse.ts";
import type { StoredOptions } from "./answer_with_state.ts";
import type { Trace } from "./trace.ts";

/**
 * Asks the linters; what they find takes the way of all findings.
 *
 * @param question The event, settings without problems, and the analyzers that want it: linters, and no others.
 * @param options How to answer.
 * @param trace Where it is noted what happened.
 * @returns The answer.
 */
export async function answerStored(
  question: AnalysisRequest,
  options: StoredOptions,
  trace: Trace,
): Promise<Answer> {
  trace.mark("load");
  const { event, settings, analyzers } = question;
  const { host } = options;
  const context: AnalysisContext = {
    host,
    event,
    settings,
    memory: NO_MEMORY,
    now: host.now(),
    runLinters: async (tasks, limits) => {
      const { storedLinters } = await import("./linters_with_state.ts");
      return await storedLinters({ host, settings, trace })(tasks, limits);
    },
    // They look at no configuration of ours.
    report: () => {},
  };
  const found = new Map<ToolCall, readonly Finding[]>();
  for (const call of event.calls) {
    if (!analyzers.some(({ wants }) => wants(call, context))) continue;
    // Almost always one call.
    const findings = await analyze(call, context);
    if (findings.length > 0) found.set(call, findings);
  }
  trace.mark("analyze");
  return found.size === 0 ? SILENCE : await told({ found, question }, options, trace);
}

const NO_MEMORY: Memory = new Map();

interface Told {
  readonly found: ReadonlyMap<ToolCall, readonly Finding[]>;
  readonly question: AnalysisRequest;
}

/** The whole pipeline with what was found already. */
async function told({ found, question }: Told, options: StoredOptions, trace: Trace): Promise<Answer> {
  const { load = 0, analyze = 0 } = trace.us;
  const { answerStored } = await import("./answer_with_state.ts");
  const analyzers = question.analyzers.map((row) => ({
    ...row,
    load: () =>
      Promise.resolve({
        rules: () => [],
        analyze: (call: ToolCall): Finding[] => [...found.get(call) ?? []],
      }),
  }));
  const answer = await answerStored({ ...question, analyzers }, options, trace);
  trace.us.load = load + (trace.us.load ?? 0);
  trace.us.analyze = analyze + (trace.us.analyze ?? 0);
  return answer;
}
