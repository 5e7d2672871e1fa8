/**
 * Says where a program is that the shell did not find, if the project has it.
 *
 * @module
 */
import { hasTarget } from "../../system/files.ts";
import { quotable } from "../../text/clean.ts";
import type { Addition, Project } from "./project.ts";
import { foldersUp } from "./project_folders.ts";
import type { Texts } from "./texts.ts";

/** Where projects keep the programs that they bring, and how those are run. */
const PLACES: readonly (readonly [folder: string, way: string])[] = [
  ["node_modules/.bin", "npx "],
  [".venv/bin", ""],
  ["venv/bin", ""],
  ["vendor/bin", ""],
  ["bin", ""],
  [".bin", ""],
];

const NOT_FOUND = [
  /: (?:line \d+: |\d+: )?([\w.@+-]+): (?:command )?not found$/,
  /command not found: ([\w.@+-]+)$/,
  /\bspawn ([\w.@+-]+) ENOENT\b/,
  /\bexec: "([\w.@+-]+)": executable file not found/,
  /\bUnknown command: ([\w.@+-]+)$/,
  /^(?:make|env|xargs|timeout|nice|nohup): (?:failed to run command )?['\u2018]?([\w.@+-]+)['\u2019]?: No such file or directory$/,
];

/**
 * Looks for a program that was not found.
 *
 * @param texts The call.
 * @param project The project.
 * @returns What to say; `undefined` when the project does not bring the program.
 */
export function missingProgram(texts: Texts, { cwd, root }: Project): Addition | undefined {
  const { call } = texts;
  const text = call.status === "succeeded" ? texts.get("named") : texts.get("program");
  for (const line of text.split("\n")) {
    const name = NOT_FOUND.map((pattern) => pattern.exec(line)?.[1]).find((name) => name !== undefined);
    if (name === undefined) continue;
    // A succeeded command may show what others did not find.
    if (call.status === "succeeded" && !texts.hasRun(name)) continue;
    for (const folder of foldersUp(cwd, root)) {
      for (const [place, way] of PLACES) {
        if (!hasTarget(`${folder}/${place}/${name}`)) continue;
        const path = folder === cwd ? `${place}/${name}` : `${folder}/${place}/${name}`;
        const command = way !== "" && folder === cwd ? `${way}${name}` : path;
        return {
          text: `\`${name}\` is not on PATH, but the project has it: run \`${quotable(command, 200)}\`.`,
          topic: name,
        };
      }
    }
  }
  return undefined;
}
