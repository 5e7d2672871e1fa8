/**
 * Scripted edits in real source code, ESLint's own, judged by what the linter itself says before and after each.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { field, isObject, objectField, textField } from "../../lib/text/json_object.ts";
import { editEvent } from "../support/events.ts";
import { findingLines, Project, tool } from "../support/linters.ts";

/** A way to change a text; `undefined` where the text has no place for it. */
type Operation = (text: string) => string | undefined;

/** Replaces the first match. */
function replacing(pattern: RegExp, replacement: string): Operation {
  return (text) => pattern.test(text) ? text.replace(pattern, replacement) : undefined;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "a comment at the top": (text) => `// One\n// Two\n${text}`,
  "twenty lines at the top": (text) => "// A line\n".repeat(20) + text,
  "a debugger in a function": replacing(/\) \{\n/, ") {\n\t\tdebugger;\n"),
  "a module that is gone": replacing(/^const [\w{} ,]+ = require\([^)]*\)[^;\n]*;\n/m, ""),
  "a parameter with another name": replacing(/^function (\w+)\((\w+)/m, "function $1($2Other"),
  "a function with another name": replacing(/^function (\w+)\(/m, "function $1Other("),
  "a variable without a use": replacing(/^"use strict";\n/m, '"use strict";\nconst unusedOne = 1;\n'),
  "a bracket that is missing": replacing(/^\}\n/m, "\n"),
  "an assignment to a constant": replacing(/^(const (\w+) = [^;]*;\n)/m, "$1$2 = 1;\n"),
  "a return in front of all else": replacing(/^(function \w+\([^)]*\) \{\n)/m, "$1\treturn;\n"),
  "a comparison of two kinds": replacing(/ === /, " == "),
  "a key twice": replacing(/\bmeta: \{\n/, 'meta: {\n\t\ttype: "a",\n'),
  "an import that is used": replacing(
    /^"use strict";\n/m,
    '"use strict";\nconst os = require("node:os");\nos.arch();\n',
  ),
};

const FILES = ["rules/prefer-const.js", "rules/no-var.js", "shared/naming.js"];

/** A problem of the linter's, as far as it is compared. */
interface Truth {
  readonly code: string;
  readonly line: number;
}

interface Judge {
  readonly id: string;
  readonly configuration: readonly [name: string, text: string];
  readonly args: readonly string[];
  /** Reads the linter's report. */
  readonly read: (json: unknown) => readonly Truth[];
}

const JUDGES: readonly Judge[] = [
  {
    id: "biome",
    configuration: [
      "biome.json",
      '{ "linter": { "rules": { "correctness": { "noUndeclaredVariables": "error", "noUnusedVariables": "error" } } } }',
    ],
    args: ["lint", "--reporter=json", "--max-diagnostics=none"],
    read: (json) =>
      diagnosticsIn(json).filter((found) => /error|warning|fatal/.test(textField(found, "severity"))).map(
        (found) => ({
          code: textField(found, "category").replace(/^lint\//, "").replace(/^parse$/, "syntax"),
          line: Number(field(objectField(objectField(found, "location"), "start"), "line")),
        }),
      ),
  },
  {
    id: "oxlint",
    configuration: [
      ".oxlintrc.json",
      '{ "env": { "node": true }, "rules": { "no-undef": "error", "eqeqeq": "error" } }',
    ],
    args: ["--format=json"],
    read: (json) =>
      diagnosticsIn(json).map((found) => {
        const labels = field(found, "labels");
        const [label] = Array.isArray(labels) ? labels.filter(isObject) : [];
        const code = textField(found, "code");
        return {
          code: code === "" ? "syntax" : code,
          line: Number(field(objectField(label ?? {}, "span"), "line")),
        };
      }),
  },
];

function diagnosticsIn(json: unknown): Record<string, unknown>[] {
  const list = isObject(json) ? json["diagnostics"] : undefined;
  assert(Array.isArray(list));
  return list.filter(isObject);
}

/** What the linter itself says. */
async function ask({ id, args, read }: Judge, project: Project, file: string): Promise<readonly Truth[]> {
  const { stdout } = await new Deno.Command(tool(id) ?? "", {
    args: [...args, file],
    cwd: project.dir,
    stderr: "null",
  }).output();
  return read(JSON.parse(new TextDecoder().decode(stdout)));
}

/** Problems of the second list that are not in the first, by rule and the line's text. */
function newIn(
  [before, oldText]: readonly [readonly Truth[], string],
  [after, newText]: readonly [readonly Truth[], string],
): Truth[] {
  const name = ({ code, line }: Truth, text: string): string =>
    `${code} ${(text.split("\n")[line - 1] ?? "").trim()}`;
  const left = before.map((problem) => name(problem, oldText));
  return after.filter((problem) => {
    const at = left.indexOf(name(problem, newText));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Rule and lines of each finding. */
function reportedIn(lines: readonly string[]): Truth[] {
  return lines.flatMap((line) => {
    const [, first = "", code = "", rest = ""] = /\): (\d+):\d+ (\S+) (.*)$/.exec(line) ?? [];
    const [, more = ""] = /\(also at ([\d:, ]+)/.exec(rest) ?? [];
    return [first, ...more.split(", ").filter((place) => place !== "")].map((place) => ({
      code,
      line: parseInt(place, 10),
    }));
  });
}

const LIBRARY = tool("eslint") === undefined
  ? undefined
  : Deno.realPathSync(tool("eslint") ?? "").replace(/\/bin\/eslint\.js$/, "/lib");

for (const judge of JUDGES) {
  const isAbsent = LIBRARY === undefined || tool(judge.id) === undefined || Deno.build.os === "windows";
  Deno.test({
    name: `edits of ESLint's source: ${judge.id}'s new problems are reported, and no others${
      isAbsent ? ` (skipped: ${judge.id} and eslint are not both here)` : ""
    }`,
    ignore: isAbsent,
    fn: async () => {
      const wrong: string[] = [];
      const silent: string[] = [];
      let [broken, harmless] = [0, 0];
      const [name, text] = judge.configuration;
      using project = new Project({ [name]: text });
      for (const file of FILES) {
        // Each has an old problem.
        const before = `${
          Deno.readTextFileSync(`${LIBRARY}/${file}`)
        }\nif (module) {\n\tdebugger; // old\n}\n`;
        project.write(file, before);
        // deno-lint-ignore no-await-in-loop -- one project
        const old = await ask(judge, project, file);
        for (const [title, operation] of Object.entries(OPERATIONS)) {
          const after = operation(before);
          if (after === undefined) continue;
          project.write(file, after);
          const what = `${file}: ${title}`;
          // deno-lint-ignore no-await-in-loop -- one project
          const truth = newIn([old, before], [await ask(judge, project, file), after]);
          // deno-lint-ignore no-await-in-loop -- one project
          const reported = await reportsOf(project, { file, before, after, session_id: what });
          const isSyntax = truth.some(({ code }) => code === "syntax");
          const isRight = ({ code, line }: Truth): boolean =>
            truth.some((problem) => problem.code === code && problem.line === line);
          wrong.push(
            ...reported.filter((problem) => !isRight(problem)).map(({ code, line }) =>
              `${what}: ${line} ${code}`
            ),
          );
          if (truth.length === 0) harmless++;
          else broken++;
          if (truth.length > 0 && reported.length === 0) silent.push(what);
          if (isSyntax) assertEquals(reported.map(({ code }) => code), ["syntax"], what);
        }
      }
      assertEquals(wrong, []);
      assertEquals(silent, []);
      // The edits do break things, and leave others as they are.
      assert(broken >= 18 && harmless >= 6, `${broken} broken, ${harmless} harmless`);
    },
  });
}

interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly session_id: string;
}

/** What the model reads with the edit, and when it does something else after it. */
async function reportsOf(project: Project, { file, before, after, session_id }: Change): Promise<Truth[]> {
  const event = editEvent(`${project.dir}/${file}`, before, changeOf(before, after));
  const atOnce = findingLines(await project.send({ ...event, session_id }));
  const { stdout } = await project.send({
    hook_event_name: "PostToolBatch",
    session_id,
    tool_calls: [{ tool_name: "Read", tool_input: {}, tool_response: "" }],
  });
  const later: string = stdout === "" ? "" : JSON.parse(stdout).hookSpecificOutput.additionalContext;
  return reportedIn([...atOnce, ...later.split("\n").filter((line) => line.startsWith("- "))]);
}

/** The lines that differ, as an edit would name them. */
function changeOf(before: string, after: string): { readonly old: string; readonly text: string } {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (old[start] === fresh[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  // One line more in front, so that the place is known.
  const from = Math.max(0, start - 1);
  const to = Math.max(end - 1, 0);
  return {
    old: old.slice(from, old.length - to).join("\n"),
    text: fresh.slice(from, fresh.length - to).join("\n"),
  };
}
