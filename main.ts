/**
 * fasthook: feedback on a coding agent's tool calls, within milliseconds.
 *
 * @module
 */
import { type Reply, runHook } from "./lib/hook.ts";
import { writeAll } from "./lib/io.ts";
import { conclude, openSettings, storedExternals, storedMemory } from "./lib/state.ts";

/** Hook mode's own options are read here, before anything else is loaded. */
function replyOf(args: readonly string[]): Reply | undefined {
  const [first, second] = args;
  if (first === undefined) return "stderr";
  const value = args.length === 1 && first.startsWith("--reply=")
    ? first.slice("--reply=".length)
    : (args.length === 2 && first === "--reply" ? second : undefined);
  return value === "stderr" || value === "context" ? value : undefined;
}

async function main(args: readonly string[]): Promise<number> {
  const reply = replyOf(args);
  if (reply === undefined || Deno.stdin.isTerminal()) {
    const { runCommand } = await import("./lib/commands/run.ts");
    return await runCommand(args);
  }
  const { answer: { stdout, stderr, exitCode }, trace } = await runHook(Deno.stdin, {
    reply,
    settings: openSettings,
    memory: storedMemory,
    externals: storedExternals,
  });
  if (stdout !== "") writeAll(Deno.stdout, stdout);
  if (stderr !== "") writeAll(Deno.stderr, stderr);
  await conclude(trace);
  return exitCode;
}

Deno.exit(await main(Deno.args));
