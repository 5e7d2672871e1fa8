/**
 * .github/install/install.ps1 against a release on loopback: on Windows, with the compiled program that `FASTHOOK` names.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isFile } from "../../lib/system/files.ts";
import { ROOT } from "../../.github/tasks/program.ts";
import { run } from "../support/harness.ts";
import { type Flaw, publish, serve } from "../support/release.ts";

const ARCHIVE = "fasthook-x86_64-pc-windows-msvc.zip";
const PROGRAM = Deno.env.get("FASTHOOK") ?? "";

const CASES: readonly { readonly flaw: Flaw; readonly says: string }[] = [
  { flaw: "none", says: "installed fasthook " },
  { flaw: "corrupt", says: "Cannot verify" },
  { flaw: "missing", says: "Cannot download" },
  { flaw: "unnamed", says: "SHA256SUMS does not name it" },
];

for (const { flaw, says } of CASES) {
  Deno.test({
    name: `install.ps1 with an archive whose flaw is: ${flaw}`,
    ignore: Deno.build.os !== "windows" || !PROGRAM.endsWith(".exe"),
    fn: async () => {
      const dir = await Deno.makeTempDir({ prefix: "fasthook install " });
      await publish(`${dir}/release`, { archive: ARCHIVE, flaw, program: PROGRAM });
      const { url, stop } = await serve(`${dir}/release`);
      const script = [`${ROOT}.github/install/install.ps1`, "-From", url, "-To", `${dir}\\bin`];
      const { code, stdout, stderr } = await run([
        "powershell",
        "-ExecutionPolicy",
        "Bypass",
        "-File",
        ...script,
      ], {
        env: Deno.env.toObject(),
      });
      await stop();
      // PowerShell wraps what it throws at the width of the window.
      assertStringIncludes((stdout + stderr).replaceAll(/\r?\n/g, ""), says);
      assertEquals(code === 0, flaw === "none");
      assert(isFile(`${dir}/bin/fasthook.exe`) === (flaw === "none"));
      await Deno.remove(dir, { recursive: true });
    },
  });
}
