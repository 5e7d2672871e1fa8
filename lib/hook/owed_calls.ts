/**
 * Edits of earlier events that linters are to look at again, because the model has done something else since.
 *
 * @module
 */
import { makeCall } from "../agents/shared/hook_event.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import { type Owed, readOwed } from "../state/owed.ts";
import { absolutePath } from "../text/path.ts";

/**
 * Adds those edits to the event of a batch, or of a turn's end.
 *
 * @param event The event that ends a batch or a turn.
 * @param file What notes the session's edits.
 * @returns The event with a settled call for each file that the batch did not end with.
 */
export function withOwedCalls(event: HookEvent, file: string): HookEvent {
  return {
    ...event,
    calls: [...event.calls, ...readOwed(file).filter((owed) => isDue(owed, event)).map(callOf)],
  };
}

/** The model mostly sends one call at a time and goes on with the same file in the next. A new file is complete. */
function isDue({ path, created }: Owed, { batch = [], cwd }: HookEvent): boolean {
  const place = absolutePath(path, cwd);
  const last = batch.findLastIndex((call) =>
    (call.kind === "edit" || call.kind === "write") && absolutePath(call.path, cwd) === place
  );
  return batch.length === 0 || created === true || last < batch.length - 1;
}

function callOf({ path, tool }: Owed): ToolCall {
  return makeCall({}, { tool, kind: "edit", status: "settled", path });
}
