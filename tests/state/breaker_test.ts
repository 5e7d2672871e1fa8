import { assertEquals } from "@std/assert";
import {
  afterFailure,
  afterSuccess,
  askPermission,
  type Breaker,
  BREAKER_LIMITS,
  CLOSED,
  type Pass,
  type Permission,
} from "../../lib/state/breaker.ts";

const CALL: Pass = { kind: "call" };
const COOLDOWN_MS = BREAKER_LIMITS.cooldownMs;

function failTimes(breaker: Breaker, failedAt: number, pass: Pass = CALL): Breaker {
  return afterFailure(breaker, { pass, failedAt });
}

/** Open since 1000. */
const OPEN: Breaker = failTimes(failTimes(failTimes(CLOSED, 1), 2), 1000);

function grant(leave: Permission): Permission & { kind: "granted" } {
  if (leave.kind !== "granted") throw new Error(`refused for ${leave.waitMs} ms`);
  return leave;
}

Deno.test("askPermission() lets calls through until the third failure in a row", () => {
  const twice = failTimes(failTimes(CLOSED, 1), 2);
  assertEquals(twice, { kind: "closed", failures: 2 });
  assertEquals(askPermission(twice, 3), { kind: "granted", pass: CALL, breaker: twice });
  assertEquals(askPermission(failTimes(twice, 3), 3), { kind: "refused", waitMs: COOLDOWN_MS });
});

Deno.test("afterSuccess() forgets failures that were not in a row", () => {
  const afterwards = failTimes(afterSuccess(failTimes(failTimes(CLOSED, 1), 2), CALL), 3);
  assertEquals(afterwards, { kind: "closed", failures: 1 });
});

Deno.test("askPermission() gives one probe when the cooldown is over, and no second one", () => {
  assertEquals(OPEN, { kind: "open", openedAt: 1000 });
  assertEquals(askPermission(OPEN, 999 + COOLDOWN_MS), { kind: "refused", waitMs: 1 });
  const { pass, breaker } = grant(askPermission(OPEN, 1000 + COOLDOWN_MS));
  assertEquals(pass, { kind: "probe", probeAt: 1000 + COOLDOWN_MS });
  assertEquals(breaker, { kind: "half-open", probeAt: 1000 + COOLDOWN_MS });
  assertEquals(askPermission(breaker, 1001 + COOLDOWN_MS), { kind: "refused", waitMs: COOLDOWN_MS - 1 });
});

Deno.test("askPermission() takes a probe that says nothing for lost", () => {
  const { breaker } = grant(askPermission(OPEN, 20_000));
  const second = grant(askPermission(breaker, 20_000 + COOLDOWN_MS));
  assertEquals(second.pass, { kind: "probe", probeAt: 20_000 + COOLDOWN_MS });
});

Deno.test("the probe closes the breaker or opens it again", () => {
  const { pass, breaker } = grant(askPermission(OPEN, 20_000));
  assertEquals(afterSuccess(breaker, pass), CLOSED);
  assertEquals(failTimes(breaker, 20_500, pass), { kind: "open", openedAt: 20_500 });
});

Deno.test("calls that began before the breaker opened change nothing when they end", () => {
  const { breaker } = grant(askPermission(OPEN, 20_000));
  for (const late of [OPEN, breaker]) {
    assertEquals(afterSuccess(late, CALL), late);
    assertEquals(failTimes(late, 30_000), late);
  }
});

Deno.test("a lost probe that reports after all changes nothing while another one runs", () => {
  const lost = grant(askPermission(OPEN, 20_000));
  const second = grant(askPermission(lost.breaker, 40_000));
  assertEquals(afterSuccess(second.breaker, lost.pass), second.breaker);
  assertEquals(failTimes(second.breaker, 41_000, lost.pass), second.breaker);
});

Deno.test("askPermission() does not stay shut when the clock was set back by an hour or forward by a year", () => {
  const hour = 3600 * 1000;
  const open: Breaker = { kind: "open", openedAt: 10 * hour };
  assertEquals(askPermission(open, 9 * hour).kind, "granted");
  assertEquals(askPermission(open, 365 * 24 * hour).kind, "granted");
  // A clock that was corrected by a second is no such jump.
  assertEquals(askPermission(open, 10 * hour - 1000), { kind: "refused", waitMs: COOLDOWN_MS - 1000 });
});

Deno.test("afterFailure() opens at once with a limit of one failure", () => {
  const limits = { failures: 1, cooldownMs: 10 };
  assertEquals(afterFailure(CLOSED, { pass: CALL, failedAt: 5 }, limits), { kind: "open", openedAt: 5 });
});
