/**
 * Reports what was deferred, if it is still there when the model does something else.
 *
 * @module
 */
import type { Finding } from "../event/finding.ts";
import { readOwed, removeOwed } from "../state/owed.ts";
import { askLinters } from "./answers.ts";
import { noteFile } from "./deferred.ts";
import { fixCommand } from "./fix_command.ts";
import { splitLines } from "./lined_text.ts";
import type { LintProblem, ProgramModule } from "./linter.ts";
import { problemTopic, report } from "./report.ts";
import type { FileReview, ReviewContext } from "./review_context.ts";

/** Rules about names that nothing defines, of all linters. */
const UNDEFINED_NAME = /^F821$|no-undef|noUndeclared|^SC2154$|^TS(?:2304|2503|2552)$/;

/**
 * Finds the problems that were noted and are still there.
 *
 * @param review The file of a settled call.
 * @param context Event, settings, and how programs are run.
 * @returns The findings.
 */
export async function owedFindings(review: FileReview, context: ReviewContext): Promise<Finding[]> {
  const { call, own: { path, checks } } = review;
  const file = noteFile(context);
  const owed = file === undefined ? undefined : readOwed(file).find((owed) => owed.path === call.path);
  if (file === undefined || owed === undefined) return [];
  const asked = await askLinters(review, context);
  const all = asked?.answers.flatMap(({ problems }) => problems) ?? [];
  // What looks unused may be used where the file cannot be parsed.
  if (all.some(({ level }) => level === "syntax")) return [];
  const text = splitLines(asked?.text ?? "", path);
  const isOwed = (problem: LintProblem): boolean =>
    owed.topics.includes(problemTopic(problem, { path, text }));
  // It may also be what an undefined name was meant to be: such names come first.
  const lacksNames = all.some(({ code }) => UNDEFINED_NAME.test(code));
  const isDue = ({ code }: LintProblem): boolean => !lacksNames || UNDEFINED_NAME.test(code);
  if (!all.some((problem) => isOwed(problem) && !isDue(problem))) removeOwed(file, call.path);
  if (asked === undefined) return [];
  const found = await Promise.all(asked.answers.map(async ({ row, problems }) => {
    const module: Partial<ProgramModule> = row.program === undefined ? {} : await row.load();
    return {
      id: row.id,
      most: module.most,
      problems: problems.filter((problem) => isOwed(problem) && isDue(problem)),
      fix: (codes: readonly string[]) =>
        fixCommand({ row, module, codes, all: problems, spared: [] }, {
          path,
          checks,
          cwd: context.event.cwd,
        }),
    };
  }));
  return report(found, { name: "", path, text, isChanged: () => true, most: review.most });
}
