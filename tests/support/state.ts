/**
 * State folders for tests.
 *
 * @module
 */
import { assert } from "@std/assert";
import { openDatabase, type StateDatabase } from "../../lib/state/database.ts";
import type { CheckedFolder, StateFolder } from "../../lib/state/folder.ts";
import type { JournalRecord } from "../../lib/state/journal_record.ts";
import { newPatience } from "../../lib/system/lock.ts";

/** A record as hook mode writes it for a failed command. */
export const RECORD: JournalRecord = {
  v: 1,
  at: 1_795_000_000_000,
  agent: "claude-code",
  event: "PostToolUseFailure",
  tool: "Bash",
  session: "0123456789a",
  agentType: "",
  us: { boot: 15_000, read: 300, decode: 40, analyze: 700 },
  totalUs: 16_100,
  findings: [["errors/timeout", "guidance", "reported"]],
  reply: "context",
  words: 31,
};

/**
 * Makes a folder that goes when the test ends.
 *
 * @returns The folder's path, and how to remove it with `using`.
 */
export function temporaryFolder(): CheckedFolder & Disposable {
  const path = Deno.makeTempDirSync({ prefix: "fasthook-state-" });
  return {
    path,
    patience: newPatience(),
    [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }),
  };
}

/**
 * Takes a folder for a checked one.
 *
 * @param path The folder, which may be missing.
 * @returns The state folder of a host that has not waited yet.
 */
export function folderAt(path: string): Extract<StateFolder, { readonly kind: "folder" }> {
  return { kind: "folder", path, patience: newPatience() };
}

/**
 * Opens a state database that must open.
 *
 * @param folder The state folder, or its path.
 * @returns The database.
 */
export async function database(folder: string | CheckedFolder): Promise<StateDatabase> {
  const opened = await openDatabase(typeof folder === "string" ? folderAt(folder) : folder);
  assert(opened.kind === "database", opened.kind === "none" ? opened.problem : "");
  return opened.database;
}

/**
 * Runs a transaction that must succeed.
 *
 * @param database The database.
 * @param act What to do.
 * @returns Its result.
 */
export function transacted<T>(database: StateDatabase, act: () => T): T {
  const result = database.transaction(act);
  assert(result.kind === "done", result.kind === "none" ? result.problem : "");
  return result.value;
}

/**
 * Reads a file's rights.
 *
 * @param path The file or folder.
 * @returns Three octal digits, such as "600".
 */
export function modeOf(path: string): string {
  return ((Deno.statSync(path).mode ?? 0) & 0o777).toString(8);
}
