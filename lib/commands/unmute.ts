/**
 * `fasthook unmute`: removes mutes from a configuration file.
 *
 * @module
 */
import { UserError } from "../text/user_error.ts";
import { UsageError } from "../text/usage_error.ts";
import { globTest } from "../text/glob.ts";
import { ownerNote } from "../system/rewrite_file.ts";
import { closest } from "../text/suggest.ts";
import { printText } from "../system/terminal.ts";
import { mutesIn, type MuteTargets, muteTargets, removeMutes, type WrittenMute } from "./shared/mute_file.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Runs the command. */
export const run: Run = withOptions("unmute", async (options: Options, host: Host) => {
  const targets = await muteTargets("unmute", { flags: options.flags, host });
  const glob = options.values.get("path");
  for (const rule of options.operands) unmute(rule, { targets, glob });
  return 0;
});

/** Where mutes are, and for which files they are meant. */
interface Meant {
  readonly targets: MuteTargets;
  /** The glob that was typed; `undefined` for any. */
  readonly glob: string | undefined;
}

function unmute(rule: string, meant: Meant): void {
  const { targets, glob } = meant;
  const path = targets.fileFor(rule);
  const removed = removeMutes(path, (mute) => mute.rule === rule && (glob ?? mute.path) === mute.path);
  const others = mutesIn(path).filter((mute) => isAbout(mute, rule));
  if (removed === 0) throw nothingToRemove(rule, { ...meant, path, others });
  const still = others.map((mute) => `; still muted by ${muteText(mute)}`).join("");
  printText(
    Deno.stdout,
    `${rule} is ${still === "" ? "reported again" : "unmuted"}: ${path}${still}${ownerNote(path)}\n`,
  );
}

function isAbout(mute: WrittenMute, rule: string): boolean {
  return mute.rule === rule || globTest(mute.rule)(rule);
}

function muteText({ rule, path, line }: WrittenMute): string {
  return `${rule}${path === "" ? "" : ` in ${path}`} in line ${line}`;
}

function nothingToRemove(
  rule: string,
  { targets, glob, path, others }: Meant & { readonly path: string; readonly others: readonly WrittenMute[] },
): UserError {
  const [other] = others;
  if (other !== undefined) {
    const fix = other.rule === rule ? `fasthook unmute ${rule}` : `fasthook unmute '${other.rule}'`;
    const wanted = glob === undefined ? rule : `${rule} in ${glob}`;
    return new UserError(`Cannot unmute ${wanted}: it is muted by ${muteText(other)} of ${path}`, fix);
  }
  const ids = targets.rules.map(({ id }) => id);
  if (!/[*?]/.test(rule) && !ids.includes(rule)) {
    const meant = closest(rule, ids);
    return new UsageError(
      `Cannot unmute: there is no rule "${rule}"`,
      meant === undefined ? "fasthook rules" : `fasthook unmute ${meant}`,
    );
  }
  return new UserError(`Cannot unmute ${rule}: ${path} does not mute it`, "fasthook rules");
}
