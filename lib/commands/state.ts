/**
 * `fasthook state`: what fasthook remembers, how well that works, what is wrong; and forgetting it.
 *
 * @module
 */
import { localDay, localTime } from "../text/day.ts";
import type { Breaker } from "../state/breaker.ts";
import type { CacheCounts } from "../state/cache.ts";
import { UserError } from "../text/user_error.ts";
import { pluralize, size } from "../text/columns.ts";
import { ask, canAsk, printClean } from "../system/terminal.ts";
import { clearState, STATE_PARTS, type StatePart } from "../state/clearing.ts";
import { type DatabaseOverview, type LastError, overviewOf, type StateOverview } from "../state/overview.ts";
import { problemText } from "../state/problem_texts.ts";
import { visibleJson } from "../text/clean.ts";
import { UsageError } from "../text/usage_error.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Shows the state, or clears a part of it. */
export const run: Run = withOptions("state", async (options: Options, host: Host): Promise<number> => {
  const { flags, operands } = options;
  const [action, part] = operands;
  if (action === "clear") return await clear(partsOf(part), host);
  const overview = await overviewOf(host.stateFolder());
  printClean(
    Deno.stdout,
    flags.has("json") ? visibleJson(`${JSON.stringify(overview, null, 2)}\n`) : textOf(overview, host.now()),
  );
  return overview.problems.length === 0 ? 0 : 1;
});

/** What is forgotten cannot be brought back, so it is never guessed. */
function partsOf(named: string | undefined): readonly StatePart[] {
  const part = named ?? askPart();
  return STATE_PARTS.filter((name) => part === "all" || part === name);
}

function askPart(): string {
  if (!canAsk()) {
    throw new UsageError(
      `Cannot clear the state: wanted one of ${[...STATE_PARTS, "all"].join(", ")}, got nothing`,
      "fasthook state clear cache",
    );
  }
  return ask({
    text: "What should fasthook forget?",
    answers: [
      { name: "nothing", does: "keep everything" },
      { name: "cache", does: "results and breakers of linters" },
      { name: "settings", does: "cached configurations" },
      { name: "sessions", does: "what was reported in each session" },
      { name: "journal", does: "times and counts, which stats reads" },
      { name: "all", does: "all of these" },
    ],
  });
}

async function clear(parts: readonly StatePart[], host: Host): Promise<number> {
  const folder = host.stateFolder();
  if (folder.kind === "none") throw errorOf(problemText(folder.problem, folder.path));
  for (const part of parts) {
    const cleared = await clearState(folder, part);
    if (cleared.kind === "none") throw errorOf(problemText(cleared.problem, folder.path));
    printClean(Deno.stdout, `${part} cleared, ${size(cleared.bytes)} freed\n`);
  }
  return 0;
}

function errorOf({ what, fix }: { readonly what: string; readonly fix: string }): UserError {
  return new UserError(what, fix);
}

function textOf(overview: StateOverview, now: number): string {
  const { path, journal, settings, sessions, database, lastError, problems } = overview;
  const lines: readonly (readonly [name: string, text: string])[] = [
    ["state folder", path === "" ? "none" : path],
    ["journal", journalText(journal, now)],
    ["settings", `${pluralize(settings.files, "cached configuration")}, ${size(settings.bytes)}`],
    ["sessions", `${pluralize(sessions.files, "file")}, ${size(sessions.bytes)}`],
    ...databaseLines(database, now),
    ["last error", lastError === undefined ? "none" : lastErrorText(lastError, now)],
  ];
  const troubles = problems.map(({ what, fix }) => `\n${what}\n  fix: ${fix}\n`);
  return lines.map(([name, text]) => `${name.padEnd(14)}${text}\n`).join("") + troubles.join("");
}

function journalText(
  { files, bytes, events, brokenLines, lastAt }: StateOverview["journal"],
  now: number,
): string {
  return [
    `${pluralize(events, "event")} in ${pluralize(files, "file")}, ${size(bytes)}`,
    ...(brokenLines > 0 ? [pluralize(brokenLines, "unreadable line")] : []),
    ...(lastAt === undefined ? [] : [`the last one ${agoText(lastAt, now)}`]),
  ].join(", ");
}

function databaseLines(database: DatabaseOverview | undefined, now: number): [string, string][] {
  if (database === undefined) {
    return [["cache", "none yet: it is made when a linter runs for the first time"]];
  }
  const { entries, bytes, counts, breakers } = database;
  const all = Object.entries(counts);
  return [
    ["cache", `${pluralize(entries, "result")}, ${size(bytes)}; ${hitText(all.map(([, seen]) => seen))}`],
    ...all.map(([linter, seen]): [string, string] => [`  ${linter}`, hitText([seen])]),
    [
      "breakers",
      breakers.length === 0 ? "none has had anything to do" : pluralize(breakers.length, "linter"),
    ],
    ...breakers.map(({ linter, breaker, failed, opened, lastFailure, lastFailureAt }): [string, string] => [
      `  ${linter}`,
      `${breakerText(breaker, now)}; ${pluralize(failed, "failure")}, opened ${pluralize(opened, "time")}` +
      (lastFailure === "" ? "" : `; last failure: ${lastFailure}, ${agoText(lastFailureAt, now)}`),
    ]),
  ];
}

function hitText(counts: readonly CacheCounts[]): string {
  const sum = (key: keyof CacheCounts): number => counts.reduce((total, seen) => total + seen[key], 0);
  const asked = sum("hits") + sum("misses");
  if (asked === 0) return "never asked";
  const rate = Math.round(sum("hits") / asked * 100);
  return `${rate} % of ${asked} hit, ${sum("expiries")} expired, ${sum("evictions")} evicted`;
}

function breakerText(breaker: Breaker, now: number): string {
  switch (breaker.kind) {
    case "closed":
      return breaker.failures === 0 ? "closed" : `closed, ${breaker.failures} failed in a row`;
    case "open":
      return `open since ${agoText(breaker.openedAt, now)}`;
    case "half-open":
      return `half-open, tried ${agoText(breaker.probeAt, now)}`;
  }
}

function lastErrorText({ what, at }: LastError, now: number): string {
  return `${what}, ${agoText(at, now)}`;
}

function agoText(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  if (seconds < 0) return `at ${localTime(at, "minute")}, which is in the future`;
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min ago`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h ago` : `on ${localDay(at)}`;
}
