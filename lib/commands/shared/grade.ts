/**
 * The grades of the performance report that fasthook's targets come from.
 *
 * @module
 */

/** School grade of a time. */
export type Grade = "A+" | "A" | "B" | "C" | "D";

/** The time must be below, in milliseconds. The report asked for 100 and hoped for 50. */
const GRADES: readonly (readonly [grade: Grade, belowMs: number])[] = [
  ["A+", 50],
  ["A", 100],
  ["B", 200],
  ["C", 500],
];

/**
 * Grades a time.
 *
 * @param ms Milliseconds.
 * @returns The report's grade.
 */
export function gradeOf(ms: number): Grade {
  return GRADES.find(([, belowMs]) => ms < belowMs)?.[0] ?? "D";
}
