/**
 * Mutated recorded events, from a seed: whatever comes, the contract holds. `FUZZ_RUNS` sets how many go through the
 * whole program (CI: 3,000, and 100,000 in process), `FUZZ_SEED` where the sequence begins.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { field, isObject, objectField } from "../lib/text/json_object.ts";
import { FIXTURES, program, run } from "./support/harness.ts";
import { answerTo } from "./support/in_process.ts";
import { type Random, randomFrom } from "./support/random.ts";

const PROGRAM_RUNS = Number(Deno.env.get("FUZZ_RUNS") ?? "150");
const IN_PROCESS_RUNS = PROGRAM_RUNS < 2000 ? 3000 : 100_000;
const SEED = Number(Deno.env.get("FUZZ_SEED") ?? "20261122");
const PARALLEL = 4;
/** On a machine with nothing else to do. */
const LONGEST_MS = 1000;

/** Values that have broken parsers before. */
const ODD_VALUES = [
  "null",
  "true",
  "-1",
  "1e400",
  '""',
  "[]",
  "{}",
  '"\\ud800"',
  '"\\u0000"',
  '"__proto__"',
  '{"__proto__":{"a":1}}',
  '"../../../etc/passwd"',
  `"${"a".repeat(70_000)}"`,
  '"sys.path.append(1)"',
  '"Exit code 127\\nsh: 1: x: not found"',
  // Text that hides: tags, also in halves, bidi marks, a soft hyphen, fillers, variation selectors.
  '"a\\udb40\\udc41\\udb40\\u200b\\udc42\\u202e\\u00ad\\u3164\\ufe0f\\ufff9\\u001b[31mb"',
];

/** The recordings of all agents. */
const EVENTS = [...Deno.readDirSync(FIXTURES)].flatMap(({ name }) => /^(.*)\.jsonl$/.exec(name)?.[1] ?? [])
  .sort()
  .flatMap((agent) => Deno.readTextFileSync(`${FIXTURES}${agent}.jsonl`).trimEnd().split("\n"));

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => bytes.slice(0, random(bytes.length)),
  (bytes, random) => bytes.with(random(bytes.length), random(256)),
  (bytes, random) => {
    const at = random(bytes.length);
    return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random(20))]);
  },
  (bytes, random) =>
    encode(decode(bytes).replaceAll(/"[^"\\]{1,30}"(?=:)/g, (key) => random(6) === 0 ? '"x"' : key)),
  (bytes, random) =>
    encode(
      decode(bytes).replaceAll(/:("[^"\\]*"|true|false|null|[\d.]+)/g, (value) =>
        random(6) === 0 ? `:${ODD_VALUES[random(ODD_VALUES.length)]}` : value),
    ),
  (bytes, random) =>
    encode(decode(bytes).replace(/"tool_input":\{/, (start) => `${start}${'"a":{'.repeat(random(50))}`)),
  (bytes, random) => {
    const text = decode(bytes);
    const at = random(text.length);
    return encode(text.slice(0, at) + text.slice(Math.max(0, at - random(200))));
  },
  (bytes) => bytes,
];

function mutate(random: Random): Uint8Array {
  let bytes = encode(EVENTS[random(EVENTS.length)] ?? "");
  for (let rounds = 1 + random(3); rounds > 0; rounds--) {
    if (bytes.length > 0) bytes = MUTATIONS[random(MUTATIONS.length)]?.(bytes, random) ?? bytes;
  }
  return bytes;
}

/** What no reader sees, by Unicode's own properties; line ends are the reply's. */
const UNSEEN = /(?!\n)[\p{Control}\p{Surrogate}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;

interface Seen {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What holds for every input whatsoever. */
function assertContract(
  { code, stdout, stderr }: Seen,
  reply: "stderr" | "context",
  input: Uint8Array,
): void {
  const shown = decode(input.subarray(0, 2000));
  assert(code === 0 || (reply === "stderr" && (code === 1 || code === 2)), `exit code ${code}: ${shown}`);
  assertEquals(stderr !== "", code !== 0, shown);
  assert(!/\n\s+at |Uncaught|panicked/.test(stderr + stdout), `${stderr}${stdout}\n${shown}`);
  assert(stderr.length < 10_000 && stdout.length < 12_000, shown);
  assert(!UNSEEN.test(stderr), shown);
  if (stdout === "") return;
  const object: unknown = JSON.parse(stdout);
  assert(isObject(object) && stdout.endsWith("}\n"), shown);
  const [key] = Object.keys(object);
  assert(
    Object.keys(object).length === 1 &&
      ["systemMessage", "hookSpecificOutput", "additionalContext"].includes(key ?? ""),
    shown,
  );
  const said = object["systemMessage"] ?? object["additionalContext"] ??
    field(objectField(object, "hookSpecificOutput"), "additionalContext");
  assert(typeof said === "string" && !UNSEEN.test(said), shown);
}

Deno.test(`${IN_PROCESS_RUNS} mutated events keep the contract in process (seed ${SEED})`, async () => {
  const random = randomFrom(SEED);
  for (let count = 0; count < IN_PROCESS_RUNS; count++) {
    const input = mutate(random);
    const reply = random(2) === 0 ? "stderr" : "context";
    const { exitCode, stdout, stderr } = await answerTo(input, reply);
    assertContract({ code: exitCode, stdout, stderr }, reply, input);
  }
});

Deno.test(`${PROGRAM_RUNS} mutated events keep the contract in the whole program (seed ${SEED})`, async () => {
  const random = randomFrom(SEED + 1);
  const inputs = Array.from({ length: PROGRAM_RUNS }, () => mutate(random));
  const work = inputs.entries();
  const slow: (readonly [reply: string, input: Uint8Array])[] = [];
  await Promise.all(Array.from({ length: PARALLEL }, async () => {
    for (const [index, input] of work) {
      const reply = index % 2 === 0 ? "stderr" : "context";
      const outcome = await run(program(), { args: [`--reply=${reply}`], stdin: input });
      assertContract(outcome, reply, input);
      if (outcome.ms > LONGEST_MS) slow.push([reply, input]);
    }
  }));
  // Those that may have waited for others run again, alone.
  for (const [reply, stdin] of slow) {
    const { ms } = await run(program(), { args: [`--reply=${reply}`], stdin });
    assert(ms <= LONGEST_MS, `${ms} ms: ${decode(stdin.subarray(0, 2000))}`);
  }
});
