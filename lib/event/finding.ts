/**
 * What an analyzer says about a call.
 *
 * @module
 */

/** Severities from the heaviest to the lightest: a rule of the project was broken; advice; good to know. */
export const SEVERITIES = ["violation", "guidance", "notice"] as const;

/** How much a finding matters. */
export type Severity = typeof SEVERITIES[number];

/** One thing about one call that the model should know. */
export interface Finding {
  /** The rule's id: analyzer and kind, such as `errors/timeout`. */
  readonly rule: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** What is wrong and what to do about it, in one line; sanitised when it is rendered. */
  readonly text: string;
  /** Whose rule it is, if it is not built in. */
  readonly by?: "user" | "repository";
  /**
   * What it is about, if that is not the call's file or command. The same finding about the same topic is reported once in
   * a session, for whatever call.
   */
  readonly topic?: string;
}
