/**
 * What keeps an agent from running a hook that is registered: a missing trust, a switch, a wrong time limit. Field facts
 * were observed with Codex CLI 0.171.0, Gemini CLI 0.61.0, Qwen Code 0.24.4 and Copilot CLI 1.0.102.
 *
 * @module
 */
import type { ReadVariable } from "../../state/folder.ts";
import { textIfReadable } from "../../system/readable.ts";
import { field, isObject, type JsonObject, numberField, objectField } from "../../text/json_object.ts";
import { parseJsonc } from "../../text/jsonc.ts";
import type { OwnElement } from "../shared/hook_file.ts";
import { type AgentRegistration, hookFilePath } from "./table.ts";

/** Something in the way. */
export interface Obstacle {
  /** What is so. */
  readonly message: string;
  /** What the person does about it. */
  readonly fix: string;
  /** Whether the agent certainly runs no hook because of it. */
  readonly certain: boolean;
}

/** An agent's registration as it was found. */
export interface FoundRegistration {
  /** The agent. */
  readonly row: AgentRegistration;
  /** The text of its file. */
  readonly text: string;
  /** The entries of ours. */
  readonly own: readonly OwnElement[];
}

const LIMITS = { maxBytes: 1_000_000 };

/** The milliseconds below which a time limit was meant as seconds. */
const LEAST_GEMINI_MS = 1000;

/**
 * Finds what is in the way of a registration.
 *
 * @param found The registration.
 * @param surroundings The environment, and the folder that the agent would be started in.
 * @returns What is in the way, as far as that can be seen in files.
 */
export function obstaclesOf(
  found: FoundRegistration,
  { env, cwd }: { readonly env: ReadVariable; readonly cwd: string },
): readonly Obstacle[] {
  switch (found.row.id) {
    case "codex":
      return codexObstacles(found, env);
    case "gemini":
      return geminiObstacles(found);
    case "qwen":
      return qwenObstacles(found);
    default:
      return copilotObstacles(cwd);
  }
}

/** Whether the trust is for the entry as it is now cannot be seen: only Codex can compute its sum. */
function codexObstacles({ row, own }: FoundRegistration, env: ReadVariable): readonly Obstacle[] {
  const config = textIfReadable(`${row.folder(env)}/config.toml`, LIMITS);
  const path = hookFilePath(row, env);
  const untrusted = own.filter(({ event, index, handler }) => {
    const name = event.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();
    return !config.includes(`"${path}:${name}:${index}:${Math.max(handler, 0)}"`);
  });
  return [
    ...(/^\s*hooks\s*=\s*false\b/m.test(sectionOf(config, "features"))
      ? [{
        message: "hooks are off: [features] hooks = false in config.toml",
        fix: "remove that line",
        certain: true,
      }]
      : []),
    ...(/^\s*command\s*=.*\bfasthook\b/m.test(config)
      ? [{
        message: "fasthook is in config.toml too: codex runs both, and answers each call twice",
        fix: "remove the [[hooks]] entry from config.toml",
        certain: false,
      }]
      : []),
    ...(untrusted.length > 0
      ? [{
        message: `not trusted yet for ${
          untrusted.map(({ event }) => event).join(", ")
        }: codex skips it without a word`,
        fix: row.afterwards,
        certain: true,
      }]
      : []),
  ];
}

function sectionOf(toml: string, name: string): string {
  const [, rest = ""] = toml.split(`[${name}]`, 2);
  return rest.split(/^\[/m, 1)[0] ?? "";
}

function geminiObstacles({ text, own }: FoundRegistration): readonly Obstacle[] {
  const settings = settingsOf(text);
  const hooks = objectField(settings, "hooksConfig");
  const disabled = field(hooks, "disabled");
  const short = own.some(({ value }) =>
    handlersOf(value).some((handler) => (numberField(handler, "timeout") ?? Infinity) < LEAST_GEMINI_MS)
  );
  return [
    ...(field(hooks, "enabled") === false
      ? [{
        message: "hooks are off: hooksConfig.enabled is false",
        fix: "remove that line from settings.json",
        certain: true,
      }]
      : []),
    ...(Array.isArray(disabled) && disabled.includes("fasthook")
      ? [{
        message: "fasthook is named in hooksConfig.disabled",
        fix: "remove it from that list",
        certain: true,
      }]
      : []),
    ...(short
      ? [{
        message: "the time limit is below a second: Gemini CLI counts milliseconds",
        fix: "fasthook init --agent gemini",
        certain: true,
      }]
      : []),
  ];
}

function qwenObstacles({ text }: FoundRegistration): readonly Obstacle[] {
  const settings = settingsOf(text);
  const trust = objectField(objectField(settings, "security"), "folderTrust");
  return [
    ...(field(settings, "disableAllHooks") === true
      ? [{
        message: "hooks are off: disableAllHooks is true",
        fix: "remove that line from settings.json",
        certain: true,
      }]
      : []),
    ...(field(trust, "enabled") === true
      ? [{
        message: "folder trust is on: in a folder that is not trusted Qwen Code runs no hook, without a word",
        fix: "",
        certain: false,
      }]
      : []),
  ];
}

/** Copilot's events have no identifier, so that nothing can notice the second one. */
function copilotObstacles(cwd: string): readonly Obstacle[] {
  const path = `${cwd}/.claude/settings.json`;
  return /fasthook(?:\.exe)?["'\s]/.test(textIfReadable(path, LIMITS))
    ? [{
      message:
        `fasthook is in ${path} too: in a trusted folder Copilot CLI runs both, and the model reads all twice`,
      fix: "use one of the two in this folder",
      certain: false,
    }]
    : [];
}

function settingsOf(text: string): JsonObject {
  const settings = parseJsonc(text);
  return isObject(settings) ? settings : {};
}

function handlersOf(element: JsonObject): readonly JsonObject[] {
  const handlers = field(element, "hooks");
  return Array.isArray(handlers) ? handlers.filter(isObject) : [];
}
