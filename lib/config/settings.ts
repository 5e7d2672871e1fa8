/**
 * The settings in force, whatever file they come from.
 *
 * @module
 */
import type { Severity } from "../event/finding.ts";
import type { Rule } from "./rules/rule.ts";
import type { JournalLimits, StateLimits } from "../state/limits.ts";

/** A mute: rules whose findings are not reported, everywhere or for some files. */
export interface Mute {
  /** A rule's id, or a glob for ids. */
  readonly rule: string;
  /** A glob for files, from the project's folder; "" for all. */
  readonly path: string;
  /** The last day of the mute as YYYY-MM-DD; "" for no end. */
  readonly until: string;
  /** The reason; "" for none. */
  readonly reason: string;
  /** Whose mute it is: a repository can only mute its own rules. */
  readonly scope: Scope;
}

/** Whose file sets something. */
export type Scope = "user" | "repository";

/** Something in a configuration file that could not be used. */
export interface ConfigProblem {
  /** The file, as a person would name it. */
  readonly source: string;
  /** The line, from 1; 0 when the file as a whole is meant. */
  readonly line: number;
  /** What was wanted and what is there. */
  readonly message: string;
  /** The way out; "" where the message says it all. */
  readonly fix: string;
}

/** The most words that may be reported. */
export interface Budget {
  /** In one reply. */
  readonly replyWords: number;
  /** In one session; 0 for no limit. */
  readonly sessionWords: number;
}

/** Which linters run, and how. */
export interface LinterSettings {
  /** None, those that the project configures, or every one that is installed. */
  readonly mode: "off" | "project" | "all";
  /** Single linters that are off, or on whatever the project configures. */
  readonly switches: ReadonlyMap<string, boolean>;
  /** How long one may run, in milliseconds. */
  readonly eachMs: number;
  /** How long all together may run for one event, in milliseconds. */
  readonly allMs: number;
  /** How long a check of types may take after an edit, in milliseconds. */
  readonly typesMs: number;
  /** Whether types are checked once more when a turn ends. */
  readonly typesAtTurnEnd?: true;
  /** Globs for the folders of projects whose own node_modules/.bin may be run. */
  readonly ownPrograms: readonly string[];
}

/** All settings, every one of them set. */
export interface Settings {
  /** Rules from files and packs; a rule that cannot be used is not among them. */
  readonly rules: readonly Rule[];
  /** What is muted. */
  readonly mutes: readonly Mute[];
  /** Other severities, by rule id or glob; the first that matches and may be used holds. */
  readonly severities: readonly {
    readonly rule: string;
    readonly severity: Severity;
    readonly scope: Scope;
  }[];
  /** Other texts, by rule id. */
  readonly texts: ReadonlyMap<string, string>;
  /** The lightest severity that is reported. */
  readonly minSeverity: Severity;
  /** How many words may be reported. */
  readonly budget: Budget;
  /** Whether rules speak that only give advice: the pack `coach` is on. */
  readonly advice: boolean;
  /** How much is remembered. */
  readonly state: StateLimits;
  /** Which linters run, and how. */
  readonly linters: LinterSettings;
  /** The folder that globs are relative to; "" if it is not known. */
  readonly projectDir: string;
  /** What could not be used. */
  readonly problems: readonly ConfigProblem[];
}

/** About 100,000 events in 32 MiB: months of one person's work. */
export const JOURNAL_LIMITS: JournalLimits = { maxBytes: 8 * 1024 * 1024, files: 4 };

/** The settings where no file says otherwise. */
export const DEFAULTS: Settings = {
  rules: [],
  mutes: [],
  severities: [],
  texts: new Map(),
  minSeverity: "notice",
  // A reply of 300 words is a screen; 5,000 words are about 3 % of a 200,000-token context.
  budget: { replyWords: 300, sessionWords: 5000 },
  advice: false,
  state: {
    journal: JOURNAL_LIMITS,
    log: true,
    // From the performance report, as the next two.
    observations: 500,
    cache: { entries: 1000, ttlMs: 300_000 },
  },
  // Far below the hook timeout that init registers.
  linters: {
    mode: "project",
    switches: new Map(),
    eachMs: 2000,
    allMs: 3000,
    // Ten times what a small project takes; a project of 25,000 lines fits just about.
    typesMs: 1500,
    ownPrograms: [],
  },
  projectDir: "",
  problems: [],
};
