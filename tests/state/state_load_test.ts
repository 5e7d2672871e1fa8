/**
 * Many processes with one state folder, and processes that are killed.
 *
 * `STATE_LOAD=full` runs what the project promises: 1,000 events, 64 processes at a time, 300 kills, and no process that
 * waits much longer because it shares its state. Only that run measures time.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { Breakers } from "../../lib/state/breakers.ts";
import type { StateDatabase } from "../../lib/state/database.ts";
import { journalFiles, readJournal } from "../../lib/state/journal_reader.ts";
import { StoredSession } from "../../lib/state/sessions.ts";
import { writeAll } from "../../lib/system/io.ts";
import { observationKey } from "../../lib/state/memory.ts";
import { percentile } from "../../lib/commands/shared/summary.ts";
import { run } from "../support/harness.ts";
import { randomFrom } from "../support/random.ts";
import { database, folderAt, temporaryFolder, transacted } from "../support/state.ts";
import { CACHE, type Report } from "../support/state_worker.ts";

const FULL = Deno.env.get("STATE_LOAD") === "full";
const LOAD = FULL ? { events: 1000, processes: 64 } : { events: 60, processes: 8 };
const KILLS = FULL ? 300 : 20;
const ENDLESS_WORKERS = 4;
/** As long as the product waits where that is measured; else a busy machine could make a process give up. */
const PATIENCE = FULL ? [] : ["60000"];

const WORKER = [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--no-check",
  `--config=${ROOT}deno.json`,
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys=uid",
  `${ROOT}tests/support/state_worker.ts`,
];

function printFigures(figures: string): void {
  writeAll(Deno.stderr, `${figures}\n`);
}

/** Runs one event in each of many processes, so many at a time. */
async function load(folderOf: (slot: number) => string): Promise<Report[]> {
  const reports: Report[] = [];
  let next = 0;
  const worker = async (slot: number): Promise<void> => {
    for (let event = next++; event < LOAD.events; event = next++) {
      // deno-lint-ignore no-await-in-loop -- each worker runs one process at a time
      const { code, stdout, stderr } = await run(WORKER, {
        args: [folderOf(slot), "one", `event-${event}`, ...PATIENCE],
      });
      assertEquals(code, 0, stderr);
      reports.push(JSON.parse(stdout));
    }
  };
  await Promise.all(Array.from({ length: LOAD.processes }, (_, slot) => worker(slot)));
  return reports;
}

/** A breaker that opened long ago. */
function openLongAgo(db: StateDatabase): void {
  transacted(db, () => {
    for (let at = 1; at <= 3; at++) {
      const call = { pass: { kind: "call" }, end: { kind: "failure", reason: "deadline" }, at } as const;
      new Breakers(db.sql, { failures: 3, cooldownMs: 15_000 }).record("probed", call);
    }
  });
}

function records(folder: string): { readonly tools: string[]; readonly broken: number } {
  const lines = [...readJournal(folder)];
  return {
    tools: lines.flatMap((line) => line.kind === "record" ? [line.record.tool] : []),
    broken: lines.filter(({ kind }) => kind === "broken").length,
  };
}

function failuresRemembered(folder: string): number {
  using memory = new StoredSession({ folder: folderAt(folder), session: "s", limit: 500 });
  const recalled = memory.read();
  assert(recalled.kind === "done");
  return recalled.value.get(observationKey("fail", "make"))?.count ?? 0;
}

function integrityOf(db: StateDatabase): unknown {
  return db.sql.prepare("PRAGMA integrity_check").get()?.["integrity_check"];
}

function countsOf(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

function most(reports: readonly Report[], key: "stateMs" | "entries"): number {
  return Math.max(...reports.map((report) => report[key]));
}

Deno.test(`${LOAD.events} events, ${LOAD.processes} processes at a time: nothing is lost, torn, or counted wrong`, async (t) => {
  using dir = temporaryFolder();
  {
    using db = await database(dir.path);
    openLongAgo(db);
  }
  using unmeasured = temporaryFolder();
  // Deno compiles the worker when it runs it for the first time.
  await run(WORKER, { args: [unmeasured.path, "one", "warm-up"] });
  const started = performance.now();
  const reports = await load(() => dir.path);
  const seconds = (performance.now() - started) / 1000;
  using db = await database(dir.path);
  const count = (linter: string) =>
    new Breakers(db.sql, { failures: 3, cooldownMs: 15_000 }).all()
      .find((row) => row.linter === linter);

  await t.step("no caller sees that something was locked, or anything else wrong", () => {
    assertEquals(countsOf(reports.flatMap(({ problems }) => problems)), {});
  });
  await t.step("every event has its line in the journal, and no line is torn", () => {
    const { tools, broken } = records(dir.path);
    assertEquals([new Set(tools).size, tools.length, broken], [LOAD.events, LOAD.events, 0]);
    if (FULL) assert(journalFiles(dir.path).length > 3, "no file was put aside");
  });
  await t.step("every failure counts", () => assertEquals(count("counted")?.failed, LOAD.events));
  await t.step("at most one probe in each cooldown", () => {
    const probes = reports.filter(({ leave }) => leave === "probe").length;
    assert(probes >= 1 && probes <= Math.ceil(seconds / 15), `${probes} probes in ${seconds} s`);
    assertEquals(reports.filter(({ leave }) => leave === "refused").length, LOAD.events - probes);
  });
  await t.step(
    "the cache is never above its bound",
    () => assertEquals(most(reports, "entries"), CACHE.entries),
  );
  await t.step("one process has the event that all were given", () => {
    assertEquals(reports.filter(({ turn }) => turn === "first").length, 1);
  });
  await t.step("every failing command was remembered", () => {
    assertEquals(failuresRemembered(dir.path), LOAD.events);
  });
  await t.step("the database is whole", () => assertEquals(integrityOf(db), "ok"));
  if (!FULL) return;
  await t.step("no process takes 250 ms longer than with a folder of its own", async () => {
    using apart = temporaryFolder();
    const alone = await load((slot) => `${apart.path}/${slot}`);
    // The system itself lets a few of a thousand processes on two cores wait for a second.
    const usual = (of: readonly Report[]): number => percentile(of.map(({ stateMs }) => stateMs), 0.99);
    assert(usual(reports) - usual(alone) <= 250, `${usual(reports)} ms together, ${usual(alone)} ms alone`);
    printFigures(
      [reports, alone].map((of) =>
        `${Math.round(usual(of))} ms in 99 of 100, ${Math.round(most(of, "stateMs"))} ms at most`
      ).join(" with one state; ") + ` with a state each; ${Math.round(seconds)} s for all`,
    );
  });
});

/** A process that works until it is killed, and how many events it has acknowledged. */
class Victim {
  readonly name: string;
  readonly child: Deno.ChildProcess;
  readonly lines: Promise<string[]>;
  #text = "";
  #heard = Promise.withResolvers<void>();
  #hasEnded = false;

  constructor(folder: string, name: string) {
    const [program = "", ...args] = WORKER;
    this.name = name;
    this.child = new Deno.Command(program, {
      args: [...args, folder, "endless", name, ...PATIENCE],
      stdin: "null",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.lines = this.#read();
  }

  async #read(): Promise<string[]> {
    for await (const piece of this.child.stdout.pipeThrough(new TextDecoderStream())) {
      this.#text += piece;
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
    }
    this.#hasEnded = true;
    this.#heard.resolve();
    return this.#wholeLines();
  }

  /** The last line may be torn. */
  #wholeLines(): string[] {
    return this.#text.split("\n").slice(0, -1);
  }

  /** Waits until it has acknowledged so many events. */
  async acknowledges(events: number): Promise<void> {
    // deno-lint-ignore no-await-in-loop -- until there are enough
    while (this.#wholeLines().length < events && !this.#hasEnded) await this.#heard.promise;
  }

  async kill(): Promise<string[]> {
    this.child.kill("SIGKILL");
    await this.child.status;
    return await this.lines;
  }
}

Deno.test(`${KILLS} processes killed at random moments: the state stays whole, and only what was being written is lost`, async () => {
  using dir = temporaryFolder();
  const random = randomFrom(Number(Deno.env.get("STATE_SEED") ?? 4));
  const acknowledged = new Map<string, number>();
  const problems: string[] = [];
  const start = (number: number): Victim => new Victim(dir.path, `victim-${number}`);
  let started = ENDLESS_WORKERS;
  const victims = Array.from({ length: ENDLESS_WORKERS }, (_, number) => start(number));
  const end = async (victim: Victim): Promise<void> => {
    const lines = await victim.kill();
    acknowledged.set(victim.name, lines.length);
    problems.push(...lines.map((line) => line.replace(/^\d+ /, "")).filter((problem) => problem !== ""));
  };
  for (let kills = 0; kills < KILLS; kills++) {
    const [victim] = victims.splice(random(victims.length), 1);
    assert(victim);
    // Every third one may still be starting; the others are at work, however long they needed to get there.
    // deno-lint-ignore no-await-in-loop -- one kill after another
    if (kills % 3 !== 0) await victim.acknowledges(1 + random(5));
    // deno-lint-ignore no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, random(30)));
    // deno-lint-ignore no-await-in-loop -- one kill after another
    await end(victim);
    victims.push(start(started++));
    // deno-lint-ignore no-await-in-loop -- looked at between two kills, while the others work
    using db = await database(dir.path);
    assertEquals(integrityOf(db), "ok");
  }
  await Promise.all(victims.map(end));

  assertEquals(countsOf(problems), {});
  const { tools, broken } = records(dir.path);
  const written = new Map<string, number>();
  for (const tool of tools) {
    const name = tool.replace(/-\d+$/, "");
    written.set(name, (written.get(name) ?? 0) + 1);
  }
  let events = 0;
  for (const [name, count] of acknowledged) {
    events += count;
    const more = (written.get(name) ?? 0) - count;
    // The last line may be written and not acknowledged; none that was acknowledged is missing.
    assert(more === 0 || more === 1, `${name}: ${count} acknowledged, ${more} more in the journal`);
  }
  assert(broken <= KILLS + ENDLESS_WORKERS);
  assert(events >= Math.floor(KILLS * 2 / 3), `only ${events} events`);
  using db = await database(dir.path);
  const [counted] = new Breakers(db.sql, { failures: 3, cooldownMs: 15_000 }).all().filter(({ linter }) =>
    linter === "counted"
  );
  // Each kill may leave one event done and not acknowledged.
  const surplus = {
    breaker: (counted?.failed ?? 0) - events,
    memory: failuresRemembered(dir.path) - events,
  };
  for (const [part, more] of Object.entries(surplus)) {
    assert(more >= 0 && more <= KILLS + ENDLESS_WORKERS, `${part}: ${more} failures more than events`);
  }
  if (FULL) {
    printFigures(
      `${events} events, ${KILLS} kills, ${broken} torn lines; unacknowledged: ` +
        `${surplus.breaker} in the breaker, ${surplus.memory} in the memory`,
    );
  }
});
