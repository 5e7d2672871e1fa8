/**
 * Cache and breaker against models that are too simple to be wrong, over random operations with an injected clock.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import {
  afterFailure,
  afterSuccess,
  askPermission,
  type Breaker,
  CLOSED,
  type Pass,
} from "../../lib/state/breaker.ts";
import type { CacheCounts, Lookup } from "../../lib/state/cache.ts";
import { Breakers } from "../../lib/state/breakers.ts";
import type { StateDatabase } from "../../lib/state/database.ts";
import { Results } from "../../lib/state/results.ts";
import { type Random, randomFrom } from "../support/random.ts";
import { database, temporaryFolder, transacted } from "../support/state.ts";

const OPERATIONS = 12_000;
const SEEDS = [1, 20261122, 987654321];
const LIMITS = { entries: 20, ttlMs: 500 };
const BREAKER = { failures: 3, cooldownMs: 100 };

/** Time goes on by little steps; now and then a clock is set, by an hour back or a year forward. */
function later(now: number, random: Random): number {
  const jump = random(400);
  if (jump === 0) return Math.max(0, now - 3_600_000);
  if (jump === 1) return now + 31_536_000_000;
  return now + random(30);
}

/** A list: looked through from the start, the entry used last at the end. */
class ListCache {
  entries: { readonly key: string; readonly value: string; readonly storedAt: number }[] = [];
  seen = { hits: 0, misses: 0, evictions: 0, expiries: 0 };

  get(key: string, now: number): Lookup {
    const entry = this.entries.find((entry) => entry.key === key);
    this.entries = this.entries.filter((entry) => entry.key !== key);
    if (entry === undefined || Math.abs(now - entry.storedAt) >= LIMITS.ttlMs) {
      this.seen.misses++;
      if (entry !== undefined) this.seen.expiries++;
      return entry === undefined ? { kind: "miss" } : { kind: "expired", storedAt: entry.storedAt };
    }
    this.seen.hits++;
    this.entries.push(entry);
    return { kind: "hit", value: entry.value, storedAt: entry.storedAt };
  }

  set(key: string, value: string, storedAt: number): void {
    this.entries = [...this.entries.filter((entry) => entry.key !== key), { key, value, storedAt }];
    while (this.entries.length > LIMITS.entries) {
      this.entries.shift();
      this.seen.evictions++;
    }
  }

  counts(): CacheCounts {
    return this.seen;
  }
}

function compareCaches(cache: Results, seed: number): ListCache {
  const random = randomFrom(seed);
  const model = new ListCache();
  let now = 1_000_000_000_000;
  for (let operation = 0; operation < OPERATIONS; operation++) {
    now = later(now, random);
    const key = `key-${random(35)}`;
    if (random(3) === 0) {
      const value = String(operation);
      model.set(key, value, now);
      cache.set(key, value, now);
    } else assertEquals(cache.get(key, now), model.get(key, now), `operation ${operation} of seed ${seed}`);
  }
  assertEquals(cache.counts(), model.counts());
  // The run has met everything there is.
  for (const count of Object.values(model.seen)) assert(count > 100, JSON.stringify(model.seen));
  return model;
}

for (const seed of SEEDS) {
  Deno.test(`Results does what a list does, over ${OPERATIONS} operations (seed ${seed})`, async () => {
    using dir = temporaryFolder();
    using db = await database(dir.path);
    const model = transacted(
      db,
      () => compareCaches(new Results(db.sql, { linter: "model", limits: LIMITS }), seed),
    );
    const keys = db.sql.prepare("SELECT key FROM result ORDER BY used").all().map((row) => row["key"]);
    assertEquals(keys, model.entries.map(({ key }) => key));
  });
}

/** A simple breaker: which call is allowed, and since when none is. */
class PlainBreaker {
  failuresInARow = 0;
  shutSince: number | undefined;
  probe: number | undefined;
  openings = 0;

  mayCall(now: number): boolean {
    if (this.shutSince === undefined) return true;
    const over = Math.abs(now - this.shutSince) >= BREAKER.cooldownMs;
    if (over) this.probe = this.shutSince = now;
    return over;
  }

  succeeded(probe: number | undefined): void {
    if (this.shutSince === undefined) this.failuresInARow = 0;
    else if (probe !== undefined && probe === this.probe) {
      this.shutSince = this.probe = undefined;
      this.failuresInARow = 0;
    }
  }

  failed(probe: number | undefined, now: number): void {
    const decides = this.shutSince === undefined
      ? ++this.failuresInARow >= BREAKER.failures
      : probe !== undefined && probe === this.probe;
    if (!decides) return;
    this.shutSince = now;
    this.probe = undefined;
    this.openings++;
  }
}

/** The breaker under test, with the methods of {@linkcode PlainBreaker}. */
interface Subject {
  ask(now: number): Pass | undefined;
  record(pass: Pass, ended: "success" | "failure", now: number): void;
}

class PureBreaker implements Subject {
  state: Breaker = CLOSED;

  ask(now: number): Pass | undefined {
    const leave = askPermission(this.state, now, BREAKER);
    if (leave.kind === "refused") return undefined;
    this.state = leave.breaker;
    return leave.pass;
  }

  record(pass: Pass, ended: "success" | "failure", now: number): void {
    this.state = ended === "success"
      ? afterSuccess(this.state, pass)
      : afterFailure(this.state, { pass, failedAt: now }, BREAKER);
  }
}

class StoredBreaker implements Subject {
  readonly #breakers: Breakers;

  constructor(database: StateDatabase) {
    this.#breakers = new Breakers(database.sql, BREAKER);
  }

  ask(now: number): Pass | undefined {
    const leave = this.#breakers.ask("model", now);
    return leave.kind === "granted" ? leave.pass : undefined;
  }

  record(pass: Pass, ended: "success" | "failure", now: number): void {
    const end = ended === "success" ? { kind: ended } : { kind: ended, reason: "deadline" };
    this.#breakers.record("model", { pass, end, at: now });
  }
}

/** Several calls are under way at the same time and end in any order, some never. */
function compareBreakers(subject: Subject, seed: number): PlainBreaker {
  const random = randomFrom(seed);
  const model = new PlainBreaker();
  const underWay: Pass[] = [];
  const met = { refused: 0, probes: 0, late: 0 };
  let now = 1_000_000_000_000;
  for (let operation = 0; operation < OPERATIONS; operation++) {
    now = later(now, random);
    if (random(2) === 0 || underWay.length === 0) {
      const pass = subject.ask(now);
      assertEquals(pass !== undefined, model.mayCall(now), `operation ${operation} of seed ${seed}`);
      if (pass === undefined) met.refused++;
      else underWay.push(pass);
      if (pass?.kind === "probe") met.probes++;
      continue;
    }
    const [pass] = underWay.splice(random(underWay.length), 1);
    if (pass === undefined || random(20) === 0) continue;
    const probe = pass.kind === "probe" ? pass.probeAt : undefined;
    if (probe === undefined && model.shutSince !== undefined) met.late++;
    const ended = random(3) === 0 ? "success" : "failure";
    if (ended === "success") model.succeeded(probe);
    else model.failed(probe, now);
    subject.record(pass, ended, now);
  }
  for (const count of Object.values(met)) assert(count > 100, JSON.stringify(met));
  return model;
}

for (const seed of SEEDS) {
  Deno.test(`a breaker does what the plain one does, over ${OPERATIONS} operations (seed ${seed})`, () => {
    const subject = new PureBreaker();
    const model = compareBreakers(subject, seed);
    assertEquals(subject.state.kind === "closed", model.shutSince === undefined);
  });

  Deno.test(`Breakers does what the plain one does, over ${OPERATIONS} operations (seed ${seed})`, async () => {
    using dir = temporaryFolder();
    using db = await database(dir.path);
    const model = transacted(db, () => compareBreakers(new StoredBreaker(db), seed));
    const [row] = new Breakers(db.sql, BREAKER).all();
    assertEquals(row?.opened, model.openings);
  });
}
