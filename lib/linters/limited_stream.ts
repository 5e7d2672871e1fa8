/**
 * Reads what a program prints, up to a limit.
 *
 * @module
 */

/**
 * The most that is read from each stream. Biome before 2.4 prints the whole file three times for each of up to 200
 * problems, and a missing bracket makes many.
 */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

/** One stream of a program, read up to the limit. */
export class LimitedStream {
  /** Whether there was more than the limit. */
  isOver = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  readonly #pieces: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  /**
   * Reads nothing yet.
   *
   * @param stream What a program prints.
   */
  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.getReader();
  }

  /**
   * Reads to the end.
   *
   * @param stop Called when there is more than the limit; nothing more is read then.
   */
  async read(stop: () => void): Promise<void> {
    try {
      while (true) {
        // One piece after another.
        const { done, value } = await this.#reader.read();
        if (done) return;
        this.#size += value.length;
        if (this.#size > MAX_OUTPUT_BYTES) {
          this.isOver = true;
          return stop();
        }
        this.#pieces.push(value);
      }
    } catch (error) {
      // What was cancelled may end with an error.
      if (!(error instanceof Error)) throw error;
    }
  }

  /** Reads no more. */
  cancel(): void {
    this.#reader.cancel().catch(() => {});
  }

  /**
   * Decodes what was read.
   *
   * @param decoder A decoder that has decoded nothing yet.
   * @returns The text.
   */
  text(decoder: TextDecoder): string {
    return this.#pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
  }
}
