/**
 * No attack takes more memory or time of the processor than an ordinary event and a little: measured on the executable
 * under test, next to an ordinary event.
 *
 * @module
 */
import { assert } from "@std/assert";
import { program, run } from "../support/harness.ts";
import { editEvent } from "../support/events.ts";
import { Project } from "../support/linters.ts";

const TIME = "/usr/bin/time";

/** What an attack may take more than an ordinary event. */
const MORE_KILOBYTES = 64 * 1024;
const MORE_MS = 20;

/** An event measures differently each time, above all on a busy machine: what is within the bounds once is within them. */
const MOST_TRIES = 12;

const EDIT = { old: "value = 1", text: "value = 2" };
const TEXT = "value = 1\n";

interface Attack {
  readonly name: string;
  /** Lays it out in a project. */
  readonly lay: (project: Project) => void;
  /** The file that is edited; a.txt by default. */
  readonly edited?: string;
  /** Fields of the event in addition to those of an edit. */
  readonly event?: Readonly<Record<string, unknown>>;
}

const config = (text: string): Attack["lay"] => (project) => project.write(".claude/fasthook.json", text);

function sparse(path: string, bytes: number): void {
  using file = Deno.openSync(path, { write: true, create: true });
  file.truncateSync(bytes);
}

const rule = (match: string, index: number): Record<string, unknown> => ({
  id: `team/r${index}`,
  look: "content",
  match,
  text: "t",
});

const MARKERS = [
  "pyproject.toml",
  "ruff.toml",
  ".shellcheckrc",
  "package.json",
  "biome.json",
  "deno.json",
  "go.mod",
];

const ATTACKS: readonly Attack[] = [
  {
    name: "a configuration of 16,000 unknown keys",
    lay: config(`{${Array.from({ length: 16_000 }, (_, index) => `"k${index}": ${index}`).join()}}`),
  },
  { name: "a configuration of 15,000 bad rules", lay: config(`{"rules": [${"{},".repeat(15_000)}{}]}`) },
  {
    name: "a configuration of 5,000 levels",
    lay: config(`{"x": ${"[".repeat(5000)}${"]".repeat(5000)}}`),
  },
  { name: "a configuration with the key toString", lay: config('{"toString": 1}') },
  {
    name: "a configuration of comments without an end",
    lay: config("/*".repeat(64_000)),
  },
  {
    name: "slow patterns",
    lay: config(
      JSON.stringify({ rules: [`(?:${"a?".repeat(60)})*[!]`, `(?:${"a?".repeat(490)})*[!]`].map(rule) }),
    ),
    event: {
      tool_name: "Write",
      tool_input: { file_path: "{{dir}}/a.txt", content: "a".repeat(256 * 1024) },
      tool_response: { type: "create", filePath: "{{dir}}/a.txt", structuredPatch: [] },
    },
  },
  {
    name: "rules with 15,000 globs",
    lay: config(
      JSON.stringify({
        rules: Array.from({ length: 150 }, (_, index) => ({
          ...rule("[v]alue", index),
          when: { files: Array.from({ length: 100 }, (_, glob) => `**/*${glob}*/**/*`) },
        })),
      }),
    ),
  },
  ...MARKERS.flatMap((marker): readonly Attack[] => [
    {
      name: `${marker} as a link to /dev/zero`,
      edited: "a.py",
      lay: ({ dir }) => Deno.symlinkSync("/dev/zero", `${dir}/${marker}`),
    },
    {
      name: `${marker} as a file of 20 GB`,
      edited: "a.sh",
      lay: ({ dir }) => sparse(`${dir}/${marker}`, 20_000_000_000),
    },
  ]),
  {
    name: "a script of 1 GB without an ending",
    edited: "script",
    lay: ({ dir }) => {
      Deno.removeSync(`${dir}/script`);
      sparse(`${dir}/script`, 1_000_000_000);
    },
  },
  {
    name: "invisible text",
    lay: () => {},
    event: {
      hook_event_name: "PostToolUseFailure",
      tool_name: "Bash",
      tool_input: { command: "make" },
      error: `Exit code 1\n${"\u{e0041}\u00ad\u200b".repeat(50_000)}`,
    },
  },
  {
    name: "10,000 sessions",
    lay: ({ state }) => {
      Deno.mkdirSync(`${state}/sessions`, { recursive: true, mode: 0o700 });
      Deno.chmodSync(state, 0o700);
      for (let number = 0; number < 10_000; number++) {
        Deno.writeTextFileSync(`${state}/sessions/${number}`, "");
      }
    },
  },
  {
    name: "session, journal and results of 1 GB",
    lay: ({ state }) => {
      Deno.mkdirSync(`${state}/sessions`, { recursive: true, mode: 0o700 });
      Deno.chmodSync(state, 0o700);
      for (const name of ["journal.jsonl", "state.db", "trusted.json", "settings"]) {
        sparse(`${state}/${name}`, 1_000_000_000);
      }
    },
  },
];

/** What one event took. */
interface Taken {
  readonly kilobytes: number;
  readonly cpuMs: number;
}

async function take(
  project: Project,
  { edited = "a.txt", event = {} }: Omit<Attack, "lay" | "name">,
): Promise<Taken> {
  const path = `${project.dir}/${edited}`;
  const own = JSON.parse(JSON.stringify(event).replaceAll("{{dir}}", project.dir));
  const outcome = await run([TIME, "-f", "%M %U %S", ...program()], {
    args: ["--reply=context"],
    stdin: JSON.stringify({
      session_id: "session",
      cwd: project.dir,
      hook_event_name: "PostToolUse",
      ...editEvent(path, TEXT, EDIT),
      ...own,
    }),
    env: project.env(),
    cwd: project.dir,
  });
  assert(outcome.code === 0 && !outcome.stdout.includes("bug"), outcome.stderr + outcome.stdout);
  const [kilobytes = 0, user = 0, system = 0] = (outcome.stderr.trim().split("\n").at(-1) ?? "").split(" ")
    .map(Number);
  return { kilobytes, cpuMs: (user + system) * 1000 };
}

/** Projects in which no linter runs: their time is bounded by their deadline. */
function projectOf(attack: Attack | undefined): Project {
  const project = new Project({ "a.txt": TEXT, "a.py": TEXT, "a.sh": TEXT, script: TEXT });
  project.path = project.path.split(":").filter((folder) => folder.startsWith("/usr/")).join(":");
  attack?.lay(project);
  return project;
}

function hasTime(): boolean {
  try {
    return Deno.build.os === "linux" && Deno.statSync(TIME).isFile;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return false;
  }
}

/** The more of two measurements. */
function more(one: Taken, other: Taken): Taken {
  return {
    kilobytes: Math.max(one.kilobytes, other.kilobytes),
    cpuMs: Math.max(one.cpuMs, other.cpuMs),
  };
}

for (const attack of ATTACKS) {
  Deno.test({
    name: `${attack.name}: at most 64 MB and 20 ms more than an ordinary event${
      hasTime() ? "" : " (SKIPPED: /usr/bin/time is not installed)"
    }`,
    ignore: !hasTime(),
    fn: async () => {
      using harmless = projectOf(undefined);
      using project = projectOf(attack);
      let limits = await take(harmless, attack);
      const seen: string[] = [];
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        // The system counts in hundredths of a second, and the machine changes its speed: each try has a neighbour.
        // deno-lint-ignore no-await-in-loop -- one after another
        limits = more(limits, await take(harmless, attack));
        // deno-lint-ignore no-await-in-loop -- one after another
        const { kilobytes, cpuMs } = await take(project, attack);
        if (kilobytes <= limits.kilobytes + MORE_KILOBYTES && cpuMs <= limits.cpuMs + MORE_MS) return;
        seen.push(`${kilobytes} kB ${cpuMs} ms`);
      }
      throw new Error(`ordinary: ${limits.kilobytes} kB ${limits.cpuMs} ms; ${seen.join(", ")}`);
    },
  });
}
