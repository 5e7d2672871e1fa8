/**
 * Whole events of many processes at once, with one state folder and a journal whose files are put aside all the time.
 *
 * `STATE_LOAD=full` runs what the project promises: 10,000 events, 64 processes at a time.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { journalFiles, readJournal } from "../../lib/state/journal_reader.ts";
import { writeAll } from "../../lib/system/io.ts";
import { program, run } from "../support/harness.ts";
import { temporaryFolder } from "../support/state.ts";

const FULL = Deno.env.get("STATE_LOAD") === "full";
const EVENTS = FULL ? 10_000 : 120;
const PROCESSES = FULL ? 64 : 8;
/** Few enough that each gets several events, some of them at the same time. */
const SESSIONS = EVENTS / 20;

/** The smallest files that a configuration may ask for, and room for all of them. */
const CONFIG = { journal: { fileBytes: 65_536, files: 100 } };

/** A failure that is reported once in a session, and a hook file that is reported each time. */
function eventOf(number: number): Readonly<Record<string, unknown>> {
  const session = { session_id: `session-${number % SESSIONS}`, cwd: "/p", tool_use_id: `toolu_${number}` };
  return number % 2 === 0
    ? {
      ...session,
      hook_event_name: "PostToolUseFailure",
      tool_name: "Bash",
      tool_input: { command: "make" },
      error: "Exit code 137\nstarting",
    }
    : {
      ...session,
      hook_event_name: "PostToolUse",
      tool_name: "Write",
      tool_input: { file_path: "/p/.claude/hooks/a.py", content: "sys.path.append(1)" },
      tool_response: { type: "create", filePath: "/p/.claude/hooks/a.py" },
    };
}

Deno.test(`${EVENTS} whole events, ${PROCESSES} at a time: each is answered, and each is in the journal once`, async () => {
  using dir = temporaryFolder();
  const env = {
    HOME: dir.path,
    FASTHOOK_STATE_DIR: `${dir.path}/state`,
    FASTHOOK_CONFIG: `${dir.path}/c.json`,
  };
  Deno.writeTextFileSync(env.FASTHOOK_CONFIG, JSON.stringify(CONFIG));
  const spoken = new Map<string, number>();
  const lost: string[] = [];
  let late = 0;
  const times: number[] = [];
  const numbers = Array.from({ length: EVENTS }, (_, number) => number).values();
  await Promise.all(Array.from({ length: PROCESSES }, async () => {
    for (const number of numbers) {
      const event = eventOf(number);
      // deno-lint-ignore no-await-in-loop -- each of the processes answers one event after another
      const { code, stdout, stderr, ms } = await run(program(), {
        args: ["--reply=context"],
        stdin: JSON.stringify(event),
        env,
      });
      assertEquals([code, stderr], [0, ""], stdout);
      // The same failure again and again is another finding.
      const [rule = ""] = /\b(?:errors|hook-files)\/[\w-]+/.exec(stdout) ?? [];
      const key = `${event["session_id"]} ${rule}`;
      if (rule !== "") spoken.set(key, (spoken.get(key) ?? 0) + 1);
      // This process itself may be too busy to write an event in time, which is said.
      const isLate = stdout.includes("wanted a whole JSON value within 4500 ms");
      if (isLate) late++;
      if (number % 2 === 1 && rule === "" && !isLate) {
        lost.push(`${number}: ${ms.toFixed(0)} ms, "${stdout}"`);
      }
      times.push(ms);
    }
  }));
  const lines = [...readJournal(env.FASTHOOK_STATE_DIR)];
  assertEquals(lines.filter(({ kind }) => kind === "broken").length, 0);
  assertEquals(lines.length, EVENTS);
  if (FULL) assert(journalFiles(env.FASTHOOK_STATE_DIR).length > 20);
  // A process that waits for the session's file for too long answers as if the session were new.
  const again = [...spoken].filter(([key, count]) => key.includes(" errors/") && count > 1).length;
  assert(again <= 1 + SESSIONS / 100, `${again} of ${SESSIONS} sessions heard the same again`);
  assertEquals(lost, []);
  assertEquals(spoken.size, SESSIONS);
  if (FULL) {
    times.sort((a, b) => a - b);
    const at = (part: number): string => (times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(0);
    writeAll(
      Deno.stderr,
      `${EVENTS} events: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${
        at(1)
      } ms, ${again} said again, ${late} written too late\n`,
    );
  }
});
