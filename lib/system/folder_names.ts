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
 * @param most A folder with more names is not listed: it is no source folder, and takes time.
 * @returns The names, in no order; none for a folder that cannot be read.
 */
export function namesIn(folder: string, most = Infinity): string[] {
  try {
    const names: string[] = [];
    for (const { name } of Deno.readDirSync(folder)) {
      if (names.push(name) > most) return [];
    }
    return names;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [];
  }
}
