/**
 * How large a configuration may be. A repository from elsewhere may hold any file under that name, and it is checked
 * while the model waits: what is beyond a limit is refused as a whole.
 *
 * @module
 */

/** Members and elements in all; a rule with all that it can hold has about 20. */
const MAX_VALUES = 20_000;

/** The description of a file has 6 levels. */
const MAX_LEVELS = 20;

/** As the description says; checked before anything looks at single rules. */
const MAX_RULES = 500;

/**
 * Checks the size of a configuration: linear, and without calling itself.
 *
 * @param json The parsed file.
 * @returns What is too large; `undefined` when nothing is.
 */
export function excessOf(json: unknown): string | undefined {
  let values = 0;
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_LEVELS) return `wanted at most ${MAX_LEVELS} levels, got more`;
    values += level.length;
    if (values > MAX_VALUES) return `wanted at most ${MAX_VALUES} values, got more`;
    level = level.flatMap((value) => typeof value === "object" && value !== null ? Object.values(value) : []);
  }
  const count = rulesIn(json);
  return count > MAX_RULES ? `wanted at most ${MAX_RULES} rules, got ${count}` : undefined;
}

function rulesIn(json: unknown): number {
  const rules = typeof json === "object" && json !== null && "rules" in json ? json.rules : undefined;
  return Array.isArray(rules) ? rules.length : 0;
}
