/**
 * `deno task try`: one recorded event of each kind through the real program, and what Claude would see of it.
 *
 * @module
 */
import { isolateEnvironment } from "../../lib/commands/bench/environment.ts";
import { isObject, type JsonObject, objectField, textField } from "../../lib/text/json_object.ts";
import { ROOT, runCommand } from "./program.ts";

const EVENTS = `${ROOT}tests/fixtures/claude-code`;

/** A recorded event, and the rules that speak about it. */
interface Recorded {
  readonly event: JsonObject;
  readonly line: string;
  readonly rules: string;
}

async function readRecorded(): Promise<readonly Recorded[]> {
  const [lines, expected] = await Promise.all(
    ["jsonl", "expected"].map(async (end) =>
      (await Deno.readTextFile(`${EVENTS}.${end}`)).trimEnd().split("\n")
    ),
  );
  return (lines ?? []).map((line, index) => {
    const event: unknown = JSON.parse(line);
    return {
      event: isObject(event) ? event : {},
      line,
      rules: (expected?.[index] ?? "").split(": ")[1] ?? "",
    };
  });
}

/** Of events about finished calls one for each tool and rule, of all others one for each name. */
function kindOf({ event, rules }: Recorded): string {
  const name = textField(event, "hook_event_name");
  return name.startsWith("PostToolU")
    ? `${name} ${textField(event, "tool_name")} ${rules}`
    : `${name} ${rules}`;
}

function titleOf({ event }: Recorded): string {
  const input = objectField(event, "tool_input");
  const detail = ["command", "file_path", "url", "pattern", "description"].map((key) => textField(input, key))
    .find((text) => text !== "") ?? "";
  return `${textField(event, "hook_event_name")} ${textField(event, "tool_name")} ${
    detail.replace(/\s+/g, " ")
  }`.trim();
}

async function answer(line: string, folder: string): Promise<{ code: number; text: string; ms: number }> {
  const [program = "", ...args] = runCommand(`${ROOT}main.ts`);
  const started = performance.now();
  // Nothing of the person's own: their configuration would change the answers, and their sessions would be added to.
  const env = { ...isolateEnvironment(folder) };
  const child = new Deno.Command(program, { args, env, stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(line));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return {
    code,
    text: (decoder.decode(stderr) + decoder.decode(stdout)).trimEnd(),
    ms: performance.now() - started,
  };
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

/** The program is started once unseen: the first start compiles it. */
async function main(folder: string): Promise<void> {
  await answer("{}", folder);
  const seen = new Set<string>();
  print("exit    ms  event, and what Claude sees of it");
  for (const event of await readRecorded()) {
    const kind = kindOf(event);
    if (seen.has(kind)) continue;
    seen.add(kind);
    // One at a time, so that the times mean something.
    const { code, text, ms } = await answer(event.line, folder);
    print(`${String(code).padStart(4)} ${ms.toFixed(0).padStart(5)}  ${titleOf(event).slice(0, 90)}`);
    print(text === "" ? "            (nothing)" : text.replace(/^/gm, "            "));
  }
  print(
    `\n${seen.size} kinds of events. Exit code 0: nothing to say, or JSON on standard output; 2: feedback on standard error.`,
  );
}

const folder = await Deno.makeTempDir({ prefix: "fasthook-try-" });
try {
  await main(folder);
} finally {
  await Deno.remove(folder, { recursive: true });
}
