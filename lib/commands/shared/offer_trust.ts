/**
 * The question whether linters may run a project's code.
 *
 * @module
 */
import type { Host } from "../../state/host.ts";
import { isValid, listTrustedFolders } from "../../state/trust.ts";
import { realPathIfAny } from "../../system/files.ts";
import { repositoryRoot } from "../../system/repository.ts";
import { ask, canAsk, printClean } from "../../system/terminal.ts";
import { shellWord } from "../../text/shell_word.ts";
import { say } from "./change_settings.ts";
import { describeAllowed, trust } from "./consent.ts";

/**
 * Asks for the consent that the linters of a folder need, where some do and a person can answer; says how it is given, where
 * nobody can.
 *
 * @param cwd The folder.
 * @param host The program that this runs in.
 */
export function offerTrust(cwd: string, host: Host): void {
  const folder = realPathIfAny(cwd);
  const path = folder && repositoryRoot(folder, host.env("HOME") ?? "");
  const state = host.stateFolder();
  if (path === undefined || state.kind === "none") return;
  const allowed = describeAllowed(path);
  const isTrusted = listTrustedFolders(state.path).some((trusted) =>
    trusted.path === path && isValid(trusted)
  );
  if (allowed === "" || isTrusted) return;
  if (!canAsk()) {
    return say(
      `note: some linters of ${path} would run its code, and wait for: fasthook trust ${shellWord(path)}`,
    );
  }
  printClean(Deno.stderr, allowed);
  const answers = [
    { name: "no", does: "linters that would run code of it are not started" },
    { name: "yes", does: "they may run what is listed above" },
  ];
  if (ask({ text: `Trust ${path}?`, answers }) !== "yes") return;
  trust(path, { state: state.path, now: host.now() });
  say(`${path} is trusted; fasthook untrust takes that back`);
}
