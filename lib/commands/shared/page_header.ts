/**
 * What a page is about.
 *
 * @module
 */
import config from "../../../deno.json" with { type: "json" };

const MAX_PROJECTS = 3;

/**
 * Describes a page.
 *
 * @param command The command line that wrote it.
 * @param projects The folders that its sessions worked in, as far as they are known.
 * @returns Such as "fasthook stats --html a.html, version 1.0.0; project ~/shop".
 */
export function headerText(command: string, projects: ReadonlySet<string>): string {
  const all = [...projects];
  const more = all.length > MAX_PROJECTS ? ` and ${all.length - MAX_PROJECTS} more` : "";
  const named = all.length === 0
    ? ""
    : `; ${all.length === 1 ? "project" : "projects"} ${all.slice(0, MAX_PROJECTS).join(", ")}${more}`;
  return `${command}, version ${config.version}${named}`;
}
