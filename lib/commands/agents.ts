/**
 * `fasthook agents`: which agents are here, where fasthook is registered, and when each sent its last event.
 *
 * @module
 */
import { localTime } from "../text/day.ts";
import { obstaclesOf } from "../agents/registrations/obstacles.ts";
import { type AgentRegistration, hookFilePath } from "../agents/registrations/table.ts";
import { REGISTRATIONS } from "../agents/registrations/table.ts";
import { findOurs } from "../agents/claude_code/registration/change.ts";
import { settingsFiles } from "../agents/claude_code/registration/places.ts";
import { ownElements } from "../agents/shared/hook_file.ts";
import { readJournal } from "../state/journal_reader.ts";
import type { Host } from "../state/host.ts";
import { onPath } from "../system/executable.ts";
import { printClean } from "../system/terminal.ts";
import { readSettings } from "../system/user_file.ts";
import { visibleJson } from "../text/clean.ts";
import { UserError } from "../text/user_error.ts";
import { CLAUDE_CODE, findInstalledAgents } from "./shared/agent_files.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";

/** What is known of one agent. */
interface AgentReport {
  readonly agent: string;
  /** Whether it is installed, as far as that can be seen. */
  readonly found: boolean;
  /** The files that fasthook is registered in. */
  readonly registered: readonly string[];
  /** What keeps the agent from running it. */
  readonly problems: readonly string[];
  /** When its last event came, in milliseconds since 1970; `null` for never, as far as the journal goes back. */
  readonly lastEventAt: number | null;
}

/** Lists the agents. */
export const run: Run = withOptions("agents", ({ flags }: Options, host: Host): number => {
  const last = lastEvents(host);
  const cwd = Deno.cwd();
  const reports = [
    claudeCode(host, cwd),
    ...REGISTRATIONS.map((row) => reportOn(row, host, cwd)),
  ].map((report): AgentReport => ({ ...report, lastEventAt: last.get(report.agent) ?? null }));
  if (flags.has("json")) {
    printClean(Deno.stdout, visibleJson(`${JSON.stringify({ agents: reports }, null, 2)}\n`));
  } else printClean(Deno.stdout, reports.map(lineOf).join(""));
  return 0;
});

function claudeCode({ env }: Host, cwd: string): Omit<AgentReport, "lastEventAt"> {
  const registered = settingsFiles({ env, cwd }).map(({ path }) => path).filter((path) => {
    try {
      const { exists, text } = readSettings(path);
      return exists && findOurs(text, path).length > 0;
    } catch (error) {
      // A broken file is doctor's business.
      if (!(error instanceof UserError)) throw error;
      return false;
    }
  });
  const found = registered.length > 0 || onPath("claude", env) !== undefined;
  return { agent: CLAUDE_CODE, found, registered, problems: [] };
}

function reportOn(row: AgentRegistration, { env }: Host, cwd: string): Omit<AgentReport, "lastEventAt"> {
  const found = findInstalledAgents(env).includes(row);
  try {
    const { exists, text, path } = readSettings(hookFilePath(row, env));
    const own = exists && text.trim() !== "" ? ownElements(text, { path, file: row }) : [];
    if (own.length === 0) return { agent: row.id, found, registered: [], problems: [] };
    const problems = obstaclesOf({ row, text, own }, { env, cwd }).map(({ message }) => message);
    return { agent: row.id, found, registered: [path], problems };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { agent: row.id, found, registered: [], problems: [error.message] };
  }
}

function lastEvents({ stateFolder }: Host): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  const folder = stateFolder();
  if (folder.kind === "none") return last;
  for (const line of readJournal(folder.path)) {
    if (line.kind === "broken") continue;
    const { agent, at } = line.record;
    last.set(agent, Math.max(at, last.get(agent) ?? 0));
  }
  return last;
}

function lineOf({ agent, found, registered, problems, lastEventAt }: AgentReport): string {
  const where = registered.length > 0
    ? `registered in ${registered.join(", ")}`
    : found
    ? `not registered: fasthook init --agent ${agent}`
    : "not found here";
  const last = lastEventAt === null ? "" : `; last event ${localTime(lastEventAt, "minute")}`;
  const lines = problems.map((problem) => `${" ".repeat(13)}${problem}\n`);
  return `${agent.padEnd(13)}${where}${last}\n${lines.join("")}`;
}
