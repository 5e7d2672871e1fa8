/**
 * `deno task plugin`: writes dist/plugin, the Claude Code plugin that registers fasthook, from the same table as `init`.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { writeAll } from "../../lib/system/io.ts";
import { hooksFor } from "../../lib/agents/claude_code/registration/entries.ts";
import { PLUGIN_NAME } from "../../lib/agents/claude_code/registration/plugins.ts";
import { ROOT } from "./program.ts";

const FOLDER = `${ROOT}dist/plugin`;

const FILES: Readonly<Record<string, unknown>> = {
  ".claude-plugin/plugin.json": {
    name: PLUGIN_NAME,
    version: config.version,
    description: "Short feedback on tool calls, within milliseconds; needs the fasthook executable on PATH",
    license: config.license,
  },
  // Claude Code finds this file by its place; naming it in plugin.json too would run every hook twice.
  "hooks/hooks.json": {
    description: "fasthook looks at every finished tool call",
    hooks: hooksFor({ command: "fasthook", reply: "context" }),
  },
};

for (const [name, content] of Object.entries(FILES)) {
  const path = `${FOLDER}/${name}`;
  // Two files.
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, `${JSON.stringify(content, null, 2)}\n`);
  writeAll(Deno.stdout, `dist/plugin/${name}\n`);
}
