/**
 * Is what fasthook reads and remembers as it should be?
 *
 * @module
 */
import { checkConfiguration, placeOf } from "../shared/config_problems.ts";
import { pluralize } from "../../text/columns.ts";
import type { Host } from "../../state/host.ts";
import { overviewOf } from "../../state/overview.ts";
import type { Surroundings } from "../../agents/claude_code/registration/places.ts";
import { type Check, ok, wrong } from "./check.ts";

/**
 * Checks the configuration that holds in a folder.
 *
 * @param surroundings The environment and the folder.
 * @returns One check a problem, or one that there is none.
 */
export async function configurationChecks({ env, cwd }: Surroundings): Promise<readonly Check[]> {
  const { problems, settings } = await checkConfiguration(cwd, env);
  if (problems.length === 0) {
    const rules = pluralize(settings.rules.length, "rule");
    return [ok("configuration", `valid, with ${rules} of your own and of packs`)];
  }
  return problems.map((problem) =>
    wrong("configuration", {
      message: `${placeOf(problem)}: ${problem.message}`,
      fix: problem.fix === "" ? "fasthook config" : problem.fix,
    })
  );
}

/**
 * Checks what fasthook remembers.
 *
 * @param host The program that remembers it.
 * @returns One check a problem, or one that there is none.
 */
export async function stateChecks(host: Host): Promise<readonly Check[]> {
  const { path, journal, problems } = await overviewOf(host.stateFolder());
  if (problems.length === 0) {
    return [ok("state", `${path}, ${pluralize(journal.events, "event")} in the journal`)];
  }
  return problems.map(({ what, fix }) => wrong("state", { message: what, fix }));
}
