/**
 * What a call broke in one file, in the words of its linters.
 *
 * @module
 */
import type { Finding } from "../event/finding.ts";
import { relativeTo } from "../text/path.ts";
import type { Answer, Answers } from "./answers.ts";
import { causedProblems } from "./caused.ts";
import { changedLines, type IsChanged } from "./changed_lines.ts";
import { fixCommand } from "./fix_command.ts";
import type { LintProblem, ProgramModule } from "./linter.ts";
import { type LinedText, splitLines } from "./lined_text.ts";
import { noteDeferred } from "./deferred.ts";
import { type Found, report } from "./report.ts";
import type { FileReview, ReviewContext } from "./review_context.ts";

/**
 * Finds what a call broke. Problems that the next edit often fixes are noted for later.
 *
 * @param asked What the linters found.
 * @param subject The file, event and settings.
 * @returns The findings.
 */
export async function findCaused(
  asked: Answers,
  { review, context }: { readonly review: FileReview; readonly context: ReviewContext },
): Promise<Finding[]> {
  const { changed: { change }, call, own, most } = review;
  const { path, projectDir } = own;
  const text = splitLines(asked.text, path);
  const before = asked.before === undefined ? undefined : splitLines(asked.before, path);
  const isChanged = changedLines(change, text.lines.join("\n"));
  const order = own.wanted.map(({ row }) => row);
  const found = await Promise.all(
    asked.answers.toSorted((a, b) => order.indexOf(a.row) - order.indexOf(b.row)).map(async (answer) => {
      const caused = selectCaused(answer, { text, before, isChanged });
      const module = await moduleOf(answer);
      const isDeferred = (problem: LintProblem): boolean =>
        module.isDeferred(problem, isChanged(text.lineOf(problem)) ? "edited" : "elsewhere");
      const deferred = caused.filter(isDeferred);
      const problems = caused.filter((problem) => !isDeferred(problem));
      return { answer, deferred, problems, isDeferred, module };
    }),
  );
  // A new file of an agent that reports no batches: nothing will come that could be waited for.
  const isAtOnce = context.event.hasBatches === undefined && call.created === true;
  const waits = (module: Pick<ProgramModule, "isPatient">): boolean => !isAtOnce || module.isPatient === true;
  noteDeferred({
    review,
    context,
    text,
    problems: found.flatMap(({ deferred, module }) => waits(module) ? deferred : []),
  });
  return report(
    found.map(({ answer: { row, problems: all }, problems, deferred, isDeferred, module }): Found => ({
      id: row.id,
      problems: waits(module) ? problems : [...problems, ...deferred],
      most: module.most,
      fix: (codes) => {
        const spared = waits(module) ? all.filter(isDeferred) : [];
        const { cwd } = context.event;
        return fixCommand({ row, module, codes, all, spared }, { path, checks: own.checks, cwd });
      },
    })),
    {
      name: call.path === "" ? relativeTo(path, projectDir) : "",
      path,
      text,
      isChanged,
      most,
    },
  );
}

/** What a linter knows about its problems; a check of syntax knows nothing. */
async function moduleOf({ row }: Answer): Promise<Omit<ProgramModule, "parse">> {
  return row.program === undefined ? { isDeferred: () => false } : await row.load();
}

interface Texts {
  readonly text: LinedText;
  readonly before: LinedText | undefined;
  readonly isChanged: IsChanged;
}

/** A text that cannot be parsed has no other problems, so that all of those that it gets then would seem new. */
function selectCaused({ problems, before: old }: Answer, { text, before, isChanged }: Texts): LintProblem[] {
  if (old === undefined || before === undefined || hasSyntaxError(old) && !hasSyntaxError(problems)) {
    return problems.filter((problem) => problem.level === "syntax" || isChanged(text.lineOf(problem)));
  }
  return causedProblems({ text: before, problems: old }, { text, problems, isChanged });
}

function hasSyntaxError(problems: readonly LintProblem[]): boolean {
  return problems.some(({ level }) => level === "syntax");
}
