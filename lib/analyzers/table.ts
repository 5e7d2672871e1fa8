/**
 * The analyzers. An analyzer is one file, one row and one spec; its code is loaded when a call wants it.
 *
 * @module
 */
import type { ToolCall } from "../event.ts";
import type { Finding } from "../finding.ts";

/** Looks at one call and says what is worth saying; pure. */
export type Analyze = (call: ToolCall) => Finding[];

/** One analyzer. */
export interface Analyzer {
  /** The part of its rules' ids before the slash. */
  readonly id: string;
  /** Whether the call is worth loading the analyzer for: cheap, and never throws. */
  readonly wants: (call: ToolCall) => boolean;
  /** Loads the analyzer's code. */
  readonly load: () => Promise<Analyze>;
}

/** Tools whose errors fasthook can read. A tool that is not listed gets no rules: its words may mean anything. */
const KNOWN_TOOLS = new Set(
  "Bash Read Write Edit MultiEdit NotebookEdit NotebookRead WebFetch WebSearch Grep Glob LS Agent Task".split(
    " ",
  ),
);

/** All analyzers, in the order in which their findings are told. */
export const ANALYZERS: readonly Analyzer[] = [
  {
    id: "hook-files",
    wants: (call) => call.status === "succeeded" && call.changes.length > 0 && call.path.includes("hooks"),
    load: async () => (await import("./hook_files.ts")).analyze,
  },
  {
    id: "agent-spawn",
    // The spawn tool is called Agent today and Task before; TaskCreate and its like manage a list and start nothing.
    wants: (call) => call.status === "succeeded" && (call.tool === "Agent" || call.tool === "Task"),
    load: async () => (await import("./agent_spawn.ts")).analyze,
  },
  {
    id: "errors",
    wants: wantsErrors,
    load: async () => (await import("./errors.ts")).analyze,
  },
];

function wantsErrors(call: ToolCall): boolean {
  if (call.interrupted || !KNOWN_TOOLS.has(call.tool)) return false;
  if (call.status !== "succeeded") return call.error !== "";
  return call.tool === "Bash" && (call.background !== undefined || call.cut !== undefined || hidesExit(call));
}

/** Whether a command that printed something may have lost an exit code: anything but one plain program. */
function hidesExit({ output, command }: ToolCall): boolean {
  return output !== "" && /[|;&\n]/.test(command);
}
