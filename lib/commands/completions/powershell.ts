/**
 * Completions for PowerShell 5.1 and later.
 *
 * @module
 */
import { type CompletedOption, listCommands, OWN_OPTIONS } from "./model.ts";

/**
 * Writes the script.
 *
 * @returns Text for the profile.
 */
export function powershellCompletions(): string {
  const commands = listCommands();
  const rows = commands.map(({ name, summary, options, operands }) =>
    `    ${quote(name)} = @{ Summary = ${quote(summary)}; Rules = ${operands.rules ? "$true" : "$false"}; ` +
    `Words = ${list([...operands.words, ...addDashes(options)])}; Values = ${values(options)}; ` +
    `Tips = ${tips(options)} }`
  );
  return `# Completions for fasthook: fasthook completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName fasthook -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${rows.join("\n")}
  }
  $typed = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $words = @()
  $tips = @{}
  if ($typed.Count -le 1) {
    $words = @($commands.Keys | Sort-Object) + ${list(addDashes(OWN_OPTIONS))}
  } elseif ($commands.ContainsKey($typed[1])) {
    $row = $commands[$typed[1]]
    $words = if ($typed.Count -gt 2 -and $row.Values.ContainsKey($typed[-1])) { $row.Values[$typed[-1]] } else { $row.Words }
    if ($row.Rules) { $words = @(fasthook rules --ids 2>$null) + $words }
    $tips = $row.Tips
  }
  $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    $tip = if ($tips.ContainsKey($_)) { $tips[$_] } elseif ($commands.ContainsKey($_)) { $commands[$_].Summary } else { $_ }
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $tip)
  }
}
`;
}

function addDashes(options: readonly CompletedOption[]): readonly string[] {
  return options.map(({ name }) => `--${name}`);
}

function values(options: readonly CompletedOption[]): string {
  const rows = options.flatMap(({ name, value }) =>
    value === undefined ? [] : [`${quote(`--${name}`)} = ${list(value.words)}`]
  );
  return `@{ ${rows.join("; ")} }`;
}

function tips(options: readonly CompletedOption[]): string {
  return `@{ ${options.map(({ name, does }) => `${quote(`--${name}`)} = ${quote(does)}`).join("; ")} }`;
}

function list(words: readonly string[]): string {
  return `@(${words.map(quote).join(", ")})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
