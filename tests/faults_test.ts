/**
 * Every fault of tests/support/faults.ts on the executable under test: exit code, reply, and what is left afterwards.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { DOCUMENT } from "../.github/tasks/fault_table.ts";
import { type Fault, FAULTS, type Need, NEEDS } from "./support/faults.ts";
import { ROOT } from "../.github/tasks/program.ts";
import { faultsFor, isThere, runFault, type Seen } from "./support/fault_run.ts";
import { program } from "./support/harness.ts";

/** Processes at the same time: enough that the slow ones, which wait, do not add up. */
const PARALLEL = 4;

/** Faults that damage the state themselves. */
const LASTING: ReadonlySet<Fault["area"]> = new Set(["state"]);

Deno.test({
  name: "every fault ends as the table says (on Linux)",
  // The others have no /dev/full and no /proc, and other limits; nothing of this was tried there.
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const problems: string[] = [];
    const work = faultsFor(FAULTS, program()).values();
    await Promise.all(Array.from({ length: PARALLEL }, async () => {
      for (const fault of work) {
        // As many at the same time as there are loops.
        const seen = await runFault(fault, program());
        problems.push(
          ...problemsOf(fault, seen).map((problem) =>
            `${fault.area}, ${fault.title}: ${problem}\n${seen.text}`
          ),
        );
      }
    }));
    assertEquals(problems, []);
  },
});

function problemsOf(fault: Fault, seen: Seen): string[] {
  const { ended, reply, state, next, left } = seen;
  return [
    ...(endsAsSaid(fault, seen)
      ? []
      : [`wanted ${fault.ends} with ${fault.replies}, got ${ended} with ${reply}`]),
    ...(state !== "damaged" || LASTING.has(fault.area) ? [] : ["the state is damaged"]),
    ...(left.length === 0 ? [] : [`still running: ${left.join(", ")}`]),
    ...(next === "answered" ? [] : ["the next event was not answered"]),
  ];
}

function endsAsSaid(
  { ends, replies, signal }: Fault,
  { ended, reply }: { readonly ended: Seen["ended"] | string; readonly reply: string },
): boolean {
  // Done before the signal came, or but for the journal: then the reply is as if there had been none.
  if (ends === "killed" && (ended === 2 || (ended === signal?.name && reply === "feedback"))) {
    return reply === "feedback";
  }
  if (reply !== replies) return false;
  if (ends === "killed") return ended === signal?.name;
  if (ends === "failed") return ended !== 0 && ended !== 2 && ended !== "SIGKILL";
  return ended === ends;
}

Deno.test(`${DOCUMENT} shows every fault, and what the test expects of it`, async () => {
  const table = (await Deno.readTextFile(ROOT + DOCUMENT)).split("\n");
  const shown = table.filter((line) => line.startsWith("| ")).slice(2)
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()))
    .filter(([title = ""]) => !title.startsWith("**"));
  const onLauncher = FAULTS.filter(({ only }) => only !== "compiled");
  assertEquals(shown.map(([title]) => title), onLauncher.map(({ title }) => title));
  for (const [at, fault] of onLauncher.entries()) {
    const [title, ends = "", reply = "", , , next] = shown[at] ?? [];
    const ended = /^\d+$/.test(ends) ? Number(ends) : ends;
    assert(endsAsSaid(fault, { ended, reply }), `${title}: ${ends}, ${reply}`);
    assertEquals(next, "answered", title);
  }
});

for (const need of Object.keys(NEEDS).filter((need): need is Need => need in NEEDS)) {
  Deno.test({
    name: `faults that need ${need} are among them`,
    // The one line that says which faults were not made on this machine.
    ignore: Deno.build.os !== "linux" || !isThere(need),
    fn: () => {
      assert(faultsFor(FAULTS, program()).some(({ needs }) => needs === need));
    },
  });
}

Deno.test("the faults cover every area, and each has a name of its own", () => {
  assertEquals(new Set(FAULTS.map(({ area }) => area)).size, 11);
  assertEquals(new Set(FAULTS.map(({ area, title }) => area + title)).size, FAULTS.length);
  assert(FAULTS.length > 90);
});
