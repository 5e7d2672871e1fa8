/**
 * What a person reads, once for each project, when a linter is not started for want of consent; loaded only then.
 *
 * @module
 */
import type { ConsentNeeded } from "../linters/allowed_program.ts";
import { isFirstMention } from "../state/mentions.ts";
import type { StateFolder } from "../state/folder.ts";
import { quotable } from "../text/clean.ts";
import { shellWord } from "../text/shell_word.ts";
import { UserError } from "../text/user_error.ts";

/** A linter that is not started in a project. */
export interface MissingConsent {
  /** The project's folder, without links. */
  readonly root: string;
  /** The linter. */
  readonly linter: string;
  /** What it would run. */
  readonly needed: ConsentNeeded;
}

/**
 * Writes the message.
 *
 * @param missing The linter and its project.
 * @param state The state folder, which knows for which projects there was a message.
 * @returns One line and the way out; "" if there was a message for this project, or where that cannot be remembered.
 */
export function consentMessage({ root, linter, needed }: MissingConsent, state: StateFolder): string {
  if (state.kind === "none" || !isFirstMention(state.path, root)) return "";
  return new UserError(
    `${linter} is not started in ${quotable(root, 200)}: ${quotable(needed.why, 400)}`,
    `fasthook trust ${shellWord(quotable(root, 200))}, if you trust what it runs`,
  ).report();
}
