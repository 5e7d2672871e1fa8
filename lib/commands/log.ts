/**
 * `fasthook log`: what was reported to the model, when, for which call, and what was held back and why.
 *
 * @module
 */
import type { Verdict } from "../state/journal_record.ts";
import { problemText } from "../state/problem_texts.ts";
import type { LogEntry, LoggedFinding } from "../state/session_log.ts";
import { LogReader } from "../state/session_log_reader.ts";
import { Interrupt, STOPPED } from "../system/interrupt.ts";
import { printClean, printText, type Style, styler } from "../system/terminal.ts";
import { visibleJson } from "../text/clean.ts";
import { pluralize } from "../text/columns.ts";
import { globTest } from "../text/glob.ts";
import { UserError } from "../text/user_error.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** A person sees a new entry at once; a look at the folder costs less than a millisecond. */
const POLL_MS = 300;

const WHY: Readonly<Record<Verdict, string>> = {
  "reported": "",
  "muted": "muted",
  "too-light": "held back: lighter than minSeverity",
  "repeated": "held back: reported before in this session",
  "over-budget": "held back: no words left in the budget",
};

/** Runs the command. */
export const run: Run = withOptions("log", async (options: Options, host: Host) => {
  const folder = host.stateFolder();
  if (folder.kind === "none") {
    const { what, fix } = problemText(folder.problem, folder.path);
    throw new UserError(what, fix);
  }
  const reader = new LogReader(folder.path);
  const all = reader.readNew();
  const entries = choose(all, options);
  if (entries.length === 0) printText(Deno.stderr, nothingText(all));
  const show = (entries: readonly LogEntry[]): boolean =>
    print(entries, options, styler(Deno.stdout, host.env));
  const isRead = show(entries);
  return isRead && options.flags.has("follow")
    ? await follow(() => show(choose(reader.readNew(), options)))
    : 0;
});

/** Says why there is nothing, and what there is. */
function nothingText(all: readonly LogEntry[]): string {
  const last = all.at(-1);
  if (last === undefined) {
    return "Nothing was reported or held back in the last 7 days. fasthook doctor says whether Claude Code " +
      "runs fasthook; most calls get no feedback.\n";
  }
  const [finding] = last.findings;
  return `Nothing fits. The log holds ${pluralize(all.length, "event")}; the last one is of ${
    timeText(last.at)
  }, ` +
    `session ${last.session.slice(0, 8) || "(none)"}, rule ${finding?.rule ?? "(none)"}.\n`;
}

/** Prints what is new until Ctrl-C, or until the reader has gone. */
async function follow(showNew: () => boolean): Promise<number> {
  const interrupt = new Interrupt();
  printText(Deno.stderr, "Waiting for events; Ctrl-C ends this.\n");
  try {
    while (!interrupt.isRaised) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      if (!showNew()) return 0;
    }
    return STOPPED;
  } finally {
    interrupt.release();
  }
}

function choose(entries: readonly LogEntry[], { values }: Options): readonly LogEntry[] {
  const session = values.get("session") ?? "";
  const rule = values.get("rule");
  const isRule = rule === undefined ? (): boolean => true : globTest(rule);
  return entries.filter((entry) => entry.session.startsWith(session))
    .map((entry) => ({ ...entry, findings: entry.findings.filter((finding) => isRule(finding.rule)) }))
    .filter(({ findings }) => findings.length > 0);
}

/** Returns false if the reader has gone. */
function print(
  entries: readonly LogEntry[],
  { flags }: Options,
  style: ReturnType<typeof styler>,
): boolean {
  return entries.every((entry) =>
    flags.has("json")
      ? printClean(Deno.stdout, `${visibleJson(JSON.stringify(jsonOf(entry)))}\n`)
      : printText(Deno.stdout, textOf(entry, style))
  );
}

function jsonOf({ v: _, at, ...entry }: LogEntry): Readonly<Record<string, unknown>> {
  return { time: new Date(at).toISOString(), ...entry };
}

type Styler = (style: Style, text: string) => string;

function textOf({ at, session, agentType, findings }: LogEntry, style: Styler): string {
  const subjects = [...new Set(findings.map(({ subject }) => subject))];
  const agent = agentType === "" ? "" : ` sub-agent ${agentType}`;
  return subjects.map((subject) => {
    const head = `${timeText(at)}  ${session === "" ? "no session" : session.slice(0, 8)}${agent}`;
    const own = findings.filter((finding) => finding.subject === subject);
    return `${style("dim", head)}  ${style("cyan", subject)}\n${
      own.map((one) => findingText(one, style)).join("")
    }`;
  }).join("");
}

function findingText({ rule, severity, verdict, mute, text }: LoggedFinding, style: Styler): string {
  const why = mute === undefined ? WHY[verdict] ?? verdict : `muted by ${mute}`;
  const named = `${rule} (${severity})`;
  return why === ""
    ? `  ${style("green", named)}: ${text}\n`
    : `  ${style("yellow", named)} ${style("dim", `${why}: ${text}`)}\n`;
}

function timeText(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
