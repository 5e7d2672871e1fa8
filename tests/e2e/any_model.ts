/**
 * A model that says what a script says, on loopback, in the protocols of other agents than Claude Code: OpenAI's responses
 * (Codex) and chat completions (Qwen Code, Copilot CLI), and Gemini's.
 *
 * @module
 */
import { isObject, type JsonObject, textField } from "../../lib/text/json_object.ts";
import type { ScriptedCall } from "./model.ts";

/** A model that is running. */
export interface AnyModel extends AsyncDisposable {
  /** Where it listens. */
  readonly url: string;
  /** The bodies of the requests that were answered from the script, in order. */
  readonly requests: readonly JsonObject[];
}

/**
 * Starts a model.
 *
 * @param turns What it does: in each turn, calls that are made at the same time. After the last one it says "done".
 * @returns The model; disposing it ends it.
 */
export function startAnyModel(turns: readonly (readonly ScriptedCall[])[]): AnyModel {
  const requests: JsonObject[] = [];
  const next = (body: JsonObject): readonly ScriptedCall[] => {
    // Titles and other small questions are asked without tools.
    if (!Array.isArray(body["tools"]) || body["tools"].length === 0) return [];
    requests.push(body);
    return turns[requests.length - 1] ?? [];
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    const body: unknown = request.method === "POST" ? await request.json().catch(() => ({})) : {};
    if (!isObject(body)) return Response.json({});
    const id = `${requests.length}`;
    if (pathname.endsWith("/responses")) return stream(responses(next(body), id));
    if (pathname.endsWith("/chat/completions")) {
      const calls = next(body);
      return body["stream"] === true ? stream(chunks(calls, id)) : Response.json(completion(calls, id));
    }
    if (pathname.includes(":streamGenerateContent")) return stream([content(next(body))].map(data));
    if (pathname.includes(":generateContent")) return Response.json(content([]));
    if (pathname.includes(":countTokens")) return Response.json({ totalTokens: 1 });
    return Response.json({ object: "list", data: [], models: [] });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    requests,
    [Symbol.asyncDispose]: async () => await server.shutdown(),
  };
}

function stream(events: readonly string[]): Response {
  return new Response(events.join(""), { headers: { "content-type": "text/event-stream" } });
}

function data(value: JsonObject | string): string {
  return `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
}

/** A call whose arguments are the text `input` is one of a tool that takes text. */
function isTextCall({ input }: ScriptedCall): boolean {
  return Object.keys(input).join() === "input";
}

function responses(calls: readonly ScriptedCall[], id: string): string[] {
  const items = calls.length === 0
    ? [{
      type: "message",
      role: "assistant",
      id: `msg_${id}`,
      content: [{ type: "output_text", text: "done" }],
    }]
    : calls.map((call, index) =>
      isTextCall(call)
        ? {
          type: "custom_tool_call",
          call_id: `call_${id}_${index}`,
          name: call.name,
          input: textField(call.input, "input"),
        }
        : {
          type: "function_call",
          call_id: `call_${id}_${index}`,
          name: call.name,
          arguments: JSON.stringify(call.input),
        }
    );
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
  const events: readonly JsonObject[] = [
    { type: "response.created", response: { id: `resp_${id}` } },
    ...items.map((item) => ({ type: "response.output_item.done", item })),
    { type: "response.completed", response: { id: `resp_${id}`, usage } },
  ];
  return events.map((event) => `event: ${textField(event, "type")}\n${data(event)}`);
}

function toolCalls(calls: readonly ScriptedCall[], id: string): JsonObject[] {
  return calls.map(({ name, input }, index) => ({
    index,
    id: `call_${id}_${index}`,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }));
}

const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

function chunks(calls: readonly ScriptedCall[], id: string): string[] {
  const base = { id: `c_${id}`, object: "chat.completion.chunk", created: 1, model: "m" };
  const delta = calls.length === 0
    ? { role: "assistant", content: "done" }
    : { role: "assistant", content: null, tool_calls: toolCalls(calls, id) };
  const finish_reason = calls.length === 0 ? "stop" : "tool_calls";
  return [
    data({ ...base, choices: [{ index: 0, delta, finish_reason: null }] }),
    data({ ...base, choices: [{ index: 0, delta: {}, finish_reason }], usage: USAGE }),
    data("[DONE]"),
  ];
}

function completion(calls: readonly ScriptedCall[], id: string): JsonObject {
  const message = calls.length === 0
    ? { role: "assistant", content: "done" }
    : { role: "assistant", content: null, tool_calls: toolCalls(calls, id) };
  const finish_reason = calls.length === 0 ? "stop" : "tool_calls";
  return {
    id: `c_${id}`,
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [{ index: 0, message, finish_reason }],
    usage: USAGE,
  };
}

function content(calls: readonly ScriptedCall[]): JsonObject {
  const parts = calls.length === 0
    ? [{ text: "done" }]
    : calls.map(({ name, input }) => ({ functionCall: { name, args: input } }));
  return {
    candidates: [{ content: { role: "model", parts }, finishReason: "STOP", index: 0 }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  };
}
