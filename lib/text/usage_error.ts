/**
 * Errors of a command line.
 *
 * @module
 */
import { UserError } from "./user_error.ts";

/** The exit code of wrong usage: EX_USAGE of sysexits(3). Never 2: agents read that as feedback for the model. */
export const USAGE = 64;

/** Something in a command line that cannot be used: the command ends with {@linkcode USAGE}. */
export class UsageError extends UserError {
  /** The exit code. */
  readonly exitCode: number = USAGE;

  /** See {@linkcode UserError}: each file of the bundle may hold a copy of the class. */
  static override [Symbol.hasInstance](value: unknown): value is UsageError {
    return value instanceof UserError && "exitCode" in value;
  }
}
