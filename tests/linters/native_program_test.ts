import { assertEquals } from "@std/assert";
import { nativeProgram, startedScript } from "../../lib/linters/native_program.ts";
import { isOutOfReach } from "../../lib/linters/find_program.ts";

const NATIVES = ["@kit/cli-{system}/kit", "@kit/cli-{system}-musl/kit"];
const SYSTEM = `${Deno.build.os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;

/** Files in a scratch folder, by their paths in it. */
class Folder implements Disposable {
  readonly path: string = Deno.realPathSync(Deno.makeTempDirSync());

  constructor(...files: readonly string[]) {
    for (const file of files) this.write(file, "");
  }

  write(file: string, text: string): string {
    const path = `${this.path}/${file}`;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(path, text, { mode: 0o755 });
    return path;
  }

  native(script: string): string | undefined {
    return nativeProgram(`${this.path}/${script}`, NATIVES)?.replace(`${this.path}/`, "");
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

Deno.test({
  name: "nativeProgram() finds the program where node would find it",
  ignore: Deno.build.os === "windows",
  fn: () => {
    const hoisted = `node_modules/@kit/cli-${SYSTEM}/kit`;
    {
      using folder = new Folder("node_modules/@kit/kit/bin/kit", hoisted);
      assertEquals(folder.native("node_modules/@kit/kit/bin/kit"), hoisted);
      // A script that is in no package starts whatever it likes.
      assertEquals(folder.native("bin/kit"), undefined);
    }
    {
      const own = `node_modules/@kit/kit/node_modules/@kit/cli-${SYSTEM}-musl/kit`;
      using folder = new Folder("node_modules/@kit/kit/bin/kit", hoisted, own);
      assertEquals(folder.native("node_modules/@kit/kit/bin/kit"), own);
    }
    {
      using folder = new Folder("packages/a/node_modules/@kit/kit/bin/kit", hoisted);
      assertEquals(folder.native("packages/a/node_modules/@kit/kit/bin/kit"), hoisted);
    }
    {
      using folder = new Folder("node_modules/@kit/kit/bin/kit", "node_modules/@kit/cli-plan9-mips/kit");
      assertEquals(folder.native("node_modules/@kit/kit/bin/kit"), undefined);
    }
  },
});

Deno.test({
  name: "startedScript() reads what pnpm's shell scripts start, and takes anything else for itself",
  ignore: Deno.build.os === "windows",
  fn: () => {
    const script = "node_modules/.pnpm/@kit+kit@1.0.0/node_modules/@kit/kit/bin/kit";
    using folder = new Folder(script, "node_modules/.bin/other", "packages/a/bin/own");
    const shim = folder.write(
      "packages/a/node_modules/.bin/kit",
      `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")
if [ -x "$basedir/node" ]; then
  exec "$basedir/node"  "$basedir/../../../../${script}" "$@"
else
  exec node  "$basedir/../../../../${script}" "$@"
fi
`,
    );
    assertEquals(startedScript(shim), `${folder.path}/${script}`);
    const gone = folder.write("node_modules/.bin/gone", '#!/bin/sh\nexec node  "$basedir/../gone.js" "$@"\n');
    for (
      const file of [
        gone,
        `${folder.path}/node_modules/.bin/other`,
        `${folder.path}/packages/a/bin/own`,
        "/none",
      ]
    ) {
      assertEquals(startedScript(file), file);
    }
  },
});

Deno.test({
  name: "isOutOfReach() is false within the project, and where everybody may write",
  ignore: Deno.build.os === "windows",
  fn: () => {
    using folder = new Folder("project/kit", "open/kit", "bin/kit");
    Deno.chmodSync(`${folder.path}/open`, 0o777);
    const places = { env: () => undefined, projectDir: `${folder.path}/project` };
    const reach = ["project/kit", "open/kit", "bin/kit", "none/kit"]
      .map((file) => isOutOfReach(`${folder.path}/${file}`, places));
    assertEquals(reach, [false, false, true, false]);
  },
});
