/**
 * What fasthook said in a recorded session, from the client's own records.
 *
 * @module
 */
import type { RecordedHook } from "../../agents/shared/recorded.ts";
import type { ToolCall } from "../../event/event.ts";
import { subject } from "../../feedback/render.ts";
import type { SaidFinding } from "./outcome_tally.ts";

/** Feedback is looked for within a few calls. */
const MAX_KEPT = 100;

/** The last texts that the model was given. */
export class GivenFeedback {
  readonly #texts: string[] = [];

  /**
   * Takes note of a hook's run.
   *
   * @param hook Any hook.
   */
  add({ text }: RecordedHook): void {
    if (!text.includes("fasthook on ")) return;
    this.#texts.push(text);
    if (this.#texts.length > MAX_KEPT) this.#texts.shift();
  }

  /**
   * Lists the findings about a call that the model was given.
   *
   * @param call The call.
   * @returns Rules and texts.
   */
  about(call: ToolCall): readonly SaidFinding[] {
    const title = `fasthook on ${subject(call)}:\n`;
    return this.#texts.flatMap((text) => {
      const start = text.indexOf(title);
      return start < 0 ? [] : findingsIn(text.slice(start + title.length));
    });
  }
}

/** The lines of the first call. */
function findingsIn(text: string): readonly SaidFinding[] {
  const [own = ""] = text.split("\nfasthook on ");
  return own.split("\n").flatMap((line) => {
    const [, rule = "", said = ""] = /^- (\S+) \([^)]*\): (.*)$/.exec(line) ?? [];
    return rule === "" ? [] : [{ rule, text: said }];
  });
}
