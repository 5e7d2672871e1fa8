/**
 * Runs every fault on an executable and writes what came of it into bench/README.md, between two markers.
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

/** What stands before and after the table. */
export const MARKERS = ["<!-- faults -->", "<!-- end of faults -->"] as const;

/**
 * Puts text between the markers.
 *
 * @param document The document's text.
 * @param text What goes between.
 * @returns The document with it.
 * @throws {Error} When the markers are not there, once each and in order.
 */
export function inserted(document: string, text: string): string {
  const [first, last] = MARKERS;
  const parts = document.split(first);
  const [before = "", rest = ""] = parts;
  const ends = rest.split(last);
  if (parts.length !== 2 || ends.length !== 2) {
    throw new Error(`Cannot insert the table: wanted "${first}" and "${last}" once each`);
  }
  return `${before}${first}\n\n${text}\n${last}${ends[1] ?? ""}`;
}

async function main(): Promise<void> {
  const lines = [
    "| fault | ends with | reply | ms | state afterwards | next event |",
    "| --- | --- | --- | ---: | --- | --- |",
  ];
  let area = "";
  for (const fault of faultsFor(FAULTS, program())) {
    if (fault.area !== area) lines.push(`| **${area = fault.area}** | | | | | |`);
    // One at a time, so that the times mean something.
    lines.push(row(fault, await runFault(fault, program())));
  }
  const table = `${lines.join("\n")}\n`;
  if (parseArgs(Deno.args, { boolean: ["print"] }).print) return void writeAll(Deno.stdout, table);
  const path = `${ROOT}bench/README.md`;
  await Deno.writeTextFile(path, inserted(await Deno.readTextFile(path), table));
}

function row({ title }: Fault, { ended, reply, ms, state, next }: Seen): string {
  return `| ${title} | ${ended} | ${reply} | ${ms.toFixed(0)} | ${state} | ${next} |`;
}

if (import.meta.main) await main();
