/**
 * Says in plain words why the operating system refused something.
 *
 * @module
 */

/** Reasons by the name of the error. */
const REASONS: Readonly<Record<string, string>> = {
  AlreadyExists: "it is there already",
  FilesystemLoop: "its links lead in a circle",
  IsADirectory: "it is a folder",
  NotADirectory: "a file is where a folder should be",
  NotCapable: "fasthook is not allowed to do that",
  NotFound: "there is no such file or folder",
  PermissionDenied: "permission denied",
};

/**
 * Gives the reason of an error without the wording of the runtime.
 *
 * @param error What was thrown.
 * @returns A few words, such as "permission denied".
 */
export function reasonOf(error: Error): string {
  // Such as: No space left on device (os error 28), open '/p/a'
  return REASONS[error.name] ?? error.message.replace(/ \(os error \d+\).*$/s, "").replace(/\.$/, "");
}
