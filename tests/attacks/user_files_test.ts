/**
 * A command edits the very file that the client reads, and leaves its owner, mode and hard links as they are.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { linkTarget } from "../../lib/system/link_target.ts";
import { rewriteFile } from "../../lib/system/rewrite_file.ts";
import { readSettings, writeSettings } from "../../lib/system/user_file.ts";
import { UserError } from "../../lib/text/user_error.ts";
import { type Outcome, program, run } from "../support/harness.ts";

const ignore = Deno.build.os === "windows";

/** A home folder. */
class Home implements Disposable {
  readonly path = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fasthook-home-" }));

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }

  write(name: string, text: string): string {
    const path = `${this.path}/${name}`;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(path, text);
    return path;
  }

  read(name: string): string {
    return Deno.readTextFileSync(`${this.path}/${name}`);
  }

  names(folder: string): string[] {
    return [...Deno.readDirSync(`${this.path}/${folder}`)].map(({ name }) => name).sort();
  }

  async command(...args: readonly string[]): Promise<Outcome> {
    const outcome = await run(program(), {
      args,
      cwd: this.path,
      env: { HOME: this.path, XDG_CONFIG_HOME: `${this.path}/.config` },
    });
    assertEquals(outcome.code, 0, outcome.stderr);
    return outcome;
  }
}

const INIT = ["init", "--user", "--command=fasthook"] as const;
const MUTE = ["mute", "errors/timeout", "--no-terminal"] as const;

Deno.test({
  name: "init and uninstall edit the file that a relative link in a linked folder leads to",
  ignore,
  fn: async () => {
    using home = new Home();
    home.write("dotfiles/claude/notes", "");
    home.write("dotfiles/shared.json", '{"a": 1}\n');
    // Without the first link, the second one would lead here.
    home.write("shared.json", '{"b": 2}\n');
    Deno.symlinkSync("dotfiles/claude", `${home.path}/.claude`);
    Deno.symlinkSync("../shared.json", `${home.path}/.claude/settings.json`);
    assertEquals(Deno.readTextFileSync(`${home.path}/.claude/settings.json`), '{"a": 1}\n');
    await home.command(...INIT);
    assertStringIncludes(home.read("dotfiles/shared.json"), '"command":"fasthook"');
    assertEquals(home.read("shared.json"), '{"b": 2}\n');
    await home.command("uninstall");
    assertEquals(home.read("dotfiles/shared.json"), '{"a": 1}\n');
    assertEquals(home.names("dotfiles"), ["claude", "shared.json"]);
    assert(Deno.lstatSync(`${home.path}/.claude/settings.json`).isSymlink);
  },
});

Deno.test({
  name: "mute and unmute edit the file that a relative link in a linked folder leads to",
  ignore,
  fn: async () => {
    using home = new Home();
    home.write("dotfiles/fasthook/notes", "");
    home.write("dotfiles/fasthook.json", "{}\n");
    home.write(".config/fasthook.json", "{}\n");
    Deno.symlinkSync("../dotfiles/fasthook", `${home.path}/.config/fasthook`);
    Deno.symlinkSync("../fasthook.json", `${home.path}/.config/fasthook/config.json`);
    await home.command(...MUTE);
    assertStringIncludes(home.read("dotfiles/fasthook.json"), "errors/timeout");
    await home.command("unmute", "errors/timeout");
    assert(!home.read("dotfiles/fasthook.json").includes("errors/timeout"));
    assertEquals(home.read(".config/fasthook.json"), "{}\n");
  },
});

Deno.test({
  name: "a settings file with a second name keeps it",
  ignore,
  fn: async () => {
    using home = new Home();
    for (const name of [".claude/settings.json", ".config/fasthook/config.json"]) {
      const other = home.write(`backed-up/${name.slice(1)}`, '{ "a": 1, "b": "long enough to be cut" }\n');
      Deno.mkdirSync(`${home.path}/${name}/..`, { recursive: true });
      Deno.linkSync(other, `${home.path}/${name}`);
    }
    const isOne = (name: string): boolean =>
      Deno.statSync(`${home.path}/${name}`).ino ===
        Deno.statSync(`${home.path}/backed-up/${name.slice(1)}`).ino;
    home.write("backed-up/config/fasthook/config.json", "{}\n");
    await home.command(...INIT);
    assert(isOne(".claude/settings.json"));
    assertStringIncludes(home.read("backed-up/claude/settings.json"), '"command":"fasthook"');
    await home.command("uninstall");
    assert(isOne(".claude/settings.json"));
    // Shorter than before: what came after it is gone.
    assertEquals(home.read(".claude/settings.json"), '{ "a": 1, "b": "long enough to be cut" }\n');
    await home.command(...MUTE);
    assert(isOne(".config/fasthook/config.json"));
    assertStringIncludes(home.read("backed-up/config/fasthook/config.json"), "errors/timeout");
  },
});

Deno.test({
  name: "init --project and --local follow a link within the repository, and none that leads out of it",
  ignore,
  fn: async () => {
    using home = new Home();
    const elsewhere = home.write(".claude/settings.json", "{}\n");
    home.write("project/.git/HEAD", "");
    home.write("project/shared/settings.json", "{}\n");
    Deno.mkdirSync(`${home.path}/project/sub/.claude`, { recursive: true });
    const link = `${home.path}/project/sub/.claude/settings`;
    const init = (scope: string): Promise<Outcome> =>
      run(program(), {
        args: ["init", scope, "--command=fasthook"],
        cwd: `${home.path}/project/sub`,
        env: { HOME: home.path },
      });
    for (const [scope, path] of [["--project", `${link}.json`], ["--local", `${link}.local.json`]] as const) {
      Deno.symlinkSync(elsewhere, path);
      // deno-lint-ignore no-await-in-loop -- one after another
      const outcome = await init(scope);
      assertEquals(outcome.code, 1);
      assertStringIncludes(outcome.stderr, `it leads out of the project, to ${elsewhere}`);
      assertEquals(Deno.readTextFileSync(elsewhere), "{}\n");
      Deno.removeSync(path);
    }
    Deno.symlinkSync("../../shared/settings.json", `${link}.json`);
    assertEquals((await init("--project")).code, 0);
    assertStringIncludes(home.read("project/shared/settings.json"), "fasthook");
  },
});

const USER = 12_345;

Deno.test({
  name: "root leaves a file to the user that it belongs to, gives them what it makes next to it, and says so",
  ignore: ignore || Deno.uid() !== 0,
  fn: async () => {
    using home = new Home();
    const path = home.write(".claude/settings.json", '{"a": 1}\n');
    Deno.chmodSync(path, 0o640);
    for (const owned of [home.path, `${home.path}/.claude`, path]) Deno.chownSync(owned, USER, USER + 1);
    const { stderr } = await home.command(...INIT);
    assertStringIncludes(stderr, `; it belongs to user ${USER}`);
    const { stdout } = await home.command(...MUTE);
    assertStringIncludes(stdout, `; it belongs to user ${USER}`);
    for (
      const [name, mode] of [
        [".claude/settings.json", 0o640],
        [".claude/settings.json.fasthook-backup", 0o640],
        [".config", 0o755],
        [".config/fasthook", 0o755],
        [".config/fasthook/config.json", 0o644],
      ] as const
    ) {
      const info = Deno.lstatSync(`${home.path}/${name}`);
      assertEquals([name, info.uid, info.gid, (info.mode ?? 0) & 0o777], [name, USER, USER + 1, mode]);
    }
    assertStringIncludes((await home.command("uninstall")).stderr, `; it belongs to user ${USER}`);
    assertEquals([Deno.statSync(path).uid, home.read(".claude/settings.json")], [USER, '{"a": 1}\n']);
  },
});

Deno.test({
  name: "an own file's owner is not mentioned",
  ignore,
  fn: async () => {
    using home = new Home();
    assert(!(await home.command(...INIT)).stderr.includes("belongs"));
  },
});

Deno.test({
  name: "linkTarget() follows links as the system does, also where nothing is there yet",
  ignore,
  fn: () => {
    using home = new Home();
    const { path } = home;
    home.write("real/deep/file", "");
    for (
      const [link, to] of [
        ["linked", "real/deep"],
        ["absolute", `${path}/real`],
        ["real/deep/up", "../other"],
        ["chain", "absolute/deep/up"],
        ["self", "self"],
        ["real/deep/through", "../deep/../../linked/file"],
      ] as const
    ) Deno.symlinkSync(to, `${path}/${link}`);
    for (
      const [given, wanted] of [
        ["linked/file", "real/deep/file"],
        ["linked/../x", "real/x"],
        ["linked/up", "real/other"],
        ["chain", "real/other"],
        ["linked/through", "real/deep/file"],
        ["none/at/all", "none/at/all"],
        ["./absolute//deep/.", "real/deep"],
        ["linked/file/below", "real/deep/file/below"],
      ] as const
    ) assertEquals(linkTarget(`${path}/${given}`), `${path}/${wanted}`, given);
    assertEquals([linkTarget("/"), linkTarget("/../.."), linkTarget("/none")], ["/", "/", "/none"]);
    assertEquals(linkTarget("none"), `${Deno.realPathSync(Deno.cwd())}/none`);
    assertThrows(() => linkTarget(`${path}/self`), Deno.errors.FilesystemLoop);
    assertThrows(() => readSettings(`${path}/self`), UserError, "its links lead in a circle");
  },
});

Deno.test({
  name: "rewriteFile() waits for no process for ever, and looks at the file again when it has the lock",
  ignore,
  fn: () => {
    using home = new Home();
    const path = home.write("settings.json", "{}");
    const file = readSettings(path);
    {
      using held = Deno.openSync(path);
      held.lockSync(true);
      assertThrows(() => writeSettings(file, "{ }"), UserError, "another program is using it");
    }
    assertEquals(home.read("settings.json"), "{}");
    assertThrows(
      () =>
        rewriteFile(path, "x", () => {
          throw new UserError("changed");
        }),
      UserError,
      "changed",
    );
    assertEquals([home.read("settings.json"), home.names(".")], ["{}", ["settings.json"]]);
    // Unlocked again, it is written.
    writeSettings(file, "{ }");
    assertEquals(home.read("settings.json"), "{ }");
  },
});
