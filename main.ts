/**
 * fasthook: feedback on a coding agent's tool calls, within milliseconds.
 *
 * @module
 */
import type { Reply } from "./lib/event/answer.ts";
import type { ConfigSources } from "./lib/config/parse.ts";
import { runHook } from "./lib/hook/hook.ts";
import { writeAll } from "./lib/system/io.ts";
import type { AnalysisRequest } from "./lib/hook/analyse.ts";
import type { Settings } from "./lib/config/settings.ts";
import type * as Answering from "./lib/hook/answer_with_state.ts";
import { conclude } from "./lib/hook/conclude.ts";
import { processHost } from "./lib/hook/process_host.ts";

/** Hook mode's own options are read here, before anything else is loaded. */
function replyOf(args: readonly string[]): Reply | undefined {
  const [first, second] = args;
  if (first === undefined) return "stderr";
  const value = args.length === 1 && first.startsWith("--reply=")
    ? first.slice("--reply=".length)
    : (args.length === 2 && first === "--reply" ? second : undefined);
  return value === "stderr" || value === "context" ? value : undefined;
}

const host = processHost();

async function settings(sources: ConfigSources): Promise<Settings> {
  const loading = import("./lib/config/cached.ts");
  // Looked for while that is loaded.
  const folder = host.stateFolder();
  return await (await loading).readThroughCache(sources, { folder, make: checked });
}

async function checked(sources: ConfigSources): Promise<Settings> {
  const { checkSettings } = await import("./lib/hook/check_settings.ts");
  return await checkSettings(sources);
}

/** Loads what answers an event: one file, with hardly anything in it that such events do not need. */
function answering(
  { event: { calls }, settings, analyzers }: AnalysisRequest,
): Promise<Pick<typeof Answering, "answerStored">> {
  if (calls.some(({ status }) => status === "failed" || status === "rejected")) {
    return import("./lib/hook/answer_failure.ts");
  }
  return settings.problems.length === 0 && analyzers.every(({ id }) => id === "linters")
    ? import("./lib/hook/answer_linting.ts")
    : import("./lib/hook/answer_with_state.ts");
}

async function main(args: readonly string[]): Promise<number> {
  const reply = replyOf(args);
  if (reply === undefined || Deno.stdin.isTerminal()) {
    const { runCommand } = await import("./lib/commands/run.ts");
    return await runCommand(args, host);
  }
  const { answer: { stdout, stderr, exitCode }, trace } = await runHook(Deno.stdin, {
    host,
    reply,
    settings,
    answer: async (question, trace) => {
      const { answerStored } = await answering(question);
      return await answerStored(question, { host, reply }, trace);
    },
  });
  if (stdout !== "") writeAll(Deno.stdout, stdout);
  if (stderr !== "") writeAll(Deno.stderr, stderr);
  await conclude(trace, { host, make: settings });
  return exitCode;
}

const exitCode = await main(Deno.args);
// Deno's own mark that listeners of "unload" were told, in its `exit` (2.9.6): there are none here, and to make the event
// costs a new process 0.06 ms. Where Deno does not know the mark, it makes the event.
Object.assign(globalThis, { [Symbol.for("Deno.isUnloadDispatched")]: true });
Deno.exit(exitCode);
