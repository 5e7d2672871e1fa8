/**
 * Files of a repository that are no files: links to devices, pipes, files of any size, links that lead elsewhere. None of
 * them is opened; an event next to them is answered as without them.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readPlainText } from "../../lib/system/plain_file.ts";
import { headIfReadable, textIfReadable } from "../../lib/system/readable.ts";
import { program, run } from "../support/harness.ts";
import { editEvent } from "../support/events.ts";
import { Project, RUFF_FINDING } from "../support/linters.ts";

const ignore = Deno.build.os !== "linux";

/** 20 GB that take no room. */
function sparse(path: string): void {
  using file = Deno.openSync(path, { write: true, create: true });
  file.truncateSync(20_000_000_000);
}

function pipe(path: string): void {
  assertEquals(new Deno.Command("mkfifo", { args: [path] }).outputSync().code, 0);
}

/** What may be in the place of a file. */
const KINDS: readonly (readonly [name: string, put: (path: string, project: Project) => void])[] = [
  ["a link to /dev/zero", (path) => Deno.symlinkSync("/dev/zero", path)],
  ["a pipe", pipe],
  ["a sparse file of 20 GB", sparse],
  ["a folder", (path) => Deno.mkdirSync(path)],
  ["a link to itself", (path) => Deno.symlinkSync(path, path)],
  ["a link out of the project", (path, { dir }) => {
    Deno.writeTextFileSync(`${dir}/../secret`, "[tool.ruff]\n#!/bin/sh\nsecret = 1\n");
    Deno.symlinkSync("../secret", path);
  }],
  ["a link to a file of the kernel", (path) => Deno.symlinkSync("/proc/kmsg", path)],
];

/** Names of files that an event of a project looks at, each with the file that is edited. */
const PLACES: readonly (readonly [marker: string, edited: string])[] = [
  ["pyproject.toml", "a.py"],
  ["ruff.toml", "a.py"],
  [".shellcheckrc", "run.sh"],
  ["go.mod", "main.go"],
  ["package.json", "a.js"],
  ["biome.json", "a.js"],
  [".oxlintrc.json", "a.js"],
  ["deno.json", "a.js"],
  ["eslint.config.js", "a.js"],
  [".claude/fasthook.json", "a.py"],
  ["a.py", "a.py"],
  ["run.sh", "run.sh"],
  ["noending", "noending"],
  ["data.json", "data.json"],
];

for (const [kind, put] of KINDS) {
  Deno.test({
    name: `${kind} in the place of a file of the project is not opened, and other events are answered`,
    ignore,
    fn: async () => {
      for (const [marker, edited] of PLACES) {
        using project = new Project({ ".claude/hooks/x.py": "sys.path\n" });
        Deno.mkdirSync(`${project.dir}/.claude`, { recursive: true });
        for (const name of ["ruff", "shellcheck", "gofmt", "biome", "oxlint", "eslint"]) {
          project.fake(name, `cat -- "$@" >>"$HOME/read"; echo '${RUFF_FINDING}'`);
        }
        put(`${project.dir}/${marker}`, project);
        if (edited !== marker) project.write(edited, "text\n");
        // deno-lint-ignore no-await-in-loop -- one place after another
        const outcome = await project.send(
          editEvent(`${project.dir}/${edited}`, "a\n", { old: "a", text: "text" }),
        );
        assert(outcome.code <= 2, outcome.stderr);
        assert(!outcome.stderr.includes("bug") && !outcome.stderr.includes("secret ="), outcome.stderr);
        if (edited === marker) assertEquals(ranOn(project), "", `${kind} ${marker}`);
      }
    },
  });
}

/** What the planted linters were given. */
function ranOn(project: Project): string {
  return textIfReadable(`${project.dir}/../read`, { maxBytes: 1_000_000 });
}

Deno.test({
  name: "a shell script of 1 GB is not read for its first line, and not checked",
  ignore,
  fn: async () => {
    using project = new Project({});
    project.fake("shellcheck", 'echo ran >>"$HOME/read"');
    const path = `${project.dir}/run`;
    Deno.writeTextFileSync(path, "#!/bin/sh\n");
    using file = Deno.openSync(path, { write: true });
    file.truncateSync(1_000_000_000);
    const outcome = await project.send(editEvent(path, "a\n", { old: "a", text: "b" }));
    assertEquals([outcome.code, outcome.stderr, ranOn(project)], [0, "", ""]);
    assertEquals(headIfReadable(path, { maxBytes: 9 }), "#!/bin/sh");
  },
});

Deno.test({
  name: "readPlainText() reads plain files up to a size, and through links that stay",
  ignore,
  fn: () => {
    const dir = Deno.realPathSync(Deno.makeTempDirSync());
    try {
      Deno.mkdirSync(`${dir}/in`);
      Deno.writeTextFileSync(`${dir}/in/a`, "text");
      Deno.writeTextFileSync(`${dir}/out`, "other");
      Deno.symlinkSync("a", `${dir}/in/stays`);
      Deno.symlinkSync("../out", `${dir}/in/leaves`);
      const within = { contains: (path: string): boolean => path.startsWith(`${dir}/in/`) };
      assertEquals(readPlainText(`${dir}/in/stays`, { maxBytes: 4, within }), "text");
      const refusal = (path: string, maxBytes: number): string => {
        try {
          return readPlainText(path, { maxBytes, within });
        } catch (error) {
          assert(error instanceof Error);
          return error.message;
        }
      };
      assertEquals(refusal(`${dir}/in/a`, 3), "wanted at most 3 bytes, got 4 bytes");
      assertEquals(refusal(`${dir}/in/leaves`, 9), "it is a link that leads out of the project");
      assertEquals(refusal(dir, 9), "wanted a file, got something else");
      assertStringIncludes(refusal(`${dir}/none`, 9), "No such file");
    } finally {
      Deno.removeSync(dir, { recursive: true });
    }
  },
});

const COMMANDS: readonly (readonly string[])[] = [
  ["init", "--project", "--command=fasthook"],
  ["init", "--user", "--command=fasthook"],
  ["doctor"],
  ["uninstall"],
  ["config"],
  ["linters"],
  ["rules"],
  ["trust"],
  ["explain", "event.json"],
  ["replay", "session.jsonl"],
  ["stats"],
  ["state"],
];

for (const [kind, put] of KINDS.filter(([kind]) => kind !== "a link out of the project")) {
  Deno.test({
    name: `no command opens ${kind} in the place of settings, sessions and state`,
    ignore,
    fn: async () => {
      for (const args of COMMANDS) {
        using project = new Project({});
        const home = `${project.dir}/..`;
        Deno.mkdirSync(`${project.dir}/.claude`, { recursive: true });
        Deno.mkdirSync(`${home}/.claude`, { recursive: true });
        Deno.mkdirSync(`${project.state}/sessions`, { recursive: true, mode: 0o700 });
        for (
          const path of [
            `${project.dir}/.claude/settings.json`,
            `${project.dir}/.claude/settings.local.json`,
            `${project.dir}/.claude/fasthook.json`,
            `${home}/.claude/settings.json`,
            `${project.dir}/event.json`,
            `${project.dir}/session.jsonl`,
            `${project.state}/journal.jsonl`,
            `${project.state}/trusted.json`,
          ]
        ) put(path, project);
        // deno-lint-ignore no-await-in-loop -- one command after another
        const { code, stdout, stderr } = await run(program(), {
          args,
          env: project.env(),
          cwd: project.dir,
        });
        assert([0, 1, 64].includes(code), `${args.join(" ")}: ${code}\n${stdout}${stderr}`);
        assert(!/\bat .*\.ts:|Uncaught/.test(stderr), stderr);
      }
    },
  });
}
