/**
 * `fasthook mute`: silences rules in a configuration file.
 *
 * @module
 */
import { check } from "../config/check.ts";
import { FILE } from "../config/schema.ts";
import { UserError } from "../text/user_error.ts";
import { UsageError } from "../text/usage_error.ts";
import { ownerNote } from "../system/rewrite_file.ts";
import { printText } from "../system/terminal.ts";
import { globTest } from "../text/glob.ts";
import { quotable } from "../text/clean.ts";
import { parseSpan } from "../text/since.ts";
import { localDay } from "../text/day.ts";
import { closest } from "../text/suggest.ts";
import { addMute, muteTargets } from "./shared/mute_file.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

type Entry = Readonly<Record<string, string>>;

/** Runs the command. */
export const run: Run = withOptions("mute", async (options: Options, host: Host) => {
  requireTerminal(options);
  const entries = options.operands.map((rule) => entryOf(rule, options, host.now()));
  const { rules, fileFor } = await muteTargets("mute", { flags: options.flags, host });
  const ids = rules.map(({ id }) => id);
  for (const { rule = "" } of entries) checkRule(rule, ids);
  // All of them are checked before the first is written.
  const targets = entries.map((entry) => ({ entry, path: fileFor(entry["rule"] ?? "") }));
  for (const { entry, path } of targets) {
    addMute(path, entry);
    printText(Deno.stdout, `${mutedText(entry, ids)}: ${path}${ownerNote(path)}\n`);
  }
  return 0;
});

/** A session's own shell has no terminal: a model must not silence what it is asked to fix. */
function requireTerminal({ flags }: Options): void {
  if (Deno.stdin.isTerminal() || flags.has("no-terminal")) return;
  throw new UserError("Cannot mute: standard input is not a terminal", "run the command in a terminal");
}

function entryOf(rule: string, { values }: Options, now: number): Entry {
  const until = values.get("until");
  const given = [
    ["path", values.get("path")],
    ["until", until === undefined ? undefined : dayOf(until, now)],
    ["reason", values.get("reason")],
  ] as const;
  const entry = { rule, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
  const [problem] = check({ mute: [entry] }, FILE);
  if (problem === undefined) return entry;
  throw new UsageError(`Cannot mute: ${String(problem.path.at(-1))} ${problem.message}`);
}

function dayOf(until: string, now: number): string {
  const span = parseSpan(until);
  const today = localDay(now);
  const day = span === undefined ? until : localDay(now + span);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    throw new UsageError(
      `Cannot use --until: wanted a day such as 2027-01-31 or a span such as 7d, got "${
        quotable(until, 40)
      }"`,
      "--until 7d",
    );
  }
  if (day >= today) return day;
  throw new UsageError(`Cannot use --until: ${day} is over; today is ${today}`, "--until 7d");
}

function checkRule(rule: string, ids: readonly string[]): void {
  const isGlob = /[*?]/.test(rule);
  if (ids.some(isGlob ? globTest(rule) : (id) => id === rule)) return;
  const groups = [...new Set(ids.map((id) => `${id.split("/")[0]}/*`))];
  const meant = closest(rule, isGlob ? groups : ids);
  throw new UsageError(
    isGlob ? `Cannot mute: no rule matches "${rule}"` : `Cannot mute: there is no rule "${rule}"`,
    meant === undefined ? "fasthook rules" : `fasthook mute ${isGlob ? `'${meant}'` : meant}`,
  );
}

function mutedText({ rule = "", path, until }: Entry, ids: readonly string[]): string {
  const matched = ids.filter(globTest(rule));
  const many = /[*?]/.test(rule);
  return (many ? `${rule} (${matched.length} ${matched.length === 1 ? "rule" : "rules"} today)` : rule) +
    `${many && matched.length !== 1 ? " are" : " is"} muted` +
    (path === undefined ? "" : ` in ${path}`) + (until === undefined ? "" : ` until ${until}`);
}
