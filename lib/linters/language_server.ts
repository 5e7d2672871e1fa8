/**
 * A language server that is asked about the texts of one file, and ended then: JSON-RPC on standard input and output.
 *
 * @module
 */
import { isObject, type JsonObject } from "../text/json_object.ts";
import type { StartedPrograms } from "../state/host.ts";
import { LinterError } from "./linter.ts";
import { messageBytes, MessageReader } from "./rpc_messages.ts";
import type { Command } from "./run_program.ts";
import { endChild, endGroup } from "./end_program.ts";
import { noteEnd, noteStart } from "./running_programs.ts";

/** A program that answers requests. */
export class LanguageServer {
  readonly #child: Deno.ChildProcess;
  readonly #kill: string | undefined;
  readonly #programs: StartedPrograms;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #reading: Promise<void>;
  #last = 0;
  #hasEnded = false;

  /**
   * Starts it.
   *
   * @param command What to run.
   * @throws {Error} When it cannot be started.
   */
  constructor({ command: [file = "", ...first], args, cwd, env, kill, programs }: Omit<Command, "input">) {
    this.#child = new Deno.Command(file, {
      args: [...first, ...args],
      cwd,
      env: { ...env },
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
      detached: Deno.build.os !== "windows",
    }).spawn();
    this.#kill = kill;
    this.#programs = programs;
    if (kill !== undefined) noteStart(programs, this.#child.pid, { kill, end: () => this.#stop() });
    this.#writer = this.#child.stdin.getWriter();
    this.#reading = this.#read(this.#child.stdout.getReader());
  }

  /**
   * Asks for something.
   *
   * @param method What.
   * @param params About what.
   * @returns The answer.
   * @throws {LinterError} When it refuses, or has ended.
   */
  async request(method: string, params: JsonObject): Promise<unknown> {
    const id = ++this.#last;
    const answer = Promise.withResolvers<unknown>();
    this.#answers.set(id, answer);
    this.#send({ id, method, params });
    return await answer.promise;
  }

  /**
   * Announces something.
   *
   * @param method What.
   * @param params About what.
   */
  notify(method: string, params: JsonObject): void {
    this.#send({ method, params });
  }

  /** Ends it at once. All requests fail. */
  end(): void {
    if (this.#hasEnded) return;
    this.#stop();
    this.#close("ended");
  }

  /** Waits until nothing of it is left. */
  async closed(): Promise<void> {
    await this.#reading;
    await this.#child.status;
  }

  #stop(): void {
    endGroup(this.#child.pid, this.#kill, "now");
    endChild(this.#child);
  }

  #close(reason: string): void {
    this.#hasEnded = true;
    for (const answer of this.#answers.values()) answer.reject(new LinterError(reason));
    this.#answers.clear();
    noteEnd(this.#programs, this.#child.pid);
  }

  #send(message: JsonObject): void {
    if (this.#hasEnded) throw new LinterError("ended");
    // It may have ended; then its requests fail.
    this.#writer.write(messageBytes({ jsonrpc: "2.0", ...message })).catch(() => {});
  }

  async #read(stream: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Promise<void> {
    const messages = new MessageReader();
    try {
      while (true) {
        // One piece after another.
        const { done, value } = await stream.read();
        if (done) break;
        for (const message of messages.read(value)) this.#receive(message);
      }
      if (!this.#hasEnded) this.#close("exit-code");
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#stop();
      this.#close(error instanceof LinterError ? error.name : "garbage");
    } finally {
      stream.cancel().catch(() => {});
      this.#writer.abort().catch(() => {});
    }
  }

  #receive(message: unknown): void {
    if (!isObject(message)) throw new LinterError("garbage");
    const { id, method, result, error } = message;
    // It waits for the answers to its own requests, such as for news of its configuration.
    if (typeof method === "string") {
      if (id !== undefined && !this.#hasEnded) this.#send({ id, result: null });
      return;
    }
    const answer = typeof id === "number" ? this.#answers.get(id) : undefined;
    if (answer === undefined || typeof id !== "number") return;
    this.#answers.delete(id);
    if (error === undefined) answer.resolve(result);
    else answer.reject(new LinterError("refused"));
  }
}
