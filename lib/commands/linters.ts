/**
 * `fasthook linters`: each linter, where its program is, whether this project wants it, how it has been doing.
 *
 * @module
 */
import { visibleJson } from "../text/clean.ts";
import { UserError } from "../text/user_error.ts";
import { isFile } from "../system/files.ts";
import { printClean, printText } from "../system/terminal.ts";
import { survey, type Surveyed } from "../linters/survey.ts";
import { loadCheckedSettings } from "../hook/check_settings.ts";
import type { BreakerRow } from "../state/breakers.ts";
import { readJournal } from "../state/journal_reader.ts";
import { overviewOf } from "../state/overview.ts";
import { duration } from "../text/columns.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** How a linter has been doing. */
interface Health {
  /** What its breaker says; "closed" when nothing is known. */
  readonly breaker: string;
  /** Why it failed last; "" when it has not. */
  readonly lastFailure: string;
  /** Its last runs, the newest first, in milliseconds. */
  readonly lastMs: readonly number[];
}

const RUNS_SHOWN = 3;
const NOTHING: Health = { breaker: "closed", lastFailure: "", lastMs: [] };

/** Lists the linters. */
export const run: Run = withOptions("linters", async (options: Options, host: Host): Promise<number> => {
  const { flags, operands } = options;
  const settings = await loadCheckedSettings(Deno.cwd(), host.env);
  const [file = ""] = operands;
  if (file !== "" && !isFile(file)) {
    throw new UserError(`Cannot look at ${file}: there is no such file`, "fasthook linters");
  }
  const [linters, health] = await Promise.all([survey({ host, settings }, absolute(file)), healths(host)]);
  const rows = linters.map((linter) => ({ ...linter, ...health.get(linter.id) ?? NOTHING }))
    .filter((row) => file === "" || row.looksAtFile);
  if (flags.has("json")) {
    printClean(Deno.stdout, visibleJson(`${JSON.stringify(rows.map(jsonOf), null, 2)}\n`));
  } else {
    printText(
      Deno.stdout,
      rows.length === 0 ? `No linter looks at ${file}.\n` : rows.map(textOf).join("\n"),
    );
  }
  return 0;
});

/** What there is not is null, so that a program need not know our sentences. */
function jsonOf({ looksAtFile: _, ...row }: Surveyed & Health): Readonly<Record<string, unknown>> {
  const program = row.isInstalled ? row.program : "";
  return Object.fromEntries(
    Object.entries({ ...row, program }).map(([key, value]) => [key, value === "" ? null : value]),
  );
}

function absolute(path: string): string {
  const plain = path.replaceAll("\\", "/");
  return plain === "" || /^(?:\/|[A-Za-z]:)/.test(plain)
    ? plain
    : `${Deno.cwd().replaceAll("\\", "/")}/${plain}`;
}

async function healths(host: Host): Promise<ReadonlyMap<string, Health>> {
  const folder = host.stateFolder();
  const { database } = await overviewOf(folder);
  const runs = folder.kind === "folder" ? runsIn(folder.path) : new Map<string, number[]>();
  const breakers = new Map((database?.breakers ?? []).map((row) => [row.linter, row]));
  const ids = new Set([...runs.keys(), ...breakers.keys()]);
  return new Map([...ids].map((id) => [id, healthOf(breakers.get(id), runs.get(id) ?? [])]));
}

function healthOf(row: BreakerRow | undefined, runs: readonly number[]): Health {
  return {
    breaker: row?.breaker.kind ?? "closed",
    lastFailure: row?.lastFailure ?? "",
    lastMs: runs.slice(-RUNS_SHOWN).toReversed(),
  };
}

/** The times of finished runs, by linter, the oldest first. */
function runsIn(folder: string): Map<string, number[]> {
  const runs = new Map<string, number[]>();
  for (const line of readJournal(folder)) {
    for (const { id, call, us } of line.kind === "record" ? line.record.linters ?? [] : []) {
      if (call !== "done") continue;
      const known = runs.get(id);
      if (known === undefined) runs.set(id, [us / 1000]);
      else known.push(us / 1000);
    }
  }
  return runs;
}

function textOf(row: Surveyed & Health): string {
  const { id, covers, program, version, tooOld, because, whyNot, pause, breaker, lastFailure, lastMs } = row;
  const lines: readonly (readonly [name: string, text: string])[] = [
    [
      "program",
      program === "" ? "none is needed" : [program, version].filter((text) => text !== "").join(" "),
    ],
    ...(tooOld === "" ? [] : [["version", tooOld] as const]),
    ["wanted", because === "" ? `no: ${whyNot}` : `yes: ${because}`],
    ...(pause === "" ? [] : [["paused", pause] as const]),
    ...(program === ""
      ? []
      : [["breaker", breaker + (lastFailure === "" ? "" : `; last failure: ${lastFailure}`)] as const]),
    ...(lastMs.length === 0 ? [] : [["last runs", lastMs.map(duration).join(", ")] as const]),
  ];
  return `${id}: ${covers}\n` + lines.map(([name, text]) => `  ${name.padEnd(11)}${text}\n`).join("");
}
