/**
 * The linters. A linter is one file, one row and one test; its code is loaded when a file wants it.
 *
 * @module
 */
import { endingOf } from "./wants.ts";
import type { ProgramModule, SyntaxModule } from "./linter.ts";

/** How a project shows that it wants a linter. */
export interface Marker {
  /** A file's name. */
  readonly name: string;
  /** What the file must hold; any file of that name when absent. */
  readonly holds?: string;
}

/** What all rows have. */
export interface Row {
  /** Its name in configurations, and after `linters/` in rules. */
  readonly id: string;
  /** What it looks at, in words. */
  readonly covers: string;
  /** The endings of the files that it looks at, without the dot; "" for names without a dot. */
  readonly endings: readonly string[];
  /** Whole names of other files that it looks at, such as `Pipfile`; a name may have a dot only as its first character. */
  readonly names?: readonly string[];
  /** The folder that the files must be in, from slash to slash; any when absent. */
  readonly folder?: string;
  /** The files that show that a project wants it; a file of its own is proof enough where there are none. */
  readonly markers: readonly Marker[];
  /** Files that show, in the same folder or a closer one, that the project uses something else instead. */
  readonly yieldsTo?: readonly string[];
}

/** A linter that is a program. */
export interface ProgramRow extends Row {
  /** The program's name on PATH. */
  readonly program: string;
  /** Its arguments, before the file's path: they write nothing, and leave out what its configuration does. */
  readonly args: readonly string[];
  /**
   * The arguments that take the place of "--" and the path, so that it checks a text from standard input as if the file
   * held it; missing for a program that cannot do that for all files and configurations.
   */
  readonly stdinArgs?: (path: string) => readonly string[];
  /** Other files in the folders of its configurations that its results depend on. */
  readonly alsoReads?: readonly string[];
  /** Set when it looks for its configuration from the folder that it is run in. */
  readonly usesFolder?: true;
  /** What a person installs, where that is not called like the program. */
  readonly package?: string;
  /** Asks it for its version. */
  readonly versionArgs: readonly string[];
  /** The first version whose report is understood, and why no older one is, after "because"; missing for all. */
  readonly since?: { readonly version: string; readonly why: string };
  /** Whether a first line that names a shell shows that the file wants it. */
  readonly shebang?: true;
  /**
   * How its configuration runs code: always, because it is a program; or by JSON keys that name programs, and by files that
   * are not JSON. Such a linter needs the person's consent in a repository.
   */
  readonly code?: "always" | readonly string[];
  /** Whether the program, where it is itself and no script around it, starts no others. */
  readonly isAlone?: true;
  /** Set for a language server: only a native program is started, and texts are sent to it. */
  readonly isServer?: true;
  /**
   * Set for a type checker: its result depends on other files, so it is not kept; it has less time than others, and is left
   * out for longer where that is not enough.
   */
  readonly checksTypes?: true;
  /** Paths in node_modules of the native program that npm's script starts; `{system}` is a name such as `linux-x64`. */
  readonly natives?: readonly string[];
  /** Loads what reads its output. */
  readonly load: () => Promise<ProgramModule>;
}

/** A check of a file's syntax, without a program. */
export interface SyntaxRow extends Row {
  /** None. */
  readonly program?: undefined;
  /** Loads its code. */
  readonly load: () => Promise<SyntaxModule>;
}

/** One linter. */
export type LinterRow = ProgramRow | SyntaxRow;

const TYPESCRIPT = ["ts", "tsx", "mts", "cts"];
const JAVASCRIPT = ["js", "jsx", "mjs", "cjs", ...TYPESCRIPT];

/** All linters. If two say the same about a line, the words of the first one are reported. */
export const LINTERS: readonly LinterRow[] = [
  {
    id: "ruff",
    covers: "Python",
    endings: ["py", "pyi", "ipynb"],
    markers: [{ name: "ruff.toml" }, { name: ".ruff.toml" }, { name: "pyproject.toml", holds: "[tool.ruff" }],
    program: "ruff",
    // Excluded files stay excluded.
    args: ["check", "--no-cache", "--no-fix", "--quiet", "--force-exclude", "--output-format=json", "--"],
    stdinArgs: (path) => [`--stdin-filename=${path}`, "-"],
    // Python's version.
    alsoReads: ["pyproject.toml"],
    isAlone: true,
    versionArgs: ["--version"],
    load: () => import("./programs/ruff.ts"),
  },
  {
    id: "biome",
    covers: "JavaScript, TypeScript, JSON, CSS, GraphQL",
    endings: [...JAVASCRIPT, "json", "jsonc", "css", "graphql", "gql"],
    markers: markersNamed("biome.json biome.jsonc .biome.json .biome.jsonc"),
    program: "biome",
    natives: ["@biomejs/cli-{system}/biome", "@biomejs/cli-{system}-musl/biome"],
    args: ["lint", "--reporter=json", "--colors=off", "--no-errors-on-unmatched", "--max-diagnostics=200"],
    usesFolder: true,
    versionArgs: ["--version"],
    since: { version: "1.9", why: "older ones report in other forms" },
    load: () => import("./programs/biome.ts"),
  },
  {
    id: "oxlint",
    covers: "JavaScript, TypeScript, Vue, Svelte, Astro",
    endings: [...JAVASCRIPT, "vue", "svelte", "astro"],
    markers: markersNamed(".oxlintrc.json .oxlintrc.jsonc oxlint.config.ts"),
    program: "oxlint",
    // Newer versions run within node.
    natives: ["@oxlint/{system}-gnu/oxlint", "@oxlint/{system}-musl/oxlint", "@oxlint/{system}/oxlint"],
    code: ["jsPlugins"],
    args: ["--format=json"],
    versionArgs: ["--version"],
    since: { version: "1.0", why: "older ones report bytes instead of lines" },
    load: () => import("./programs/oxlint.ts"),
  },
  {
    id: "eslint",
    covers: "JavaScript, TypeScript, Vue, Svelte, Astro",
    endings: [...JAVASCRIPT, "vue", "svelte", "astro"],
    markers: markersNamed(
      "eslint.config.js eslint.config.mjs eslint.config.cjs eslint.config.ts eslint.config.mts eslint.config.cts",
    ),
    program: "eslint",
    code: "always",
    args: ["--format=json", "--no-warn-ignored", "--no-color", "--"],
    stdinArgs: (path) => ["--stdin", `--stdin-filename=${path}`],
    alsoReads: ["tsconfig.json"],
    usesFolder: true,
    versionArgs: ["--version"],
    since: { version: "8.57", why: "older ones do not read a flat configuration" },
    load: () => import("./programs/eslint.ts"),
  },
  {
    id: "deno-lint",
    covers: "JavaScript, TypeScript",
    endings: JAVASCRIPT,
    markers: markersNamed("deno.json deno.jsonc"),
    program: "deno",
    code: ["plugins"],
    // What follows "--" is not linted: the whole folder is.
    args: ["lint", "--json", "--quiet"],
    versionArgs: ["--version"],
    load: () => import("./programs/deno_lint.ts"),
  },
  {
    id: "typescript",
    covers: "TypeScript, its types",
    endings: TYPESCRIPT,
    markers: markersNamed("tsconfig.json"),
    yieldsTo: ["deno.json", "deno.jsonc"],
    program: "tsc",
    package: "typescript 7 or newer",
    natives: ["@typescript/typescript-{system}/lib/tsc"],
    isServer: true,
    checksTypes: true,
    args: ["--lsp", "--stdio"],
    versionArgs: ["--version"],
    load: () => import("./programs/typescript.ts"),
  },
  {
    id: "deno-check",
    covers: "TypeScript in projects of Deno, its types",
    endings: TYPESCRIPT,
    markers: markersNamed("deno.json deno.jsonc"),
    program: "deno",
    checksTypes: true,
    // It downloads nothing and does not touch the lock file.
    args: ["check", "--quiet", "--cached-only", "--frozen"],
    versionArgs: ["--version"],
    load: () => import("./programs/deno_check.ts"),
  },
  {
    id: "shellcheck",
    covers: "shell scripts",
    endings: ["sh", "bash", "ksh", ""],
    markers: markersNamed(".shellcheckrc shellcheckrc"),
    shebang: true,
    program: "shellcheck",
    // Files that the script sources are not followed.
    args: ["--format=json1", "--color=never", "--"],
    versionArgs: ["--version"],
    load: () => import("./programs/shellcheck.ts"),
  },
  {
    id: "gofmt",
    covers: "Go, its syntax",
    endings: ["go"],
    markers: markersNamed("go.mod"),
    program: "gofmt",
    // List, do not write; all errors, not the first ten.
    args: ["-l", "-e"],
    // gofmt has no version of its own; a flag that is unknown to it ends at once.
    versionArgs: [],
    load: () => import("./programs/gofmt.ts"),
  },
  {
    id: "actionlint",
    covers: "workflows of GitHub Actions",
    endings: ["yml", "yaml"],
    folder: "/.github/workflows/",
    markers: [],
    program: "actionlint",
    alsoReads: ["actionlint.yaml", "actionlint.yml"],
    // It starts no other linters.
    args: ["-format={{json .}}", "-no-color", "-shellcheck=", "-pyflakes="],
    versionArgs: ["-version"],
    load: () => import("./programs/actionlint.ts"),
  },
  {
    id: "json",
    covers: "JSON, its syntax",
    endings: ["json", "jsonc", "json5", "webmanifest", "geojson", "ipynb", "code-workspace"],
    names: [".babelrc", ".jshintrc", ".swcrc"],
    markers: [],
    load: () => import("./syntax/json.ts"),
  },
  {
    id: "toml",
    covers: "TOML, its syntax",
    endings: ["toml"],
    names: ["Pipfile"],
    markers: [],
    load: () => import("./syntax/toml.ts"),
  },
  {
    id: "yaml",
    covers: "YAML, its syntax",
    endings: ["yml", "yaml"],
    names: [".clang-format", ".clang-tidy", ".clangd", ".yamllint"],
    markers: [],
    load: () => import("./syntax/yaml.ts"),
  },
];

function markersNamed(names: string): Marker[] {
  return names.split(" ").map((name) => ({ name }));
}

/**
 * Finds the linters that look at files like this one, whatever the project says.
 *
 * @param path The file, with slashes.
 * @returns Their rows.
 */
export function lintersOf(path: string): LinterRow[] {
  return LINTERS.filter((row) =>
    isKindOf(path, row) && (row.folder === undefined || path.includes(row.folder))
  );
}

/**
 * Reports whether a linter looks at files of this name, whatever folder they are in.
 *
 * @param path The file, with slashes.
 * @param row The linter.
 * @returns Whether its name or its ending is in the row.
 */
export function isKindOf(path: string, { endings, names }: LinterRow): boolean {
  return endings.includes(endingOf(path)) || names?.includes(path.slice(path.lastIndexOf("/") + 1)) === true;
}

/**
 * Reports whether a linter checks projects when a turn ends.
 *
 * @param row The linter.
 * @returns True for one that checks types.
 */
export function isCheckedAtTurnEnd(row: LinterRow): boolean {
  return row.program !== undefined && row.checksTypes === true;
}
