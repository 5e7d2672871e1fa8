/**
 * What a configuration file can hold: one description, of which the checks and the JSON Schema are made.
 *
 * @module
 */
import { SEVERITIES } from "../event/finding.ts";
import { STATE_RANGES } from "../state/limits.ts";
import { PACKS } from "./packs/table.ts";
import { LOOKS } from "./rules/looks.ts";

/** A kind of value. */
export type Shape =
  | {
    readonly kind: "text";
    readonly max: number;
    readonly choices?: readonly string[];
    readonly form?: Form;
  }
  | { readonly kind: "integer"; readonly min: number; readonly max: number }
  | { readonly kind: "flag" }
  | { readonly kind: "list"; readonly of: Shape; readonly max: number }
  | { readonly kind: "object"; readonly fields: Fields; readonly required: readonly string[] }
  | { readonly kind: "map"; readonly of: Shape; readonly keys?: readonly string[]; readonly keyForm?: Form }
  | { readonly kind: "either"; readonly shapes: readonly Shape[] };

/** A text form with a name that a person understands. */
export interface Form {
  /** What the text is, such as "a date like 2027-01-31". */
  readonly name: string;
  /** The form. */
  readonly pattern: RegExp;
  /** Words that a misspelt one may be meant to be. */
  readonly near?: readonly string[];
}

/** The members of an object. */
export type Fields = Readonly<Record<string, Field>>;

/** One member of an object. */
export interface Field {
  /** What it may hold. */
  readonly shape: Shape;
  /** What it means, for editors. */
  readonly description: string;
  /** True where only the user's own file may set it. */
  readonly userOnly?: true;
}

/**
 * Looks a member up by a name that comes from outside.
 *
 * @param fields The members.
 * @param key Any name, such as "toString".
 * @returns The member of that name; `undefined` where there is none.
 */
export function fieldOf(fields: Fields, key: string): Field | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

const text = (max: number): Shape => ({ kind: "text", max });
const choice = (...choices: readonly string[]): Shape => ({ kind: "text", max: 100, choices });
const list = (of: Shape, max = 100): Shape => ({ kind: "list", of, max });
const integer = (min: number, max: number): Shape => ({ kind: "integer", min, max });

const RULE_ID: Form = {
  name: "an id like team/no-console",
  pattern: /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/,
};
const RULE_GLOB: Form = { name: "a rule's id or a glob like errors/*", pattern: /^[a-z0-9*?][a-z0-9*?/-]*$/ };
const DATE: Form = {
  name: "a date like 2027-01-31",
  pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
};
const LINTER_ID: Form = { name: "a linter's name", pattern: /^[a-z][a-z0-9-]*$/ };
const LOOK: Form = {
  name: `${[...LOOKS.keys()].join(", ")}, or a dotted field like tool_input.url`,
  near: [...LOOKS.keys()],
  pattern: new RegExp(`^(?:${[...LOOKS.keys()].join("|")}|[A-Za-z_]\\w*(?:\\.\\w+)+)$`),
};

const severity = choice(...SEVERITIES);
const pattern: Shape = {
  kind: "either",
  shapes: [text(1000), {
    kind: "object",
    fields: { text: { shape: text(1000), description: "A plain text to look for" } },
    required: ["text"],
  }],
};

/** Names that a configuration may use and that the tables of later rooms define. */
export interface ConfigNames {
  /** Ids of the linters. */
  readonly linters: readonly string[];
  /** Groups of rules that are built in: a configuration cannot define rules that look like them. */
  readonly groups: readonly string[];
}

/** The events that a rule may name. */
const EVENT_NAMES = ["PostToolUse", "PostToolUseFailure", "PostToolBatch"] as const;

/** One rule. */
export const RULE: Shape = {
  kind: "object",
  required: ["id", "look", "match", "text"],
  fields: {
    id: {
      shape: { kind: "text", max: 80, form: RULE_ID },
      description: "The rule's name: a group, a slash, a name",
    },
    when: {
      description: "Which calls the rule looks at; all that is named must hold",
      shape: {
        kind: "object",
        required: [],
        fields: {
          events: { shape: list(choice(...EVENT_NAMES)), description: "Names of events; all by default" },
          tools: {
            shape: list(text(100)),
            description:
              'Exact names of tools as the agent writes them, or what they do: "shell", "read", "write", "edit", "spawn", ' +
              '"search", "fetch", "other"; or "*"; all by default',
          },
          files: { shape: list(text(500)), description: "Globs for the file, from the project's folder" },
          agents: {
            shape: { kind: "either", shapes: [text(100), list(text(100))] },
            description: '"main", "sub", or names of sub-agent types; all by default',
          },
        },
      },
    },
    look: { shape: { kind: "text", max: 100, form: LOOK }, description: "The text that is searched" },
    match: { shape: pattern, description: "A pattern that needs no backtracking, or a plain text" },
    unless: { shape: pattern, description: "Finds nothing where this is in the same text" },
    severity: { shape: severity, description: 'How much it matters; "guidance" by default' },
    text: {
      shape: text(600),
      description: "What the model reads; {file}, {command}, {match} and {tool} are filled in",
    },
    examples: {
      shape: list(text(2000)),
      description: "Texts that the rule finds; fasthook rules test checks them",
    },
    counterExamples: { shape: list(text(2000)), description: "Texts that the rule must not find" },
  },
};

function linters(names: { readonly keys: readonly string[] } | { readonly keyForm: Form }): Shape {
  return {
    kind: "either",
    shapes: [choice("off", "project", "all"), { kind: "map", of: { kind: "flag" }, ...names }],
  };
}

/** A whole file, in which linters may have any name. */
export const FILE: Shape & { readonly kind: "object" } = {
  kind: "object",
  required: [],
  fields: {
    $schema: { shape: text(1000), description: "The address of this schema, for editors" },
    rules: { shape: list(RULE, 500), description: "Your own rules" },
    packs: {
      shape: { kind: "map", keys: PACKS.map(({ name }) => name), of: { kind: "flag" } },
      description: "Packs of rules to switch on",
    },
    mute: {
      description: "Rules whose findings are not reported",
      shape: list({
        kind: "object",
        required: ["rule"],
        fields: {
          rule: { shape: { kind: "text", max: 100, form: RULE_GLOB }, description: "A rule's id, or a glob" },
          path: { shape: text(500), description: "Only for files that this glob matches" },
          until: {
            shape: { kind: "text", max: 10, form: DATE },
            description: "The last day of the mute",
          },
          reason: { shape: text(200), description: "Why, for later readers" },
        },
      }),
    },
    severities: {
      shape: { kind: "map", keyForm: RULE_GLOB, of: severity },
      description: "Other severities for rules; a repository can only raise them",
    },
    texts: {
      shape: { kind: "map", keyForm: RULE_ID, of: text(600) },
      description: "Other texts for rules, by id",
    },
    agentSpawn: {
      shape: {
        kind: "object",
        required: [],
        fields: {
          text: { shape: text(600), description: "What the model reads when a sub-agent was started" },
        },
      },
      description: "Settings of the analyzer agent-spawn",
    },
    linters: {
      shape: linters({ keyForm: LINTER_ID }),
      description:
        'Which linters run: "off", "project" for those that the project configures (the default), "all" that are ' +
        "installed, or true or false for single ones; a repository can only switch off",
    },
    types: {
      userOnly: true,
      shape: { kind: "flag" },
      description:
        "Whether the project's types are checked once more when a turn ends; run fasthook init after a change, which " +
        "registers the event that this needs",
    },
    linterRuns: {
      userOnly: true,
      shape: {
        kind: "object",
        required: [],
        fields: {
          eachMs: {
            shape: integer(50, 30_000),
            description: "The most milliseconds of one linter; 2000 by default",
          },
          allMs: {
            shape: integer(50, 60_000),
            description: "The most milliseconds of all linters for one event; 3000 by default",
          },
          typesMs: {
            shape: integer(50, 30_000),
            description: "The most milliseconds of a check of types after an edit; 1500 by default",
          },
          ownPrograms: {
            shape: list(text(500)),
            description:
              "Globs for the folders of projects that are trusted as by fasthook trust; none by default",
          },
        },
      },
      description: "How linters are run",
    },
    minSeverity: {
      userOnly: true,
      shape: severity,
      description: 'The lightest severity that is reported; "notice" by default',
    },
    budget: {
      userOnly: true,
      shape: {
        kind: "object",
        required: [],
        fields: {
          replyWords: {
            shape: integer(20, 1500),
            description: "The most words of one reply; 300 by default",
          },
          sessionWords: {
            shape: integer(0, 1_000_000),
            description: "The most words of a session; 0 for no limit; 5000 by default",
          },
        },
      },
      description: "How many words may be reported",
    },
    journal: {
      userOnly: true,
      shape: {
        kind: "either",
        shapes: [{ kind: "flag" }, {
          kind: "object",
          required: [],
          fields: {
            fileBytes: {
              shape: integer(STATE_RANGES.journalFileBytes.min, STATE_RANGES.journalFileBytes.max),
              description: "The most bytes of one file; 8388608 by default",
            },
            files: {
              shape: integer(STATE_RANGES.journalFiles.min, STATE_RANGES.journalFiles.max),
              description: "The most files; the oldest is removed first; 4 by default",
            },
          },
        }],
      },
      description: "false keeps no journal of events; an object limits its size",
    },
    log: {
      userOnly: true,
      shape: { kind: "flag" },
      description: "false keeps no texts for fasthook log",
    },
    memory: {
      userOnly: true,
      shape: {
        kind: "object",
        required: [],
        fields: {
          observations: {
            shape: integer(STATE_RANGES.observations.min, STATE_RANGES.observations.max),
            description: "How many observations of a session are kept; 500 by default",
          },
        },
      },
      description: "What is remembered of a session",
    },
    cache: {
      userOnly: true,
      shape: {
        kind: "object",
        required: [],
        fields: {
          entries: {
            shape: integer(STATE_RANGES.cacheEntries.min, STATE_RANGES.cacheEntries.max),
            description: "The most results that are kept; 1000 by default",
          },
          ttlSeconds: {
            shape: integer(STATE_RANGES.cacheTtlSeconds.min, STATE_RANGES.cacheTtlSeconds.max),
            description: "How long a result can be used, in seconds; 300 by default",
          },
        },
      },
      description: "Cached results of linters",
    },
  },
};

/**
 * Describes a whole file.
 *
 * @param names The names that it may use.
 * @returns What the file may hold.
 */
export function fileShape(names: ConfigNames): Shape & { readonly kind: "object" } {
  const description = FILE.fields["linters"]?.description ?? "";
  const field: Field = { shape: linters({ keys: names.linters }), description };
  return { ...FILE, fields: { ...FILE.fields, linters: field } };
}
