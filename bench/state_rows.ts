/**
 * What the state costs: events without it, with a session that remembers much, and a cached result.
 *
 * @module
 */
import { ROOT, runCommand } from "../.github/tasks/program.ts";
import { SCENARIOS } from "../lib/commands/bench/scenarios.ts";
import { firstOfSession } from "../lib/commands/bench/trial.ts";
import { UserError } from "../lib/text/user_error.ts";
import type { JsonObject } from "../lib/text/json_object.ts";
import { observationKey } from "../lib/state/memory.ts";
import { DEFAULTS } from "../lib/config/settings.ts";
import { stateFolder } from "../lib/state/folder.ts";
import { StoredSession } from "../lib/state/sessions.ts";
import { timeProgram } from "./process.ts";
import { ours, type Subject } from "./subjects.ts";

/** A session before its file is written again. */
const PATTERNS = 480;

/** Taken in turn: after 5,000 words a session gets no more feedback. */
const LONG_SESSIONS = 20;

/** A relative path is refused, so nothing is remembered. */
const NO_STATE = { FASTHOOK_STATE_DIR: "no-state" };

/**
 * Lists the rows about the state.
 *
 * @param folder An empty folder.
 * @returns Events that compare with the scenarios of the same name, and a process that finds a cached result.
 */
export async function stateful(folder: string): Promise<Subject[]> {
  const long = { FASTHOOK_STATE_DIR: `${folder}/long` };
  for (let index = 0; index < LONG_SESSIONS; index++) fillSession(`${folder}/long`, `bench-${index}`);
  let turn = 0;
  return [
    row("Read, no state", "read", { env: NO_STATE, input: firstOfSession }),
    row("general, no session", "general", { env: long, input: inSession(() => "") }),
    row("general, new session", "general", { env: long, input: inSession(() => crypto.randomUUID()) }),
    row("general, long session", "general", {
      env: long,
      input: inSession(() => `bench-${turn++ % LONG_SESSIONS}`),
    }),
    await cacheHit(folder),
  ];
}

interface Given {
  readonly env: Readonly<Record<string, string>>;
  readonly input: (event: JsonObject) => string;
}

function row(title: string, id: string, { env, input }: Given): Subject {
  const scenario = SCENARIOS.find((scenario) => scenario.id === id);
  if (scenario === undefined) throw new Error(`Cannot measure "${title}": there is no scenario "${id}"`);
  const { event, wanted } = scenario;
  return {
    ...ours({ title, event, wanted }),
    env,
    input: () => new TextEncoder().encode(input(event)),
  };
}

/** A new call with a new command, so that there is always something to say. */
function inSession(session: () => string): Given["input"] {
  return () => {
    const id = crypto.randomUUID();
    // The report's short form has no session.
    return JSON.stringify({
      session_id: session(),
      hook_event_name: "PostToolUseFailure",
      tool_name: "Bash",
      tool_use_id: id,
      tool_input: { command: `nosuch-${id}` },
      error: "Exit code 137\nnosuch: starting",
    });
  };
}

function fillSession(folder: string, session: string): void {
  const checked = stateFolder((name) => name === "FASTHOOK_STATE_DIR" ? folder : undefined);
  if (checked.kind === "none") throw new UserError(`Cannot measure: the state folder is ${checked.problem}`);
  const place = { folder: checked, session, limit: DEFAULTS.state.observations };
  for (let count = 0; count < PATTERNS; count += 4) {
    const adds = ["fail", "same", "said", "words"].map((kind) =>
      [observationKey(kind, String(count)), 1] as const
    );
    new StoredSession(place).update(() => ({
      entry: { at: Date.now(), adds: new Map(adds) },
      value: undefined,
    }));
  }
}

async function cacheHit(folder: string): Promise<Subject> {
  const script = `${folder}/cache_hit.js`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--minify", `--output=${script}`, `${ROOT}bench/cache_hit.ts`],
    cwd: ROOT,
    stdin: "null",
  }).output();
  if (!success) throw new Error(`Cannot bundle cache_hit.ts:\n${new TextDecoder().decode(stderr)}`);
  const command = runCommand(script);
  const env = { FASTHOOK_STATE_DIR: `${folder}/cached` };
  // The first run makes the database and stores the result.
  await timeProgram({ command, input: new Uint8Array(), env });
  return {
    group: "fasthook",
    title: "cached result",
    command,
    env,
    input: () => new Uint8Array(),
    problem: ({ exitCode, stderr }) =>
      exitCode === 0 ? "" : `wanted a hit, got exit code ${exitCode}: ${stderr}`,
  };
}
