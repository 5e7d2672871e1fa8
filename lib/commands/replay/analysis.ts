/**
 * What fasthook says about a recorded event, with today's settings: the one place where replay meets the pipeline.
 *
 * @module
 */
import { LruCache } from "@std/cache";
import { ANALYZERS } from "../../analyzers/table.ts";
import { decodeEvent } from "../../agents/table.ts";
import { USER_FILE_VARIABLE } from "../../config/places.ts";
import { isFile } from "../../system/files.ts";
import { UserError } from "../../text/user_error.ts";
import type { JsonObject } from "../../text/json_object.ts";
import { loadCheckedSettings } from "../../hook/check_settings.ts";
import { analyse, type AnalysisOptions } from "../../hook/analyse.ts";
import { subject } from "../../feedback/render.ts";
import type { Settings } from "../../config/settings.ts";
import { mayChangeFiles } from "../../event/change.ts";
import type { HookEvent, ToolCall } from "../../event/event.ts";
import type { SaidFinding } from "../shared/outcome_tally.ts";
import type { Host } from "../../state/host.ts";
import { CHANGED } from "../../state/marks.ts";

/** What is said about one event. */
export interface Reanalysis {
  /** The tool, and its command or file, in a few words. */
  readonly subject: string;
  /** The rules of what is said, in order; empty for silence. */
  readonly rules: readonly string[];
  /** The call; missing for an event of several calls, or of none. */
  readonly call?: ToolCall;
  /** What is said about it. */
  readonly findings: readonly SaidFinding[];
  /** The feedback; "" for silence. */
  readonly text: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** What hook mode does after its answer. */
function noteChanges({ calls }: HookEvent, { openSession, now = 0 }: Omit<AnalysisOptions, "host">): void {
  if (!calls.some(mayChangeFiles)) return;
  openSession?.().update(() => ({ entry: { at: now, adds: new Map([[CHANGED, 1]]) }, value: undefined }));
}

/** Sessions work in a handful of folders. */
const MAX_FOLDERS = 200;

/** Analyses recorded events again. Settings are read once a folder. */
export class Reanalyser {
  readonly #host: Host;
  readonly #rulesFile: string | undefined;
  readonly #settings = new LruCache<string, Promise<Settings>>(MAX_FOLDERS);

  /**
   * Starts with today's settings.
   *
   * @param host The program that this runs in.
   * @param rulesFile A configuration file that is used instead of the user's own.
   */
  constructor(host: Host, rulesFile?: string) {
    this.#host = host;
    this.#rulesFile = rulesFile;
  }

  /**
   * Checks the configuration file that was named.
   *
   * @throws {UserError} When it cannot be used as it is.
   */
  async check(): Promise<void> {
    const rulesFile = this.#rulesFile;
    if (rulesFile === undefined) return;
    if (!isFile(rulesFile)) {
      throw new UserError(`Cannot use ${rulesFile}: there is no such file`, "fasthook config path");
    }
    const { problems } = await this.#load("");
    const [problem] = problems.filter(({ source, line }) => line > 0 || source === rulesFile);
    if (problem === undefined) return;
    throw new UserError(
      `Cannot use ${problem.source}, line ${problem.line}: ${problem.message}`,
      problem.fix,
    );
  }

  /**
   * Analyses an event.
   *
   * @param json The event as a hook would have got it.
   * @param options What was remembered then, and the moment.
   * @returns What is said about it, or `undefined` where no agent knows the event.
   */
  async analyse(json: JsonObject, options: Omit<AnalysisOptions, "host">): Promise<Reanalysis | undefined> {
    const started = performance.now();
    const event = (await decodeEvent(json))?.event;
    if (event === undefined) return undefined;
    const decoded = performance.now();
    const settings = await this.#settingsFor(event.cwd);
    const loaded = performance.now();
    const { judged, text } = await analyse({ event, settings, analyzers: ANALYZERS }, {
      ...options,
      host: this.#host,
    });
    noteChanges(event, options);
    const [call, ...more] = event.calls;
    const findings = judged.filter(({ verdict }) => verdict.kind === "reported").map(({ finding }) =>
      finding
    );
    return {
      subject: call === undefined ? "" : subject(call),
      ...(call !== undefined && more.length === 0 && { call }),
      findings,
      rules: findings.map(({ rule }) => rule),
      text,
      ms: performance.now() - loaded + decoded - started,
    };
  }

  #settingsFor(cwd: string): Promise<Settings> {
    const known = this.#settings.get(cwd);
    if (known !== undefined) return known;
    const settings = this.#load(cwd);
    this.#settings.set(cwd, settings);
    return settings;
  }

  async #load(cwd: string): Promise<Settings> {
    const rulesFile = this.#rulesFile;
    const { env } = this.#host;
    return await loadCheckedSettings(
      cwd,
      (name) => name === USER_FILE_VARIABLE && rulesFile !== undefined ? rulesFile : env(name),
    );
  }
}
