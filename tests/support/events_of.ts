/**
 * Calls of other agents' events, for tests of their decoders.
 *
 * @module
 */
import { assert } from "@std/assert";
import { decodeEvent } from "../../lib/agents/table.ts";
import type { HookEvent, ToolCall } from "../../lib/event/event.ts";
import type { ReadVariable } from "../../lib/state/folder.ts";
import { isObject, type JsonObject } from "../../lib/text/json_object.ts";
import { FIXTURES } from "./harness.ts";

/**
 * Reads recorded events.
 *
 * @param file A file of the fixtures.
 * @returns Its objects.
 */
export function recordedEvents(file: string): JsonObject[] {
  return Deno.readTextFileSync(`${FIXTURES}${file}`).trimEnd().split("\n")
    .map((line): unknown => JSON.parse(line)).filter(isObject);
}

/**
 * Decodes an event that some agent must know.
 *
 * @param json The event.
 * @param env The environment; none by default.
 * @returns The event.
 */
export async function decodeEvents(json: JsonObject, env?: ReadVariable): Promise<HookEvent> {
  const event = (await decodeEvent(json, env))?.event;
  assert(event !== undefined, JSON.stringify(json));
  return event;
}

/**
 * Decodes an event with one call.
 *
 * @param json The event.
 * @param env The environment; none by default.
 * @returns The call.
 */
export async function onlyCall(json: JsonObject, env?: ReadVariable): Promise<ToolCall> {
  const { calls: [call, another] } = await decodeEvents(json, env);
  assert(call !== undefined && another === undefined, JSON.stringify(json));
  return call;
}

/**
 * Takes what a call says that is not empty.
 *
 * @param call The call.
 * @returns Its fields without those that every call has, and without empty ones.
 */
export function said(call: ToolCall): JsonObject {
  return Object.fromEntries(
    Object.entries(call).filter(([key, value]) =>
      !["tool", "id", "input", "ownField"].includes(key) && value !== "" && value !== false &&
      !(Array.isArray(value) && value.length === 0)
    ),
  );
}
