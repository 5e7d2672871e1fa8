/**
 * Appends records to a journal, for tests that start many of it: `journal_worker.ts FOLDER NAME COUNT MAX_BYTES`. Begins once
 * there is a file FOLDER/go, and writes a line for each record that it has appended.
 *
 * @module
 */
import { appendJournal } from "../../lib/state/journal.ts";
import { writeAll } from "../../lib/system/io.ts";
import { infoOf } from "../../lib/system/files.ts";
import { pause } from "../../lib/system/timer.ts";
import { RECORD } from "./state.ts";

/** As many as no test fills: what is missing was lost. */
export const FILES = 1200;

/** What each process writes once it has begun to wait. */
export const READY = "ready";

if (import.meta.main) {
  const [folder = "", name = "", count = "", maxBytes = ""] = Deno.args;
  writeAll(Deno.stdout, `${READY}\n`);
  while (infoOf(`${folder}/go`) === undefined) pause(1);
  for (let number = 0; number < Number(count); number++) {
    const line = JSON.stringify({ ...RECORD, tool: `${name}-${number}` });
    // deno-lint-ignore no-await-in-loop -- one record after another
    const problem = await appendJournal(folder, line, { maxBytes: Number(maxBytes), files: FILES });
    writeAll(Deno.stdout, `${problem ?? "appended"}\n`);
  }
  Deno.exit(0);
}
