/**
 * Messages for a person whose event or configuration could not be used; loaded only then.
 *
 * @module
 */
import { encodeSystemMessage } from "../agents/reply.ts";
import type { Answer, Reply } from "../event/answer.ts";
import { UserError } from "../text/user_error.ts";
import type { Input } from "../system/io.ts";
import { observationKey, type OpenSession } from "../state/memory.ts";
import type { ConfigProblem } from "../config/settings.ts";
import { quotable } from "../text/clean.ts";

/** What "once in a session" depends on. */
export interface Once {
  /** The session's memory; without one there is no session. */
  readonly openSession: OpenSession | undefined;
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * Describes problems of the configuration once in a session, although they come with every event.
 *
 * @param problems The problems; at least one.
 * @param once The session's memory; without one they are described every time.
 * @returns One or two lines with a line end; "" if they were reported before.
 */
export function newProblemReport(
  problems: readonly ConfigProblem[],
  { openSession, now }: Once,
): string {
  const report = problemReport(problems);
  const key = observationKey("problem", report);
  const session = openSession?.();
  const updated = session?.update((memory) => {
    const isKnown = memory.has(key);
    return { entry: { at: now, adds: new Map(isKnown ? [] : [[key, 1]]) }, value: isKnown };
  });
  return updated?.kind === "done" && updated.value ? "" : report;
}

/** The first problem, and how many more there are: a broken file does not fill the screen. "" for no problems. */
function problemReport(problems: readonly ConfigProblem[]): string {
  const [first] = problems;
  if (first === undefined) return "";
  const place = first.line === 0 ? first.source : `${first.source} line ${first.line}`;
  const more = problems.length === 1 ? "" : ` (and ${problems.length - 1} more: fasthook config)`;
  return new UserError(
    `Cannot use ${quotable(`${place}: ${first.message}`, 400)}${more}`,
    quotable(first.fix, 200),
  ).report();
}

/**
 * Explains why there is no event.
 *
 * @param input What came instead.
 * @returns The error to report.
 */
export function noEvent(input: Exclude<Input, { readonly kind: "json" }>): UserError {
  switch (input.kind) {
    case "empty":
      return new UserError("Cannot read an event: wanted JSON on standard input, got nothing");
    case "malformed":
      return new UserError(
        `Cannot read an event: wanted JSON on standard input, got text that is not (${
          quotable(input.reason, 120)
        })`,
      );
    case "unreadable":
      return new UserError(
        `Cannot read an event: wanted JSON on standard input, got an error (${quotable(input.reason, 120)})`,
      );
    case "too-large":
      return new UserError(
        `Cannot read an event: wanted at most ${input.limitBytes / 1024 / 1024} MiB, got more`,
        "nothing was analysed; the tool call itself is not affected",
      );
    case "late":
      return new UserError(
        `Cannot read an event: wanted a whole JSON value within ${input.waitedMs} ms, ` +
          `got ${input.receivedBytes} bytes of one`,
        "the caller must write the event and close the pipe",
      );
  }
}

/**
 * Explains to a person why an event could not be analysed.
 *
 * @param error Whatever was thrown.
 * @param reply The reply that the hook was registered with.
 * @returns The answer.
 */
export function refusal(error: unknown, reply: Reply): Answer {
  const report = error instanceof UserError ? error.report() : describeUnexpected(error);
  return reply === "context"
    ? { stdout: encodeSystemMessage(report.trimEnd()), stderr: "", exitCode: 0 }
    : { stdout: "", stderr: report, exitCode: 1 };
}

function describeUnexpected(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new UserError(`Cannot analyse this event: ${reason}`, "report this as a bug, with the event")
    .report();
}
