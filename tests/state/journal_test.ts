import { assert, assertEquals } from "@std/assert";
import {
  decodeRecord,
  journalName,
  type JournalRecord,
  journalSession,
} from "../../lib/state/journal_record.ts";
import { journalPath } from "../../lib/state/folder.ts";
import { JOURNAL_LIMITS } from "../../lib/config/settings.ts";
import { appendJournal } from "../../lib/state/journal.ts";
import { journalFiles, readJournal } from "../../lib/state/journal_reader.ts";
import { modeOf, RECORD, temporaryFolder } from "../support/state.ts";

const LINE = JSON.stringify(RECORD);

function numberRecords(at: number): string {
  return JSON.stringify({ ...RECORD, at });
}

function read(folder: string): { readonly at: readonly number[]; readonly broken: number } {
  const lines = [...readJournal(folder)];
  return {
    at: lines.flatMap((line) => line.kind === "record" ? [line.record.at] : []),
    broken: lines.filter(({ kind }) => kind === "broken").length,
  };
}

Deno.test("decodeRecord() gives back what was written", () => {
  assertEquals(decodeRecord(LINE), RECORD);
});

Deno.test("decodeRecord() refuses a line that was cut anywhere", () => {
  for (let end = 0; end < LINE.length; end++) assertEquals(decodeRecord(LINE.slice(0, end)), undefined);
});

const OUTCOME = { id: "ruff", cache: "miss", breaker: "closed", opened: false, call: "done", us: 1 } as const;

Deno.test("decodeRecord() gives back what linters did, and refuses text around a record", () => {
  const record = { ...RECORD, linters: [OUTCOME] };
  const line = JSON.stringify(record);
  assertEquals(decodeRecord(line), record);
  for (const other of [` ${line}`, `${line} `, `[${line}]`, '{"v":1,x}', '{"v":1,']) {
    assertEquals(decodeRecord(other), undefined);
  }
});

const WRONG: readonly Partial<Record<keyof JournalRecord, unknown>>[] = [
  { v: 2 },
  { at: "now" },
  { tool: 1 },
  { us: { read: "x" } },
  { findings: [["errors/timeout", "guidance"]] },
  { findings: {} },
  { linters: [{ id: "ruff" }] },
  ...(["id", "cache", "breaker", "call"] as const).map((key) => ({ linters: [{ ...OUTCOME, [key]: 1 }] })),
  { linters: [{ ...OUTCOME, opened: "no" }] },
  { linters: [{ ...OUTCOME, us: "1" }] },
  { state: [1] },
];

for (const wrong of WRONG) {
  Deno.test(`decodeRecord() refuses a record with ${JSON.stringify(wrong)}`, () => {
    assertEquals(decodeRecord(JSON.stringify({ ...RECORD, ...wrong })), undefined);
  });
}

Deno.test("journalName() keeps names and nothing else", () => {
  for (const name of ["", "Bash", "mcp__github__create_issue", "code-reviewer", "a.b:c/d@E9"]) {
    assertEquals(journalName(name), name);
  }
  assertEquals(journalName("x".repeat(64)), "x".repeat(64));
  for (const text of ["rm -rf ~", "x".repeat(65), "a\nb", "Ünï", " a", "a "]) {
    assertEquals(journalName(text), "other");
  }
});

Deno.test("journalSession() keeps the beginning of an id, and nothing of another text", () => {
  assertEquals(journalSession("ec4a62d8-dd16-483a-a572-63b8c1a63cdd"), "ec4a62d8");
  assertEquals([journalSession(""), journalSession("fix the bug")], ["", "other"]);
});

Deno.test("appendJournal() begins each line with its line end, in a file for the owner alone", async () => {
  using dir = temporaryFolder();
  assertEquals(await appendJournal(dir.path, LINE, JOURNAL_LIMITS), undefined);
  assertEquals(await appendJournal(dir.path, LINE, JOURNAL_LIMITS), undefined);
  assertEquals(Deno.readTextFileSync(journalPath(dir.path, 0)), `\n${LINE}\n${LINE}`);
  assertEquals(modeOf(journalPath(dir.path, 0)), "600");
});

Deno.test("appendJournal() puts a full file aside, the oldest one going", async () => {
  using dir = temporaryFolder();
  const limits = { maxBytes: LINE.length * 3, files: 3 };
  for (let at = 1; at <= 20; at++) await appendJournal(dir.path, numberRecords(at), limits);
  const files = journalFiles(dir.path);
  assertEquals(files.map(({ path }) => path.slice(dir.path.length + 1)), [
    "journal.2.jsonl",
    "journal.1.jsonl",
    "journal.jsonl",
  ]);
  for (const { path, bytes } of files) {
    assert(bytes <= limits.maxBytes);
    assertEquals(modeOf(path), "600");
  }
  const { at } = read(dir.path);
  assertEquals(at, Array.from({ length: at.length }, (_, index) => 21 - at.length + index));
});

Deno.test("appendJournal() keeps a single file below its bound, and removes files of a larger number", async () => {
  using dir = temporaryFolder();
  for (let at = 1; at <= 20; at++) {
    await appendJournal(dir.path, numberRecords(at), { maxBytes: LINE.length * 2, files: 4 });
  }
  const limits = { maxBytes: LINE.length * 3, files: 1 };
  for (let at = 21; at <= 30; at++) await appendJournal(dir.path, numberRecords(at), limits);
  assertEquals(journalFiles(dir.path).length, 1);
  assert(Deno.statSync(journalPath(dir.path, 0)).size <= limits.maxBytes);
  assertEquals(read(dir.path).at.at(-1), 30);
});

Deno.test("appendJournal() says why a line could not be written", async () => {
  using dir = temporaryFolder();
  Deno.mkdirSync(journalPath(dir.path, 0));
  assertEquals(await appendJournal(dir.path, LINE, JOURNAL_LIMITS), "not-a-file");
  assertEquals(await appendJournal(`${dir.path}/missing`, LINE, JOURNAL_LIMITS), "gone");
  Deno.removeSync(journalPath(dir.path, 0));
  Deno.symlinkSync(`${dir.path}/elsewhere`, journalPath(dir.path, 0));
  assertEquals(await appendJournal(dir.path, LINE, JOURNAL_LIMITS), "symlink");
});

Deno.test("readJournal() loses one record to a torn line, and reads none of it as data", async () => {
  using dir = temporaryFolder();
  for (let cut = 1; cut < LINE.length; cut += 7) {
    Deno.writeTextFileSync(journalPath(dir.path, 0), `\n${numberRecords(1)}\n${LINE.slice(0, cut)}`);
    await appendJournal(dir.path, numberRecords(3), JOURNAL_LIMITS);
    assertEquals(read(dir.path), { at: [1, 3], broken: 1 });
  }
});

Deno.test("readJournal() gets through a journal of binary garbage", async () => {
  using dir = temporaryFolder();
  const garbage = crypto.getRandomValues(new Uint8Array(60_000));
  for (let times = 0; times < 10; times++) {
    Deno.writeFileSync(journalPath(dir.path, 0), garbage, { append: true });
  }
  await appendJournal(dir.path, numberRecords(7), JOURNAL_LIMITS);
  const { at, broken } = read(dir.path);
  assertEquals(at, [7]);
  assert(broken > 100);
});

Deno.test("readJournal() reads lines across the borders of its pieces, and skips one that is too long", async () => {
  using dir = temporaryFolder();
  Deno.writeTextFileSync(journalPath(dir.path, 0), `\n${"x".repeat(700_000)}`);
  for (let at = 0; at < 3000; at++) await appendJournal(dir.path, numberRecords(at), JOURNAL_LIMITS);
  assertEquals(read(dir.path), { at: Array.from({ length: 3000 }, (_, at) => at), broken: 1 });
});

Deno.test("readJournal() of a folder without a journal is empty", () => {
  using dir = temporaryFolder();
  assertEquals(read(dir.path), { at: [], broken: 0 });
});
