/**
 * The last results beside state.db, for those who find there all that they ask for: opening the database costs more than
 * all else that they do.
 *
 * The database stays the place of results. This file holds copies of the few that it was given last, and the hits that it
 * has not counted yet: whoever changes the database next counts them first, in the same transaction. When the database is
 * not the file that it was, the copies are worthless.
 *
 * @module
 */
import { isFresh } from "./cache.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { infoOf } from "../system/files.ts";
import type { CheckedFolder } from "./folder.ts";
import { lock } from "../system/lock.ts";

/** Which result, and whose. */
export interface Asked {
  /** The analyzer. */
  readonly id: string;
  /** What `cacheKey` returned. */
  readonly key: string;
}

/** A result that the database holds. */
export interface Copy {
  /** What `cacheKey` returned. */
  readonly key: string;
  /** The result: JSON, on one line. */
  readonly value: string;
  /** When it was made, in milliseconds since 1970. */
  readonly storedAt: number;
}

/** What copies are good for. */
export interface RecallLimits<T> {
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
  /** How long a result holds, in milliseconds. */
  readonly ttlMs: number;
  /** Reads a result; `undefined` for what is none. */
  readonly decode: (value: string) => T | undefined;
}

/** A clean file, or a few problems. */
const MAX_VALUE_UNITS = 1000;
/** Some hundred clean files and hits: to count those takes some milliseconds. */
const MAX_BYTES = 32 * 1024;
/** What stays when the file is tidied up: in bytes at most three times as many, so there is room for more. */
const MAX_KEPT_UNITS = 8 * 1024;

const COPY = "copy";
const HIT = "hit";

/**
 * Finds results without the database, and takes note that they were hits.
 *
 * @param folder The state folder.
 * @param asked Which results.
 * @param limits What copies are good for.
 * @returns The results in the order of the questions; `undefined` where the database must be asked, for whatever reason.
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
    // What is wrong here is wrong with the database, too, and told then; or there is none yet.
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
 * Tells whether hits wait to be counted, or the file has become long: then {@linkcode takeHits} is due.
 *
 * @param folder The state folder.
 * @returns False where nothing can be seen.
 */
export function isHitsDue(folder: CheckedFolder): boolean {
  try {
    // To write, too: opening a pipe only to read it waits for its writer.
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
 * Takes the hits out of the file, to be counted in the database's transaction that this is called in.
 *
 * @param folder The state folder.
 * @returns What was asked for and how often; the one asked for last is the last one.
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
 * Keeps copies of what the database was given or asked for.
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
    // Read, too: opening a pipe only to write to it waits for its reader.
    using file = Deno.openSync(recentPath(folder.path), {
      read: true,
      append: true,
      create: true,
      mode: 0o600,
    });
    if (lock(file, { kind: "shared", patience: folder.patience })) write(file, lines);
  } catch (error) {
    // Then the database is asked the next time.
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * Removes the copies of what the database has let go.
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

/** Changes the lines of the file, alone. Nothing happens where that is not possible. */
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
 * Names the file.
 *
 * @param folder The state folder.
 * @returns The path.
 */
export function recentPath(folder: string): string {
  return `${folder}/state.db.recent`;
}

/** Each line has its end in front, so a torn one costs no other. */
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
