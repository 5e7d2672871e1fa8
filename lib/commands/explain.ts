/**
 * `fasthook explain`: why there is feedback for an event, or why there is none.
 *
 * @module
 */
import { allTools, decodeEvent } from "../agents/table.ts";
import { MAX_INPUT_BYTES } from "../system/io.ts";
import { readPlainText } from "../system/plain_file.ts";
import { findRuleProblems } from "../config/dead_rules.ts";
import { loadCheckedSettings } from "../hook/check_settings.ts";
import { readEvent } from "../hook/hook.ts";
import { Trace } from "../hook/trace.ts";
import type { Host } from "../state/host.ts";
import { reasonOf } from "../system/reason.ts";
import { printClean } from "../system/terminal.ts";
import { quotable } from "../text/clean.ts";
import { UserError } from "../text/user_error.ts";
import { describeAnalysis, describeEvent, describeReplies } from "./explain/describe.ts";
import { rehearse } from "./explain/rehearsal.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";

/** Runs the command. */
export const run: Run = withOptions("explain", async ({ operands: [path] }: Options, host: Host) => {
  const trace = new Trace({ ...host, eventStart: host.clock });
  const json = path === undefined || path === "-" ? await readEvent(Deno.stdin) : readEventFile(path);
  trace.mark("read");
  const decoded = await decodeEvent(json);
  if (decoded === undefined) {
    print([
      "event       none: it is not one of the events that fasthook answers, or another agent's",
      "reply       silence, exit code 0",
    ]);
    return 0;
  }
  const { agent, event } = decoded;
  trace.agent = agent;
  print(describeEvent(event));
  if (event.calls.length === 0) {
    print(["reply       silence, exit code 0"]);
    return 0;
  }
  const rehearsal = await rehearse(event, host, trace);
  print(describeAnalysis(event, rehearsal, trace.linters));
  print(describeReplies(event, rehearsal, host.now()));
  const [{ rules }, tools] = await Promise.all([loadCheckedSettings(event.cwd, host.env), allTools()]);
  // All rules: one that names a tool wrongly is not asked about the event.
  print(
    rules.flatMap((rule) =>
      findRuleProblems(rule, tools).map(({ message }) => `problem     ${rule.id}: ${message}`)
    ),
  );
  const times = Object.entries(trace.us).map(([stage, us]) => `${stage} ${(us / 1000).toFixed(2)} ms`);
  print([`times       ${times.join(", ")}`]);
  return 0;
});

function readEventFile(path: string): unknown {
  try {
    return JSON.parse(readPlainText(path, { maxBytes: MAX_INPUT_BYTES }));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new UserError(
        `Cannot read ${path}: wanted one event as JSON, got text that is not (${
          quotable(error.message, 100)
        })`,
      );
    }
    if (error instanceof Error) throw new UserError(`Cannot read ${path}: ${reasonOf(error)}`);
    throw error;
  }
}

function print(lines: readonly string[]): void {
  if (lines.length > 0) printClean(Deno.stdout, `${lines.join("\n")}\n`);
}
