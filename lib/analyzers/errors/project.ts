/**
 * What is known about the project where a failure happened, and what a look at it adds.
 *
 * @module
 */
import type { Finding } from "../../event/finding.ts";

/** What is said, and what it is about. */
export type Addition = Pick<Finding, "text" | "topic">;

/** Where a call looked for files. */
export interface Project {
  /** The session's folder. */
  readonly cwd: string;
  /** The project's folder: nothing outside of it is looked at. */
  readonly root: string;
}
