/**
 * `deno task picture`: the README's picture, made from a real run. An edit renames a function, ruff's finding is about the
 * call that it broke, and after the fix there is no word. Needs ruff on PATH.
 *
 * @module
 */
import { isolateEnvironment } from "../../lib/commands/bench/environment.ts";
import { isObject, objectField, textField } from "../../lib/text/json_object.ts";
import { ROOT, runCommand } from "./program.ts";

const PICTURE = `${ROOT}.github/picture.svg`;
const FILE = "src/cart.py";

const BEFORE = `def total(prices):
    return sum(prices)


def receipt(prices, discount):
    lines = [f"{price:.2f}" for price in prices]
    due = total(prices) - discount
    return lines, due
`;

/** One edit of the file. */
interface Edit {
  readonly old: string;
  readonly new: string;
}

const RENAME: Edit = { old: "def total(prices):", new: "def subtotal(prices):" };
const FIX: Edit = { old: "due = total(prices)", new: "due = subtotal(prices)" };

/** Applies an edit and returns what Claude would see of it. */
async function applyEdit(folder: string, edit: Edit): Promise<string> {
  const path = `${folder}/project/${FILE}`;
  const originalFile = await Deno.readTextFile(path);
  const text = originalFile.replace(edit.old, edit.new);
  await Deno.writeTextFile(path, text);
  const line = originalFile.slice(0, originalFile.indexOf(edit.old)).split("\n").length;
  const [oldLine = "", newLine = ""] = [originalFile, text].map((text) => text.split("\n")[line - 1] ?? "");
  const structuredPatch = [{
    oldStart: line,
    oldLines: 1,
    newStart: line,
    newLines: 1,
    lines: [`-${oldLine}`, `+${newLine}`],
  }];
  const event = {
    session_id: "picture",
    cwd: `${folder}/project`,
    hook_event_name: "PostToolUse",
    tool_name: "Edit",
    tool_use_id: `toolu_${edit.new.length}`,
    tool_input: { file_path: path, old_string: edit.old, new_string: edit.new, replace_all: false },
    tool_response: {
      filePath: path,
      oldString: edit.old,
      newString: edit.new,
      originalFile,
      structuredPatch,
      userModified: false,
      replaceAll: false,
    },
  };
  const [program = "", ...args] = [...runCommand(`${ROOT}main.ts`), "--reply=context"];
  const env = {
    ...isolateEnvironment(folder),
    PATH: Deno.env.get("PATH") ?? "",
    CLAUDE_PROJECT_DIR: `${folder}/project`,
  };
  const child = new Deno.Command(program, { args, env, stdin: "piped", stdout: "piped", stderr: "inherit" })
    .spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(event)));
  await writer.close();
  const { stdout } = await child.output();
  if (stdout.length === 0) return "";
  const reply: unknown = JSON.parse(new TextDecoder().decode(stdout));
  return isObject(reply) ? textField(objectField(reply, "hookSpecificOutput"), "additionalContext") : "";
}

/** A line of the picture, and how it is shown. */
interface Line {
  readonly kind: "title" | "old" | "new" | "finding" | "quiet";
  readonly text: string;
}

function linesOf({ old, new: text }: Edit): Line[] {
  return [{ kind: "old", text: `- ${old}` }, { kind: "new", text: `+ ${text}` }];
}

const LINE_HEIGHT = 24;
const GAP = 12;
const WIDTH = 640;

function svgOf(lines: readonly Line[]): string {
  let bottom = 16;
  const rows = lines.map(({ kind, text }, index) => {
    bottom += LINE_HEIGHT + (kind === "title" && index > 0 ? GAP : 0);
    return `  <text class="${kind}" x="${kind === "title" ? 24 : 44}" y="${bottom}">${escape(text)}</text>`;
  });
  const height = bottom + 24;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${
    escape(lines.map(({ text }) => text).join("; "))
  }">
  <style>
    rect { fill: #f6f8fa; stroke: #d0d7de; }
    text { font: 15px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; white-space: pre; }
    .title { font: 600 15px system-ui, sans-serif; }
    .old { fill: #b42318; }
    .new { fill: #0b6b2e; }
    .finding { fill: #7a4b00; }
    .quiet { fill: #59636e; }
    @media (prefers-color-scheme: dark) {
      rect { fill: #151b23; stroke: #3d444d; }
      text { fill: #f0f6fc; }
      .old { fill: #ff9a91; }
      .new { fill: #6fdd8b; }
      .finding { fill: #f2cc60; }
      .quiet { fill: #9198a1; }
    }
  </style>
  <rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
${rows.join("\n")}
</svg>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    '"',
    "&quot;",
  );
}

async function main(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/project/src`, { recursive: true });
  await Deno.writeTextFile(`${folder}/project/pyproject.toml`, "[tool.ruff]\n");
  await Deno.writeTextFile(`${folder}/project/${FILE}`, BEFORE);
  const finding = await applyEdit(folder, RENAME);
  if (!finding.includes("linters/ruff")) {
    throw new Error(
      `Cannot make the picture: ruff's finding was expected, got "${finding}". Is ruff on PATH?`,
    );
  }
  const afterFix = await applyEdit(folder, FIX);
  if (afterFix !== "") {
    throw new Error(`Cannot make the picture: expected silence after the fix, got "${afterFix}"`);
  }
  const lines: Line[] = [
    { kind: "title", text: `1  The model edits ${FILE}` },
    ...linesOf(RENAME),
    { kind: "title", text: "2  fasthook adds to the tool's result" },
    ...finding.replaceAll(`${folder}/project`, "/home/me/shop").split("\n").map((text): Line => ({
      kind: "finding",
      text,
    })),
    { kind: "title", text: "3  The model fixes the call" },
    ...linesOf(FIX),
    { kind: "quiet", text: "fasthook: nothing to say" },
  ];
  await Deno.writeTextFile(PICTURE, svgOf(lines));
}

const folder = await Deno.makeTempDir({ prefix: "fasthook-picture-" });
try {
  await main(folder);
} finally {
  await Deno.remove(folder, { recursive: true });
}
