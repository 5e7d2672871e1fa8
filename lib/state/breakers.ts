/**
 * The breakers of linters in state.db.
 *
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import {
  afterFailure,
  afterSuccess,
  askPermission,
  type Breaker,
  type BreakerLimits,
  CLOSED,
  type Pass,
  type Permission,
} from "./breaker.ts";
import { type JsonObject, numberField, textField } from "../text/json_object.ts";

/** How a permitted call ended. */
export type CallEnd =
  | { readonly kind: "success" }
  /** Why it failed: a word of ours, such as "deadline". */
  | { readonly kind: "failure"; readonly reason: string };

/** A call that has ended. */
export interface EndedCall {
  /** The permission that it was made with. */
  readonly pass: Pass;
  /** How it ended. */
  readonly end: CallEnd;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/** One breaker in the database. */
export interface BreakerRow {
  /** The linter. */
  readonly linter: string;
  /** Its state. */
  readonly breaker: Breaker;
  /** Failures since the database was made or cleared. */
  readonly failed: number;
  /** How often it opened. */
  readonly opened: number;
  /** Why the last call failed; "" when none has. */
  readonly lastFailure: string;
  /** When that was, in milliseconds since 1970. */
  readonly lastFailureAt: number;
}

/** The breakers in a database. Used inside a transaction, so that there is one probe at a time. */
export class Breakers {
  readonly #sql: DatabaseSync;
  readonly #limits: BreakerLimits;

  /**
   * Uses the breakers of a database.
   *
   * @param sql The database.
   * @param limits How patient the breakers are.
   */
  constructor(sql: DatabaseSync, limits: BreakerLimits) {
    this.#sql = sql;
    this.#limits = limits;
  }

  /**
   * Returns a breaker's state and changes nothing.
   *
   * @param linter The linter.
   * @returns The state.
   */
  stateOf(linter: string): Breaker {
    return this.#row(linter).breaker;
  }

  /**
   * Asks for permission to make a call.
   *
   * @param linter The linter.
   * @param now The moment, in milliseconds since 1970.
   * @returns The permission, or how long to wait.
   */
  ask(linter: string, now: number): Permission {
    const row = this.#row(linter);
    const permission = askPermission(row.breaker, now, this.#limits);
    if (permission.kind === "granted" && permission.breaker !== row.breaker) {
      this.#save({ ...row, breaker: permission.breaker });
    }
    return permission;
  }

  /**
   * Records how a call ended.
   *
   * @param linter The linter.
   * @param call The call.
   * @returns Whether the breaker is open because of it.
   */
  record(linter: string, { pass, end, at }: EndedCall): "opened" | "unchanged" {
    const row = this.#row(linter);
    if (end.kind === "success") {
      const breaker = afterSuccess(row.breaker, pass);
      if (breaker !== row.breaker) this.#save({ ...row, breaker });
      return "unchanged";
    }
    const breaker = afterFailure(row.breaker, { pass, failedAt: at }, this.#limits);
    const opens = breaker.kind === "open" && breaker !== row.breaker;
    this.#save({
      ...row,
      breaker,
      failed: row.failed + 1,
      opened: row.opened + (opens ? 1 : 0),
      lastFailure: end.reason,
      lastFailureAt: at,
    });
    return opens ? "opened" : "unchanged";
  }

  /** Lists all breakers that have a row. */
  all(): BreakerRow[] {
    return this.#sql.prepare("SELECT * FROM breaker ORDER BY linter").all().map(rowOf);
  }

  #row(linter: string): BreakerRow {
    return rowOf(this.#sql.prepare("SELECT * FROM breaker WHERE linter = ?").get(linter) ?? { linter });
  }

  #save({ linter, breaker, failed, opened, lastFailure, lastFailureAt }: BreakerRow): void {
    const failures = breaker.kind === "closed" ? breaker.failures : 0;
    this.#sql.prepare("INSERT OR REPLACE INTO breaker VALUES (?, ?, ?, ?, ?, ?, ?, ?)").run(
      linter,
      breaker.kind,
      failures,
      sinceOf(breaker),
      failed,
      opened,
      lastFailure,
      lastFailureAt,
    );
  }
}

function rowOf(row: JsonObject): BreakerRow {
  return {
    linter: textField(row, "linter"),
    breaker: breakerOf(row),
    failed: numberField(row, "failed") ?? 0,
    opened: numberField(row, "opened") ?? 0,
    lastFailure: textField(row, "last_failure"),
    lastFailureAt: numberField(row, "last_failure_at") ?? 0,
  };
}

function breakerOf(row: JsonObject): Breaker {
  const since = numberField(row, "since") ?? 0;
  switch (textField(row, "kind")) {
    case "open":
      return { kind: "open", openedAt: since };
    case "half-open":
      return { kind: "half-open", probeAt: since };
    default: {
      const failures = numberField(row, "failures") ?? 0;
      return failures === 0 ? CLOSED : { kind: "closed", failures };
    }
  }
}

function sinceOf(breaker: Breaker): number {
  switch (breaker.kind) {
    case "closed":
      return 0;
    case "open":
      return breaker.openedAt;
    case "half-open":
      return breaker.probeAt;
  }
}
