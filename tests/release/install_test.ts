/**
 * .github/install/install.sh against a release on loopback: every way it can end, and what it leaves.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { type Outcome, run } from "../support/harness.ts";
import { type Flaw, publish, serve } from "../support/release.ts";

const SCRIPT = `${ROOT}.github/install/install.sh`;
const ARCHIVE = "fasthook-x86_64-unknown-linux-gnu.tar.gz";

/** Programs that install.sh calls, apart from the shell itself. */
const TOOLS = "cat chmod cp curl gzip mkdir mktemp mv rm sh sha256sum tar".split(" ");

/** A run of the script. */
interface Case {
  readonly name: string;
  readonly flaw?: Flaw;
  /** Tools that are not there. */
  readonly without?: readonly string[];
  /** Tools that are there in addition to the usual ones. */
  readonly with?: readonly string[];
  /** What `uname -s` and `uname -m` say. */
  readonly system?: readonly [system: string, machine: string];
  /** Folders on PATH in addition to the tools; `~` is HOME. */
  readonly path?: readonly string[];
  readonly args?: readonly string[];
  /** How the shell gets the script; by its path where nothing is said. */
  readonly script?: "piped";
  /** Where the executable is afterwards; nowhere if the script fails. */
  readonly installed?: string;
  /** All of standard output where the script succeeds, of standard error where it fails; {{dir}} is the run's folder. */
  readonly says: RegExp;
}

const LOCAL = "~/.local/bin/fasthook";

const CASES: readonly Case[] = [
  {
    name: "installs into a folder on PATH",
    path: ["~/.local/bin"],
    installed: LOCAL,
    says: /^downloading \S+\ninstalled fasthook 9\.9\.9 as \S+\/my home\/\.local\/bin\/fasthook\n$/,
  },
  {
    name: "prefers the folder that is on PATH",
    path: ["~/bin"],
    installed: "~/bin/fasthook",
    says: /installed fasthook 9\.9\.9 as \S+\/my home\/bin\/fasthook\n$/,
  },
  {
    name: "says how to reach a folder that is not on PATH",
    installed: LOCAL,
    says: /is not on PATH\. Add this line .*\n {2}export PATH="\/.*\/my home\/\.local\/bin:\$PATH"\n$/,
  },
  {
    name: "installs into the folder that it is given",
    args: ["--to", "{{dir}}/some where"],
    path: ["{{dir}}/some where"],
    installed: "{{dir}}/some where/fasthook",
    says: /installed fasthook 9\.9\.9 as \S+\/some where\/fasthook\n$/,
  },
  {
    name: "names another fasthook that PATH finds first",
    path: ["{{dir}}/old", "~/.local/bin"],
    installed: LOCAL,
    says: /\nPATH finds another fasthook first: \S+\/old\/fasthook\n$/,
  },
  { name: "runs from a pipe", script: "piped", installed: LOCAL, says: /installed/ },
  { name: "downloads with wget", without: ["curl"], with: ["wget"], installed: LOCAL, says: /installed/ },
  {
    name: "sums with shasum",
    without: ["sha256sum"],
    with: ["shasum", "perl"],
    installed: LOCAL,
    says: /installed/,
  },
  {
    name: "sums with openssl",
    without: ["sha256sum"],
    with: ["openssl"],
    installed: LOCAL,
    says: /installed/,
  },
  { name: "knows other names of a machine", system: ["Linux", "amd64"], installed: LOCAL, says: /installed/ },
  {
    name: "refuses a corrupt archive",
    flaw: "corrupt",
    says: /Cannot verify .*: wanted SHA-256 \w{64}, got \w{64}\n/,
  },
  { name: "refuses a missing archive", flaw: "missing", says: /Cannot download http.*404/ },
  {
    name: "refuses a missing archive with wget",
    flaw: "missing",
    without: ["curl"],
    with: ["wget"],
    says: /Cannot download/,
  },
  { name: "refuses an archive without a sum", flaw: "unnamed", says: /SHA256SUMS does not name it\n/ },
  {
    name: "refuses what is no archive",
    flaw: "unpackable",
    says: /Cannot unpack \S+: .*not in gzip format\n/,
  },
  {
    name: "refuses a program that does not start",
    flaw: "does not start",
    says: /Cannot run fasthook on this system: no runtime here\n {2}fix: build it from source/,
  },
  {
    name: "refuses a program that does not end",
    flaw: "does not end",
    with: ["timeout"],
    says: /Cannot run fasthook on this system: it did not end within 20 s\n/,
  },
  {
    name: "refuses a place where a folder is",
    args: ["--to", "{{dir}}/taken"],
    says: /Cannot install: \S+\/taken\/fasthook is a folder\n/,
  },
  { name: "needs curl or wget", without: ["curl"], says: /neither curl nor wget is here\n/ },
  {
    name: "needs a program for sums",
    without: ["sha256sum"],
    says: /sha256sum, shasum and openssl are missing\n/,
  },
  { name: "needs tar", without: ["tar"], says: /tar or gzip is missing\n/ },
  {
    name: "needs a system that it knows",
    system: ["Plan9", "x86_64"],
    says: /no executable for Plan9\n {2}fix: build/,
  },
  {
    name: "needs a machine that it knows",
    system: ["Linux", "riscv64"],
    says: /no executable for riscv64\n/,
  },
  {
    name: "points Windows to install.ps1",
    system: ["MINGW64_NT-10.0", "x86_64"],
    says: /fix: use install\.ps1/,
  },
  {
    name: "picks another system's archive",
    system: ["Darwin", "arm64"],
    says: /fasthook-aarch64-apple-darwin\.tar\.gz.*404/,
  },
  {
    name: "needs a folder that can be made",
    args: ["--to", "/dev/null/bin"],
    says: /Cannot write to \/dev\/null\/bin: /,
  },
  { name: "knows its options", args: ["--too", "x"], says: /there is no option "--too"\n/ },
  { name: "wants a value", args: ["--to"], says: /--to wants a value\n/ },
];

for (const given of CASES) {
  Deno.test({
    name: `install.sh ${given.name}`,
    ignore: Deno.build.os !== "linux",
    fn: async () => {
      const dir = await Deno.makeTempDir({ prefix: "fasthook-install-test-" });
      try {
        await check(given, dir);
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    },
  });
}

Deno.test({
  name: "install.sh does nothing when its own download broke off",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const dir = await Deno.makeTempDir();
    const script = await Deno.readTextFile(SCRIPT);
    // The last line calls main: up to its last letter, every cut must be harmless.
    for (let cut = script.length - 'main "$@"\n'.length; cut > 0; cut -= 211) {
      // One folder.
      const { stdout } = await run(["sh", "-s", "--", "--to", dir], { stdin: script.slice(0, cut) });
      assertEquals(stdout, "", `cut at ${cut}`);
    }
    await Deno.remove(dir);
  },
});

for (const [tool, limits] of [["curl", ["--connect-timeout", "--speed-time"]], ["wget", ["-T"]]] as const) {
  Deno.test({
    name: `install.sh gives up a server that sends nothing: ${tool}`,
    ignore: Deno.build.os !== "linux",
    fn: async () => {
      const dir = await Deno.makeTempDir({ prefix: "fasthook-install-test-" });
      try {
        await prepare({ name: "", without: ["curl"], says: / / }, dir);
        await script(
          `${dir}/tools/${tool}`,
          `printf '%s\\n' "$@" >'${dir}/args'; echo timed out >&2; exit 28`,
        );
        const { code, stderr } = await run(["sh", SCRIPT, "--from", "http://127.0.0.1:1"], {
          env: { HOME: `${dir}/my home`, TMPDIR: `${dir}/tmp`, PATH: `${dir}/tools` },
        });
        assertEquals(code, 1);
        assert(/Cannot download \S+: timed out\n/.test(stderr), stderr);
        const args = Deno.readTextFileSync(`${dir}/args`).split("\n");
        for (const limit of limits) assert(Number(args[args.indexOf(limit) + 1]) <= 30, args.join(" "));
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    },
  });
}

const HANGING: Case = { name: "", flaw: "does not end", says: / / };

Deno.test({
  name:
    "install.sh that is stopped while it tries the program leaves nothing, and the next run removes what kill -9 left",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const dir = await Deno.makeTempDir({ prefix: "fasthook-install-test-" });
    await prepare(HANGING, dir);
    await publish(`${dir}/release`, { archive: ARCHIVE, flaw: "does not end" });
    const { url, stop } = await serve(`${dir}/release`);
    try {
      for (const [signal, left] of [["SIGTERM", 0], ["SIGKILL", 1], ["SIGTERM", 0]] as const) {
        const child = new Deno.Command("sh", {
          args: [SCRIPT, "--from", url],
          env: { HOME: `${dir}/my home`, TMPDIR: `${dir}/tmp`, PATH: `${dir}/tools` },
          clearEnv: true,
          stdout: "null",
          stderr: "null",
        }).spawn();
        const own = `${dir}/my home/.local/bin/.fasthook-${child.pid}`;
        // deno-lint-ignore no-await-in-loop -- until it tries the program
        while (await trials(own) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        child.kill(signal);
        // deno-lint-ignore no-await-in-loop
        const { code } = await child.status;
        if (signal === "SIGTERM") assertEquals(code, 1);
        assertEquals(found(`${dir}/my home`).length, left);
        // deno-lint-ignore no-await-in-loop
        if (signal === "SIGTERM") assertEquals(await trials(own), 0);
        // deno-lint-ignore no-await-in-loop
        else await trials(own, "ended");
      }
    } finally {
      await stop();
      await Deno.remove(dir, { recursive: true });
    }
  },
});

/** Counts the processes that try a program; ends them if that is asked. */
async function trials(program: string, fate?: "ended"): Promise<number> {
  const { stdout } = await run(["ps", "-eo", "pid,args"]);
  const lines = stdout.split("\n").filter((line) => line.includes(`${program} --version`));
  if (fate === "ended") { for (const line of lines) Deno.kill(Number.parseInt(line), "SIGKILL"); }
  return lines.length;
}

async function check(given: Case, dir: string): Promise<void> {
  const outcome = await install(given, dir);
  const [spoken, quiet] = given.installed === undefined
    ? [outcome.stderr, ""]
    : [outcome.stdout, outcome.stderr];
  assertEquals(outcome.code, given.installed === undefined ? 1 : 0, spoken);
  assert(given.says.test(spoken), spoken);
  assertEquals(quiet, "");
  if (given.installed === undefined) assert(/^fasthook: .*\n {2}fix: .*\n$/.test(spoken), spoken);
  const expected = given.installed === undefined ? [] : [place(given.installed, dir)];
  assertEquals(found(`${dir}/my home`).concat(found(`${dir}/some where`)), expected);
  assertEquals(found(`${dir}/tmp`), []);
}

async function install(given: Case, dir: string): Promise<Outcome> {
  await prepare(given, dir);
  await publish(`${dir}/release`, { archive: ARCHIVE, flaw: given.flaw ?? "none" });
  const { url, stop } = await serve(`${dir}/release`);
  try {
    return await run(
      given.script === undefined ? ["sh", SCRIPT, "--from", url] : ["sh", "-s", "--", "--from", url],
      {
        ...(given.script !== undefined && { stdin: Deno.readTextFileSync(SCRIPT) }),
        args: given.args?.map((arg) => place(arg, dir)) ?? [],
        env: {
          HOME: `${dir}/my home`,
          TMPDIR: `${dir}/tmp`,
          PATH: [...given.path?.map((folder) => place(folder, dir)) ?? [], `${dir}/tools`].join(":"),
        },
      },
    );
  } finally {
    await stop();
  }
}

async function prepare(
  { without = [], with: more = [], system = ["Linux", "x86_64"] }: Case,
  dir: string,
): Promise<void> {
  await Promise.all(["my home", "tmp", "tools", "old"].map((name) => Deno.mkdir(`${dir}/${name}`)));
  await Deno.mkdir(`${dir}/taken/fasthook`, { recursive: true });
  await script(`${dir}/old/fasthook`, "echo fasthook 0.0.1");
  await script(`${dir}/tools/uname`, `[ "$1" = -s ] && echo '${system[0]}' || echo '${system[1]}'`);
  for (const tool of [...TOOLS, ...more].filter((name) => !without.includes(name))) {
    const { stdout } = new Deno.Command("sh", { args: ["-c", `command -v ${tool}`] }).outputSync();
    const path = new TextDecoder().decode(stdout).trim();
    // Nobody waits for the real time.
    if (tool === "timeout") await script(`${dir}/tools/timeout`, `shift; exec ${path} 0.2 "$@"`);
    else Deno.symlinkSync(path, `${dir}/tools/${tool}`);
  }
}

async function script(path: string, body: string): Promise<void> {
  await Deno.writeTextFile(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}

function place(path: string, dir: string): string {
  return path.replace("~", `${dir}/my home`).replace("{{dir}}", dir);
}

/** All files below a folder. */
function found(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
      isDirectory ? found(`${folder}/${name}`) : [`${folder}/${name}`]
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  }
}
