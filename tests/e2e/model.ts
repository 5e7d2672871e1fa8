/**
 * A model that says what a script says: the Messages API on loopback, so that a real client makes real tool calls.
 *
 * @module
 */
import { isObject, type JsonObject, textField } from "../../lib/text/json_object.ts";

/** A tool call that the model makes. */
export interface ScriptedCall {
  /** The tool. */
  readonly name: string;
  /** Its arguments. */
  readonly input: JsonObject;
}

/** What the model does in one conversation: in each turn, calls that are made at the same time. */
export interface ScriptedConversation {
  /** A text that only this conversation's first message contains. */
  readonly marker: string;
  /** The turns; after the last one the model says "done". */
  readonly turns: readonly (readonly ScriptedCall[])[];
}

/** A request to the model. */
export interface ModelRequest {
  /** The marker of the conversation. */
  readonly marker: string;
  /** How often the model has answered before. */
  readonly turn: number;
  /** What has come since its last answer, as the client sent it. */
  readonly news: readonly unknown[];
}

/** A model that is running. */
export interface ScriptedModel extends AsyncDisposable {
  /** Where it listens. */
  readonly url: string;
  /** The requests of the scripted conversations, in order. */
  readonly requests: readonly ModelRequest[];
}

/**
 * Starts a model.
 *
 * @param conversations What it says.
 * @returns The model; disposing it ends it.
 */
export function startModel(conversations: readonly ScriptedConversation[]): ScriptedModel {
  const requests: ModelRequest[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    const body: unknown = request.method === "POST" ? await request.json() : {};
    if (pathname !== "/v1/messages" || !isObject(body)) return Response.json({ input_tokens: 1 });
    const messages = listOf(body["messages"]);
    const turn = messages.filter(({ role }) => role === "assistant").length;
    const conversation = conversations.find(({ marker }) => JSON.stringify(messages[0]).includes(marker));
    // Titles and summaries are asked for without tools.
    const isScripted = conversation !== undefined && listOf(body["tools"]).length > 0;
    if (isScripted) {
      const last = messages.findLastIndex(({ role }) => role === "assistant");
      requests.push({ marker: conversation.marker, turn, news: messages.slice(last + 1) });
    }
    const calls = isScripted ? conversation.turns[turn] ?? [] : [];
    return new Response(answer(textField(body, "model"), { calls, id: `${conversation?.marker}${turn}` }), {
      headers: { "content-type": "text/event-stream" },
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    requests,
    [Symbol.asyncDispose]: async () => await server.shutdown(),
  };
}

function answer(
  model: string,
  { calls, id }: { readonly calls: readonly ScriptedCall[]; readonly id: string },
): string {
  const message = {
    id: `msg_${id}`,
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
  const blocks = calls.length === 0
    ? block(0, { type: "text", text: "" }, { type: "text_delta", text: "done" })
    : calls.flatMap(({ name, input }, index) =>
      block(
        index,
        { type: "tool_use", id: `toolu_${id.replace(/\W/g, "")}x${index}`, name, input: {} },
        { type: "input_json_delta", partial_json: JSON.stringify(input) },
      )
    );
  const stop_reason = calls.length === 0 ? "end_turn" : "tool_use";
  const events: readonly (readonly [string, JsonObject])[] = [
    ["message_start", { message }],
    ...blocks,
    ["message_delta", { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 1 } }],
    ["message_stop", {}],
  ];
  return events.map(([type, data]) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`).join(
    "",
  );
}

function block(
  index: number,
  content_block: JsonObject,
  delta: JsonObject,
): readonly (readonly [string, JsonObject])[] {
  return [
    ["content_block_start", { index, content_block }],
    ["content_block_delta", { index, delta }],
    ["content_block_stop", { index }],
  ];
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
