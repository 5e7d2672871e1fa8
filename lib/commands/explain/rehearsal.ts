/**
 * Analyses an event as hook mode does, with what the state holds, and changes nothing there.
 *
 * @module
 */
import { projectDirOf } from "../../agents/table.ts";
import { ANALYZERS } from "../../analyzers/table.ts";
import { loadSettings } from "../../config/load.ts";
import type { Settings } from "../../config/settings.ts";
import type { HookEvent } from "../../event/event.ts";
import { claimOf } from "../../feedback/report.ts";
import { analyse, type Analysis } from "../../hook/analyse.ts";
import { checkSettings } from "../../hook/check_settings.ts";
import { createLinterRunner } from "../../hook/late_linters.ts";
import type { Trace } from "../../hook/trace.ts";
import type { RunLinters } from "../../linters/plan.ts";
import { Project } from "../../linters/project.ts";
import { askPermission } from "../../state/breaker.ts";
import { readBreakers } from "../../state/breaker_reader.ts";
import type { BreakerRow } from "../../state/breakers.ts";
import { type StateFolder, statePath } from "../../state/folder.ts";
import { type Host, withoutState } from "../../state/host.ts";
import { EMPTY_MEMORY, type SessionMemory, type SessionStore } from "../../state/memory.ts";
import { readSession } from "../../state/session_reader.ts";
import { infoOf } from "../../system/files.ts";

/** What came of a rehearsal. */
export interface Rehearsal {
  /** The settings in force. */
  readonly settings: Settings;
  /** The project. */
  readonly project: Project;
  /** What the session remembers. */
  readonly memory: SessionMemory;
  /** The same, as the analysis is given it. */
  readonly session: SessionStore;
  /** Whether the event was answered before in its session. */
  readonly isAnswered: boolean;
  /** What was found, and what of it is reported. */
  readonly analysis: Analysis;
  /** How many problems each linter found that ran. */
  readonly problemCounts: ReadonlyMap<string, number>;
  /** The breakers of the linters that were not started. */
  readonly refused: readonly BreakerRow[];
}

/**
 * Analyses an event. Results of linters are neither taken from the cache nor put there.
 *
 * @param event The event.
 * @param host The program that this runs in.
 * @param trace Takes down the times and what happens to linters; it knows the agent.
 * @returns What hook mode would do with the event now.
 */
export async function rehearse(event: HookEvent, host: Host, trace: Trace): Promise<Rehearsal> {
  const { env } = host;
  const projectDir = projectDirOf(env, trace.agent);
  const settings = await loadSettings(event.cwd, { env, projectDir, event, make: checkSettings });
  trace.mark("settings");
  const folder = existingFolder(host);
  const { memory, session, isAnswered } = recall(event, folder);
  const linters = lintersWith(await readBreakers(folder), { host, settings, trace });
  const analysis = await analyse({ event, settings, analyzers: ANALYZERS }, {
    host,
    openSession: () => session,
    runLinters: linters.run,
    mark: (stage) => trace.mark(stage),
  });
  const project = new Project({ ...settings, host });
  return { settings, project, memory, session, isAnswered, analysis, ...linters };
}

/** Hook mode makes the folder where it is missing. */
function existingFolder(host: Host): StateFolder {
  const path = statePath(host.env, Deno.build.os);
  return path !== "" && infoOf(path) !== undefined
    ? host.stateFolder()
    : { kind: "none", path, problem: "gone" };
}

/** The event is judged as if it came again: its own mark, which would silence a second process, is left out. */
function recall(
  event: HookEvent,
  folder: StateFolder,
): Pick<Rehearsal, "memory" | "session" | "isAnswered"> {
  const recalled = readSession(folder, event.session);
  const all: SessionMemory = recalled.kind === "done" ? recalled.value : EMPTY_MEMORY;
  const claim = claimOf(event);
  const memory: SessionMemory = {
    size: all.size,
    has: (key) => key !== claim && all.has(key),
    get: (key) => key === claim ? undefined : all.get(key),
  };
  return {
    memory,
    session: {
      read: () => ({ kind: "done", value: memory }),
      update: (decide) => ({ kind: "done", value: decide(memory).value }),
    },
    isAnswered: claim !== undefined && all.has(claim),
  };
}

interface Linters {
  readonly run: RunLinters;
  readonly problemCounts: Map<string, number>;
  readonly refused: BreakerRow[];
}

/** Starts the linters that hook mode would start now. */
function lintersWith(
  breakers: ReadonlyMap<string, BreakerRow>,
  context: { readonly host: Host; readonly settings: Settings; readonly trace: Trace },
): Linters {
  const { host } = context;
  const problemCounts = new Map<string, number>();
  const refused: BreakerRow[] = [];
  const runUncached = createLinterRunner({ ...context, host: withoutState(host) });
  return {
    problemCounts,
    refused,
    run: async (tasks, limits) => {
      const allowed = tasks.filter(({ id }) => {
        const row = breakers.get(id);
        if (row === undefined || askPermission(row.breaker, host.now()).kind === "granted") return true;
        refused.push(row);
        return false;
      });
      const results = await runUncached(allowed, limits);
      for (const { id, key } of allowed) {
        const problems = results.found.get(key);
        // The file as it is comes before the text before the call.
        if (problems !== undefined && !problemCounts.has(id)) problemCounts.set(id, problems.length);
      }
      return results;
    },
  };
}
