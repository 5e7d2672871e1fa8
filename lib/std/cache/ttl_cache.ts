/**
 * A map whose entries expire.
 *
 * @module
 */

/** Settings of a {@linkcode TtlCache}. */
export interface TtlCacheOptions<K, V> {
  /** Called with each entry that expired, was deleted or was cleared, but not with a value that `set()` replaced. */
  onEject?: (ejectedKey: K, ejectedValue: V) => void;
  /** Whether `get()` starts the time to live of its entry anew; off by default. */
  slidingExpiration?: boolean;
}

/** Settings of one entry of a {@linkcode TtlCache}. */
export interface TtlCacheSetOptions {
  /** Time to live in milliseconds, instead of the cache's default. */
  ttl?: number;
  /** Longest life in milliseconds from `set()` on, however often the entry is read. Needs `slidingExpiration`. */
  absoluteExpiration?: number;
}

interface Lifetime {
  readonly ttl: number;
  /** The absolute expiration in milliseconds since 1970, or Infinity. */
  readonly endsAt: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * A `Map` whose entries vanish when their time to live is over.
 *
 * Each entry keeps a timer, and the process, going until it expires; end the cache with `using` or `clear()`.
 */
export class TtlCache<K, V> extends Map<K, V> implements Disposable {
  readonly #defaultTtl: number;
  readonly #onEject: TtlCacheOptions<K, V>["onEject"];
  readonly #slidingExpiration: boolean;
  readonly #lifetimes = new Map<K, Lifetime>();

  /**
   * Makes an empty cache.
   *
   * @param defaultTtl Time to live in milliseconds: finite, >= 0 and no longer than `setTimeout()` can wait.
   * @param options What to call when an entry leaves, and whether reading prolongs.
   * @throws {RangeError} If `defaultTtl` is not finite or below 0.
   */
  constructor(defaultTtl: number, options: TtlCacheOptions<K, V> = {}) {
    checkDuration("create TtlCache", "defaultTtl", defaultTtl);
    super();
    this.#defaultTtl = defaultTtl;
    this.#onEject = options.onEject;
    this.#slidingExpiration = options.slidingExpiration ?? false;
  }

  /**
   * Writes a value and starts its time to live.
   *
   * @param key The key to write.
   * @param value The value to keep.
   * @param options How long to keep it.
   * @returns The cache, for chaining.
   * @throws {RangeError} If a duration is not finite or below 0.
   * @throws {TypeError} If `absoluteExpiration` is given and `slidingExpiration` is off.
   */
  override set(key: K, value: V, options: TtlCacheSetOptions = {}): this {
    const { ttl = this.#defaultTtl, absoluteExpiration } = options;
    checkDuration("set an entry of TtlCache", "ttl", ttl);
    if (absoluteExpiration !== undefined) {
      checkDuration("set an entry of TtlCache", "absoluteExpiration", absoluteExpiration);
      if (!this.#slidingExpiration) {
        throw new TypeError("Cannot set an entry of TtlCache: absoluteExpiration needs slidingExpiration");
      }
    }
    super.set(key, value);
    this.#live(key, ttl, Date.now() + (absoluteExpiration ?? Infinity));
    return this;
  }

  /**
   * Reads a value; with `slidingExpiration` its time to live starts anew.
   *
   * @param key The key to look up.
   * @returns The value, or `undefined` if the key is missing or has expired.
   */
  override get(key: K): V | undefined {
    const lifetime = this.#slidingExpiration ? this.#lifetimes.get(key) : undefined;
    if (lifetime) this.#live(key, lifetime.ttl, lifetime.endsAt);
    return super.get(key);
  }

  /**
   * Reads a value and leaves its time to live as it is.
   *
   * @param key The key to look up.
   * @returns The value, or `undefined` if the key is missing or has expired.
   */
  peek(key: K): V | undefined {
    return super.get(key);
  }

  /**
   * Removes an entry.
   *
   * @param key The key to remove.
   * @returns Whether the key was there.
   */
  override delete(key: K): boolean {
    const value = super.get(key);
    if (!this.#holds(key, value)) return false;
    clearTimeout(this.#lifetimes.get(key)?.timer);
    this.#lifetimes.delete(key);
    super.delete(key);
    this.#onEject?.(key, value);
    return true;
  }

  /** Removes all entries and stops their timers, and only then reports them. */
  override clear(): void {
    const entries = [...this];
    for (const { timer } of this.#lifetimes.values()) clearTimeout(timer);
    this.#lifetimes.clear();
    super.clear();
    for (const [key, value] of entries) this.#onEject?.(key, value);
  }

  /** Clears the cache, so that no timer outlives it. */
  [Symbol.dispose](): void {
    this.clear();
  }

  /** Tells a stored `undefined` from a missing key. */
  #holds(key: K, value: V | undefined): value is V {
    return value !== undefined || super.has(key);
  }

  /** Starts the time to live, anew if need be. */
  #live(key: K, ttl: number, endsAt: number): void {
    clearTimeout(this.#lifetimes.get(key)?.timer);
    const delayMs = Math.max(0, Math.min(ttl, endsAt - Date.now()));
    this.#lifetimes.set(key, { ttl, endsAt, timer: setTimeout(() => this.delete(key), delayMs) });
  }
}

function checkDuration(action: string, name: string, ms: number): void {
  if (!Number.isFinite(ms) || ms < 0) {
    throw new RangeError(`Cannot ${action}: ${name} must be finite and >= 0, got ${ms}`);
  }
}
