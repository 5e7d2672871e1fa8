/**
 * fasthook: feedback on a coding agent's tool calls, within milliseconds.
 *
 * @module
 */
import type { Reply } from "./lib/event/answer.ts";
import { conclude } from "./lib/hook/conclude.ts";
import { runHook } from "./lib/hook/hook.ts";
import { processHost } from "./lib/hook/process_host.ts";
import { writeReply } from "./lib/system/write_reply.ts";

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
  const host = processHost();
  const reply = replyOf(args);
  if (reply === undefined || Deno.stdin.isTerminal()) {
    const { runCommand } = await import("./lib/commands/run.ts");
    return await runCommand(args, host);
  }
  const { answer: { stdout, stderr, exitCode }, trace } = await runHook(Deno.stdin, { host, reply });
  const text = stdout + stderr;
  // First: whatever ends the process while it writes its journal, the reply is out.
  if (text !== "") await writeReply(stdout === "" ? Deno.stderr : Deno.stdout, text);
  await conclude(trace, host);
  return exitCode;
}

const exitCode = await main(Deno.args);
// Deno's `exit` (2.9.6) sets this mark once it has called the listeners of "unload". There are none here, and making the
// event costs a new process time. Where Deno does not know the mark, it makes the event.
Object.assign(globalThis, { [Symbol.for("Deno.isUnloadDispatched")]: true });
Deno.exit(exitCode);
