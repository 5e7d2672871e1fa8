/**
 * The subcommands. A command is one file and one row: its code is loaded when it is run, and parser, help, completions and
 * the man page are made from the row.
 *
 * @module
 */
import type { Host } from "../state/host.ts";

/** Runs a subcommand and returns the exit code: 0 done, 1 something is wrong, 64 wrong usage. */
export type Run = (args: readonly string[], host: Host) => number | Promise<number>;

/** One option of a command. */
export interface OptionRow {
  /** The name without the dashes. */
  readonly name: string;
  /** One letter that means the same; absent for none. */
  readonly letter?: string;
  /** The value's name such as `FILE`, or its choices such as `context|stderr`; absent for an option without a value. */
  readonly value?: string;
  /** What it does, in a sentence without a final period. */
  readonly does: string;
  /** Only one option of a group can be given; absent for an option that goes with all others. */
  readonly group?: string;
}

/** An argument without dashes. */
export interface OperandRow {
  /** Its name such as `RULE`, or its choices such as `bash|zsh`. */
  readonly name: string;
  /** What it means, in a sentence without a final period. */
  readonly does: string;
  /** How many of them there may be. */
  readonly count: "one" | "optional" | "some";
  /** What shells complete, besides the choices. */
  readonly completes?: "commands" | "files" | "rules";
}

/** One subcommand. */
export interface CommandRow {
  /** What is typed after `fasthook`. */
  readonly name: string;
  /** Other names that people try. */
  readonly aliases?: readonly string[];
  /** What it is for, in a few words. */
  readonly summary: string;
  /** Its options. */
  readonly options: readonly OptionRow[];
  /** Its other arguments. */
  readonly operands: readonly OperandRow[];
  /** A command line that works. */
  readonly example: string;
  /** Loads the command's code. */
  readonly load: () => Promise<Run>;
}

const JSON_OPTION: OptionRow = { name: "json", does: "print JSON for programs" };
const SINCE: OptionRow = {
  name: "since",
  value: "TIME",
  does: "only what is newer than a time such as 30m, 12h, 7d, 2w or 2026-11-22",
};
const CHANGES: readonly OptionRow[] = [
  { name: "dry-run", does: "show the change, write nothing" },
  { name: "verbose", does: "show all lines of the change" },
];
const AGENTS = "codex|gemini|qwen|copilot|claude-code|all";
const WHOSE_FILE: readonly OptionRow[] = [
  { name: "user", group: "file", does: "change your own configuration" },
  { name: "repo", group: "file", does: "change the repository's, which can mute only its own rules" },
];

/** All subcommands, in the order in which help lists them. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: "init",
    aliases: ["install"],
    summary: "register fasthook with Claude Code, or with another agent",
    options: [
      {
        name: "agent",
        value: AGENTS,
        does:
          "the agent (claude-code by default); all of them that are here; the others only for all your sessions",
      },
      { name: "user", group: "scope", does: "all your sessions (the default in a script)" },
      { name: "project", group: "scope", does: "everyone's sessions in this folder" },
      { name: "local", group: "scope", does: "your sessions in this folder" },
      {
        name: "reply",
        value: "context|stderr",
        does:
          "give feedback next to the tool's result (context, the default), or as a problem with exit code 2",
      },
      { name: "command", value: "COMMAND", does: "register this command instead of the running program" },
      ...CHANGES,
    ],
    operands: [],
    example: "fasthook init --user --dry-run",
    load: async () => (await import("./init.ts")).run,
  },
  {
    name: "uninstall",
    aliases: ["remove"],
    summary: "take fasthook out of the settings of all agents",
    options: [
      { name: "agent", value: AGENTS, does: "only of this agent's" },
      { name: "state", does: "also remove what fasthook remembers" },
      ...CHANGES,
    ],
    operands: [],
    example: "fasthook uninstall --dry-run",
    load: async () => (await import("./uninstall.ts")).run,
  },
  {
    name: "agents",
    summary: "which agents are here, where fasthook is registered, and when each sent its last event",
    options: [JSON_OPTION],
    operands: [],
    example: "fasthook agents",
    load: async () => (await import("./agents.ts")).run,
  },
  {
    name: "doctor",
    summary: "check everything between the agents and a reply, and say what fixes it",
    options: [JSON_OPTION],
    operands: [],
    example: "fasthook doctor",
    load: async () => (await import("./doctor.ts")).run,
  },
  {
    name: "log",
    summary: "what was reported to the model and what was held back, in the last 7 days",
    options: [
      { name: "follow", letter: "f", does: "go on and print each event as it comes" },
      { name: "session", value: "ID", does: "only this session; the beginning of its id is enough" },
      { name: "rule", value: "RULE", does: "only this rule, or a pattern such as 'errors/*'" },
      { name: "json", does: "print JSON for programs, one line an event" },
    ],
    operands: [],
    example: "fasthook log -f",
    load: async () => (await import("./log.ts")).run,
  },
  {
    name: "stats",
    summary: "what fasthook did and how long it took, from the journal",
    options: [
      SINCE,
      { name: "tool", value: "NAME", does: "only calls of this tool" },
      { name: "agent", value: "NAME", does: "only events of this agent" },
      {
        name: "problems",
        group: "form",
        does: "list the events that could not be analysed, and what was wrong",
      },
      { ...JSON_OPTION, group: "form" },
      { name: "html", value: "FILE", group: "form", does: "write a page with charts" },
    ],
    operands: [],
    example: "fasthook stats --since 7d",
    load: async () => (await import("./stats.ts")).run,
  },
  {
    name: "replay",
    summary: "analyse recorded sessions again: what would have been reported",
    options: [
      SINCE,
      { name: "rules", value: "FILE", does: "use this configuration instead of your own" },
      { name: "outcomes", does: "count what the next calls did after each finding, and without one" },
      { ...JSON_OPTION, group: "form" },
      { name: "html", value: "FILE", group: "form", does: "write a page" },
      { name: "full", does: "also show what looks like a password, token or key" },
    ],
    operands: [{
      name: "session.jsonl|folder",
      count: "some",
      completes: "files",
      does:
        "recorded sessions of any agent, and folders with some, such as ~/.claude/projects or ~/.codex/sessions",
    }],
    example: "fasthook replay ~/.claude/projects --since 7d",
    load: async () => (await import("./replay.ts")).run,
  },
  {
    name: "bench",
    summary: "speed on this machine, alone and under load, and what comes of faults",
    options: [
      { name: "rounds", value: "N", does: "run each scenario this often, however long it takes" },
      JSON_OPTION,
    ],
    operands: [],
    example: "fasthook bench",
    load: async () => (await import("./bench.ts")).run,
  },
  {
    name: "explain",
    summary: "why there is feedback for an event, or why there is none",
    options: [{
      name: "last",
      does: "the last call of the newest session that Claude Code recorded for this folder",
    }],
    operands: [{
      name: "EVENT.json|SESSION.jsonl:LINE|RULE",
      count: "optional",
      completes: "files",
      does:
        "a file with one event, a recorded call as replay prints it, or a rule; standard input by default, or for -",
    }],
    example: "fasthook explain --last",
    load: async () => (await import("./explain.ts")).run,
  },
  {
    name: "rules",
    summary: "list all rules, describe one, or test those of a configuration on their own examples",
    options: [
      { ...JSON_OPTION, group: "form" },
      { name: "ids", group: "form", does: "print the ids only, one a line" },
    ],
    operands: [{
      name: "test|RULE",
      count: "optional",
      completes: "rules",
      does: "check each rule of a configuration on its own examples, or describe this rule",
    }],
    example: "fasthook rules errors/timeout",
    load: async () => (await import("./rules.ts")).run,
  },
  {
    name: "mute",
    summary: "silence rules, everywhere or for some files",
    options: [
      { name: "path", value: "GLOB", does: "only for files that match, such as 'spikes/**'" },
      {
        name: "until",
        value: "DATE|SPAN",
        does: "until the end of a day such as 2027-01-31, or of the day after a span such as 7d",
      },
      { name: "reason", value: "TEXT", does: "why, for those who read the configuration later" },
      ...WHOSE_FILE,
      { name: "no-terminal", does: "allow it in a script, where a model may be the caller" },
    ],
    operands: [{
      name: "RULE",
      count: "some",
      completes: "rules",
      does: "a rule's id, or a pattern such as 'errors/*'",
    }],
    example: "fasthook mute errors/no-such-file --path 'spikes/**' --until 7d",
    load: async () => (await import("./mute.ts")).run,
  },
  {
    name: "unmute",
    summary: "report rules again",
    options: [
      { name: "path", value: "GLOB", does: "remove only the mute for these files" },
      ...WHOSE_FILE,
    ],
    operands: [{
      name: "RULE",
      count: "some",
      completes: "rules",
      does: "the id or pattern, exactly as it was muted",
    }],
    example: "fasthook unmute errors/no-such-file",
    load: async () => (await import("./unmute.ts")).run,
  },
  {
    name: "linters",
    summary: "which linters this project wants, where they are, how they have been doing",
    options: [JSON_OPTION],
    operands: [{
      name: "FILE",
      count: "optional",
      completes: "files",
      does: "list only the linters that matter for this file",
    }],
    example: "fasthook linters src/app.py",
    load: async () => (await import("./linters.ts")).run,
  },
  {
    name: "trust",
    summary: "let linters run this project's own programs and configurations, or list the projects that may",
    options: [{ name: "list", does: "list the projects that are trusted" }],
    operands: [{
      name: "FOLDER",
      count: "optional",
      completes: "files",
      does: "the project; the one that this folder is in by default",
    }],
    example: "fasthook trust ~/code/app",
    load: async () => (await import("./trust.ts")).run,
  },
  {
    name: "untrust",
    summary: "take that back",
    options: [],
    operands: [{
      name: "FOLDER",
      count: "optional",
      completes: "files",
      does: "the project, also one that is gone, as --list shows it",
    }],
    example: "fasthook untrust ~/code/app",
    load: async () => (await import("./trust.ts")).runUntrust,
  },
  {
    name: "state",
    summary: "what fasthook remembers and how well that works, or forget it",
    options: [JSON_OPTION],
    operands: [
      { name: "clear", count: "optional", does: "forget instead of showing" },
      {
        name: "cache|settings|sessions|journal|all",
        count: "optional",
        does: "what to forget; asked for on a terminal",
      },
    ],
    example: "fasthook state clear cache",
    load: async () => (await import("./state.ts")).run,
  },
  {
    name: "config",
    summary: "show the settings in force and where each comes from, or make and edit your file",
    options: [
      { ...JSON_OPTION, group: "form" },
      { name: "schema", group: "form", does: "print the JSON Schema of a configuration file" },
      { name: "repo", does: "with path, edit or init: the repository's file instead of your own" },
    ],
    operands: [{
      name: "path|edit|init",
      count: "optional",
      does: "print the path of your file, open it in $EDITOR, or make it",
    }],
    example: "fasthook config init",
    load: async () => (await import("./config.ts")).run,
  },
  {
    name: "completions",
    summary: "print the completions for a shell",
    options: [],
    operands: [{ name: "bash|zsh|fish|powershell", count: "one", does: "the shell" }],
    example: "source <(fasthook completions bash)",
    load: async () => (await import("./completions.ts")).run,
  },
  {
    name: "man",
    summary: "print the manual page",
    options: [],
    operands: [],
    example: "fasthook man | man -l -",
    load: async () => (await import("./man.ts")).run,
  },
  {
    name: "version",
    summary: "print the version",
    options: [],
    operands: [],
    example: "fasthook version",
    load: async () => (await import("./version.ts")).run,
  },
  {
    name: "help",
    summary: "show how fasthook, or one of its commands, is used",
    options: [],
    operands: [{
      name: "COMMAND",
      count: "optional",
      completes: "commands",
      does: "the command; all of them by default",
    }],
    example: "fasthook help help",
    load: async () => (await import("./help.ts")).run,
  },
];

/**
 * Finds a command.
 *
 * @param name What was typed.
 * @returns Its row; `undefined` if there is none of that name.
 */
export function commandNamed(name: string | undefined): CommandRow | undefined {
  if (name === undefined) return undefined;
  return COMMANDS.find((row) => row.name === name || row.aliases?.includes(name));
}
