/**
 * Event in, feedback out: which analyzers want it, what they find.
 *
 * @module
 */
import { ANALYZERS } from "./analyzers/table.ts";
import type { HookEvent, ToolCall } from "./event.ts";
import type { Finding } from "./finding.ts";
import { type CallFindings, render } from "./render.ts";

/**
 * Analyses an event.
 *
 * @param event A decoded event.
 * @returns The feedback for the model; "" when nothing is worth saying.
 */
export async function feedback(event: HookEvent): Promise<string> {
  const groups: CallFindings[] = [];
  for (const call of event.calls) {
    // deno-lint-ignore no-await-in-loop -- almost always one call, and its analyzers are loaded once
    const findings = await analyzed(call);
    if (findings.length > 0) groups.push({ call, findings });
  }
  return render(groups);
}

async function analyzed(call: ToolCall): Promise<Finding[]> {
  const wanting = ANALYZERS.filter(({ wants }) => wants(call));
  const loaded = await Promise.all(wanting.map(({ load }) => load()));
  return loaded.flatMap((analyze) => analyze(call));
}
