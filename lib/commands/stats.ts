/**
 * `fasthook stats`: what fasthook did, from the journal.
 *
 * @module
 */
import { visibleJson } from "../text/clean.ts";
import { UserError } from "../text/user_error.ts";
import { writePage } from "../system/replace_file.ts";
import { parseSince } from "../text/since.ts";
import { htmlReport, jsonReport, textReport } from "./stats/reports.ts";
import { type ChosenEvents, isChosen, problemList } from "./stats/problem_list.ts";
import { type ClientRecords, clientRecords } from "./stats/client_records.ts";
import { CLAUDE_CODE } from "./shared/agent_files.ts";
import { commandLineOf } from "./shared/command_line.ts";
import { StatsTally } from "./stats/tally.ts";
import { readJournal } from "../state/journal_reader.ts";
import { problemText } from "../state/problem_texts.ts";
import { columns, printClean, printText, styler } from "../system/terminal.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Sums the journal up. */
export const run: Run = withOptions("stats", async ({ flags, values }: Options, host: Host) => {
  const since = values.get("since");
  const sinceMs = since === undefined ? -Infinity : parseSince(since, host.now());
  const chosen = { since: sinceMs, tool: values.get("tool"), agent: values.get("agent") };
  if (flags.has("problems")) {
    printText(Deno.stdout, problemList(stateFolderOf(host), chosen));
    return 0;
  }
  const tally = tallyJournal(stateFolderOf(host), chosen);
  const sources = { tally, records: await recordsFor(tally, host, chosen) };
  const path = values.get("html");
  if (path !== undefined) {
    writePage(path, await htmlReport(sources, commandLineOf("stats", { flags, values, operands: [] })));
    printClean(Deno.stderr, `fasthook: wrote ${path}\n`);
  } else if (flags.has("json")) {
    printClean(Deno.stdout, visibleJson(jsonReport(sources)));
  } else {
    const style = styler(Deno.stdout, host.env);
    printClean(Deno.stdout, textReport(sources, { style, width: columns(Deno.stdout) }));
  }
  return 0;
});

function stateFolderOf(host: Host): string {
  const folder = host.stateFolder();
  if (folder.kind === "folder") return folder.path;
  const { what, fix } = problemText(folder.problem, folder.path);
  throw new UserError(what, fix);
}

/** What Claude Code recorded about the sessions in the journal. */
async function recordsFor(
  { sessions }: StatsTally,
  { env }: Host,
  { since, tool, agent }: ChosenEvents,
): Promise<ClientRecords> {
  const isOthers = tool !== undefined || (agent !== undefined && agent !== CLAUDE_CODE);
  // Its files say nothing about one tool's hooks that the journal does not.
  return await clientRecords({ env, cwd: Deno.cwd(), since, sessions: isOthers ? new Set() : sessions });
}

function tallyJournal(folder: string, chosen: ChosenEvents): StatsTally {
  const tally = new StatsTally();
  for (const line of readJournal(folder)) {
    if (line.kind === "broken") tally.broken++;
    else if (isChosen(line.record, chosen)) tally.add(line.record);
    else tally.leaveOut(line.record);
  }
  return tally;
}
