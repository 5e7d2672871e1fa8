/**
 * The events that could not be analysed, and what was wrong with others.
 *
 * @module
 */
import { readJournal } from "../../state/journal_reader.ts";
import type { JournalRecord } from "../../state/journal_record.ts";
import { pluralize } from "../../text/columns.ts";
import { localTime } from "../../text/day.ts";

/** Which events are asked for. */
export interface ChosenEvents {
  /** The earliest moment, in milliseconds since 1970. */
  readonly since: number;
  /** The tool; `undefined` for any. */
  readonly tool: string | undefined;
  /** The agent; `undefined` for any. */
  readonly agent: string | undefined;
}

/** The newest; all are counted. */
const MAX_SHOWN = 50;

/**
 * Decides whether an event is asked for.
 *
 * @param record Its line in the journal.
 * @param chosen Which are asked for.
 * @returns True if it is.
 */
export function isChosen({ at, tool, agent }: JournalRecord, chosen: ChosenEvents): boolean {
  return at >= chosen.since && (chosen.tool === undefined || tool === chosen.tool) &&
    (chosen.agent === undefined || agent === chosen.agent);
}

/**
 * Lists events with problems.
 *
 * @param folder The state folder.
 * @param chosen Which events are asked for.
 * @returns Lines, the newest last.
 */
export function problemList(folder: string, chosen: ChosenEvents): string {
  const shown: string[] = [];
  let [count, broken] = [0, 0];
  for (const line of readJournal(folder)) {
    if (line.kind === "broken") broken++;
    else if (isChosen(line.record, chosen)) {
      const problems = problemsOf(line.record);
      if (problems.length === 0) continue;
      count++;
      shown.push(lineOf(line.record, problems));
      if (shown.length > MAX_SHOWN) shown.shift();
    }
  }
  const more = count > shown.length ? `the newest ${shown.length} of ${count}:\n` : "";
  const torn = broken === 0 ? "" : `${pluralize(broken, "line")} of the journal cannot be read\n`;
  return more + shown.join("") + torn || "no problems in the journal\n";
}

function problemsOf({ reply, state = [], linters = [], event }: JournalRecord): readonly string[] {
  return [
    ...(reply === "refused"
      ? [
        event === ""
          ? "could not be analysed: what came was no event (fasthook explain EVENT.json)"
          : "was not answered: the configuration has a problem (fasthook config)",
      ]
      : []),
    ...state.map((problem) => `state ${problem} (fasthook state)`),
    ...linters.filter(({ call }) => call !== "none" && call !== "done")
      .map(({ id, call }) => `linter ${id} ${call} (fasthook linters)`),
  ];
}

function lineOf({ at, event, tool, session }: JournalRecord, problems: readonly string[]): string {
  const name = [event, tool].filter((text) => text !== "").join(" ") || "unknown event";
  return `${localTime(at, "minute")}  ${(session || "-").padEnd(8)}  ${name}: ${problems.join("; ")}\n`;
}
