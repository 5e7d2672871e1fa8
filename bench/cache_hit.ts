/**
 * What a linter's cached result costs a process: opens state.db, finds one result, counts it, ends. Exit code 0 for a
 * hit, 3 for anything else.
 *
 * @module
 */
import { POOL_LIMITS } from "../lib/system/pool.ts";
import { processHost } from "../lib/hook/process_host.ts";
import { runStored } from "../lib/linters/run_stored.ts";
import { DEFAULTS } from "../lib/config/settings.ts";

const { outcomes } = await runStored(
  [{ id: "bench", key: "bench", run: () => Promise.resolve([]) }],
  { host: processHost(), cache: { ...DEFAULTS.state.cache, ttlMs: 24 * 3600 * 1000 }, limits: POOL_LIMITS },
);
Deno.exit(outcomes[0]?.cache === "hit" ? 0 : 3);
