/**
 * The subcommands. A command is one file and one row; its code is loaded when it is run.
 *
 * @module
 */
import type { Host } from "../state/host.ts";

/** Runs a subcommand and returns the exit code: 0 done, 1 something is wrong, 64 wrong usage. */
export type Run = (args: readonly string[], host: Host) => number | Promise<number>;

/** One subcommand. */
export interface CommandRow {
  /** What is typed after `fasthook`. */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly summary: string;
  /** What follows the name. */
  readonly usage: string;
  /** A command line that works, and what it does. */
  readonly example: string;
  /** Loads the command's code. */
  readonly load: () => Promise<Run>;
}

/** All subcommands, in the order in which help lists them. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: "init",
    summary: "register fasthook with Claude Code",
    usage: "[--user|--project|--local] [--reply context|stderr] [--command COMMAND] [--dry-run]",
    example: "fasthook init --user --dry-run",
    load: async () => (await import("./init.ts")).run,
  },
  {
    name: "uninstall",
    summary: "take fasthook out of Claude Code's settings",
    usage: "[--state] [--dry-run]",
    example: "fasthook uninstall --dry-run",
    load: async () => (await import("./uninstall.ts")).run,
  },
  {
    name: "doctor",
    summary: "check everything between Claude Code and a reply, and say how to fix it",
    usage: "[--json]",
    example: "fasthook doctor",
    load: async () => (await import("./doctor.ts")).run,
  },
  {
    name: "stats",
    summary: "what fasthook did and how long it took, from the journal",
    usage: "[--since TIME] [--tool NAME] [--json|--html FILE]",
    example: "fasthook stats --since 7d",
    load: async () => (await import("./stats.ts")).run,
  },
  {
    name: "replay",
    summary: "analyse recorded sessions again: what would have been said",
    usage: "<session.jsonl|folder>... [--since TIME] [--rules FILE] [--json|--html FILE]",
    example: "fasthook replay ~/.claude/projects --since 7d",
    load: async () => (await import("./replay.ts")).run,
  },
  {
    name: "bench",
    summary: "speed on this machine, alone and under load, and what comes of faults",
    usage: "[--rounds N] [--json]",
    example: "fasthook bench",
    load: async () => (await import("./bench.ts")).run,
  },
  {
    name: "explain",
    summary: "why there is feedback for an event, or why there is none",
    usage: "[EVENT.json]",
    example: "fasthook explain event.json",
    load: async () => (await import("./explain.ts")).run,
  },
  {
    name: "rules",
    summary: "list all rules, or test them on their own examples",
    usage: "[test] [--json]",
    example: "fasthook rules test",
    load: async () => (await import("./rules.ts")).run,
  },
  {
    name: "mute",
    summary: "silence a rule, everywhere or for some files",
    usage: "RULE [--path GLOB] [--until DATE] [--reason TEXT] [--user|--repo] [--no-terminal]",
    example: "fasthook mute errors/no-such-file --path 'spikes/**' --until 2027-01-31",
    load: async () => (await import("./mute.ts")).run,
  },
  {
    name: "unmute",
    summary: "report what a rule finds again",
    usage: "RULE [--user|--repo]",
    example: "fasthook unmute errors/no-such-file",
    load: async () => (await import("./mute.ts")).runUnmute,
  },
  {
    name: "linters",
    summary: "which linters this project wants, where they are, how they have been doing",
    usage: "[FILE] [--json]",
    example: "fasthook linters src/app.py",
    load: async () => (await import("./linters.ts")).run,
  },
  {
    name: "trust",
    summary: "let linters run this project's own programs and configurations, or list the projects that may",
    usage: "[FOLDER] [--list]",
    example: "fasthook trust ~/code/app",
    load: async () => (await import("./trust.ts")).run,
  },
  {
    name: "untrust",
    summary: "take that back",
    usage: "[FOLDER]",
    example: "fasthook untrust ~/code/app",
    load: async () => (await import("./trust.ts")).runUntrust,
  },
  {
    name: "state",
    summary: "what fasthook remembers and how well that works, or forget it",
    usage: "[clear] [cache|settings|sessions|journal|all] [--json]",
    example: "fasthook state clear cache",
    load: async () => (await import("./state.ts")).run,
  },
  {
    name: "config",
    summary: "show the settings in force and where each comes from, or the JSON Schema",
    usage: "[--json] [--schema]",
    example: "fasthook config",
    load: async () => (await import("./config.ts")).run,
  },
  {
    name: "completions",
    summary: "print the completions for a shell",
    usage: "bash|zsh|fish|powershell",
    example: "source <(fasthook completions bash)",
    load: async () => (await import("./completions.ts")).run,
  },
  {
    name: "help",
    summary: "show how fasthook, or one of its commands, is used",
    usage: "[COMMAND]",
    example: "fasthook help help",
    load: async () => (await import("./help.ts")).run,
  },
];
