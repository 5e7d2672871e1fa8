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
import { isFile, isThere } from "../system/files.ts";
import { printText } from "../system/terminal.ts";
import { quotable } from "../text/clean.ts";
import { UsageError } from "../text/usage_error.ts";
import { UserError } from "../text/user_error.ts";
import { describeAnalysis, describeEvent, describeReplies } from "./explain/describe.ts";
import { lastEvent, type RecordedEvent, recordedEvent } from "./explain/recorded_event.ts";
import { rehearse } from "./explain/rehearsal.ts";
import { describeRule, ruleText } from "./shared/show_rule.ts";
import { listRules } from "./shared/rule_list.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";

/** Runs the command. */
export const run: Run = withOptions("explain", async ({ operands: [what], flags }: Options, host: Host) => {
  if (what !== undefined && flags.has("last")) {
    throw new UsageError(`Cannot use --last and "${quotable(what, 60)}" together: wanted one of them`);
  }
  if (what !== undefined && isRuleId(what)) return await explainRule(what, host);
  const trace = new Trace({ ...host, eventStart: host.clock });
  const { json, address } = await eventFor(what, flags, host);
  if (address !== "") print([`recorded    ${address}`]);
  trace.mark("read");
  const decoded = await decodeEvent(json, host.env);
  if (decoded === undefined) {
    print([
      "event       none: it is not one of the events that fasthook answers, or another agent's",
      "reply       silence, exit code 0",
    ]);
    return 0;
  }
  const { agent, event } = decoded;
  trace.agent = agent;
  print(describeEvent(agent, event));
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

/** An event's JSON, and where it is recorded; "" if it comes from elsewhere. */
interface Source {
  readonly json: unknown;
  readonly address: string;
}

async function eventFor(what: string | undefined, flags: ReadonlySet<string>, host: Host): Promise<Source> {
  if (flags.has("last")) return sourceOf(await lastEvent({ env: host.env, cwd: Deno.cwd() }));
  if (what === undefined || what === "-") return { json: await readEvent(Deno.stdin), address: "" };
  const [, file = "", line] = /^(.*\.jsonl)(?::(\d+))?$/.exec(what) ?? [];
  if (file === "" || isFile(what) && line !== undefined) return { json: readEventFile(what), address: "" };
  return sourceOf(await recordedEvent(file, line === undefined ? undefined : Number(line)));
}

function sourceOf({ event, address }: RecordedEvent): Source {
  return { json: event, address };
}

/** Whether an argument names a rule and no file. */
function isRuleId(what: string): boolean {
  return /^[a-z0-9-]+\/[a-z0-9-]+$/.test(what) && !isThere(what);
}

async function explainRule(id: string, { env, now }: Host): Promise<number> {
  const settings = await loadCheckedSettings(Deno.cwd(), env);
  printText(
    Deno.stdout,
    ruleText(await describeRule(id, { rules: await listRules(settings, now()), settings })),
  );
  return 0;
}

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
  if (lines.length > 0) printText(Deno.stdout, `${lines.join("\n")}\n`);
}
