/**
 * Says which files are in conflict, and how the operation that met them is ended.
 *
 * @module
 */
import { quotable } from "../../text/clean.ts";
import { runsOf } from "../../text/shell_runs.ts";
import type { Addition } from "./project.ts";
import type { Texts } from "./texts.ts";

const MAX_FILES = 8;

/** How each operation goes on and how it is given up. */
const WAYS: Readonly<Record<string, string>> = {
  merge: "`git commit` ends the merge, `git merge --abort` gives it up",
  rebase: "`git rebase --continue` goes on, `git rebase --abort` gives it up",
  "cherry-pick": "`git cherry-pick --continue` goes on, `git cherry-pick --abort` gives it up",
  revert: "`git revert --continue` goes on, `git revert --abort` gives it up",
  am: "`git am --continue` goes on, `git am --abort` gives it up",
  stash: "there is nothing to continue: the stash is kept until `git stash drop`",
};

/**
 * Lists conflicts.
 *
 * @param texts The call.
 * @returns What to say; `undefined` for a single conflict that can be seen.
 */
export function conflicts(texts: Texts): Addition | undefined {
  const text = texts.get("program") || texts.get("covered");
  const files = [...new Set(text.split("\n").map(fileOf).filter((file) => file !== ""))];
  if (files.length === 0 || files.length < 2 && !texts.isCovered) return undefined;
  const named = files.slice(0, MAX_FILES).map((file) => `\`${quotable(file, 120)}\``).join(", ");
  const more = files.length > MAX_FILES ? ` and ${files.length - MAX_FILES} more` : "";
  const way = WAYS[operationOf(texts.call.command)];
  return {
    text:
      `${
        files.length === 1 ? "1 file is" : `${files.length} files are`
      } in conflict: ${named}${more}. Resolve and ` +
      `\`git add\` ${files.length === 1 ? "it" : "each"}${way === undefined ? "" : `; ${way}`}.`,
  };
}

function fileOf(line: string): string {
  if (!line.startsWith("CONFLICT (")) return "";
  const [, inFile, deleted] =
    /(?:Merge conflict in (.+)$)|\): (\S+) (?:deleted|renamed|added|directory)/.exec(line) ?? [];
  return inFile ?? deleted ?? "";
}

function operationOf(command: string): string {
  const git = runsOf(command).filter(({ program }) => program === "git");
  for (const { words } of git) {
    if (words.includes("pull")) {
      return words.includes("--rebase") || words.includes("-r") ? "rebase" : "merge";
    }
    const operation = words.find((word) => Object.hasOwn(WAYS, word));
    if (operation !== undefined) return operation;
  }
  return "";
}
