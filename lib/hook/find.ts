/**
 * Asks the analyzers.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzers/analyzer.ts";
import { type Analyzer, wantsCall } from "../analyzers/analyzer.ts";
import type { ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import type { CallFindings } from "../feedback/render.ts";

/**
 * Finds what may be worth saying about an event.
 *
 * @param context The event, its settings, and what the session remembers.
 * @param analyzers The analyzers to ask.
 * @returns What they found, by call, in the order of the calls; calls without findings are left out.
 */
export async function find(
  context: AnalysisContext,
  analyzers: readonly Analyzer[],
): Promise<CallFindings[]> {
  const groups: CallFindings[] = [];
  for (const call of context.event.calls) {
    // Almost always one call, and its analyzers are loaded once.
    const wanting = analyzers.filter((row) => wantsCall(row, call, context));
    const findings = await findIn(call, context, wanting);
    if (findings.length > 0) groups.push({ call, findings });
  }
  return groups;
}

async function findIn(
  call: ToolCall,
  context: AnalysisContext,
  wanting: readonly Analyzer[],
): Promise<Finding[]> {
  const loaded = await Promise.all(wanting.map(({ load }) => load()));
  return (await Promise.all(loaded.map(({ analyze }) => analyze(call, context)))).flat();
}
