/**
 * Hook mode: one event on standard input, one answer.
 *
 * @module
 */
import { type Decoded, decodeEvent, decodeHead, projectDirOf } from "../agents/table.ts";
import { type Answer, type Reply, SILENCE } from "../event/answer.ts";
import { isUnwanted, selectAnalyzers } from "../analyzers/table.ts";
import {
  type Input,
  INPUT_DEADLINE_MS,
  type InputLimits,
  MAX_INPUT_BYTES,
  readJson,
  type Source,
} from "../system/io.ts";
import { defaultSettings, loadSettings } from "../config/load.ts";
import type { Settings } from "../config/settings.ts";
import { createSettingsMaker } from "./make_settings.ts";
import { answerByRoute } from "./routes.ts";
import { Trace } from "./trace.ts";
import type { HookEvent } from "../event/event.ts";
import type { Host } from "../state/host.ts";
import { owedPath } from "../state/session_path.ts";
import { isFile } from "../system/files.ts";

/** How events are answered. */
export interface HookOptions {
  /** The program that this runs in. */
  readonly host: Host;
  /** The reply that the hook was registered with. */
  readonly reply: Reply;
}

/** An answer, and what happened on the way to it. */
export interface Handled {
  /** What the process prints and how it ends. */
  readonly answer: Answer;
  /** For the journal. */
  readonly trace: Trace;
}

const LIMITS: InputLimits = { maxBytes: MAX_INPUT_BYTES, deadlineMs: INPUT_DEADLINE_MS };

/**
 * Reads an event and answers it. Only the beginning of a large event is read if no analyzer wants it. Never throws: whatever
 * is wrong becomes one clear line.
 *
 * @param source Standard input.
 * @param options The host, and how to answer.
 * @returns The answer, and what happened on the way to it.
 */
export async function runHook(source: Source, options: HookOptions): Promise<Handled> {
  const trace = new Trace(options.host);
  trace.mark("boot");
  try {
    const input = await readJson(source, LIMITS, (head) => unwantedBy(head, options.host));
    trace.mark("read");
    if (input.kind !== "unwanted") {
      return { answer: await answerJson(await valueOf(input), options, trace), trace };
    }
    trace.agent = input.agent;
    trace.event = input.event;
    trace.settings = input.settings;
    return { answer: SILENCE, trace };
  } catch (error) {
    trace.reply = "refused";
    const { refusal } = await import("../feedback/problem_report.ts");
    return { answer: refusal(error, options.reply), trace };
  }
}

/**
 * Reads what came on standard input.
 *
 * @param source Standard input.
 * @returns The JSON value.
 * @throws {UserError} If there is none: nothing came, too much, too late, or something else than JSON.
 */
export async function readEvent(source: Source): Promise<unknown> {
  return await valueOf(await readJson(source, LIMITS));
}

async function valueOf(input: Input): Promise<unknown> {
  if (input.kind === "json") return input.value;
  const { noEvent } = await import("../feedback/problem_report.ts");
  throw noEvent(input);
}

/** A large event that no analyzer wants. */
interface Unwanted extends Decoded {
  readonly kind: "unwanted";
  readonly settings: Settings;
}

/** Decides by the beginning of a large event that no analyzer wants it: reading and parsing 2 MB takes 9 ms. */
function unwantedBy(head: string, { env }: Host): Unwanted | undefined {
  const decoded = decodeHead(head);
  if (decoded === undefined) return undefined;
  const settings = defaultSettings(decoded.event.cwd, { env, projectDir: projectDirOf(env, decoded.agent) });
  // A rule may look for anything.
  if (settings === undefined || !isUnwanted(decoded.event, { settings })) return undefined;
  return { kind: "unwanted", ...decoded, settings };
}

async function answerJson(json: unknown, options: HookOptions, trace: Trace): Promise<Answer> {
  const { agent, event: decoded } = await decodeEvent(json, options.host.env) ?? { agent: "" };
  trace.agent = agent;
  trace.event = decoded;
  trace.mark("decode");
  const event = decoded?.batch === undefined ? decoded : await withOwed(decoded, options.host);
  if (event === undefined || event.replies === "none") return SILENCE;
  const isTurnEnd = event.batch?.length === 0;
  if (event.calls.length === 0 && !isTurnEnd) return SILENCE;
  const { env } = options.host;
  const settings = await loadSettings(event.cwd, {
    env,
    projectDir: projectDirOf(env, agent),
    event,
    make: createSettingsMaker(options.host),
  });
  trace.settings = settings;
  trace.mark("settings");
  // Most events end here: each step that they do not take is code that a new process need not compile.
  const analyzers = selectAnalyzers(event, settings);
  if (settings.problems.length === 0 && analyzers.length === 0 && !isTurnEnd) return SILENCE;
  return await answerByRoute({ event, settings, analyzers }, { ...options, trace });
}

/** A batch may end what earlier edits began; most often nothing is noted about that, and nothing is loaded. */
async function withOwed(event: HookEvent, { stateFolder }: Host): Promise<HookEvent> {
  const folder = event.session === "" ? undefined : stateFolder();
  if (folder === undefined || folder.kind === "none") return event;
  const file = owedPath(folder.path, event);
  if (!isFile(file)) return event;
  const { withOwedCalls } = await import("./owed_calls.ts");
  return withOwedCalls(event, file);
}
