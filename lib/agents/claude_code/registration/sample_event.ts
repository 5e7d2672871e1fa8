/**
 * An event to try a registered program with.
 *
 * @module
 */

/**
 * Makes an event of a call that breaks a built-in rule, in a session of its own.
 *
 * @param cwd The folder that the session works in.
 * @returns The event as Claude Code sends it.
 */
export function sampleEvent(cwd: string): string {
  return JSON.stringify({
    session_id: `doctor-${crypto.randomUUID()}`,
    cwd,
    hook_event_name: "PostToolUse",
    tool_name: "Write",
    tool_input: { file_path: "/doctor/.claude/hooks/sample.py", content: "sys.path.append('lib')\n" },
    tool_response: { type: "create", filePath: "/doctor/.claude/hooks/sample.py" },
    tool_use_id: "toolu_doctor",
  });
}
