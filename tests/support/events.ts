/**
 * Events as Claude Code sends them after a call that edits, writes or runs something.
 *
 * @module
 */

/** An edit of one place in a file. */
export interface Edit {
  /** The text that is replaced. */
  readonly old: string;
  /** The text that takes its place. */
  readonly text: string;
}

/** A command and how it ended. */
export interface ShellRun {
  /** The command. */
  readonly command: string;
  /** Its output. */
  readonly output: string;
  /** Its exit code: anything but 0 makes a failed call. */
  readonly code: number;
}

/**
 * Makes an Edit event.
 *
 * @param path The file.
 * @param before The file's text before the edit.
 * @param edit The replaced and the new text.
 * @returns Tool, arguments and answer, with a patch that has three lines around the change.
 */
export function editEvent(path: string, before: string, { old, text }: Edit): Record<string, unknown> {
  return {
    tool_name: "Edit",
    tool_input: { file_path: path, old_string: old, new_string: text, replace_all: false },
    tool_response: {
      filePath: path,
      oldString: old,
      newString: text,
      originalFile: before,
      structuredPatch: [hunk(before, { old, text })],
      userModified: false,
      replaceAll: false,
    },
  };
}

function hunk(before: string, { old, text }: Edit): Record<string, unknown> {
  const at = before.indexOf(old);
  const lines = before.split("\n");
  const first = before.slice(0, at).split("\n").length - 1;
  const last = before.slice(0, at + old.length).split("\n").length - 1;
  const lineStart = before.lastIndexOf("\n", at - 1) + 1;
  const after = before.slice(0, at) + text + before.slice(at + old.length);
  const added = after.slice(lineStart).split("\n").slice(
    0,
    last - first + 1 + text.split("\n").length - old.split("\n").length,
  );
  const start = Math.max(0, first - 3);
  return {
    oldStart: start + 1,
    oldLines: last - start + 4,
    newStart: start + 1,
    newLines: first - start + added.length + 3,
    lines: [
      ...lines.slice(start, first).map((line) => ` ${line}`),
      ...lines.slice(first, last + 1).map((line) => `-${line}`),
      ...added.map((line) => `+${line}`),
      ...lines.slice(last + 1, last + 4).map((line) => ` ${line}`),
    ],
  };
}

/**
 * Makes a Write event.
 *
 * @param path The file.
 * @param before The file's text before the call; `undefined` for a new file.
 * @param text The file's text after the call.
 * @returns Tool, arguments and answer. All lines of a file that existed are in one hunk.
 */
export function writeEvent(path: string, before: string | undefined, text: string): Record<string, unknown> {
  const old = before?.split("\n") ?? [];
  const lines = text.split("\n");
  return {
    tool_name: "Write",
    tool_input: { file_path: path, content: text },
    tool_response: {
      type: before === undefined ? "create" : "update",
      filePath: path,
      content: text,
      structuredPatch: before === undefined ? [] : [{
        oldStart: 1,
        oldLines: old.length,
        newStart: 1,
        newLines: lines.length,
        lines: [...old.map((line) => `-${line}`), ...lines.map((line) => `+${line}`)],
      }],
      originalFile: before ?? null,
      userModified: false,
    },
  };
}

/**
 * Makes a Bash event.
 *
 * @param run The command, its output and its exit code.
 * @returns Tool, arguments, and the answer or the error.
 */
export function shellEvent({ command, output, code }: ShellRun): Record<string, unknown> {
  const call = { tool_name: "Bash", tool_input: { command, description: "Run the command" } };
  return code === 0
    ? {
      ...call,
      tool_response: {
        stdout: output,
        stderr: "",
        interrupted: false,
        isImage: false,
        noOutputExpected: false,
      },
    }
    : {
      ...call,
      hook_event_name: "PostToolUseFailure",
      error: output === "" ? `Exit code ${code}` : `Exit code ${code}\n${output}`,
      is_interrupt: false,
    };
}
