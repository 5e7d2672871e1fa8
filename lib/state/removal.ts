/**
 * Removes fasthook's files from the state folder.
 *
 * @module
 */
import { isOwnName } from "./folder.ts";

/**
 * Removes everything that fasthook made in its state folder, and the folder if nothing else is in it.
 *
 * @param folder The state folder.
 * @returns The names of the other files, which stay.
 * @throws {Error} What the file system throws.
 */
export function removeState(folder: string): readonly string[] {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  const ours = names.filter((name) => isOwnName(name) && !Deno.lstatSync(`${folder}/${name}`).isSymlink);
  for (const name of ours) Deno.removeSync(`${folder}/${name}`, { recursive: true });
  const rest = names.filter((name) => !ours.includes(name));
  if (rest.length === 0) Deno.removeSync(folder);
  return rest;
}
