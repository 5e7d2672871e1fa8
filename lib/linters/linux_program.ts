/**
 * Recognizes programs for Linux.
 *
 * @module
 */

/**
 * Reports whether a file is a program for Linux, and no script.
 *
 * @param file The file.
 * @returns False also for a file that may be started and not read.
 */
export function isLinuxProgram(file: string): boolean {
  try {
    using opened = Deno.openSync(file);
    const bytes = new Uint8Array(ELF.length);
    return opened.readSync(bytes) === ELF.length && ELF.every((byte, index) => bytes[index] === byte);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

/** How programs for Linux begin. */
const ELF = [0x7f, 0x45, 0x4c, 0x46];
