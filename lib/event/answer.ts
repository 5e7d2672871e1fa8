/**
 * What hook mode prints.
 *
 * @module
 */
/** How feedback reaches the model: text on standard error with exit code 2, or a JSON object on standard output. */
export type Reply = "stderr" | "context";

/** What the process prints and how it ends. */
export interface Answer {
  /** For standard output. */
  readonly stdout: string;
  /** For standard error. */
  readonly stderr: string;
  /** 0: nothing to say, or it is on standard output. 1: the event could not be analysed. 2: feedback on standard error. */
  readonly exitCode: 0 | 1 | 2;
}

/** Nothing to say. */
export const SILENCE: Answer = { stdout: "", stderr: "", exitCode: 0 };
