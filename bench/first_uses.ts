/**
 * What the first use of something costs a new process: hook mode pays for it with every event. Comments refer to these
 * rows instead of repeating numbers.
 *
 * @module
 */
import { runCommand } from "../.github/tasks/program.ts";
import { percentile } from "../lib/commands/shared/summary.ts";
import { isolateEnvironment } from "../lib/commands/bench/environment.ts";
import { shuffled } from "../lib/commands/bench/trial.ts";
import { UserError } from "../lib/text/user_error.ts";
import { timeProgram } from "./process.ts";

/** Something that a new process does once. */
interface Use {
  readonly title: string;
  /** What is done before the clock starts. */
  readonly before?: string;
  /** What is measured. `here` is a folder with `file`, `module.js` and nothing else. */
  readonly code: string;
}

/** What a use costs, by the clock inside the process. */
export interface FirstUse {
  /** The use. */
  readonly title: string;
  /** The smallest sample, in milliseconds. */
  readonly minMs: number;
  /** The median, in milliseconds. */
  readonly medianMs: number;
}

const PATTERN = '/[a-z]+ (\\d+)/.exec("some text 12 and more");';
const MISSING = "try { Deno.statSync(here + '/missing'); } catch { /* it is missing */ }";

const USES: readonly Use[] = [
  { title: "nothing", code: "" },
  { title: "a pattern, the first", code: PATTERN },
  { title: "a pattern, a further one", before: PATTERN, code: '/(?:b|c)+ (\\w+)/.exec("abc def");' },
  { title: "split by a pattern", code: 'const parts = "a b c".split(/ +/);' },
  { title: "an alternation of 30 words", code: `/\\b(?:${words().join("|")})\\b/.exec("some text 12");` },
  { title: "a set of 30 words", code: `const set = new Set(${JSON.stringify(words())});` },
  { title: "a date in local time", code: "const hours = new Date(0).getHours();" },
  { title: "an error, the first", code: "try { throw new Error('x'); } catch { /* as wanted */ }" },
  { title: "a file's info, the first", code: "Deno.statSync(here + '/file');" },
  {
    title: "a file's info, a further one",
    before: "Deno.statSync(here);",
    code: "Deno.statSync(here + '/file');",
  },
  { title: "a missing file, the first", code: MISSING },
  { title: "a missing file, a further one", before: MISSING, code: MISSING },
  { title: "a folder's names", code: "const names = [...Deno.readDirSync(here)];" },
  { title: "a file's text", code: "const text = Deno.readTextFileSync(here + '/file');" },
  { title: "TextEncoder", code: 'const bytes = new TextEncoder().encode("text");' },
  { title: "TextDecoder", code: "const text = new TextDecoder().decode(new Uint8Array([97]));" },
  { title: "setTimeout", code: "await new Promise((resolve) => setTimeout(resolve, 0));" },
  {
    title: "Atomics.waitAsync",
    code: "await Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0).value;",
  },
  { title: "a program, the first", code: "new Deno.Command('kill', { args: ['-l'] }).outputSync();" },
  { title: "import() of a file", code: "await import('./module.js');" },
  { title: "import of node:path", code: "await import('node:path');" },
  { title: "import of node:crypto", code: "await import('node:crypto');" },
  { title: "import of node:sqlite", code: "await import('node:sqlite');" },
];

function words(): string[] {
  return Array.from({ length: 30 }, (_, index) => `word${index * 7}`);
}

/** How to measure. */
interface Plan {
  /** How often each use is measured. */
  readonly rounds: number;
  /** Called before each round with the number of rounds that are finished. */
  readonly onRound: (finished: number) => void;
}

/**
 * Measures every use in processes of its own, by rounds in a new order; one more round, not counted, comes first.
 *
 * @param plan How often.
 * @returns One entry a use.
 * @throws {UserError} When a process fails.
 */
export async function measureFirstUses({ rounds, onRound }: Plan): Promise<FirstUse[]> {
  const folder = await Deno.makeTempDir();
  try {
    const samples = USES.map((use, index) => ({
      title: use.title,
      command: runCommand(script(folder, { ...use, index })),
      samplesMs: [] as number[],
    }));
    await Deno.writeTextFile(`${folder}/file`, "text\n");
    await Deno.writeTextFile(`${folder}/module.js`, "export const one = 1;\n");
    const env = isolateEnvironment(folder);
    await Deno.mkdir(env.CLAUDE_PROJECT_DIR);
    for (let round = -1; round < rounds; round++) {
      if (round >= 0) onRound(round);
      // Processes at the same time would disturb each other.
      for (const { title, command, samplesMs } of shuffled(samples)) {
        const ended = await timeProgram({ command, input: new Uint8Array(), env });
        if (ended.exitCode !== 0) throw new UserError(`Cannot measure "${title}": ${ended.stderr.trim()}`);
        if (round >= 0) samplesMs.push(Number(ended.stdout));
      }
    }
    return samples.map(({ title, samplesMs }) => ({
      title,
      minMs: percentile(samplesMs, 0),
      medianMs: percentile(samplesMs, 0.5),
    }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function script(folder: string, { before = "", code, index }: Use & { readonly index: number }): string {
  const path = `${folder}/use-${index}.js`;
  // The clock's own first use is not part of it.
  const text = `const here = ${JSON.stringify(folder)};\nperformance.now(); performance.now();\n${before}\n` +
    `const started = performance.now();\n{ ${code} }\nconst took = performance.now() - started;\nconsole.log(took);\n`;
  Deno.writeTextFileSync(path, text);
  return path;
}

const TITLE_WIDTH = 32;
const NUMBER_WIDTH = 9;

/**
 * Lays the costs out.
 *
 * @param uses What the uses cost.
 * @returns Lines, each with its line end.
 */
export function firstUseTable(uses: readonly FirstUse[]): string {
  const lines = uses.map(({ title, minMs, medianMs }) =>
    line(`  ${title}`, [minMs.toFixed(2), medianMs.toFixed(2)])
  );
  return line("milliseconds inside the process", ["min", "median"]) + lines.join("");
}

function line(title: string, numbers: readonly string[]): string {
  return `${title.padEnd(TITLE_WIDTH)}${numbers.map((cell) => cell.padStart(NUMBER_WIDTH)).join("")}`
    .trimEnd() + "\n";
}
