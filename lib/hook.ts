/**
 * Hook mode: one event on standard input, one answer.
 *
 * @module
 */
import { AGENTS, encodeContext, encodeSystemMessage } from "./agents/table.ts";
import type { RunExternals } from "./analysis.ts";
import { readConfigEarly } from "./config_files.ts";
import { UserError } from "./errors.ts";
import { type HookEvent, isObject } from "./event.ts";
import { INPUT_DEADLINE_MS, MAX_INPUT_BYTES, readJson, type Source } from "./io.ts";
import { loadSettings, type OpenSettings } from "./load_settings.ts";
import type { OpenMemory, SessionMemory } from "./memory.ts";
import { analyse } from "./pipeline.ts";
import type { Problem, Settings } from "./settings.ts";
import { Trace } from "./trace.ts";

/** How the model is told: text on standard error with exit code 2, or a JSON object on standard output. */
export type Reply = "stderr" | "context";

/** What the process prints and how it ends. */
export interface Answer {
  /** For standard output. */
  readonly stdout: string;
  /** For standard error. */
  readonly stderr: string;
  /** 0 nothing to say or said on standard output, 1 could not analyse, 2 feedback on standard error. */
  readonly exitCode: 0 | 1 | 2;
}

/** An answer, and how it came about. */
export interface Handled {
  /** What the process prints and how it ends. */
  readonly answer: Answer;
  /** For the journal. */
  readonly trace: Trace;
}

/** How events are answered. */
export interface HookOptions {
  /** The reply that the hook was registered with. */
  readonly reply: Reply;
  /** Begins to make settings; without it the configuration is checked anew for each event. */
  readonly settings?: OpenSettings;
  /** Gives a session's memory when it is needed; without it nothing is remembered. */
  readonly memory?: (session: string, settings: Settings) => Promise<SessionMemory>;
  /** Runs external analyzers; without it no programs are started. */
  readonly externals?: (settings: Settings, trace: Trace) => RunExternals;
}

const SILENCE: Answer = { stdout: "", stderr: "", exitCode: 0 };

/**
 * Reads an event and answers it. Never throws: whatever is wrong becomes one clear line.
 *
 * @param source Standard input.
 * @param options How to answer, and what is remembered.
 * @returns The answer, and how it came about.
 */
export async function runHook(source: Source, options: HookOptions): Promise<Handled> {
  const trace = new Trace();
  trace.mark("boot");
  try {
    const reading = readEvent(source);
    // The input comes by way of another thread: what is looked up meanwhile costs nothing.
    trace.config = readConfigEarly();
    if (trace.config?.files.length) options.settings?.(trace.config);
    const json = await reading;
    trace.mark("read");
    return { answer: await answerTo(json, options, trace), trace };
  } catch (error) {
    trace.reply = "refused";
    return { answer: refusal(error, options.reply), trace };
  }
}

/**
 * Reads what came on standard input.
 *
 * @param source Standard input.
 * @returns The JSON value.
 * @throws {UserError} When there is none: nothing came, too much, too late, or not JSON.
 */
export async function readEvent(source: Source): Promise<unknown> {
  const input = await readJson(source, { maxBytes: MAX_INPUT_BYTES, deadlineMs: INPUT_DEADLINE_MS });
  if (input.kind === "json") return input.value;
  const { noEvent } = await import("./refusals.ts");
  throw noEvent(input);
}

async function answerTo(
  json: unknown,
  { reply, settings: open, memory, externals }: HookOptions,
  trace: Trace,
): Promise<Answer> {
  const { agent, event } = decoded(json) ?? { agent: "" };
  trace.agent = agent;
  trace.event = event;
  trace.mark("decode");
  if (event === undefined || event.calls.length === 0) return SILENCE;
  const settings = await loadSettings(event.cwd, { event, found: trace.config, open });
  trace.settings = settings;
  trace.mark("settings");
  let opened: Promise<SessionMemory> | undefined;
  const openMemory = memory && event.session !== ""
    ? () => opened ??= memory(event.session, settings)
    : undefined;
  const analysis = await analyse(event, settings, {
    ...(openMemory && { openMemory }),
    ...(externals && { runExternals: externals(settings, trace) }),
  });
  trace.analysis = analysis;
  trace.mark("analyze");
  if (analysis.text === "" && analysis.problems.length === 0) return SILENCE;
  const isContext = reply === "context" || event.replies === "context-only";
  const problem = await reported(analysis.problems, isContext ? openMemory : undefined);
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

/**
 * Decodes an event with the first agent that knows it.
 *
 * @param json What came on standard input.
 * @returns The event, or `undefined` when no agent knows it.
 */
export function decodeEvent(json: unknown): HookEvent | undefined {
  return decoded(json)?.event;
}

function decoded(json: unknown): { readonly agent: string; readonly event: HookEvent } | undefined {
  if (!isObject(json)) return undefined;
  for (const { id, decode } of AGENTS) {
    const event = decode(json);
    if (event !== undefined) return { agent: id, event };
  }
  return undefined;
}

async function reported(problems: readonly Problem[], openMemory?: OpenMemory): Promise<string> {
  if (problems.length === 0) return "";
  const { newProblemReport } = await import("./refusals.ts");
  return await newProblemReport(problems, openMemory);
}

function refusal(error: unknown, reply: Reply): Answer {
  const report = error instanceof UserError ? error.report() : unexpected(error);
  return reply === "context"
    ? { stdout: encodeSystemMessage(report.trimEnd()), stderr: "", exitCode: 0 }
    : { stdout: "", stderr: report, exitCode: 1 };
}

function unexpected(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new UserError(`Cannot analyse this event: ${reason}`, "report this as a bug, with the event")
    .report();
}
