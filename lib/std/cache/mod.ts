/**
 * In-memory caches, written here to the documented behaviour of `@std/cache` for networks without JSR.
 *
 * Left out, because nothing here calls it: `memoize`.
 *
 * @module
 */

export { LruCache, type LruCacheEjectionReason, type LruCacheOptions } from "./lru_cache.ts";
export { TtlCache, type TtlCacheOptions, type TtlCacheSetOptions } from "./ttl_cache.ts";
