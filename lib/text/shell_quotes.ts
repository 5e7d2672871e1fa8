/**
 * Quotes and heredocs of a shell.
 *
 * @module
 */

/**
 * Takes the bodies of heredocs out of a command line.
 *
 * @param source A command line.
 * @returns The lines that are commands.
 */
export function withoutHeredocs(source: string): string {
  if (!source.includes("<<")) return source;
  const kept: string[] = [];
  let ends: string[] = [];
  for (const line of source.split("\n")) {
    if (ends.length > 0) {
      if (line.trim() === ends[0]) ends.shift();
      continue;
    }
    kept.push(line);
    ends = [...line.matchAll(/(?:^|[^<])<<-?\s*(?:'([^']+)'|"([^"]+)"|\\?([A-Za-z0-9_.-]+))/g)]
      .map(([, single, double, plain]) => single ?? double ?? plain ?? "");
  }
  return kept.join("\n");
}

/**
 * Takes the quotes off a piece of a word.
 *
 * @param token A quoted text, an escape, or plain characters.
 * @returns What the shell takes it for; expansions stay as they are.
 */
export function withoutQuotes(token: string): string {
  const quote = token[0];
  if (quote === "'") return token.endsWith("'") && token.length > 1 ? token.slice(1, -1) : token.slice(1);
  if (quote === '"') {
    const inner = token.endsWith('"') && token.length > 1 ? token.slice(1, -1) : token.slice(1);
    return inner.replace(/\\([\\"$`\n])/g, "$1");
  }
  return quote === "\\" ? token.slice(1).replace("\n", "") : token;
}
