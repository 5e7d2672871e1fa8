/**
 * `fasthook doctor`: checks everything between the agents and a reply, and says how to fix it.
 *
 * @module
 */
import { field, isObject, textField } from "../text/json_object.ts";
import { ownPathIfAny } from "../system/executable.ts";
import { agentChecks } from "./doctor/agent_checks.ts";
import { canaryChecks, executableChecks } from "./doctor/canary_checks.ts";
import type { Check } from "./doctor/check.ts";
import type { CommandLine } from "../system/child.ts";
import { linterChecks } from "./doctor/linter_checks.ts";
import { configurationChecks, stateChecks } from "./doctor/own_checks.ts";
import { pluginChecks } from "./doctor/plugin_checks.ts";
import { type InspectedFile, inspectSettings, registrationChecks } from "./doctor/registration_checks.ts";
import { entriesFor, type Registration } from "../agents/claude_code/registration/entries.ts";
import { loadCheckedSettings } from "../hook/check_settings.ts";
import { findEnabledPlugins } from "../agents/claude_code/registration/plugins.ts";
import { printClean, printText, type Style, styler } from "../system/terminal.ts";
import { clean, visibleJson } from "../text/clean.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";
import type { ReadVariable } from "../state/folder.ts";

const NAME_COLUMNS = 14;
const STYLES: Readonly<Record<Check["status"], Style>> = { ok: "green", wrong: "red", note: "yellow" };

const WELL =
  "\nAll well: Claude Code runs fasthook after each tool call, and most calls need no feedback.\n" +
  "To see it work: fasthook log -f, in another terminal.\n";

/** Looks at everything. */
export const run: Run = withOptions("doctor", doctor);

async function doctor({ flags }: Options, host: Host): Promise<number> {
  const surroundings = { env: host.env, cwd: Deno.cwd() };
  const isJson = flags.has("json");
  const all: Check[] = [];
  const report = (checks: readonly Check[]): void => {
    all.push(...checks);
    if (!isJson) print(checks, host.env);
  };
  const { files, checks } = inspectSettings(surroundings);
  const plugins = findEnabledPlugins(
    files.map(({ scope, file, json }) => ({ scope, path: file.path, json })),
    surroundings,
  );
  const inPlugins = plugins.flatMap(({ registration }) => registration ?? []);
  const inSettings = files.flatMap(({ ours }) => ours.map(({ registration }) => registration));
  report(executableChecks([...inSettings, ...inPlugins], { ...surroundings, own: ownPathIfAny() }));
  report(checks);
  const { linters } = await loadCheckedSettings(surroundings.cwd, host.env);
  report(registrationChecks(files, { pluginCount: plugins.length, entries: entriesFor(linters) }));
  report(pluginChecks(plugins, files.filter(({ ours }) => ours.length > 0).map(({ file }) => file.path)));
  report(agentChecks(surroundings));
  report(await configurationChecks(surroundings));
  report(await stateChecks(host));
  report(await linterChecks(host, surroundings.cwd));
  report(await canaryChecks(commandLines(files, inPlugins), { host, cwd: surroundings.cwd }));
  const isWell = all.every(({ status }) => status !== "wrong");
  if (isWell && !isJson) printText(Deno.stdout, WELL);
  if (isJson) {
    printClean(Deno.stdout, visibleJson(`${JSON.stringify({ ok: isWell, checks: all }, null, 2)}\n`));
  }
  return isWell ? 0 : 1;
}

function print(checks: readonly Check[], env: ReadVariable): void {
  const style = styler(Deno.stdout, env);
  const lines = checks.map(({ name, status, message, fix }) => {
    const fixLine = fix === "" ? "" : `\n${" ".repeat(7 + NAME_COLUMNS)}fix: ${clean(fix)}`;
    return `${style(STYLES[status], status.padEnd(7))}${name.padEnd(NAME_COLUMNS)}${
      clean(message)
    }${fixLine}\n`;
  });
  printText(Deno.stdout, lines.join(""));
}

/** The registered command lines, each once, exactly as they are registered. */
function commandLines(
  files: readonly InspectedFile[],
  inPlugins: readonly Registration[],
): readonly CommandLine[] {
  const lines = new Map<string, CommandLine>();
  const add = (line: CommandLine): void => void lines.set(JSON.stringify(line), line);
  for (const { command, reply } of inPlugins) add({ command, args: [`--reply=${reply}`] });
  for (const { file, ours } of files) {
    for (const { handler: node, registration: { command, reply, isOptional } } of ours) {
      if (isOptional) add({ command, args: [`--reply=${reply}`] });
      const handler: unknown = JSON.parse(file.text.slice(node.start, node.end));
      if (!isObject(handler)) continue;
      const args = field(handler, "args");
      // The shell form is reported as older; init makes it one that can be tried.
      if (!Array.isArray(args)) continue;
      add({ command: textField(handler, "command"), args: args.map(String) });
    }
  }
  return [...lines.values()];
}
