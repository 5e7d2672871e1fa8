/**
 * `deno task lists`: writes the lists that follow from tables and code: the programs that hook mode may start and the
 * variables that it may read, in deno.json; the endings of linters' files, which hook mode knows without the table. Tests
 * compare them.
 *
 * @module
 */
import { AGENTS } from "../../lib/agents/table.ts";
import { LINTERS } from "../../lib/linters/table.ts";
import { ROOT } from "./program.ts";

/** Programs that are no linters: the one that doctor tries, and what runs a project's own. */
const OTHER_PROGRAMS = ["fasthook", "node"];

/** What limits and ends linters. Only an administrator can put programs there, whatever PATH says. */
const SYSTEM_PROGRAMS = ["/bin", "/usr/bin"].flatMap((folder) =>
  ["kill", "prlimit", "setpriv", "timeout"].map((name) => `${folder}/${name}`)
);

/**
 * Lists the programs that hook mode may start.
 *
 * @returns Their names, sorted.
 */
export function allowedPrograms(): string[] {
  const programs = LINTERS.flatMap(({ program }) => program ?? []);
  return [...new Set([...programs, ...OTHER_PROGRAMS, ...SYSTEM_PROGRAMS])].sort();
}

/**
 * Lists the endings of the files that linters look at.
 *
 * @returns The endings in the order of the table, without the empty one.
 */
export function linterEndings(): string[] {
  return [...new Set(LINTERS.flatMap(({ endings }) => endings))].filter((ending) => ending !== "");
}

/**
 * Lists the variables that hook mode may read.
 *
 * @returns Those that the code of lib/ names, and those of the agents, sorted.
 */
export function allowedVariables(): string[] {
  const named = sourcesIn("lib").flatMap((path) =>
    [...Deno.readTextFileSync(path).matchAll(/(?:\b(?:env|variable)\(|_VARIABLE = )"([A-Z_]+)"/g)]
      .map(([, name = ""]) => name)
  );
  return [...new Set([...named, ...AGENTS.flatMap(({ projectVariable }) => projectVariable ?? [])])].sort();
}

function sourcesIn(folder: string): string[] {
  return [...Deno.readDirSync(`${ROOT}${folder}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? sourcesIn(`${folder}/${name}`) : [`${ROOT}${folder}/${name}`]
  );
}

if (import.meta.main) {
  await replaceIn("deno.json", /(?<="env": )\[[^\]]*"HOME"[^\]]*\]/, JSON.stringify(allowedVariables()));
  await replaceIn("deno.json", /(?<="run": )\[[^\]]*"fasthook"[^\]]*\]/, JSON.stringify(allowedPrograms()));
  const endings = `${linterEndings().join(" ")} `.match(/.{1,100}\s/g)?.map((line) => JSON.stringify(line));
  await replaceIn(
    "lib/linters/wants.ts",
    /(?<=export const ENDINGS: string =)[^;]*(?=;)/,
    `" " + ${endings?.join(" + ")}`,
  );
}

async function replaceIn(file: string, pattern: RegExp, text: string): Promise<void> {
  const before = await Deno.readTextFile(ROOT + file);
  if (!pattern.test(before)) throw new Error(`Cannot write the list in ${file}: the place was not found`);
  await Deno.writeTextFile(ROOT + file, before.replace(pattern, () => text));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", file], cwd: ROOT }).output();
}
