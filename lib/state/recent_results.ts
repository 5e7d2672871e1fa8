/**
 * Copies of the latest results in a text file next to state.db, because opening SQLite costs more than everything else.
 *
 * The results themselves are in the database. The file has copies of the few latest ones, and the hits that the database
 * has not counted yet: the next process that changes the database counts them first, in the same transaction. Copies are
 * valid only for the database file that they were made from.
 *
 * @module
 */
import { isFresh } from "./cache.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { infoOf } from "../system/files.ts";
import type { CheckedFolder } from "./folder.ts";
import { lock } from "../system/lock.ts";

/** Which result, and which linter's. */
export interface Asked {
  /** The linter. */
  readonly id: string;
  /** What `cacheKey` returned. */
  readonly key: string;
}

/** A copy of a result in the database. */
export interface Copy {
  /** What `cacheKey` returned. */
  readonly key: string;
  /** The result: JSON, on one line. */
  readonly value: string;
  /** When it was made, in milliseconds since 1970. */
  readonly storedAt: number;
}

/** Which copies are valid, and how they are read. */
export interface RecallLimits<T> {
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
  /** How long a result is valid, in milliseconds. */
  readonly ttlMs: number;
  /** Reads a result; `undefined` if it is none. */
  readonly decode: (value: string) => T | undefined;
}

/** A clean file, or a few problems. */
const MAX_VALUE_UNITS = 1000;
/** Some hundred clean files and hits, which take some milliseconds to count. */
const MAX_BYTES = 32 * 1024;
/** What stays when the file is rewritten. In bytes that is at most three times as much, so there is room for more. */
const MAX_KEPT_UNITS = 8 * 1024;

const COPY = "copy";
const HIT = "hit";

/**
 * Finds results without the database, and notes that they were hits.
 *
 * @param folder The state folder.
 * @param asked Which results.
 * @param limits Which copies are valid, and how they are read.
 * @returns The results in the order in which they were asked for; `undefined` if the database must be asked.
 */
export function recall<T>(
  folder: CheckedFolder,
  asked: readonly Asked[],
  { now, ttlMs, decode }: RecallLimits<T>,
): T[] | undefined {
  try {
    using file = Deno.openSync(recentPath(folder.path), { read: true, append: true });
    const { isFile, size } = file.statSync();
    const info = infoOf(`${folder.path}/state.db`);
    if (
      !isFile || size > MAX_BYTES || info === undefined ||
      !lock(file, { kind: "shared", patience: folder.patience })
    ) return undefined;
    const database = info.ino ?? 0;
    const text = Deno.readTextFileSync(recentPath(folder.path));
    const found: T[] = [];
    for (const { key } of asked) {
      const copy = copyOf(lastLine(text, `${COPY} ${database} ${key} `));
      const value = copy && isFresh(copy.storedAt, now, ttlMs) ? decode(copy.value) : undefined;
      if (value === undefined) return undefined;
      found.push(value);
    }
    write(file, asked.map(({ id, key }) => `${HIT} ${id} ${key}`));
    return found;
  } catch (error) {
    // A problem here is also a problem of the database, and is reported by that; or there is no database yet.
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/** How often a result was asked for. */
export interface Hits extends Asked {
  /** At least 1. */
  readonly times: number;
}

/**
 * Says whether hits are to be counted, or the file has become long: then {@linkcode takeHits} is due.
 *
 * @param folder The state folder.
 * @returns False also if the file cannot be read.
 */
export function isHitsDue(folder: CheckedFolder): boolean {
  try {
    // Opened for writing as well: opening a pipe only for reading waits for its writer.
    using file = Deno.openSync(recentPath(folder.path), { read: true, append: true });
    const { isFile, size } = file.statSync();
    return isFile &&
      (size > MAX_BYTES / 2 || Deno.readTextFileSync(recentPath(folder.path)).includes(`\n${HIT} `));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

/**
 * Takes the hits out of the file. Called in the transaction that counts them.
 *
 * @param folder The state folder.
 * @returns What was asked for and how often; the latest is last.
 */
export function takeHits(folder: CheckedFolder): Hits[] {
  const hits = new Map<string, Hits>();
  rewrite(folder, (lines) => {
    for (const line of lines) {
      const [kind, id = "", key = ""] = line.split(" ");
      if (kind !== HIT || key === "") continue;
      const times = 1 + (hits.get(line)?.times ?? 0);
      hits.delete(line);
      hits.set(line, { id, key, times });
    }
    let units = 0;
    return lines.filter((line) => line.startsWith(`${COPY} `)).toReversed()
      .filter((line) => (units += line.length + 1) <= MAX_KEPT_UNITS).toReversed();
  });
  return [...hits.values()];
}

/**
 * Adds copies of what was stored or looked up in the database.
 *
 * @param folder The state folder.
 * @param copies The copies; long ones are left out.
 * @param database The number of the database's file.
 */
export function keepCopies(folder: CheckedFolder, copies: readonly Copy[], database: number): void {
  const lines = copies.filter(({ value }) => value.length <= MAX_VALUE_UNITS).map((
    { key, storedAt, value },
  ) => `${COPY} ${database} ${key} ${storedAt} ${value}`);
  if (lines.length === 0) return;
  try {
    // Opened for reading as well: opening a pipe only for writing waits for its reader.
    using file = Deno.openSync(recentPath(folder.path), {
      read: true,
      append: true,
      create: true,
      mode: 0o600,
    });
    if (lock(file, { kind: "shared", patience: folder.patience })) write(file, lines);
  } catch (error) {
    // Then the database is asked next time.
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * Removes the copies of results that were evicted from the database.
 *
 * @param folder The state folder.
 * @param keys The keys.
 */
export function dropCopies(folder: CheckedFolder, keys: readonly string[]): void {
  if (keys.length === 0) return;
  rewrite(
    folder,
    (lines) => lines.filter((line) => !(line.startsWith(`${COPY} `) && keys.includes(keyOf(line)))),
  );
}

/** Changes the lines of the file under an exclusive lock. Nothing happens if that is not possible. */
function rewrite(folder: CheckedFolder, change: (lines: readonly string[]) => readonly string[]): void {
  try {
    using file = Deno.openSync(recentPath(folder.path), { read: true, append: true });
    if (!file.statSync().isFile || !lock(file, { kind: "exclusive", patience: folder.patience })) return;
    const lines = Deno.readTextFileSync(recentPath(folder.path)).split("\n").filter((line) => line !== "");
    const changed = change(lines);
    if (changed.length === lines.length) return;
    file.truncateSync();
    write(file, changed);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * Returns the file's path.
 *
 * @param folder The state folder.
 * @returns The path.
 */
export function recentPath(folder: string): string {
  return `${folder}/state.db.recent`;
}

/** The line end comes first, so that a torn line costs no other one. */
function write(file: Deno.FsFile, lines: readonly string[]): void {
  if (lines.length > 0) file.writeSync(encodeUtf8(`\n${lines.join("\n")}`));
}

function lastLine(text: string, start: string): string {
  const at = text.lastIndexOf(`\n${start}`);
  if (at < 0) return "";
  const end = text.indexOf("\n", at + 1);
  return text.slice(at + 1, end < 0 ? text.length : end);
}

function keyOf(line: string): string {
  return line.split(" ", 3)[2] ?? "";
}

function copyOf(line: string): Copy | undefined {
  const names = line.split(" ", 4);
  const [, , key, storedAt] = names;
  if (key === undefined || storedAt === undefined) return undefined;
  return { key, storedAt: Number(storedAt), value: line.slice(names.join(" ").length + 1) };
}
