/**
 * Errors that are meant for people.
 *
 * @module
 */

/** Something that the person can fix: a cause and a way out, never a stack trace. */
export class UserError extends Error {
  /** The next step, as a command or an instruction; "" where the message says it all. */
  readonly fix: string;

  /**
   * Makes an error with a way out.
   *
   * @param message `Cannot <act>: <wanted>, got <actual>`, without a final period.
   * @param fix The next step; "" where there is none.
   */
  constructor(message: string, fix = "") {
    super(message);
    this.name = "UserError";
    this.fix = fix;
  }

  /** Each file of the bundle holds a copy of this class: what counts is the name. */
  static override [Symbol.hasInstance](value: unknown): value is UserError {
    return value instanceof Error && value.name === "UserError" && "fix" in value;
  }

  /** The message as a person sees it: one line for the cause and one for the way out. */
  report(): string {
    return this.fix === ""
      ? `fasthook: ${this.message}\n`
      : `fasthook: ${this.message}\n  fix: ${this.fix}\n`;
  }
}
