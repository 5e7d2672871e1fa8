/**
 * Which plugins of ours are enabled, as Claude Code 2.1.330 decides it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { hooksFor } from "../../lib/agents/claude_code/registration/entries.ts";
import { type EnablingFile, findEnabledPlugins } from "../../lib/agents/claude_code/registration/plugins.ts";

function file(scope: string, plugins: Readonly<Record<string, unknown>>): EnablingFile {
  return { scope, path: `/${scope}.json`, json: { enabledPlugins: plugins } };
}

function idsOf(files: readonly EnablingFile[]): readonly string[] {
  const surroundings = { env: () => "/nowhere", cwd: "/nowhere" };
  return findEnabledPlugins(files, surroundings).map(({ id, enabledBy }) => `${id} by ${enabledBy}`);
}

Deno.test("findEnabledPlugins() lets the closest file decide", () => {
  const on = { "fasthook@a": true };
  const off = { "fasthook@a": false };
  assertEquals(idsOf([file("user", on)]), ["fasthook@a by /user.json"]);
  assertEquals(idsOf([file("user", on), file("local", off)]), []);
  assertEquals(idsOf([file("user", off), file("project", on)]), ["fasthook@a by /project.json"]);
  assertEquals(idsOf([file("local", on), file("managed", off)]), []);
});

Deno.test("findEnabledPlugins() passes over other plugins and other types", () => {
  assertEquals(idsOf([file("user", { "other@a": true, "fasthookx@a": true, "fasthook@b": "yes" })]), []);
  assertEquals(idsOf([{ scope: "user", path: "/user.json", json: { enabledPlugins: [] } }]), []);
});

Deno.test("findEnabledPlugins() reads the hooks from where the plugin is installed", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const registration = { command: "fasthook", reply: "context" } as const;
    await Deno.mkdir(`${dir}/plugins/copy/hooks`, { recursive: true });
    await Deno.writeTextFile(
      `${dir}/plugins/copy/hooks/hooks.json`,
      JSON.stringify({ hooks: hooksFor(registration) }),
    );
    await Deno.writeTextFile(
      `${dir}/plugins/installed_plugins.json`,
      JSON.stringify({ plugins: { "fasthook@a": [{ installPath: `${dir}/plugins/copy` }] } }),
    );
    const surroundings = {
      env: (name: string): string | undefined => name === "CLAUDE_CONFIG_DIR" ? dir : undefined,
      cwd: dir,
    };
    assertEquals(findEnabledPlugins([file("user", { "fasthook@a": true })], surroundings), [
      { id: "fasthook@a", enabledBy: "/user.json", registration, isCurrent: true },
    ]);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
