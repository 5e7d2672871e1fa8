/**
 * A release for the installers' tests: archives, sums and a server on loopback.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { run } from "./harness.ts";

/** A folder of release files that is being served. */
export interface Release {
  /** The folder's address. */
  readonly url: string;
  /** The folder. */
  readonly folder: string;
  /** Ends the server. */
  readonly stop: () => Promise<void>;
}

/** What is wrong with a release's archive. */
export type Flaw =
  | "none"
  | "corrupt"
  | "missing"
  | "unnamed"
  | "unpackable"
  | "does not start"
  | "does not end";

/** The one archive of a release. */
export interface Published {
  /** Its name; the end says whether it is a tar or a zip archive. */
  readonly archive: string;
  /** What is wrong with it. */
  readonly flaw: Flaw;
  /** The program in it; by default a script that prints a version. */
  readonly program?: string;
}

/**
 * Serves a folder.
 *
 * @param folder The files.
 * @returns The release.
 */
export async function serve(folder: string): Promise<Release> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-config",
      "--allow-net=127.0.0.1",
      `--allow-read=${folder}`,
      `${ROOT}tests/support/file_server.ts`,
      folder,
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await reader.cancel();
    await child.status;
  };
  return { url: `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`, folder, stop };
}

/**
 * Makes a release's files: an archive, and SHA256SUMS.
 *
 * @param folder Where to.
 * @param published The archive.
 */
export async function publish(folder: string, { archive, flaw, program }: Published): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const name = program === undefined ? "fasthook" : "fasthook.exe";
  if (program !== undefined) await Deno.copyFile(program, `${folder}/${name}`);
  else await Deno.writeTextFile(`${folder}/${name}`, script(flaw), { mode: 0o755 });
  await Deno.writeTextFile(`${folder}/LICENSE`, "MIT\n");
  // "a": by the archive's name; the tar of Windows makes zip archives, too.
  const packed = await run(["tar", "-caf", archive, name, "LICENSE"], { cwd: folder });
  assertEquals(packed.code, 0, packed.stderr);
  const path = `${folder}/${archive}`;
  if (flaw === "unpackable") await Deno.writeTextFile(path, "not an archive");
  const named = flaw === "unnamed" ? "another.tar.gz" : archive;
  await Deno.writeTextFile(
    `${folder}/SHA256SUMS`,
    `${"0".repeat(64)}  x.zip\n${await sha256(path)}  ${named}\n`,
  );
  if (flaw === "corrupt") await Deno.writeFile(path, (await Deno.readFile(path)).with(20, 255));
  if (flaw === "missing") await Deno.remove(path);
}

function script(flaw: Flaw): string {
  if (flaw === "does not end") return "#!/bin/sh\nwhile :; do /bin/sleep 0.05; done\n";
  return `#!/bin/sh\n${
    flaw === "does not start" ? "echo no runtime here >&2\nexit 3" : "echo fasthook 9.9.9"
  }\n`;
}

async function sha256(path: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(path))).toHex();
}
