/**
 * What is reported of TypeScript's errors, whatever program finds them, and when.
 *
 * @module
 */
import type { LintProblem, ProblemPlace } from "./linter.ts";

/** More would hide what the edit broke first. */
export const most = 3;

/** An unresolved name may be written by any later edit: such errors are never reported with the edit itself. */
export const isPatient = true;

/**
 * What the next edit often brings: names, imports and members that are not there yet; and what is unused.
 *
 * 2304, 2552, 2503, 2663, 18004: a name; 2305, 2307, 2306, 2614, 2724, 2694, 2792: a module or its export; 2339, 2551: a
 * member; 258x, 2591, 2868: a name for which types could be installed; 6133 and like: unused.
 */
const UNRESOLVED =
  /^TS(?:230[4-7]|2339|2503|255[12]|258[0-4]|259[1-3]|2614|266[23]|2694|2724|2792|2868|6133|6138|6192|619[689]|18004)$/;

/** What the parser says. Other errors below 2000 are about texts that can be parsed. */
const SYNTAX = new Set([
  ...[
    1002,
    1003,
    1005,
    1010,
    1101,
    1109,
    1110,
    1121,
    1123,
    1124,
    1125,
    1126,
    1127,
    1128,
    1129,
    1130,
    1131,
    1132,
  ],
  ...[
    1134,
    1135,
    1136,
    1137,
    1138,
    1139,
    1140,
    1141,
    1144,
    1145,
    1146,
    1160,
    1161,
    1177,
    1178,
    1179,
    1180,
    1181,
  ],
  ...[
    1198,
    1199,
    1351,
    1357,
    1381,
    1382,
    1389,
    1434,
    1435,
    1440,
    1441,
    1442,
    1443,
    1472,
    1477,
    1478,
    1507,
    1508,
  ],
  ...[17002, 17008, 17014, 17015],
]);

/**
 * Gives how bad an error is.
 *
 * @param code TypeScript's number.
 * @returns "syntax" for what the parser says.
 */
export function levelOf(code: number): LintProblem["level"] {
  return SYNTAX.has(code) ? "syntax" : "error";
}

/**
 * Reports whether an error is to be reported later: the next edit often fixes it, or it is somewhere else in the file, such
 * as a call of a function whose parameters have changed.
 *
 * @param problem A problem.
 * @param place Where it is.
 * @returns False for what is certain: syntax errors, and types that do not fit on lines that the edit wrote.
 */
export function isDeferred({ code, level }: LintProblem, place: ProblemPlace): boolean {
  return level !== "syntax" && (place === "elsewhere" || UNRESOLVED.test(code));
}
