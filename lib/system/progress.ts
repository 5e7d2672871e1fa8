/**
 * A progress bar on standard error, where that is a terminal.
 *
 * @module
 */
import { writeAll } from "./io.ts";
import { columns } from "./terminal.ts";
import { bar } from "../text/columns.ts";

/** Short enough that the bar is seen moving. */
const REDRAW_MS = 100;
const MAX_BAR_COLUMNS = 40;

/** Shows how much of some work, counted in bytes or in runs, is done. */
export class Progress {
  readonly #total: number;
  readonly #shown: string;
  readonly #isShown = Deno.stderr.isTerminal();
  #done = 0;
  #drawnAt = -Infinity;

  /**
   * Starts at nothing.
   *
   * @param total The whole amount.
   * @param named Writes an amount for people.
   */
  constructor(total: number, named: (amount: number) => string) {
    this.#total = total;
    this.#shown = named(total);
  }

  /** How much is done. */
  get done(): number {
    return this.#done;
  }

  /**
   * Adds to what is done.
   *
   * @param amount How much.
   */
  add(amount: number): void {
    this.#done += amount;
    if (!this.#isShown) return;
    const now = performance.now();
    if (now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    const part = this.#total === 0 ? 1 : Math.min(1, this.#done / this.#total);
    const width = Math.min(MAX_BAR_COLUMNS, columns(Deno.stderr) - 30);
    const drawn = width > 5 ? `${bar(part, width).padEnd(width, "░")} ` : "";
    writeAll(Deno.stderr, `\r\x1b[K${drawn}${Math.floor(100 * part)} % of ${this.#shown}`);
  }

  /** Removes the bar before something else is printed. */
  clear(): void {
    if (this.#isShown && this.#drawnAt > -Infinity) writeAll(Deno.stderr, "\r\x1b[K");
    this.#drawnAt = -Infinity;
  }
}
