/**
 * Events of Claude Code that a hook can be registered for. Newer versions may have more.
 *
 * @module
 */

/** The version of Claude Code that the lists of events and tools are from. */
export const LISTED_VERSION = "2.1.332";

/** The events. */
export const EVENTS: readonly string[] = (
  "PreToolUse PermissionRequest PermissionDenied PostToolUse PostToolUseFailure PostToolBatch PreSkillShellCommand " +
  "UserPromptSubmit UserPromptExpansion SessionStart SessionEnd Stop SubagentStop StopFailure SubagentStart TaskCreated " +
  "TaskCompleted Notification PreCompact PostCompact PreModelSwitch PostModelSwitch InstructionsLoaded CwdChanged " +
  "FileChanged ConfigChange MessageDisplay Setup TeammateIdle Elicitation ElicitationResult WorktreeCreate " +
  "WorktreeRemove DirectoryAdded"
).split(" ");

/** Events whose matcher is about a tool's name. */
export const TOOL_EVENTS: ReadonlySet<string> = new Set([
  "PreToolUse",
  "PermissionRequest",
  "PermissionDenied",
  "PostToolUse",
  "PostToolUseFailure",
  "PreSkillShellCommand",
]);
