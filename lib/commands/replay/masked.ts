/**
 * Hides what looks like a secret in the reports of a replay: commands and errors of recorded sessions hold some.
 *
 * @module
 */
import { maskSecrets } from "../../text/mask.ts";
import type { Found, ReplayedCall } from "./session.ts";

/**
 * Hides secrets in what a call would have got.
 *
 * @param call A call.
 * @returns The same with stars for passwords, tokens and keys.
 */
export function maskedCall(call: ReplayedCall): ReplayedCall {
  const { subject, text } = call.result;
  return { ...call, result: { ...call.result, subject: maskSecrets(subject), text: maskSecrets(text) } };
}

/**
 * Hides secrets in what the sums quote. What is only counted stays as it is.
 *
 * @param found What was found in a session file.
 * @returns The same with stars for passwords, tokens and keys.
 */
export function maskedFound(found: Found): Found {
  switch (found.kind) {
    case "call":
    case "outcome":
      return found;
    case "hook":
      return { ...found, command: maskSecrets(found.command) };
    case "broken":
      return { ...found, reason: maskSecrets(found.reason) };
  }
}
