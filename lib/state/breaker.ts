/**
 * Circuit breaker: a linter that keeps failing is left alone for a while. Pure: a state and a moment in, a
 * state out; the store keeps the states.
 *
 * @module
 */

/** What is known about one linter. */
export type Breaker =
  /** Calls are made; so many in a row have failed. */
  | { readonly kind: "closed"; readonly failures: number }
  /** No call is made until the cooldown is over. */
  | { readonly kind: "open"; readonly openedAt: number }
  /** One call tries whether it works again. */
  | { readonly kind: "half-open"; readonly probeAt: number };

/** How patient a breaker is. */
export interface BreakerLimits {
  /** Consecutive failures that open it; an integer >= 1. */
  readonly failures: number;
  /** From opening to the first probe, in milliseconds. A probe without an outcome for as long counts as lost. */
  readonly cooldownMs: number;
}

/** Permission to make a call; it says what the outcome will count for. */
export type Pass =
  | { readonly kind: "call" }
  /** The one call that decides whether the breaker closes. */
  | { readonly kind: "probe"; readonly probeAt: number };

/** Whether a call may be made. */
export type Permission =
  | { readonly kind: "granted"; readonly pass: Pass; readonly breaker: Breaker }
  | { readonly kind: "refused"; readonly waitMs: number };

/** The state of a breaker without any calls. */
export const CLOSED: Breaker = { kind: "closed", failures: 0 };

/** From the performance report: three failures open a breaker, 15 seconds later it is tried again. */
export const BREAKER_LIMITS: BreakerLimits = { failures: 3, cooldownMs: 15_000 };

/**
 * Decides whether a call may be made. A caller that gets a probe must store the new state before others ask.
 *
 * @param breaker The state.
 * @param now The moment, in milliseconds since 1970.
 * @param limits How patient it is.
 * @returns The permission and the state to store, or how many milliseconds to wait.
 */
export function askPermission(
  breaker: Breaker,
  now: number,
  limits: BreakerLimits = BREAKER_LIMITS,
): Permission {
  if (breaker.kind === "closed") return { kind: "granted", pass: { kind: "call" }, breaker };
  const since = breaker.kind === "open" ? breaker.openedAt : breaker.probeAt;
  // The distance counts, not the direction: a clock that was set back must not keep a breaker open for an hour.
  const passedMs = Math.abs(now - since);
  if (passedMs < limits.cooldownMs) return { kind: "refused", waitMs: limits.cooldownMs - passedMs };
  return {
    kind: "granted",
    pass: { kind: "probe", probeAt: now },
    breaker: { kind: "half-open", probeAt: now },
  };
}

/**
 * Counts a success.
 *
 * @param breaker The state now, which may have changed since the call was granted.
 * @param pass The permission that the call was made with.
 * @returns The new state: a probe's success closes a half-open breaker; a late one of an earlier call changes nothing.
 */
export function afterSuccess(breaker: Breaker, pass: Pass): Breaker {
  return breaker.kind === "closed" || decides(breaker, pass) ? CLOSED : breaker;
}

/** A failed call, for {@linkcode afterFailure}. */
export interface Failed {
  /** The permission that the call was made with. */
  readonly pass: Pass;
  /** When it failed, in milliseconds since 1970. */
  readonly failedAt: number;
}

/**
 * Counts a failure.
 *
 * @param breaker The state now, which may have changed since the call was granted.
 * @param failed The call.
 * @param limits How patient it is.
 * @returns The new state: open after too many in a row or after a probe's failure; a late one of an earlier call changes
 * nothing.
 */
export function afterFailure(
  breaker: Breaker,
  { pass, failedAt }: Failed,
  limits: BreakerLimits = BREAKER_LIMITS,
): Breaker {
  if (breaker.kind === "closed") {
    const failures = breaker.failures + 1;
    return failures >= limits.failures ? { kind: "open", openedAt: failedAt } : { kind: "closed", failures };
  }
  return decides(breaker, pass) ? { kind: "open", openedAt: failedAt } : breaker;
}

function decides(breaker: Breaker, pass: Pass): boolean {
  return breaker.kind === "half-open" && pass.kind === "probe" && pass.probeAt === breaker.probeAt;
}
