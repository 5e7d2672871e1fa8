/**
 * The real Claude Code: installed once from npm, run with an empty home and no key against a scripted model.
 *
 * @module
 */

import { isObject, type JsonObject, objectField } from "../../lib/text/json_object.ts";

/** The client that the facts in lib/ were observed with. */
export const CLIENT_VERSION = "2.1.330";

/** Where one run of the client takes place. */
export interface ClientRun {
  /** The client's program. */
  readonly client: string;
  /** The home folder. */
  readonly home: string;
  /** The folder it works in. */
  readonly cwd: string;
  /** Where the model listens. */
  readonly modelUrl: string;
  /** What the person says. */
  readonly prompt: string;
  /** More arguments of the client. */
  readonly args?: readonly string[];
}

/** What a run of the client printed. */
export interface ClientOutcome {
  /** Exit code. */
  readonly code: number;
  /** Standard output: one JSON object a line. */
  readonly stdout: string;
  /** Standard error. */
  readonly stderr: string;
}

/** The client is there, or why it is not. */
export type Installation =
  | { readonly kind: "installed"; readonly program: string }
  | { readonly kind: "missing"; readonly reason: string };

/** A session of ten turns takes five seconds. */
const TIMEOUT_MS = 120_000;

const TOOLS = ["Bash", "Read", "Write", "Edit", "Agent", "Task"];

/**
 * Installs the client into a cache folder, unless it is there.
 *
 * @returns Its program, or why there is none.
 */
export async function installClient(): Promise<Installation> {
  const platform = `${Deno.build.os}-${Deno.build.arch === "x86_64" ? "x64" : "arm64"}`;
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME") ?? "/tmp"}/.cache`;
  const folder = `${cache}/fasthook-e2e/${CLIENT_VERSION}`;
  const program = `${folder}/node_modules/@anthropic-ai/claude-code-${platform}/claude`;
  if (await isFile(program)) return { kind: "installed", program };
  const name = `@anthropic-ai/claude-code@${CLIENT_VERSION}`;
  try {
    const { success, stderr } = await new Deno.Command("npm", {
      args: [
        "install",
        "--loglevel=error",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        folder,
        name,
      ],
      stdin: "null",
    }).output();
    if (success && await isFile(program)) return { kind: "installed", program };
    const reason = new TextDecoder().decode(stderr).trim().split("\n").at(-1) ?? "";
    return { kind: "missing", reason: `npm did not install ${name} for ${platform}: ${reason}` };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { kind: "missing", reason: "npm is not on PATH" };
  }
}

/**
 * Runs the client once, from the prompt to its last word. A person sits at it who agrees to every call that the client
 * asks about: it guards some folders, `.claude` among them, whatever the settings allow.
 *
 * @param run Where and with what.
 * @returns What it printed.
 */
export async function runClient(run: ClientRun): Promise<ClientOutcome> {
  const child = new Deno.Command(run.client, {
    args: [
      ...["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose"],
      ...["--include-hook-events", "--permission-prompt-tool", "stdio"],
      ...["--permission-mode", "acceptEdits", "--allowedTools", ...TOOLS],
      ...run.args ?? [],
    ],
    cwd: run.cwd,
    clearEnv: true,
    env: environment(run),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).spawn();
  const stderr = new Response(child.stderr).text();
  const writer = child.stdin.getWriter();
  const send = async (message: JsonObject): Promise<void> => {
    await writer.write(new TextEncoder().encode(`${JSON.stringify(message)}\n`));
  };
  await send({
    type: "user",
    message: { role: "user", content: run.prompt },
    parent_tool_use_id: null,
    session_id: "",
  });
  let stdout = "";
  for await (
    const line of child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
  ) {
    stdout += `${line}\n`;
    const message: unknown = JSON.parse(line);
    if (!isObject(message)) continue;
    if (message["type"] === "control_request") await send(agreement(message));
    if (message["type"] === "result") await writer.close();
  }
  return { code: (await child.status).code, stdout, stderr: await stderr };
}

function agreement(request: JsonObject): JsonObject {
  const { input } = objectField(request, "request");
  return {
    type: "control_response",
    response: {
      subtype: "success",
      request_id: request["request_id"],
      response: { behavior: "allow", updatedInput: input },
    },
  };
}

/**
 * Runs one of the client's own commands.
 *
 * @param run The client, home and folder.
 * @param args The command and its arguments.
 * @returns What it printed.
 */
export async function runClientCommand(
  run: Omit<ClientRun, "prompt" | "modelUrl">,
  args: readonly string[],
): Promise<ClientOutcome> {
  const { code, stdout, stderr } = await new Deno.Command(run.client, {
    args: [...args],
    cwd: run.cwd,
    clearEnv: true,
    env: environment({ ...run, modelUrl: "http://127.0.0.1:9" }),
    stdin: "null",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

function environment({ home, modelUrl }: Pick<ClientRun, "home" | "modelUrl">): Record<string, string> {
  const inherited = ["DENO_DIR", "DENO_COVERAGE_DIR"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(inherited),
    PATH: `${home}/bin:${Deno.env.get("PATH") ?? ""}`,
    HOME: home,
    ANTHROPIC_BASE_URL: modelUrl,
    // Any text: the scripted model asks for none.
    ANTHROPIC_API_KEY: "sk-test",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    DISABLE_TELEMETRY: "1",
  };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return false;
  }
}

/** Cuts a stream of text at line ends. */
class TextLineStream extends TransformStream<string, string> {
  constructor() {
    let rest = "";
    super({
      transform(text, controller): void {
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) if (line !== "") controller.enqueue(line);
      },
      flush(controller): void {
        if (rest !== "") controller.enqueue(rest);
      },
    });
  }
}
