/**
 * The programs that run now, and what a signal does to them.
 *
 * @module
 */
import type { StartedProgram, StartedPrograms } from "../state/host.ts";
import { runSmallProgram } from "./end_program.ts";

/** What Claude Code sends at its timeout and when the person presses Esc, and what Ctrl-C sends. */
const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Takes note of a program that was started. It outlives the process that started it, so a signal must end the programs
 * first and this process then.
 *
 * @param programs The programs of the host.
 * @param pid The number of its process.
 * @param program How it is ended.
 */
export function noteStart(programs: StartedPrograms, pid: number, program: StartedProgram): void {
  if (programs.endedOnSignalBy === "engine" && programs.running.size === 0) {
    programs.stopListening = listen(programs);
  }
  programs.running.set(pid, program);
}

/**
 * Takes note of the end of a program.
 *
 * @param programs The programs of the host.
 * @param pid The number of its process.
 */
export function noteEnd(programs: StartedPrograms, pid: number): void {
  if (programs.running.delete(pid) && programs.running.size === 0) stopListening(programs);
}

function listen(programs: StartedPrograms): () => void {
  const listeners = SIGNALS.map((name) => ({ name, listener: (): void => endAll(programs, name) }));
  for (const { name, listener } of listeners) Deno.addSignalListener(name, listener);
  return () => {
    for (const { name, listener } of listeners) Deno.removeSignalListener(name, listener);
  };
}

function stopListening(programs: StartedPrograms): void {
  programs.stopListening?.();
  programs.stopListening = undefined;
}

function endAll(programs: StartedPrograms, name: Deno.Signal): void {
  const [first] = programs.running.values();
  for (const { end } of programs.running.values()) end();
  programs.running.clear();
  stopListening(programs);
  // Deno may not signal its own process either. Without a listener the signal does what it does by default.
  if (first !== undefined) runSmallProgram(first.kill, [`-${name.slice("SIG".length)}`, String(Deno.pid)]);
}
