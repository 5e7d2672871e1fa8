/**
 * `deno task e2e [--agent NAME] [--record]`: fasthook inside a real client from npm, with a scripted model on loopback.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { REGISTRATIONS } from "../../lib/agents/registrations/table.ts";
import { UserError } from "../../lib/text/user_error.ts";
import { writeAll } from "../../lib/system/io.ts";
import { ROOT } from "./program.ts";

const CLAUDE_CODE = "claude-code";
const ALL = "all";
const OTHERS = REGISTRATIONS.map(({ id }) => id);

async function main(args: readonly string[]): Promise<number> {
  const { agent = CLAUDE_CODE, record } = parseArgs([...args], {
    string: ["agent"],
    boolean: ["record"],
    unknown: refuse,
  });
  if (![CLAUDE_CODE, ALL, ...OTHERS].includes(agent)) {
    throw new UserError(
      `Cannot test with "${agent}": wanted one of ${[CLAUDE_CODE, ...OTHERS, ALL].join(", ")}`,
    );
  }
  if (record && agent === CLAUDE_CODE) {
    throw new UserError(`Cannot record: wanted --agent with one of ${[...OTHERS, ALL].join(", ")}`);
  }
  const folder = `${ROOT}dist/recorded`;
  if (record) await Deno.mkdir(folder, { recursive: true });
  const runs = [
    ["task", "--quiet", "build"],
    ...(agent === CLAUDE_CODE || agent === ALL
      ? [["task", "--quiet", "plugin"], ["test", "-P=e2e", "tests/e2e/scenarios.ts"]]
      : []),
    ...(agent === CLAUDE_CODE ? [] : [["test", "-P=e2e", "tests/e2e/agents.ts"]]),
  ];
  for (const run of runs) {
    const code = await deno(run, {
      ...(agent !== ALL && { AGENT: agent }),
      ...(record && { RECORD: folder }),
    });
    if (code !== 0) return code;
  }
  if (record) writeAll(Deno.stdout, `dist/recorded   what the hooks were given, a file each agent\n`);
  return 0;
}

async function deno(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  return (await new Deno.Command(Deno.execPath(), { args: [...args], env, cwd: ROOT }).spawn().status).code;
}

function refuse(argument: string): never {
  throw new UserError(`Cannot use "${argument}": wanted --agent NAME or --record`);
}

try {
  Deno.exitCode = await main(Deno.args);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  writeAll(Deno.stderr, `${error.message}\n`);
  Deno.exitCode = 64;
}
