/**
 * What the person could allow in a project, reported to the person once for each project, and never to the model.
 *
 * @module
 */
import type { ConsentNeeded } from "../linters/allowed_program.ts";
import type { NoteConsent } from "../linters/prepare.ts";
import type { Host } from "../state/host.ts";

/** Linters that were not started for want of the person's consent. */
export class ConsentNotes {
  #root = "";
  readonly #needs: (readonly [linter: string, needed: ConsentNeeded])[] = [];

  /** Takes note of one. */
  readonly add: NoteConsent = ({ root }, { linter, needed }) => {
    this.#root = root;
    this.#needs.push([linter, needed]);
  };

  /**
   * Writes the message, unless the person has had one for this project.
   *
   * @param host The program that this runs in.
   * @returns The message; "" for none.
   */
  async message(host: Host): Promise<string> {
    const [first] = this.#needs;
    if (first === undefined) return "";
    const { consentMessage } = await import("../feedback/consent_message.ts");
    return consentMessage({ root: this.#root, linter: first[0], needed: first[1] }, host.stateFolder());
  }
}
