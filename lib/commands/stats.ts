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
import { StatsTally } from "./stats/tally.ts";
import { readJournal } from "../state/journal_reader.ts";
import { problemText } from "../state/problem_texts.ts";
import { columns, printClean, styler } from "../system/terminal.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Sums the journal up. */
export const run: Run = withOptions("stats", ({ flags, values }: Options, host: Host): number => {
  const since = values.get("since");
  const sinceMs = since === undefined ? -Infinity : parseSince(since, host.now());
  const tally = tallyJournal(host, { since: sinceMs, tool: values.get("tool") });
  const path = values.get("html");
  if (path !== undefined) {
    writePage(path, htmlReport(tally));
    printClean(Deno.stderr, `fasthook: wrote ${path}\n`);
  } else if (flags.has("json")) {
    printClean(Deno.stdout, visibleJson(jsonReport(tally)));
  } else {
    printClean(Deno.stdout, textReport(tally, { style: styler(Deno.stdout), width: columns(Deno.stdout) }));
  }
  return 0;
});

function tallyJournal(
  host: Host,
  { since, tool }: { readonly since: number; readonly tool: string | undefined },
): StatsTally {
  const folder = host.stateFolder();
  if (folder.kind === "none") {
    const { what, fix } = problemText(folder.problem, folder.path);
    throw new UserError(what, fix);
  }
  const tally = new StatsTally();
  for (const line of readJournal(folder.path)) {
    if (line.kind === "broken") tally.broken++;
    else if (line.record.at >= since && (tool === undefined || line.record.tool === tool)) {
      tally.add(line.record);
    }
  }
  return tally;
}
