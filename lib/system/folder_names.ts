/**
 * Lists a folder, without an error for a folder that does not exist.
 *
 * @module
 */

/**
 * Lists the names in a folder. Looking for a missing file costs a new process more than reading a small folder
 * (`deno task bench --only costs`), so a search for several files looks here first.
 *
 * @param folder The folder.
 * @returns The names, in no order; none for a folder that cannot be read.
 */
export function namesIn(folder: string): string[] {
  try {
    return Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [];
  }
}
