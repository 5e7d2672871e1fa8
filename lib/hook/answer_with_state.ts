/**
 * Hook mode's answers with what fasthook remembers: session memory, cache and breakers.
 *
 * @module
 */
import type { Answer, Reply } from "../event/answer.ts";
import { answerTo } from "./answer_event.ts";
import type { SessionMemory } from "../state/memory.ts";
import type { AnalysisRequest } from "./analyse.ts";
import type { Settings } from "../config/settings.ts";
import type { Host } from "../state/host.ts";
import { StoredMemory } from "../state/sessions.ts";
import type { Trace } from "./trace.ts";

/** How an event is answered, and where it is remembered. */
export interface StoredOptions {
  /** The reply that the hook was registered with. */
  readonly reply: Reply;
  /** The program that this runs in. */
  readonly host: Host;
}

/**
 * Analyses an event and answers it, with the memory of its session and with linters.
 *
 * @param question The event, its settings, and the analyzers.
 * @param options How to answer.
 * @param trace Where it is noted what happened.
 * @returns The answer.
 */
export async function answerStored(
  question: AnalysisRequest,
  { host, reply }: StoredOptions,
  trace: Trace,
): Promise<Answer> {
  const { event: { session }, settings } = question;
  let opened: (SessionMemory & Disposable) | undefined;
  const memory = (): SessionMemory => opened ??= storedMemory({ session, settings, host });
  const answer = await answerTo(question, {
    host,
    reply,
    ...(session !== "" && { memory }),
    runLinters: async (tasks, limits) => {
      const { storedLinters } = await import("./linters_with_state.ts");
      return await storedLinters({ host, settings, trace })(tasks, limits);
    },
  }, trace);
  opened?.[Symbol.dispose]();
  return answer;
}

/** Where a session's memory is kept, and how much of it. */
interface MemoryPlace {
  /** The agent's session; not "". */
  readonly session: string;
  /** The settings in force. */
  readonly settings: Settings;
  /** The program that this runs in. */
  readonly host: Host;
}

/**
 * Gives the memory of a session, shared by the processes of its events.
 *
 * @param place Where it is kept.
 * @returns The memory; of no use where there is no state.
 */
function storedMemory(
  { session, settings: { state: { patterns } }, host }: MemoryPlace,
): SessionMemory & Disposable {
  const folder = host.stateFolder();
  return folder.kind === "none"
    ? { recall: () => folder, remember: () => folder, [Symbol.dispose]: () => {} }
    : new StoredMemory({ folder, session, limit: patterns });
}
