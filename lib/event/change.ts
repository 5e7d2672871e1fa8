/**
 * Which calls may have changed files.
 *
 * @module
 */
import type { ToolCall } from "./event.ts";

/** Parts of commands that write. A word too many costs a finding that says that nothing has changed. */
const WRITING =
  "> |>/|>.|>$|sed -i|perl -|git |mv |cp |rm |tee |patch|install|update|upgrade|touch |fmt|format|fix|--write|migrat|gen|" +
  "unzip|tar |truncate|ln ";
/** Parts of commands that run what may write, unless that only checks. */
const RUNNING = "python|node |ruby|php |./|sh |npx |run |docker|curl|wget|make";
const CHECKING =
  "test|check|lint|build|tsc|spec|vet|clippy|mypy|jest|mocha|ava|cypress|playwright|tox|verif|e2e| ci";

/**
 * Reports whether a call may have changed files of the project.
 *
 * @param call A finished call.
 * @returns True for edits that worked, and for commands that write or may write.
 */
export function mayChangeFiles({ kind, status, command }: ToolCall): boolean {
  if (kind === "write" || kind === "edit") return status === "succeeded";
  if (kind !== "shell" || status === "rejected") return false;
  // What is kept of an output, and what git only shows, is no change of the project.
  let plain = command;
  if (command.includes(">") || command.includes("tee ")) {
    plain = plain.replaceAll("2>&1", "")
      .replace(/(?:>|tee (?:-a )?)\s*(?:\/dev\/null|\/tmp\/|\S+\.(?:log|out)\b)/g, "");
  }
  if (command.includes("git ")) {
    plain = plain.replace(/git (?:status|diff|log|show|blame|grep|ls-files)\b/g, "");
  }
  return hasOne(plain, WRITING) ||
    // What failed again without a change has most probably not changed anything.
    (status === "succeeded" && hasOne(plain, RUNNING) && !hasOne(plain, CHECKING));
}

function hasOne(text: string, words: string): boolean {
  return words.split("|").some((word) => text.includes(word));
}
