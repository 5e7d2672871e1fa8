/**
 * Writes a reply without waiting for ever for its reader.
 *
 * @module
 */
import { pause, startTimer } from "./timer.ts";
import { encodeUtf8 } from "../text/utf8.ts";

/** When a reply that nobody reads is given up, in milliseconds after the start of the process; the contract is 5 s in all. */
const DEADLINE_MS = 4800;
/** What a reader has at least, however long the event took: on a busy machine even a write that nothing holds up takes long. */
const LEAST_MS = 1000;

/**
 * Writes a reply as far as its reader takes it in time.
 *
 * @param target Standard output or standard error.
 * @param text What to write.
 */
export async function writeReply(
  target: { write(bytes: Uint8Array): Promise<number> },
  text: string,
): Promise<void> {
  const bytes = encodeUtf8(text);
  const endsAt = Math.max(DEADLINE_MS, performance.now() + LEAST_MS);
  const deadline = startTimer(endsAt - performance.now());
  const write = async (): Promise<void> => {
    for (let written = 0; written < bytes.length && performance.now() < endsAt;) {
      try {
        written += await target.write(bytes.subarray(written));
      } catch (error) {
        // Its reader is gone, which does not change how the process ends.
        if (!(error instanceof Deno.errors.WouldBlock)) return;
        pause(1);
      }
    }
  };
  await Promise.race([write(), deadline.passed]);
  deadline.cancel();
}
