import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Decide, SessionMemory } from "../../lib/state/memory.ts";
import { endSession, type SessionPlace, StoredSession } from "../../lib/state/sessions.ts";
import { SESSION_DAYS, sessionFiles, sweepOnceADay } from "../../lib/state/session_files.ts";
import { owedPath, sessionPath } from "../../lib/state/session_path.ts";
import { folderAt, modeOf, temporaryFolder } from "../support/state.ts";
import { newPatience } from "../../lib/system/lock.ts";
import type { CheckedFolder, StateResult } from "../../lib/state/folder.ts";

const DAY_MS = 24 * 3600 * 1000;

type Before = Readonly<Record<string, number>>;

function update<T>(place: SessionPlace, decide: Decide<T>): StateResult<T> {
  return new StoredSession(place).update(decide);
}

/** Adds observations and returns the counts from before, or the problem. */
function add(place: CheckedFolder | SessionPlace, ...keys: readonly string[]): Before | string {
  return addTo(
    new StoredSession("path" in place ? { folder: place, session: "s", limit: 500 } : place),
    ...keys,
  );
}

function addTo(memory: StoredSession, ...keys: readonly string[]): Before | string {
  const remembered = memory.update((before) => ({
    entry: { at: 1000, adds: new Map(keys.map((key) => [key, 1])) },
    value: counts(before),
  }));
  return remembered.kind === "none" ? remembered.problem : remembered.value;
}

/** All that these tests ever add. */
const KEYS = ["fail:a", "fail:b", "fail:c", "fail:o", "spawn:b"];

function counts(memory: SessionMemory): Before {
  return Object.fromEntries(
    KEYS.flatMap((key) => memory.has(key) ? [[key, memory.get(key)?.count ?? 0]] : []),
  );
}

Deno.test("update() gives what was there before it added", () => {
  using dir = temporaryFolder();
  assertEquals(add(dir, "fail:a", "spawn:b"), {});
  assertEquals(add(dir, "fail:a"), { "fail:a": 1, "spawn:b": 1 });
  assertEquals(add(dir), { "fail:a": 2, "spawn:b": 1 });
});

Deno.test("update() keeps sessions apart, in files for the owner alone, without their names", () => {
  using dir = temporaryFolder();
  const session = "../../etc/passwd";
  add({ folder: dir, session, limit: 500 }, "fail:a");
  assertEquals(add(dir), {});
  const path = sessionPath(dir.path, session);
  assert(/^[0-9a-z]{11}$/.test(path.slice(`${dir.path}/sessions/`.length)));
  assertEquals([path, `${dir.path}/sessions`].map(modeOf), ["600", "700"]);
});

Deno.test("update() adds nothing when the decision throws, and says that it has no name for that", () => {
  using dir = temporaryFolder();
  const remembered = update({ folder: dir, session: "s", limit: 500 }, () => {
    throw new Error("something new");
  });
  assertEquals(remembered, { kind: "none", problem: "unexpected" });
  assertEquals(add(dir), {});
});

Deno.test("update() never holds more observations than the limit, and forgets those seen longest ago first", () => {
  using dir = temporaryFolder();
  const place = { folder: dir, session: "s", limit: 50 };
  const key = (number: number): string => `k:${String(number).padStart(11, "0")}`;
  for (let at = 0; at < 1000; at++) {
    add(place, key(at), "fail:a");
    const known = update(place, (memory) => ({
      entry: { at, adds: new Map() },
      value: [
        memory.size <= 50,
        memory.get("fail:a")?.count,
        memory.get(key(at))?.count,
        memory.has(key(at - 19)),
      ],
    }));
    assertEquals(known, { kind: "done", value: [true, at + 1, 1, at >= 19] });
  }
  assert(Deno.statSync(sessionPath(dir.path, "s")).size < 3000);
});

Deno.test("update() gets along with a file of garbage, and makes it small again", () => {
  using dir = temporaryFolder();
  add(dir, "fail:a");
  const path = sessionPath(dir.path, "s");
  for (let times = 0; times < 50; times++) {
    Deno.writeFileSync(path, crypto.getRandomValues(new Uint8Array(60_000)), { append: true });
  }
  add(dir, "fail:b");
  assertEquals(add(dir), { "fail:b": 1 });
  assert(Deno.statSync(path).size < 200);
});

Deno.test("update() loses nothing but the torn line", () => {
  using dir = temporaryFolder();
  add(dir, "fail:a");
  const path = sessionPath(dir.path, "s");
  for (const torn of ["\nmwm fail:b", "\nmwm fail:", "\n\0\xff;;;\n\n ;"]) {
    Deno.writeTextFileSync(path, torn, { append: true });
  }
  add(dir, "fail:c");
  assertEquals(add(dir), { "fail:a": 1, "fail:c": 1 });
});

Deno.test("update() adds all the same when another process holds the file for too long", () => {
  using dir = temporaryFolder();
  add(dir, "fail:a");
  using file = Deno.openSync(sessionPath(dir.path, "s"), { append: true });
  assert(file.tryLockSync(true));
  const patience = newPatience(20);
  assertEquals(add({ ...dir, patience }, "fail:b"), { "fail:a": 1 });
  assertEquals(patience.leftMs, 0);
  file.unlockSync();
  assertEquals(add(dir), { "fail:a": 1, "fail:b": 1 });
});

Deno.test("update() answers without memory where none can be", () => {
  using dir = temporaryFolder();
  Deno.writeTextFileSync(`${dir.path}/sessions`, "");
  assertEquals(add(dir, "fail:a"), "not-a-folder");
});

Deno.test("update() sees what others have added since read(), and adds to it", () => {
  using dir = temporaryFolder();
  const place = { folder: dir, session: "s", limit: 500 };
  add(place, "fail:a");
  using memory = new StoredSession(place);
  const recalled = memory.read();
  assert(recalled.kind === "done");
  assertEquals(counts(recalled.value), { "fail:a": 1 });
  add(place, "fail:a", "fail:b");
  assertEquals(addTo(memory, "fail:c"), { "fail:a": 2, "fail:b": 1 });
  // Once more, without having recalled.
  assertEquals(addTo(memory, "fail:c"), { "fail:a": 2, "fail:b": 1, "fail:c": 1 });
  assertEquals(add(place), { "fail:a": 2, "fail:b": 1, "fail:c": 2 });
});

Deno.test("update() after read() adds to the file that another process has put in its place", () => {
  using dir = temporaryFolder();
  const place = { folder: dir, session: "s", limit: 5 };
  add(place, "fail:a");
  using memory = new StoredSession(place);
  memory.read();
  const replaced = Deno.statSync(sessionPath(dir.path, "s")).ino;
  for (let times = 0; times < 6; times++) add(place, "fail:b");
  assertNotEquals(Deno.statSync(sessionPath(dir.path, "s")).ino, replaced);
  assertEquals(addTo(memory, "fail:c"), { "fail:a": 1, "fail:b": 6 });
  assertEquals(add(place), { "fail:a": 1, "fail:b": 6, "fail:c": 1 });
});

Deno.test("update() after read() starts again when the session was forgotten meanwhile", () => {
  using dir = temporaryFolder();
  const place = { folder: dir, session: "s", limit: 500 };
  add(place, "fail:a");
  using memory = new StoredSession(place);
  memory.read();
  endSession(place, Date.now());
  assertEquals(addTo(memory, "fail:c"), {});
  assertEquals(add(place), { "fail:c": 1 });
});

Deno.test("update() with nothing to add leaves the file as it is", () => {
  using dir = temporaryFolder();
  add(dir, "fail:a");
  const { size } = Deno.statSync(sessionPath(dir.path, "s"));
  assertEquals(add(dir), { "fail:a": 1 });
  assertEquals(Deno.statSync(sessionPath(dir.path, "s")).size, size);
});

Deno.test("update() replaces the file when an observation more than the limit comes, and not before", () => {
  using dir = temporaryFolder();
  const place = { folder: dir, session: "s", limit: 3 };
  const numberOf = (): number | null => Deno.statSync(sessionPath(dir.path, "s")).ino;
  add(place, "fail:a");
  const first = numberOf();
  add(place, "fail:b");
  add(place, "fail:c");
  assertEquals(numberOf(), first);
  add(place, "fail:o");
  assertNotEquals(numberOf(), first);
  assertEquals(add(place), { "fail:c": 1, "fail:o": 1 });
  assertEquals(modeOf(sessionPath(dir.path, "s")), "600");
});

Deno.test("update() does not replace a full file that another process has locked", () => {
  using dir = temporaryFolder();
  const place = { folder: { ...dir, patience: newPatience(0) }, session: "s", limit: 1 };
  add(place, "fail:a");
  const { ino } = Deno.statSync(sessionPath(dir.path, "s"));
  using file = Deno.openSync(sessionPath(dir.path, "s"), { append: true });
  assert(file.tryLockSync(true));
  add(place, "fail:b");
  assertEquals(Deno.statSync(sessionPath(dir.path, "s")).ino, ino);
  file.unlockSync();
  assertEquals(add(dir), { "fail:a": 1, "fail:b": 1 });
});

Deno.test("read() and endSession() say why there is no memory", () => {
  using dir = temporaryFolder();
  Deno.writeTextFileSync(`${dir.path}/sessions`, "");
  using session = new StoredSession({ folder: dir, session: "s", limit: 500 });
  assertEquals(session.read(), { kind: "none", problem: "not-a-folder" });
  assertEquals(endSession({ folder: dir, session: "s" }, Date.now()), "not-a-folder");
});

Deno.test("endSession() forgets the session and no other one", () => {
  using dir = temporaryFolder();
  add(dir, "fail:a");
  add({ folder: dir, session: "other", limit: 500 }, "fail:o");
  assertEquals(endSession({ folder: dir, session: "s" }, Date.now()), undefined);
  assertEquals(sessionFiles(dir.path).map(({ path }) => path), [sessionPath(dir.path, "other")]);
  // A session that has no memory ends as well.
  assertEquals(endSession({ folder: folderAt(`${dir.path}/none`), session: "s" }, Date.now()), undefined);
  assertEquals([...Deno.readDirSync(dir.path)].map(({ name }) => name).sort(), [
    "sessions",
    "sessions.swept",
  ]);
});

Deno.test("endSession() forgets the files that were to be checked again, those of sub-agents later", () => {
  using dir = temporaryFolder();
  add(dir, "fail:a");
  const [main, sub] = ["", "agent"].map((agentId) => owedPath(dir.path, { session: "s", agentId }));
  assert(main !== undefined && sub !== undefined);
  for (const path of [main, sub]) Deno.writeTextFileSync(path, "");
  assertEquals(endSession({ folder: dir, session: "s" }, Date.now()), undefined);
  assertEquals(sessionFiles(dir.path).map(({ path }) => path), [sub]);
});

Deno.test("update() gives what was decided, with and without something to add", () => {
  using dir = temporaryFolder();
  const place = { folder: dir, session: "s", limit: 500 };
  for (const keys of [["fail:a"], []]) {
    const adds = new Map(keys.map((key) => [key, 1]));
    assertEquals(update(place, () => ({ entry: { at: 1, adds }, value: 7 })), { kind: "done", value: 7 });
  }
});

Deno.test("sweepOnceADay() forgets after more than seven days, and only a day after the last time", () => {
  using dir = temporaryFolder();
  const now = 20_000 * DAY_MS;
  const sweepAfter = (ms: number): number => {
    sweepOnceADay(dir.path, now + ms);
    return sessionFiles(dir.path).length;
  };
  add({ folder: dir, session: "old", limit: 500 }, "fail:a");
  Deno.utimeSync(sessionPath(dir.path, "old"), now / 1000, now / 1000);
  const note = `${dir.path}/sessions.swept`;
  const noteAt = (ms: number): void => Deno.utimeSync(note, (now + ms) / 1000, (now + ms) / 1000);
  assertEquals(modeOf(note), "600");
  noteAt(6 * DAY_MS);
  assertEquals(sweepAfter(7 * DAY_MS), 1);
  noteAt(6 * DAY_MS + 2000);
  assertEquals(sweepAfter(7 * DAY_MS + 1000), 1);
  noteAt(6 * DAY_MS + 1000);
  assertEquals(sweepAfter(7 * DAY_MS + 1000), 0);
});

/** As if old sessions had been looked for a day ago. */
function letADayPass(folder: string): void {
  const then = new Date(Date.now() - DAY_MS - 60_000);
  Deno.utimeSync(`${folder}/sessions.swept`, then, then);
}

Deno.test("the first session of a day forgets those that have not been heard of for seven days", () => {
  using dir = temporaryFolder();
  const ages = { old: SESSION_DAYS * DAY_MS + 60_000, recent: SESSION_DAYS * DAY_MS - 60_000 };
  for (const [session, age] of Object.entries(ages)) {
    add({ folder: dir, session, limit: 500 }, "fail:a");
    const then = new Date(Date.now() - age);
    Deno.utimeSync(sessionPath(dir.path, session), then, then);
  }
  const left = (): string[] => sessionFiles(dir.path).map(({ path }) => path).sort();
  const paths = (...sessions: string[]): string[] =>
    sessions.map((session) => sessionPath(dir.path, session)).sort();
  add(dir, "fail:a");
  assertEquals(left(), paths("old", "recent", "s"));
  letADayPass(dir.path);
  add(dir, "fail:a");
  assertEquals(left(), paths("old", "recent", "s"));
  add({ folder: dir, session: "new", limit: 500 }, "fail:a");
  assertEquals(left(), paths("recent", "s", "new"));
});

Deno.test("a clock that is wrong by a year makes update() forget nothing", () => {
  using dir = temporaryFolder();
  const year = 365 * DAY_MS;
  for (const [index, at] of [Date.now(), Date.now() + year, Date.now() - 3600 * 1000].entries()) {
    for (const session of ["s", `new-${index}`]) {
      update({ folder: dir, session, limit: 500 }, () => ({
        entry: { at, adds: new Map([["fail:a", 1]]) },
        value: undefined,
      }));
    }
  }
  assertEquals(add(dir), { "fail:a": 3 });
  assertEquals(sessionFiles(dir.path).length, 4);
});
