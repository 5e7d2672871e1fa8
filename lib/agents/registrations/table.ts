/**
 * How fasthook is registered with agents other than Claude Code, each with a file of the person's own. Field facts were
 * observed with Codex CLI 0.171.0, Gemini CLI 0.61.0, Qwen Code 0.24.4 and Copilot CLI 1.0.102.
 *
 * @module
 */
import type { ReadVariable } from "../../state/folder.ts";
import type { JsonObject } from "../../text/json_object.ts";
import { UserError } from "../../text/user_error.ts";
import { commandLine, type Shell, shellHere } from "../shared/command_line.ts";
import type { HookEntry, HookFile } from "../shared/hook_file.ts";

/** The registration with one agent. */
export interface AgentRegistration extends HookFile {
  /** The agent's id in the table of agents. */
  readonly id: string;
  /** Its name for people. */
  readonly name: string;
  /** The agent's program. */
  readonly program: string;
  /**
   * Finds the agent's own folder of the person.
   *
   * @param env Reads the environment.
   * @returns The folder; it need not exist.
   * @throws {UserError} If nothing says where the home folder is.
   */
  readonly folder: (env: ReadVariable) => string;
  /** The file in it. */
  readonly path: string;
  /** What the person has to do after a change; "" for nothing. */
  readonly afterwards: string;
}

/** A program for an agent that takes Claude Code's nesting: groups of handlers. */
interface Nested {
  readonly matcher?: string;
  readonly timeout: number;
  readonly name?: string;
  readonly shell: Shell;
}

function nestedEntry(event: string, { matcher, timeout, name, shell }: Nested): HookEntry {
  return {
    event,
    element: (command): JsonObject => ({
      ...(matcher !== undefined && { matcher }),
      hooks: [{
        type: "command",
        ...(name !== undefined && { name }),
        command: commandLine(command, shellHere(shell)),
        timeout,
      }],
    }),
  };
}

/** Copilot's handlers have no groups, and one line for each kind of shell. */
function flat(event: string): HookEntry {
  return {
    event,
    element: (command): JsonObject => ({
      type: "command",
      bash: commandLine(command, "posix"),
      powershell: commandLine(command, "powershell"),
      timeoutSec: 10,
    }),
  };
}

function homeFolder(name: string): (env: ReadVariable) => string {
  return (env) => {
    const home = env("HOME") || env("USERPROFILE") || "";
    if (home !== "") return `${home}/${name}`;
    throw new UserError(
      "Cannot find your settings: wanted a home folder in HOME or USERPROFILE, got nothing",
    );
  };
}

const GEMINI = { name: "fasthook", shell: "powershell" } as const;
const QWEN_TOOLS = "run_shell_command|write_file|edit|notebook_edit|agent";

/** All of them. */
export const REGISTRATIONS: readonly AgentRegistration[] = [
  {
    id: "codex",
    name: "Codex",
    program: "codex",
    folder: (env) => env("CODEX_HOME") || homeFolder(".codex")(env),
    path: "hooks.json",
    empty: "{}\n",
    comments: "refused",
    entries: [
      nestedEntry("PostToolUse", { matcher: "^(Bash|apply_patch|spawn_agent)$", timeout: 10, shell: "cmd" }),
      // Codex warns at every start about more than 3 seconds.
      nestedEntry("SessionEnd", { timeout: 3, shell: "cmd" }),
    ],
    afterwards: "run /hooks in codex and trust fasthook there: until then codex skips it without a word",
  },
  {
    id: "gemini",
    name: "Gemini CLI",
    program: "gemini",
    folder: homeFolder(".gemini"),
    path: "settings.json",
    empty: "{}\n",
    comments: "allowed",
    // Milliseconds.
    entries: [
      nestedEntry("AfterTool", {
        ...GEMINI,
        matcher: "run_shell_command|write_file|replace",
        timeout: 10_000,
      }),
      nestedEntry("SessionEnd", { ...GEMINI, timeout: 5000 }),
    ],
    afterwards: "",
  },
  {
    id: "qwen",
    name: "Qwen Code",
    program: "qwen",
    folder: homeFolder(".qwen"),
    path: "settings.json",
    empty: "{}\n",
    comments: "allowed",
    entries: [
      nestedEntry("PostToolUse", { matcher: QWEN_TOOLS, timeout: 10, shell: "cmd" }),
      nestedEntry("PostToolUseFailure", { matcher: QWEN_TOOLS, timeout: 10, shell: "cmd" }),
      nestedEntry("PostToolBatch", { timeout: 10, shell: "cmd" }),
      nestedEntry("SessionEnd", { timeout: 5, shell: "cmd" }),
    ],
    afterwards: "this needs Qwen Code 0.24 or newer: older ones read the time limits as milliseconds",
  },
  {
    id: "copilot",
    name: "Copilot CLI",
    program: "copilot",
    folder: homeFolder(".copilot"),
    path: "hooks/fasthook.json",
    empty: '{\n  "version": 1\n}\n',
    comments: "refused",
    // Names in this spelling choose the form of the events that fasthook knows.
    entries: [flat("PostToolUse"), flat("PostToolUseFailure")],
    afterwards: "",
  },
];

/**
 * Finds the file of an agent's hooks.
 *
 * @param row The agent.
 * @param env Reads the environment.
 * @returns The file; it need not exist.
 */
export function hookFilePath({ folder, path }: AgentRegistration, env: ReadVariable): string {
  return `${folder(env)}/${path}`;
}
