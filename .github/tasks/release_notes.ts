/**
 * Prints the part of CHANGELOG.md that describes a tag; fails when the tag is not the version in deno.json.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { UserError } from "../../lib/text/user_error.ts";
import { writeAll } from "../../lib/system/io.ts";
import { ROOT } from "./program.ts";

/**
 * Finds a version's notes.
 *
 * @param changelog The text of CHANGELOG.md: each version under a heading of the second level.
 * @param version The version, without "v".
 * @returns The text under its heading.
 * @throws {UserError} When there is no such heading, nothing under it, or it says "unreleased".
 */
export function notesOf(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((text) => text.split(/\s/, 1)[0] === version);
  if (part === undefined) {
    throw new UserError(
      `Cannot release ${version}: wanted a heading "## ${version}" in CHANGELOG.md, got none`,
    );
  }
  const [heading = "", ...lines] = part.split("\n");
  if (heading.includes("unreleased")) {
    throw new UserError(
      `Cannot release ${version}: CHANGELOG.md calls it unreleased`,
      `write the date into its heading: "## ${version} (2027-01-31)"`,
    );
  }
  const notes = lines.join("\n").trim();
  if (notes === "") throw new UserError(`Cannot release ${version}: CHANGELOG.md says nothing about it`);
  return `${notes}\n`;
}

function main(tag: string): void {
  if (tag !== `v${config.version}`) {
    throw new UserError(`Cannot release: wanted the tag v${config.version}, got "${tag}"`);
  }
  writeAll(Deno.stdout, notesOf(Deno.readTextFileSync(`${ROOT}CHANGELOG.md`), config.version));
}

if (import.meta.main) {
  try {
    main(Deno.args[0] ?? "");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    writeAll(Deno.stderr, error.report());
    Deno.exit(1);
  }
}
