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
import type { StateFolder } from "../state/folder.ts";
import { StoredMemory } from "../state/sessions.ts";
import type { Trace } from "./trace.ts";

/** How an event is answered, and where it is remembered. */
export interface StoredOptions {
  /** The reply that the hook was registered with. */
  readonly reply: Reply;
  /** Finds the state folder. */
  readonly folder: () => StateFolder;
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
  { reply, folder }: StoredOptions,
  trace: Trace,
): Promise<Answer> {
  const { event: { session }, settings } = question;
  let opened: SessionMemory | undefined;
  const memory = (): SessionMemory => opened ??= storedMemory({ session, settings, folder: folder() });
  return await answerTo(question, {
    reply,
    ...(session !== "" && { memory }),
    runLinters: async (tasks, limits) => {
      const { storedLinters } = await import("./linters_with_state.ts");
      return await storedLinters({ settings, trace, folder: folder() })(tasks, limits);
    },
  }, trace);
}

/** Where a session's memory is kept, and how much of it. */
interface MemoryPlace {
  /** The agent's session; not "". */
  readonly session: string;
  /** The settings in force. */
  readonly settings: Settings;
  /** The state folder. */
  readonly folder: StateFolder;
}

/**
 * Gives the memory of a session, shared by the processes of its events.
 *
 * @param place Where it is kept.
 * @returns The memory; of no use where there is no state.
 */
function storedMemory(
  { session, settings: { state: { patterns } }, folder }: MemoryPlace,
): SessionMemory {
  return folder.kind === "none"
    ? { recall: () => folder, remember: () => folder }
    : new StoredMemory({ folder: folder.path, session, limit: patterns });
}
