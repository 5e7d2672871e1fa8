/**
 * `fasthook replay`: analyses recorded sessions again and shows what would have been said.
 *
 * @module
 */
import { UserError } from "../text/user_error.ts";
import { realPath } from "../system/executable.ts";
import { Interrupt, STOPPED } from "../system/interrupt.ts";
import { Progress } from "../system/progress.ts";
import { Reanalyser } from "./replay/analysis.ts";
import { type SessionFile, sessionFiles, WHAT_TO_NAME } from "./replay/files.ts";
import { jsonReport } from "./replay/json_report.ts";
import { replayFiles } from "./replay/replay.ts";
import type { ReplayReport } from "./replay/report.ts";
import { textReport } from "./replay/text_report.ts";
import { writePage } from "../system/replace_file.ts";
import { parseSince } from "../text/since.ts";
import { columns, printClean, printText, styler } from "../system/terminal.ts";
import { size } from "../text/columns.ts";
import { type Options, withOptions } from "./shared/options.ts";
import { commandLineOf } from "./shared/command_line.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";
import type { ReadVariable } from "../state/folder.ts";

/** Analyses recorded sessions again. */
export const run: Run = withOptions("replay", replay);

async function replay({ operands, values, flags }: Options, host: Host): Promise<number> {
  const started = performance.now();
  const since = values.get("since");
  const sinceMs = since === undefined ? undefined : parseSince(since, host.now());
  const reanalyser = new Reanalyser(host, values.get("rules"));
  await reanalyser.check();
  const files = filesFor(operands, sinceMs);
  const html = values.get("html");
  const page = html === undefined ? undefined : pageFor(html, files);
  const command = commandLineOf("replay", { operands, values, flags });
  const report = await reportFor(html, { command, flags, env: host.env });
  const progress = new Progress(files.reduce((sum, { bytes }) => sum + bytes, 0), size);
  const interrupt = new Interrupt();
  const write = (text: string): void => {
    progress.clear();
    if (page === undefined) printClean(Deno.stdout, text);
    else page.push(text);
  };
  write(report.start());
  const sums = await replayFiles(files, {
    reanalyser,
    since: sinceMs,
    follows: flags.has("outcomes"),
    secrets: flags.has("full") ? "shown" : "masked",
    feedback: (call, place) => write(report.feedback(call, place)),
    progress: (bytes) => progress.add(bytes),
    stopped: () => interrupt.isRaised,
  });
  const stopped = interrupt.isRaised;
  interrupt.release();
  write(await report.end({ ...sums, bytes: progress.done, ms: performance.now() - started, stopped }));
  if (html !== undefined && page !== undefined) {
    writePage(html, page.join(""));
    printClean(Deno.stderr, `fasthook: wrote ${html}\n`);
  }
  return stopped ? STOPPED : 0;
}

function filesFor(operands: readonly string[], since: number | undefined): readonly SessionFile[] {
  const { sessions: all, others } = sessionFiles(operands);
  if (others.length > 0) {
    const more = others.length > 1 ? ` and ${others.length - 1} more` : "";
    printText(Deno.stderr, `fasthook: left out ${others[0]}${more}: no recorded session\n`);
  }
  if (all.length === 0) {
    throw new UserError(
      `Cannot replay ${operands.join(", ")}: wanted recorded sessions, got none`,
      WHAT_TO_NAME,
    );
  }
  // What was last written before cannot hold anything newer.
  return since === undefined ? all : all.filter(({ writtenAt }) => writtenAt >= since);
}

/** Collects a page; a recorded session is never written to. */
function pageFor(path: string, files: readonly SessionFile[]): string[] {
  const real = realPath(path);
  if (!files.some((file) => realPath(file.path) === real)) return [];
  throw new UserError(
    `Cannot write ${path}: wanted a file for the page, got a recorded session`,
    "--html replay.html",
  );
}

async function reportFor(
  html: string | undefined,
  { command, flags, env }: {
    readonly command: string;
    readonly flags: ReadonlySet<string>;
    readonly env: ReadVariable;
  },
): Promise<ReplayReport> {
  if (html !== undefined) return (await import("./replay/html_report.ts")).htmlReport(command);
  return flags.has("json")
    ? jsonReport()
    : textReport({ style: styler(Deno.stdout, env), width: columns(Deno.stdout) });
}
