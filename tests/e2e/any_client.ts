/**
 * Other real clients than Claude Code: installed once from npm, run with an empty home and no key against a scripted model.
 *
 * @module
 */
import type { ScriptedCall } from "./model.ts";

/** A client. */
export interface AnyClient {
  /** The agent's id. */
  readonly id: string;
  /** The package, and the version that the facts in lib/ were observed with. */
  readonly npm: string;
  /** The program in the package's folder. */
  readonly program: string;
  /** Where its hooks are registered, from the home folder. */
  readonly hookFile: string;
  /**
   * Names the arguments of one run.
   *
   * @param prompt What the person says.
   * @returns The arguments.
   */
  readonly args: (prompt: string) => readonly string[];
  /**
   * Names the variables of one run.
   *
   * @param url Where the model listens.
   * @returns The variables besides PATH and HOME.
   */
  readonly env: (url: string) => Readonly<Record<string, string>>;
  /**
   * Names the files in the home folder that a run needs.
   *
   * @param url Where the model listens.
   * @returns Texts by path.
   */
  readonly files: (url: string) => Readonly<Record<string, string>>;
  /** The client's way to run a command. */
  readonly shell: (command: string) => ScriptedCall;
  /** The client's way to make a file. */
  readonly write: (path: string, text: string) => ScriptedCall;
  /** The client's way to change a file. */
  readonly edit: (path: string, before: string, after: string) => ScriptedCall;
  /** Whether the model hears of an edit that does not match. */
  readonly hearsMismatch: boolean;
}

/** The clients that npm gives. */
export const CLIENTS: readonly AnyClient[] = [
  {
    id: "codex",
    npm: "@openai/codex@0.171.0",
    program: "node_modules/.bin/codex",
    hookFile: ".codex/hooks.json",
    args: (prompt) => [
      "exec",
      "--skip-git-repo-check",
      "--dangerously-bypass-approvals-and-sandbox",
      // Trust is the person's; a test has none.
      "--dangerously-bypass-hook-trust",
      prompt,
    ],
    env: () => ({ MOCK_KEY: "none" }),
    files: (url) => ({
      ".codex/config.toml": [
        'model = "gpt-5.5"',
        'model_provider = "mock"',
        "[model_providers.mock]",
        'name = "mock"',
        `base_url = "${url}/v1"`,
        'wire_api = "responses"',
        'env_key = "MOCK_KEY"',
        "",
      ].join("\n"),
    }),
    shell: (cmd) => ({ name: "exec_command", input: { cmd } }),
    write: (path, text) => ({
      name: "apply_patch",
      input: {
        input: `*** Begin Patch\n*** Add File: ${path}\n${
          text.trimEnd().split("\n").map((line) => `+${line}\n`).join("")
        }*** End Patch\n`,
      },
    }),
    edit: (path, before, after) => ({
      name: "apply_patch",
      input: {
        input: `*** Begin Patch\n*** Update File: ${path}\n@@\n-${before}\n+${after}\n*** End Patch\n`,
      },
    }),
    hearsMismatch: false,
  },
  {
    id: "gemini",
    npm: "@google/gemini-cli@0.61.0",
    program: "node_modules/.bin/gemini",
    hookFile: ".gemini/settings.json",
    args: (prompt) => ["-p", prompt, "--yolo", "-m", "gemini-2.5-pro"],
    env: (url) => ({
      GEMINI_API_KEY: "none",
      GOOGLE_GEMINI_BASE_URL: url,
      GEMINI_CLI_TRUST_WORKSPACE: "true",
    }),
    files: () => ({
      ".gemini/settings.json": '{\n  "security": { "auth": { "selectedType": "gemini-api-key" } }\n}\n',
    }),
    shell: (command) => ({ name: "run_shell_command", input: { command } }),
    write: (file_path, content) => ({ name: "write_file", input: { file_path, content } }),
    edit: (file_path, old_string, new_string) => ({
      name: "replace",
      input: { file_path, old_string, new_string, instruction: "x" },
    }),
    hearsMismatch: false,
  },
  {
    id: "qwen",
    npm: "@qwen-code/qwen-code@0.24.4",
    program: "node_modules/.bin/qwen",
    hookFile: ".qwen/settings.json",
    args: (prompt) => ["-p", prompt, "--yolo", "--auth-type", "openai"],
    env: (url) => ({ OPENAI_API_KEY: "none", OPENAI_BASE_URL: `${url}/v1`, OPENAI_MODEL: "m" }),
    files: () => ({}),
    shell: (command) => ({ name: "run_shell_command", input: { command, is_background: false } }),
    write: (file_path, content) => ({ name: "write_file", input: { file_path, content } }),
    edit: (file_path, old_string, new_string) => ({
      name: "edit",
      input: { file_path, old_string, new_string },
    }),
    hearsMismatch: true,
  },
  {
    id: "copilot",
    npm: "@github/copilot@1.0.102",
    program: "node_modules/.bin/copilot",
    hookFile: ".copilot/hooks/fasthook.json",
    args: (prompt) => ["-p", prompt, "--allow-all-tools", "--allow-all-paths"],
    env: (url) => ({
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_MODEL: "m",
      COPILOT_OFFLINE: "true",
    }),
    files: () => ({}),
    shell: (command) => ({ name: "bash", input: { command, description: "x" } }),
    write: (path, file_text) => ({ name: "create", input: { path, file_text } }),
    edit: (path, old_str, new_str) => ({ name: "edit", input: { path, old_str, new_str } }),
    hearsMismatch: true,
  },
];

/** The newest clients do not start with older versions of Node. */
const NODE = "node@22";

/** The client is there, or why it is not. */
export type AnyInstallation =
  | { readonly kind: "installed"; readonly program: string; readonly node: string }
  | { readonly kind: "missing"; readonly reason: string };

/**
 * Installs a client and its Node into a cache folder, unless they are there.
 *
 * @param client The client.
 * @returns The programs, or why there are none.
 */
export async function installAnyClient({ npm, program }: AnyClient): Promise<AnyInstallation> {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME") ?? "/tmp"}/.cache`;
  const folderOf = (name: string): string => `${cache}/fasthook-e2e/${name.replaceAll("/", "+")}`;
  for (const name of [NODE, npm]) {
    const reason = await install(name, folderOf(name));
    if (reason !== "") return { kind: "missing", reason };
  }
  return {
    kind: "installed",
    program: `${folderOf(npm)}/${program}`,
    node: `${folderOf(NODE)}/node_modules/.bin`,
  };
}

async function install(name: string, folder: string): Promise<string> {
  const mark = `${folder}/complete`;
  try {
    await Deno.stat(mark);
    return "";
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  try {
    // npm prefers an older version whose Node fits: the exact one is forced.
    const { success, stderr } = await new Deno.Command("npm", {
      args: ["install", "--force", "--loglevel=error", "--no-audit", "--no-fund", "--prefix", folder, name],
      stdin: "null",
    }).output();
    if (!success) {
      return `npm did not install ${name}: ${new TextDecoder().decode(stderr).trim().split("\n").at(-1)}`;
    }
    await Deno.writeTextFile(mark, "");
    return "";
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "npm is not on PATH";
  }
}
