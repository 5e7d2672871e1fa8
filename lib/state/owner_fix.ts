/**
 * What has to be done, and by whom, about a file of the state that belongs to another user: that user or root must do it.
 *
 * @module
 */
import { shellWord } from "../text/shell_word.ts";

/** Who runs this, and whose a file is, in the system's numbers. */
export interface Owners {
  /** The user that runs this. */
  readonly own: number | null;
  /** The closest file or folder that can be seen: the path itself, or one above. */
  readonly seen: string;
  /** Whose that is. */
  readonly owner: number | null;
}

/**
 * Finds out whose a file is.
 *
 * @param path The file or folder, which need not be visible.
 * @returns Its owner, or that of the closest folder above that can be seen.
 */
export function ownersOf(path: string): Owners {
  let seen = path;
  for (; seen.lastIndexOf("/") > 0; seen = seen.slice(0, seen.lastIndexOf("/"))) {
    const owner = ownerIfVisible(seen);
    if (owner !== undefined) return { own: Deno.uid(), seen, owner };
  }
  return { own: Deno.uid(), seen: path, owner: Deno.uid() };
}

/**
 * Says what to do about a file of another user.
 *
 * @param path The file or folder.
 * @param owners Who runs this, and whose it is.
 * @returns The way out; `undefined` if it is this user's own.
 */
export function ownerFix(path: string, { own, seen, owner }: Owners): string | undefined {
  if (own === null || owner === null || own === owner) return undefined;
  const elsewhere = "name a folder of your own with FASTHOOK_STATE_DIR";
  // Giving away what is in a closed folder helps nobody.
  if (seen !== path) return `${elsewhere}: ${seen} belongs to ${userName(owner)}`;
  if (own === 0) return `you are root: run fasthook as ${userName(owner)}, or ${elsewhere}`;
  const who = owner === 0 ? "root has" : `${userName(owner)} or root has`;
  return `${who} to give it to you: sudo chown -R ${own} ${shellWord(path)}; or ${elsewhere}`;
}

function userName(user: number): string {
  return user === 0 ? "root" : `user ${user}`;
}

function ownerIfVisible(path: string): number | null | undefined {
  try {
    return Deno.lstatSync(path).uid;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}
