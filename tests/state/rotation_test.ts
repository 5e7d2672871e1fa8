/**
 * Many processes at the journal's limit, round after round, and processes that are killed there.
 *
 * `STATE_LOAD=full` runs what the project promises: 64 processes with 10,000 events, and 1,000 kills among 10,000 events.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { appendJournal } from "../../lib/state/journal.ts";
import { journalPath } from "../../lib/state/folder.ts";
import { journalFiles, readJournal } from "../../lib/state/journal_reader.ts";
import { rotateJournal } from "../../lib/state/rotation.ts";
import { writeAll } from "../../lib/system/io.ts";
import { READY } from "../support/journal_worker.ts";
import { randomFrom } from "../support/random.ts";
import { RECORD, temporaryFolder } from "../support/state.ts";

const FULL = Deno.env.get("STATE_LOAD") === "full";
/** Each round begins with all processes at the limit of the same file. */
const ROUNDS = FULL ? 40 : 3;
const PROCESSES = FULL ? 64 : 12;
const RECORDS = FULL ? 157 : 150;
const KILLS = FULL ? 1000 : 12;
/** Five records: a file is put aside all the time. */
const MAX_BYTES = 1500;

class Appender {
  readonly name: string;
  readonly #child: Deno.ChildProcess;
  readonly #ready = Promise.withResolvers<void>();
  readonly #text: Promise<string>;

  constructor(folder: string, name: string, records: number) {
    this.name = name;
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-check",
        `--config=${ROOT}deno.json`,
        "--allow-all",
        `${ROOT}tests/support/journal_worker.ts`,
        folder,
        name,
        String(records),
        String(MAX_BYTES),
      ],
      stdin: "null",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#text = this.#read();
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  async #read(): Promise<string> {
    let text = "";
    for await (const piece of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.includes(READY)) this.#ready.resolve();
    }
    this.#ready.resolve();
    return text;
  }

  kill(): void {
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      // It has just ended.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** How many records it has acknowledged; every other line is a problem. */
  async acknowledged(): Promise<number> {
    const text = await this.#text;
    await this.#child.status;
    // The last line may be torn.
    const lines = text.split("\n").slice(1, -1);
    assertEquals(lines.filter((line) => line !== "appended"), []);
    return lines.length;
  }
}

function recordsOf(folder: string): { readonly tools: readonly string[]; readonly broken: number } {
  const lines = [...readJournal(folder)];
  return {
    tools: lines.flatMap((line) => line.kind === "record" ? [line.record.tool] : []),
    broken: lines.filter(({ kind }) => kind === "broken").length,
  };
}

function begin(folder: string): void {
  Deno.writeTextFileSync(`${folder}/go`, "");
}

Deno.test("a process that saw a full file puts nothing aside when another one has begun a new file meanwhile", async () => {
  using dir = temporaryFolder();
  const limits = { maxBytes: MAX_BYTES, files: 3 };
  for (let at = 0; at < 12; at++) await appendJournal(dir.path, JSON.stringify({ ...RECORD, at }), limits);
  const before = journalFiles(dir.path);
  assertEquals(before.length, 3);
  for (let times = 0; times < 3; times++) rotateJournal(dir.path, limits, 100);
  assertEquals(journalFiles(dir.path), before);
  rotateJournal(dir.path, limits, MAX_BYTES);
  assertEquals(journalFiles(dir.path).length, 2);
});

Deno.test("a free number that a killed process has left is used before the oldest file goes", async () => {
  using dir = temporaryFolder();
  const limits = { maxBytes: 2000, files: 4 };
  for (let at = 0; at < 40; at++) await appendJournal(dir.path, JSON.stringify({ ...RECORD, at }), limits);
  const count = recordsOf(dir.path).tools.length;
  assertEquals(journalFiles(dir.path).length, 4);
  // Killed between two moves.
  Deno.renameSync(journalPath(dir.path, 2), journalPath(dir.path, 3));
  Deno.renameSync(journalPath(dir.path, 1), journalPath(dir.path, 2));
  const left = recordsOf(dir.path).tools.length;
  assert(left < count);
  rotateJournal(dir.path, limits, 2000);
  assertEquals(recordsOf(dir.path).tools.length, left);
  assertEquals(journalFiles(dir.path).length, 3);
});

Deno.test(`${PROCESSES} processes at the limit, ${ROUNDS} rounds: no file is put aside before it is full, and no record is lost`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    using dir = temporaryFolder();
    const appenders = Array.from(
      { length: PROCESSES },
      (_, number) => new Appender(dir.path, `p${number}`, RECORDS),
    );
    // deno-lint-ignore no-await-in-loop -- one round after another
    await Promise.all(appenders.map((appender) => appender.ready()));
    begin(dir.path);
    // deno-lint-ignore no-await-in-loop -- one round after another
    const acknowledged = await Promise.all(appenders.map((appender) => appender.acknowledged()));
    assertEquals(acknowledged, appenders.map(() => RECORDS));
    const { tools, broken } = recordsOf(dir.path);
    assertEquals([tools.length, new Set(tools).size, broken], [PROCESSES * RECORDS, PROCESSES * RECORDS, 0]);
    const [last, ...aside] = journalFiles(dir.path).reverse();
    assert(last !== undefined && aside.length > 5, String(aside.length));
    // A file is full when the next line would not fit.
    for (const { path, bytes } of aside) assert(bytes > MAX_BYTES * 0.7, `${path}: ${bytes} bytes`);
  }
});

Deno.test(`${KILLS} processes killed while they append at the limit: no other's record is lost, and none is torn`, async () => {
  const random = randomFrom(Number(Deno.env.get("STATE_SEED") ?? 16));
  const rounds = Math.ceil(KILLS / 20);
  let events = 0;
  for (let round = 0; round < rounds; round++) {
    using dir = temporaryFolder();
    const victims = Array.from(
      { length: Math.min(20, KILLS - round * 20) },
      (_, number) => new Appender(dir.path, `victim${number}`, 1_000_000),
    );
    const others = Array.from({ length: 2 }, (_, number) => new Appender(dir.path, `other${number}`, 100));
    const all = [...victims, ...others];
    // deno-lint-ignore no-await-in-loop -- one round after another
    await Promise.all(all.map((appender) => appender.ready()));
    begin(dir.path);
    for (const victim of victims) {
      // deno-lint-ignore no-await-in-loop -- one kill after another
      await new Promise((resolve) => setTimeout(resolve, 1 + random(15)));
      victim.kill();
    }
    // deno-lint-ignore no-await-in-loop -- one round after another
    const counts = await Promise.all(all.map((appender) => appender.acknowledged()));
    const { tools, broken } = recordsOf(dir.path);
    // One write a record, which the system does as a whole.
    assertEquals(broken, 0);
    const written = new Set(tools);
    assertEquals(written.size, tools.length);
    for (const [index, { name }] of all.entries()) {
      const count = counts[index] ?? 0;
      events += count;
      for (let number = 0; number < count; number++) {
        assert(written.has(`${name}-${number}`), `${name}-${number}`);
      }
    }
  }
  assert(events > KILLS, `only ${events} events`);
  if (FULL) writeAll(Deno.stderr, `${events} events, ${KILLS} kills\n`);
});
