/**
 * What the result of a check depends on, besides the content of the file.
 *
 * @module
 */
import { configurationTexts } from "./config_closure.ts";
import type { ProgramRow } from "./table.ts";

/** What is checked, and with what. */
export interface CheckedWith {
  /** The linter's program. */
  readonly file: string;
  /** The file that is checked. */
  readonly path: string;
  /** The project's folder. */
  readonly projectDir: string;
}

/**
 * Lists what the result depends on.
 *
 * @param wanted The linter, and the folder that it runs in.
 * @param checked What is checked, and with what.
 * @returns Texts that change when the result may change.
 * @throws {Error} When the program is not there.
 */
export function dependenciesOf(
  { row, folder }: { readonly row: ProgramRow; readonly folder: string },
  { file, path, projectDir }: CheckedWith,
): string[] {
  return [
    row.id,
    path,
    row.args.join("\n"),
    identityOf(file),
    folder,
    ...configurationTexts(row, { path, projectDir }),
  ];
}

/** What changes when a program is installed again: a version that costs no process. */
function identityOf(file: string): string {
  const { ino, size, mtime, ctime } = Deno.statSync(file);
  return [file, ino, size, mtime?.getTime(), ctime?.getTime()].join(" ");
}
