/**
 * A progress bar on standard error, where that is a terminal.
 *
 * @module
 */
import { writeAll } from "./io.ts";
import { columns } from "./terminal.ts";
import { bar, size } from "./text_table.ts";

/** Often enough to be seen moving. */
const REDRAW_MS = 100;
const MAX_BAR_COLUMNS = 40;

/** Shows how much of a number of bytes is done. */
export class Progress {
  readonly #total: number;
  readonly #isShown = Deno.stderr.isTerminal();
  #done = 0;
  #drawnAt = -Infinity;

  /**
   * Starts at nothing.
   *
   * @param total All bytes there are.
   */
  constructor(total: number) {
    this.#total = total;
  }

  /** How many bytes are done. */
  get done(): number {
    return this.#done;
  }

  /**
   * Takes note of more bytes.
   *
   * @param bytes How many.
   */
  add(bytes: number): void {
    this.#done += bytes;
    if (!this.#isShown) return;
    const now = performance.now();
    if (now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    const part = this.#total === 0 ? 1 : Math.min(1, this.#done / this.#total);
    const width = Math.min(MAX_BAR_COLUMNS, columns(Deno.stderr) - 30);
    const drawn = width > 5 ? `${bar(part, width).padEnd(width, "░")} ` : "";
    writeAll(Deno.stderr, `\r\x1b[K${drawn}${Math.floor(100 * part)} % of ${size(this.#total)}`);
  }

  /** Takes the bar away, before anything else is printed. */
  clear(): void {
    if (this.#isShown && this.#drawnAt > -Infinity) writeAll(Deno.stderr, "\r\x1b[K");
    this.#drawnAt = -Infinity;
  }
}
