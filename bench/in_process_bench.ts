/**
 * Each scenario in process: reading, decoding, analysing and rendering, without a process around them.
 *
 * @module
 */
import { runHook } from "../lib/hook/hook.ts";
import { processHost } from "../lib/hook/process_host.ts";
import type { Source } from "../lib/system/io.ts";
import { isolateEnvironment } from "../lib/commands/bench/environment.ts";
import { SCENARIOS } from "../lib/commands/bench/scenarios.ts";

/** What one read from a pipe gives at most on Linux. */
const PIPE_BYTES = 65_536;

// A relative path is no state folder: this measures analysis, not the disk, and no iteration knows what another said.
const variables = new Map(Object.entries(isolateEnvironment("none")));
const host = processHost((name) => variables.get(name));

for (const { title, event, wanted } of SCENARIOS) {
  const bytes = new TextEncoder().encode(JSON.stringify(event));
  Deno.bench(title, async () => {
    const { answer: { stderr } } = await runHook(pipe(bytes), {
      host,
      reply: "stderr",
    });
    // Inside the measurement, so that no number can come from an event that was not analysed.
    if ((stderr !== "") !== wanted) {
      throw new Error(
        `Cannot measure "${title}": wanted ${wanted ? "feedback" : "silence"}, got "${stderr}"`,
      );
    }
  });
}

function pipe(bytes: Uint8Array): Source {
  let position = 0;
  return {
    read(into: Uint8Array): Promise<number | null> {
      const piece = bytes.subarray(position, position + Math.min(into.length, PIPE_BYTES));
      into.set(piece);
      position += piece.length;
      return Promise.resolve(piece.length === 0 ? null : piece.length);
    },
  };
}
