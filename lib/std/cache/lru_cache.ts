/**
 * A map of limited size that forgets what was used longest ago.
 *
 * @module
 */

/** Why an entry left an {@linkcode LruCache}: no room, `delete()` or `clear()`. */
export type LruCacheEjectionReason = "evicted" | "deleted" | "cleared";

/** Settings of an {@linkcode LruCache}. */
export interface LruCacheOptions<K, V> {
  /**
   * Called with each entry that has just left the cache, but not with a value that `set()` replaced.
   * The cache can be read meanwhile; changing it throws a `TypeError`.
   */
  onEject?: (ejectedKey: K, ejectedValue: V, reason: LruCacheEjectionReason) => void;
}

/**
 * A `Map` that holds at most `maxSize` entries; past that, the least recently used one is evicted.
 *
 * `get()` and `set()` count as use; `has()`, `peek()` and iteration do not. Iterates from the least to the most
 * recently used entry.
 */
export class LruCache<K, V> extends Map<K, V> {
  readonly #maxSize: number;
  readonly #onEject: LruCacheOptions<K, V>["onEject"];
  #ejecting = false;

  /**
   * Makes an empty cache.
   *
   * @param maxSize The most entries to hold, an integer >= 1.
   * @param options What to call when an entry leaves.
   * @throws {RangeError} If `maxSize` is anything else.
   */
  constructor(maxSize: number, options: LruCacheOptions<K, V> = {}) {
    if (!Number.isInteger(maxSize) || maxSize < 1) {
      throw new RangeError(`Cannot create LruCache: maxSize must be an integer >= 1, got ${maxSize}`);
    }
    super();
    this.#maxSize = maxSize;
    this.#onEject = options.onEject;
  }

  /** The most entries that fit. */
  get maxSize(): number {
    return this.#maxSize;
  }

  /**
   * Reads a value and makes its entry the most recently used.
   *
   * @param key The key to look up.
   * @returns The value, or `undefined` if the key is missing.
   */
  override get(key: K): V | undefined {
    const value = super.get(key);
    if (this.#holds(key, value)) this.#append(key, value);
    return value;
  }

  /**
   * Reads a value and leaves the order of eviction as it is.
   *
   * @param key The key to look up.
   * @returns The value, or `undefined` if the key is missing.
   */
  peek(key: K): V | undefined {
    return super.get(key);
  }

  /**
   * Writes a value, makes its entry the most recently used and evicts another one if there are too many.
   *
   * @param key The key to write.
   * @param value The value to keep.
   * @returns The cache, for chaining.
   * @throws {TypeError} If called from `onEject`.
   */
  override set(key: K, value: V): this {
    this.#refuseWhileEjecting("set an entry");
    this.#append(key, value);
    if (this.size > this.#maxSize) {
      const [oldest] = this;
      if (oldest) this.#eject(oldest, "evicted");
    }
    return this;
  }

  /**
   * Removes an entry.
   *
   * @param key The key to remove.
   * @returns Whether the key was there.
   * @throws {TypeError} If called from `onEject`.
   */
  override delete(key: K): boolean {
    this.#refuseWhileEjecting("delete an entry");
    const value = super.get(key);
    if (!this.#holds(key, value)) return false;
    this.#eject([key, value], "deleted");
    return true;
  }

  /**
   * Removes all entries, and only then reports them.
   *
   * @throws {TypeError} If called from `onEject`.
   */
  override clear(): void {
    this.#refuseWhileEjecting("clear the cache");
    const entries = [...this];
    super.clear();
    for (const [key, value] of entries) this.#report(key, value, "cleared");
  }

  /** Tells a stored `undefined` from a missing key. */
  #holds(key: K, value: V | undefined): value is V {
    return value !== undefined || super.has(key);
  }

  /** A `Map` iterates in the order of insertion, so the end is the most recently used place. */
  #append(key: K, value: V): void {
    super.delete(key);
    super.set(key, value);
  }

  #eject([key, value]: [K, V], reason: LruCacheEjectionReason): void {
    super.delete(key);
    this.#report(key, value, reason);
  }

  #report(key: K, value: V, reason: LruCacheEjectionReason): void {
    this.#ejecting = true;
    try {
      this.#onEject?.(key, value, reason);
    } finally {
      this.#ejecting = false;
    }
  }

  #refuseWhileEjecting(action: string): void {
    if (this.#ejecting) throw new TypeError(`Cannot ${action}: the LruCache is calling onEject`);
  }
}
