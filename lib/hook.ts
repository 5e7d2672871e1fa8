/**
 * Hook mode: one event on standard input, one answer.
 *
 * @module
 */
import { AGENTS, encodeContext, encodeSystemMessage } from "./agents/table.ts";
import { UserError } from "./errors.ts";
import { type HookEvent, isObject } from "./event.ts";
import { type Input, INPUT_DEADLINE_MS, MAX_INPUT_BYTES, readJson, type Source } from "./io.ts";
import { feedback } from "./pipeline.ts";
import { quotable } from "./text.ts";

/** How the model is told: text on standard error with exit code 2, or a JSON object on standard output. */
export type Reply = "stderr" | "context";

/** What the process prints and how it ends. */
export interface Answer {
  /** For standard output. */
  readonly stdout: string;
  /** For standard error. */
  readonly stderr: string;
  /** 0 nothing to say or said on standard output, 1 could not analyse, 2 feedback on standard error. */
  readonly exitCode: 0 | 1 | 2;
}

const SILENCE: Answer = { stdout: "", stderr: "", exitCode: 0 };

/**
 * Reads an event and answers it. Never throws: whatever is wrong becomes one clear line.
 *
 * @param source Standard input.
 * @param reply The reply that the hook was registered with.
 * @returns The answer.
 */
export async function runHook(source: Source, reply: Reply): Promise<Answer> {
  try {
    return await answer(await readEvent(source), reply);
  } catch (error) {
    return refusal(error, reply);
  }
}

/**
 * Reads what came on standard input.
 *
 * @param source Standard input.
 * @returns The JSON value.
 * @throws {UserError} When there is none: nothing came, too much, too late, or not JSON.
 */
export async function readEvent(source: Source): Promise<unknown> {
  const input = await readJson(source, { maxBytes: MAX_INPUT_BYTES, deadlineMs: INPUT_DEADLINE_MS });
  if (input.kind !== "json") throw noEvent(input);
  return input.value;
}

async function answer(json: unknown, reply: Reply): Promise<Answer> {
  const event = decoded(json);
  if (event === undefined) return SILENCE;
  const text = await feedback(event);
  if (text === "") return SILENCE;
  if (reply === "context" || event.replies === "context-only") {
    return { stdout: encodeContext(event, text), stderr: "", exitCode: 0 };
  }
  return { stdout: "", stderr: `${text}\n`, exitCode: 2 };
}

function decoded(json: unknown): HookEvent | undefined {
  if (!isObject(json)) return undefined;
  for (const { decode } of AGENTS) {
    const event = decode(json);
    if (event !== undefined) return event;
  }
  return undefined;
}

function refusal(error: unknown, reply: Reply): Answer {
  const report = error instanceof UserError ? error.report() : unexpected(error);
  return reply === "context"
    ? { stdout: encodeSystemMessage(report.trimEnd()), stderr: "", exitCode: 0 }
    : { stdout: "", stderr: report, exitCode: 1 };
}

function unexpected(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new UserError(`Cannot analyse this event: ${reason}`, "report this as a bug, with the event")
    .report();
}

function noEvent(input: Exclude<Input, { readonly kind: "json" }>): UserError {
  switch (input.kind) {
    case "empty":
      return new UserError("Cannot read an event: wanted JSON on standard input, got nothing");
    case "malformed":
      return new UserError(
        `Cannot read an event: wanted JSON on standard input, got text that is not (${
          quotable(input.reason, 120)
        })`,
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
