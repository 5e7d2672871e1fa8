/**
 * Reads the breakers of linters without changing them, for commands.
 *
 * @module
 */
import { BREAKER_LIMITS } from "./breaker.ts";
import { type BreakerRow, Breakers } from "./breakers.ts";
import { openDatabase } from "./database.ts";
import type { StateFolder } from "./folder.ts";
import { infoOf } from "../system/files.ts";

/**
 * Reads all breakers.
 *
 * @param folder The state folder.
 * @returns The breakers by their linter's id; none where there is no state.db, or it cannot be read.
 */
export async function readBreakers(folder: StateFolder): Promise<ReadonlyMap<string, BreakerRow>> {
  // Opening would make the database.
  if (folder.kind === "none" || infoOf(`${folder.path}/state.db`) === undefined) return new Map();
  const opened = await openDatabase(folder);
  if (opened.kind === "none") return new Map();
  using database = opened.database;
  return new Map(new Breakers(database.sql, BREAKER_LIMITS).all().map((row) => [row.linter, row]));
}
