/**
 * Runs every fault on an executable and writes bench/faults.md. Exit code 1 where a fault took longer than it may.
 *
 *     FASTHOOK=dist/fasthook deno run -P=tasks .github/tasks/fault_table.ts [--print]
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { writeAll } from "../../lib/system/io.ts";
import { type Fault, FAULTS } from "../../tests/support/faults.ts";
import { faultsFor, runFault, type Seen } from "../../tests/support/fault_run.ts";
import { program } from "../../tests/support/harness.ts";
import { ROOT } from "./program.ts";

/** The document, relative to the repository. */
export const DOCUMENT = "bench/faults.md";

const INTRODUCTION = `# Faults

What fasthook does when something around it is wrong: on the launcher, on Linux. This file is written by

    FASTHOOK=dist/fasthook npx -y deno@2.9.6 run -P=tasks .github/tasks/fault_table.ts

\`tests/faults_test.ts\` makes every fault again, on the program and on the executable, and compares this table with what
it expects. After each fault no process may be left, and the next event must be answered.

- A number under "ends with" is an exit code.
- The time is from the start to the end of all that a row needs. For some rows that includes an event before it (clock)
  or a program that sets limits.
- A disk of its own is gone afterwards with everything on it: the state is "none".

fasthook cannot answer where the runtime cannot start: the folder in which it is started does not exist, there are only
12 file descriptors, or 64 MB of address space. Then it ends with an exit code or a signal that stops nothing.

| fault | ends with | reply | ms | state afterwards | next event |
| --- | --- | --- | ---: | --- | --- |
`;

async function main(): Promise<number> {
  const lines: string[] = [];
  const slow: string[] = [];
  let area = "";
  for (const fault of faultsFor(FAULTS, program())) {
    if (fault.area !== area) lines.push(`| **${area = fault.area}** | | | | | |\n`);
    // One at a time, so that the times mean something.
    const seen = await runFault(fault, program());
    lines.push(row(fault, seen));
    if (seen.ms > fault.withinMs) {
      slow.push(`${fault.title}: ${seen.ms.toFixed(0)} ms, limit ${fault.withinMs}\n`);
    }
  }
  const text = INTRODUCTION + lines.join("");
  if (parseArgs(Deno.args, { boolean: ["print"] }).print) writeAll(Deno.stdout, text);
  else {
    await Deno.writeTextFile(ROOT + DOCUMENT, text);
    await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", DOCUMENT], cwd: ROOT }).output();
  }
  writeAll(Deno.stderr, slow.join(""));
  return slow.length === 0 ? 0 : 1;
}

function row({ title }: Fault, { ended, reply, ms, state, next }: Seen): string {
  return `| ${title} | ${ended} | ${reply} | ${ms.toFixed(0)} | ${state} | ${next} |\n`;
}

if (import.meta.main) Deno.exit(await main());
