/**
 * Counts what the next calls did after each finding, and after calls of the same kind without a finding.
 *
 * @module
 */
import type { ToolCall } from "../../event/event.ts";
import { type Deed, deedOf, DEEDS, type Subject, subjectOf } from "./outcomes.ts";

/** What was reported about a call. */
export interface SaidFinding {
  /** The rule. */
  readonly rule: string;
  /** Its text. */
  readonly text: string;
}

/** A finding, and whether the session says that the model was given it. */
export interface FollowedFinding extends SaidFinding {
  /** True if it does. */
  readonly seen: boolean;
}

/** One call of a session. */
export interface FollowedCall {
  /** The call. */
  readonly call: ToolCall;
  /** Names the call, also in copies of the session. */
  readonly key: string;
  /** When the model asked for it: a number that grows with the session. */
  readonly announced: number;
  /** When its result came, in the same numbers. */
  readonly ended: number;
  /** Gives what is reported about it. Asked once more when the model makes its next call: some is recorded after the result. */
  readonly findings: () => readonly FollowedFinding[];
}

/** What was done after a call. */
export interface Outcome {
  /** What was done. */
  readonly deed: Deed;
  /** The rule that spoke; `undefined` for a call without a finding. */
  readonly rule: string | undefined;
  /** What kind of call it was, such as `shell failed`. */
  readonly kind: string;
  /** Whether the model was given the finding. */
  readonly seen: boolean;
  /** Names the call. */
  readonly key: string;
}

/** So many calls are looked at. */
const NEXT_CALLS = 3;

interface Pending extends Pick<FollowedCall, "key" | "ended"> {
  readonly subject: Subject;
  readonly said: FollowedFinding | undefined;
  readonly kind: string;
  left: number;
}

/** Follows the calls of one session, which are given in its order. */
export class OutcomeFollower {
  readonly #emit: (outcome: Outcome) => void;
  #fresh: FollowedCall[] = [];
  #pending: Pending[] = [];

  /**
   * Follows a session.
   *
   * @param emit Takes what was done after each call.
   */
  constructor(emit: (outcome: Outcome) => void) {
    this.#emit = emit;
  }

  /**
   * Takes the session's next call.
   *
   * @param next The call.
   */
  take(next: FollowedCall): void {
    // The model had asked for the call before it knew of findings about those that ended later.
    const known = this.#fresh.filter(({ ended }) => next.announced > ended);
    this.#fresh = this.#fresh.filter((call) => !known.includes(call));
    this.#pending.push(...known.flatMap(pendingOf));
    const findings = next.findings();
    this.#pending = this.#pending.filter((pending) => {
      if (next.announced <= pending.ended) return true;
      const deed = deedOf(pending.subject, next.call, isAmong(pending.said, findings));
      pending.left--;
      if (deed === "nothing" && pending.left > 0) return true;
      this.#end(pending, deed);
      return false;
    });
    this.#fresh.push(next);
  }

  /** Ends the session. What fewer calls followed than wanted counts; what none followed does not. */
  end(): void {
    for (const pending of this.#pending) this.#end(pending, "nothing");
    [this.#pending, this.#fresh] = [[], []];
  }

  #end({ said, kind, key }: Pending, deed: Deed): void {
    this.#emit({ deed, rule: said?.rule, kind, key, seen: said?.seen === true });
  }
}

/** The outcomes to wait for: one of each finding, or one of the call. */
function pendingOf({ call, key, ended, findings }: FollowedCall): readonly Pending[] {
  const kind = `${call.kind} ${STATUS_WORDS[call.status]}`;
  const all = findings();
  return (all.length === 0 ? [undefined] : all).map((said) => ({
    key,
    ended,
    said,
    kind,
    subject: subjectOf(call, said?.text ?? ""),
    left: NEXT_CALLS,
  }));
}

const STATUS_WORDS: Readonly<Record<ToolCall["status"], string>> = {
  succeeded: "ok",
  failed: "failed",
  rejected: "refused",
  settled: "ok",
};

function isAmong(said: SaidFinding | undefined, findings: readonly SaidFinding[]): boolean {
  return said !== undefined &&
    findings.some(({ rule, text }) =>
      rule === said.rule && withoutNumbers(text) === withoutNumbers(said.text)
    );
}

/** Lines move; counts grow. */
function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, "0");
}

/** How often each thing was done. */
export type DeedCounts = Readonly<Record<Deed, number>>;

/** What was done after the findings of one rule. */
export interface OutcomeRow extends Pick<Outcome, "kind" | "seen"> {
  /** The rule. */
  readonly rule: string;
  /** What was done. */
  readonly deeds: DeedCounts;
  /** What was done after calls of that kind without a finding. */
  readonly others: DeedCounts;
}

/** Rules have names of ours; a hostile configuration has many. */
const MAX_ROWS = 1000;

/** The counts of all sessions. */
export class OutcomeTally {
  readonly #counts = new Map<string, { readonly outcome: Outcome; readonly deeds: Record<Deed, number> }>();

  /**
   * Adds an outcome.
   *
   * @param outcome What was done after a call.
   */
  add(outcome: Outcome): void {
    const key = keyOf(outcome);
    const entry = this.#counts.get(key) ?? { outcome, deeds: none() };
    entry.deeds[outcome.deed]++;
    if (this.#counts.size < MAX_ROWS || this.#counts.has(key)) this.#counts.set(key, entry);
  }

  /**
   * Lists the counts.
   *
   * @returns A row for each rule, kind of call, and whether the model was given the finding; the most frequent first.
   */
  rows(): readonly OutcomeRow[] {
    const rows = [...this.#counts.values()].flatMap(({ outcome: { rule, kind, seen }, deeds }) => {
      const others = this.#counts.get(keyOf({ rule: undefined, kind, seen: false }))?.deeds ?? none();
      return rule === undefined ? [] : [{ rule, kind, seen, deeds, others }];
    });
    return rows.sort((a, b) => total(b.deeds) - total(a.deeds) || (a.rule < b.rule ? -1 : 1));
  }
}

function keyOf({ rule, kind, seen }: Pick<Outcome, "rule" | "kind" | "seen">): string {
  return JSON.stringify([rule ?? "", kind, seen]);
}

function none(): Record<Deed, number> {
  return { touched: 0, again: 0, "looked up": 0, nothing: 0 };
}

/**
 * Adds counts up.
 *
 * @param counts How often each thing was done.
 * @returns The sum.
 */
export function total(counts: DeedCounts): number {
  return DEEDS.reduce((sum, deed) => sum + counts[deed], 0);
}
