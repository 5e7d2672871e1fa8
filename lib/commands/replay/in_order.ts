/**
 * Does several things at a time and hands on what they give in the order of the things, not of the moment.
 *
 * @module
 */

/** What a thing that is not at the front may give before it should wait; keeps memory constant. */
const MAX_WAITING = 1000;

/** What the work on one thing gives, and when it may give more. */
export interface Output<V> {
  /** Takes a value. */
  readonly give: (value: V) => void;
  /** Kept at once, or when it is this thing's turn, where many values are waiting. */
  readonly ready: () => Promise<void>;
}

/** How {@linkcode inOrder} works. */
export interface InOrderOptions<T, V> {
  /** How many things are done at a time. */
  readonly parallel: number;
  /** Does one thing. */
  readonly work: (item: T, output: Output<V>) => Promise<void>;
  /** Takes what the things give: all of the first one, then all of the second. */
  readonly take: (value: V) => void;
}

/**
 * Works through a list.
 *
 * @param items The things to do.
 * @param options How.
 * @throws What the work of a thing throws.
 */
export async function inOrder<T, V>(items: readonly T[], options: InOrderOptions<T, V>): Promise<void> {
  const lanes = items.map(() => new Lane<V>(options.take));
  lanes[0]?.open();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const [item, lane] = [items[at], lanes[at]];
      if (item === undefined || lane === undefined) continue;
      // Each worker does one thing after the other.
      await options.work(item, { give: (value) => lane.give(value), ready: () => lane.ready() });
      lane.finish();
      openFront(lanes);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.parallel, items.length) }, worker));
}

/** Lets the first thing that is not finished hand on directly, and everything before it. */
function openFront<V>(lanes: readonly Lane<V>[]): void {
  for (const lane of lanes) {
    lane.open();
    if (!lane.isFinished) return;
  }
}

/** What one thing has given while others are before it. */
class Lane<V> {
  readonly #take: (value: V) => void;
  readonly #turn = Promise.withResolvers<void>();
  #waiting: V[] = [];
  #isOpen = false;
  isFinished = false;

  constructor(take: (value: V) => void) {
    this.#take = take;
  }

  give(value: V): void {
    if (this.#isOpen) this.#take(value);
    else this.#waiting.push(value);
  }

  ready(): Promise<void> {
    return this.#waiting.length < MAX_WAITING ? Promise.resolve() : this.#turn.promise;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    for (const value of this.#waiting) this.#take(value);
    this.#waiting = [];
    this.#turn.resolve();
  }

  finish(): void {
    this.isFinished = true;
  }
}
