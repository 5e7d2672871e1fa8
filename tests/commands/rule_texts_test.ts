/**
 * Tests of lib/commands/shared/built_in_rules.ts: what the table says that a rule says is what it says.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { ANALYZERS } from "../../lib/analyzers/table.ts";
import { decodeEvent } from "../../lib/agents/table.ts";
import { describeBuiltIn } from "../../lib/commands/shared/built_in_rules.ts";
import { analyse } from "../../lib/hook/analyse.ts";
import { processHost } from "../../lib/hook/process_host.ts";
import { DEFAULTS, type Settings } from "../../lib/config/settings.ts";
import { sessionInProcess } from "../../lib/state/memory.ts";
import { CHANGED } from "../../lib/state/marks.ts";
import { mayChangeFiles } from "../../lib/event/change.ts";

type Call = Readonly<Record<string, unknown>>;

/** Calls of one session in a project with these files; the last call gets the finding. */
interface Situation {
  readonly rule: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
  readonly calls: readonly Call[];
}

const bash = (command: string, stdout: string, more: Call = {}): Call => ({
  hook_event_name: "PostToolUse",
  tool_name: "Bash",
  tool_input: { command, ...more },
  tool_response: { stdout, stderr: "" },
});
const failing = (command: string, error: string): Call => ({
  hook_event_name: "PostToolUseFailure",
  tool_name: "Bash",
  tool_input: { command },
  error,
});
const failed = (tool_name: string, tool_input: Call, error: string): Call => ({
  hook_event_name: "PostToolUseFailure",
  tool_name,
  tool_input,
  error,
});
const mismatch = (path: string, old_string: string): Call => ({
  hook_event_name: "PostToolBatch",
  tool_calls: [{
    tool_name: "Edit",
    tool_input: { file_path: path, old_string, new_string: "x" },
    tool_response:
      `<tool_use_error>String to replace not found in file.\nString: ${old_string}</tool_use_error>`,
  }],
});
const write = (path: string, content: string): Call => ({
  hook_event_name: "PostToolUse",
  tool_name: "Write",
  tool_input: { file_path: path, content },
  tool_response: { type: "create", filePath: path, content, structuredPatch: [], originalFile: null },
});
const agent = (type: string, totalDurationMs: number): Call => ({
  hook_event_name: "PostToolUse",
  tool_name: "Agent",
  tool_input: { subagent_type: type, prompt: "look" },
  tool_response: { status: "completed", content: [], totalDurationMs },
});

const CART = "def total(items):\n    return sum(items)\n";
const PYTEST = (...names: readonly string[]): string =>
  `${
    names.map((name) => `FAILED test_cart.py::${name} - AssertionError`).join("\n")
  }\n${names.length} failed, 3 passed in 0.10s\n`;

const SITUATIONS: readonly Situation[] = [
  { rule: "hook-files/sys-path", calls: [write(".claude/hooks/check.py", 'sys.path.append("..")\n')] },
  {
    rule: "agent-spawn/coordinate",
    settings: { texts: new Map([["agent-spawn/coordinate", "Give every agent its own folder."]]) },
    calls: [agent("reviewer", 4000)],
  },
  { rule: "agent-spawn/one-by-one", calls: [agent("reviewer", 9000), agent("reviewer", 6000)] },
  {
    rule: "errors/broken-client",
    calls: [
      failed(
        "Grep",
        { pattern: "x" },
        "ENOENT: no such file or directory, posix_spawn '/opt/claude/2.1.330'",
      ),
    ],
  },
  {
    rule: "errors/edit-mismatch",
    files: { "src/cart.py": `${"# a\n".repeat(10)}def total():\n    return total\n` },
    calls: [mismatch("src/cart.py", "  return total")],
  },
  {
    rule: "errors/timeout-background",
    calls: [{
      hook_event_name: "PostToolUse",
      tool_name: "Bash",
      tool_input: { command: "npm test", timeout: 1000 },
      tool_response: { stdout: "", stderr: "", backgroundTaskId: "b1", timedOutAfterMs: 1000 },
    }],
  },
  {
    rule: "errors/shell-syntax",
    calls: [failing("echo (", "/bin/bash: -c: line 1: syntax error near unexpected token `('")],
  },
  {
    rule: "errors/command-not-found",
    files: { ".venv/bin/ruff": "", ".venv/pyvenv.cfg": "" },
    calls: [failing("ruff check", "Exit code 127\nbash: line 1: ruff: command not found")],
  },
  {
    rule: "errors/port-in-use",
    calls: [failing("npm start", "Error: listen EADDRINUSE: address already in use :::3000")],
  },
  { rule: "errors/disk-full", calls: [failing("go build", "write /tmp/a: no space left on device")] },
  { rule: "errors/memory", calls: [failing("npm run build", "Exit code 137")] },
  {
    rule: "errors/module-not-found",
    files: { "package.json": '{"dependencies":{"zod":"4"}}' },
    calls: [failing("node a.js", "Exit code 1\nError: Cannot find module 'zod'")],
  },
  {
    rule: "errors/merge-conflict",
    calls: [
      failing(
        "git merge topic",
        "Exit code 1\nCONFLICT (content): Merge conflict in src/app.ts\nCONFLICT (content): Merge conflict in src/cart.ts\nAutomatic merge failed; fix conflicts and then commit the result.",
      ),
    ],
  },
  { rule: "errors/network", calls: [failing("curl -s localhost:8080", "Exit code 7")] },
  { rule: "errors/timeout", calls: [failed("WebFetch", { url: "https://example.com" }, "request timeout")] },
  { rule: "errors/permission", calls: [failing("./run.sh 2>/dev/null", "Exit code 126")] },
  {
    rule: "errors/no-such-file",
    files: { "src/cart.ts": "" },
    calls: [failing("cat src/carts.ts", "Exit code 1\ncat: src/carts.ts: No such file or directory")],
  },
  {
    rule: "errors/cut-cause",
    calls: [
      bash("npm test | tail -3", "Tests: 1 failed, 3 passed, 4 total\nSnapshots: 0 total\nTime: 1.2 s\n"),
    ],
  },
  {
    rule: "errors/hidden-failure",
    calls: [bash("pytest || true; ls", `${PYTEST("test_tax")}a.py\nb.py\nc.py\n`)],
  },
  {
    rule: "errors/output-cut",
    calls: [failing("npm test", "Exit code 1\nok\n\n\n... [20012 characters truncated] ...\n\nok")],
  },
  {
    rule: "repeats/command",
    calls: Array(3).fill(failing("npm test", "Exit code 1\nError: boom")),
  },
  {
    rule: "repeats/edit",
    files: { "src/app.ts": "a\n" },
    calls: [mismatch("src/app.ts", "nothing like it"), mismatch("src/app.ts", "nor is this")],
  },
  {
    rule: "repeats/same-run",
    calls: [bash("npm test | tail -5", "4 passed\n"), bash("npm test | grep FAIL", "FAIL a\n")],
  },
  {
    rule: "repeats/failing-before",
    calls: [
      failing("pytest", `Exit code 1\n${PYTEST("test_tax")}`),
      write("a.py", CART),
      failing("pytest", `Exit code 1\n${PYTEST("test_tax", "test_total")}`),
    ],
  },
  { rule: "resources/large-output", calls: [bash("git log -p", "x".repeat(29_000))] },
];

Deno.test("every built-in rule says what its description says", async (t) => {
  const modules = await Promise.all(ANALYZERS.map(({ load }) => load()));
  const ids = modules.flatMap((module) => module.rules()).map(({ id }) => id).filter((id) =>
    !id.startsWith("linters/")
  );
  assertEquals(SITUATIONS.map(({ rule }) => rule).sort(), ids.sort());
  for (const situation of SITUATIONS) {
    await t.step(situation.rule, async () => {
      assertEquals(await saidIn(situation), describeBuiltIn(situation.rule)?.says);
    });
  }
});

/** What the rule says about the last call. */
async function saidIn({ rule, files = {}, settings = {}, calls }: Situation): Promise<string | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "fasthook-rules-" });
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    const session = sessionInProcess(DEFAULTS.state.observations);
    let said: string | undefined;
    for (const [index, call] of calls.entries()) {
      const now = 1_000_000 + index * 10_000;
      const event = (await decodeEvent({ session_id: "s", cwd: folder, ...whole(call, folder) }))?.event;
      if (event === undefined) throw new Error("no event");
      const { judged } = await analyse({
        event,
        settings: { ...DEFAULTS, advice: true, projectDir: folder, ...settings },
        analyzers: ANALYZERS,
      }, { host: processHost(), openSession: () => session, now });
      if (event.calls.some(mayChangeFiles)) {
        session.update(() => ({ entry: { at: now, adds: new Map([[CHANGED, 1]]) }, value: undefined }));
      }
      said = judged.find(({ finding }) => finding.rule === rule)?.finding.text.replaceAll(folder, "/shop");
    }
    return said;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Claude Code gives hooks absolute paths. */
function whole(call: Call, folder: string): Call {
  const text = JSON.stringify(call).replace(
    /"(file_path|filePath)":"(?!\/)/g,
    (start) => `${start}${folder}/`,
  );
  return JSON.parse(text);
}
