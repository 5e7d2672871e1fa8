/**
 * What hook mode may use of the machine, and that it uses nothing else: over all specs, as Deno lists it and as the
 * system sees it.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { bundle } from "../.github/tasks/bundle.ts";
import { compileScript } from "../.github/tasks/compiler.ts";
import { permissionFlags, ROOT, runCommand } from "../.github/tasks/program.ts";
import { type Audited, auditor, hasStrace, readAudit, type Use } from "./support/audit.ts";
import { program, run } from "./support/harness.ts";
import { TOOL_PATH } from "./support/linters.ts";
import { realPath } from "../lib/system/executable.ts";

/** Something that hook mode may use. */
interface Allowed {
  readonly how: Use["how"];
  readonly what: RegExp;
  readonly why: string;
}

/** All that hook mode may use; what needs more adds a row. */
const ALLOWED: readonly Allowed[] = [
  {
    how: "read",
    what: /\/\.claude\/fasthook\.json$/,
    why: "the repository's configuration, at the event's folder or above",
  },
  { how: "read", what: /\/\.claude\/hooks$/, why: "which folder an edited hook is in" },
  {
    how: "read",
    what: /^\{\{project\}\}(?:\/|$)/,
    why: "the edited file, its folders, its linters' configuration there",
  },
  {
    how: "read",
    what: /^\/(?:p|home\/user\/project)(?:\/|$)/,
    why: "the same, in the projects of recorded events",
  },
  {
    how: "read",
    what: /^\{\{home\}\}\/(?:\.codex(?:\/|$)|rollout-1\.jsonl$)/,
    why: "the session file that a Codex event names, and whether it is in Codex's own folder",
  },
  {
    how: "read",
    what: /^(?:\/home(?:\/user)?|.*\/fasthook-spec-\w+\/(?:outside|\.claude))$/,
    why: "where a link of the project leads, and the folders above the project",
  },
  { how: "read", what: /\/\.(?:git|hg|jj|svn)$/, why: "where the repository ends" },
  {
    how: "read",
    what: new RegExp(`(?:^|/)(?:${names("run").join("|")})$`),
    why: "whether programs are there, and may be replaced",
  },
  { how: "read", what: pathPlaces(), why: "whether others may put programs into the folders of PATH" },
  { how: "read", what: /^\{\{config\}\}$/, why: "the user's configuration" },
  { how: "read", what: /^\{\{state\}\}(?:\/|$)/, why: "what it remembers" },
  { how: "write", what: /^\{\{state\}\}(?:\/|$)/, why: "what it remembers" },
  { how: "read", what: /^\{\{above\}\}$/, why: "whether these lead elsewhere" },
  { how: "write", what: /^\{\{above\}\}$/, why: "making the folders above the state" },
  {
    how: "run",
    what: new RegExp(`(?:^|/)(?:${names("run").join("|")})$`),
    why: "linters, and what stops them",
  },
  { how: "sys", what: /^uid$/, why: "whose the state folder is" },
  { how: "env", what: new RegExp(`^(?:${names("env").join("|")})$`), why: "deno.json lists them" },
];

/** What the runtime itself uses before the first line of fasthook. */
const RUNTIME: readonly Allowed[] = [
  { how: "read", what: /^\/(?:usr\/)?lib(?:32|64)?\/|^\/etc\/ld\.so\.(?:cache|preload)$/, why: "the loader" },
  {
    how: "read",
    what: /^\/proc\/(?:self|\d+)\/|^\/proc\/(?:meminfo|stat)$|^\/sys\/(?:fs\/cgroup|devices)\//,
    why: "processors, memory",
  },
  {
    how: "read",
    what: new RegExp(`(?:^|/)(?:${names("run").join("|")})$`),
    why: "programs that it may run, looked up on PATH",
  },
  {
    how: "read",
    what: /^\/dev\/(?:urandom|random|null)$|^\/etc\/localtime$|^\/usr\/share\/zoneinfo\//,
    why: "chance and time",
  },
  { how: "write", what: /^\/dev\/null$/, why: "standard input of the programs that it starts" },
];

/** The folders of PATH, those of specs among them, and all folders above. */
function pathPlaces(): RegExp {
  const folders = TOOL_PATH.split(":").flatMap((folder) => [folder, realPath(folder)]);
  const places = folders.flatMap((folder) =>
    folder.split("/").map((_, end, parts) => parts.slice(0, end + 1).join("/"))
  );
  const known = [...new Set(places)].filter((place) => place !== "").map((place) => RegExp.escape(place));
  return new RegExp(`^(?:${known.join("|")}|.*/fasthook-spec-\\w+(?:/bin(?:/shellcheck)?)?)$`);
}

/** What deno.json allows by name. */
function names(kind: "env" | "run"): string[] {
  const flag = permissionFlags().find((flag) => flag.startsWith(`--allow-${kind}=`));
  return flag === undefined ? ["none"] : flag.slice(`--allow-${kind}=`.length).split(",");
}

/** The program itself, and the script that records. */
function own(folders: readonly string[]): Allowed[] {
  const what = new RegExp(
    folders.filter((path) => path !== "").map((path) => `^${RegExp.escape(path)}(?:/|$)`).join("|"),
  );
  return (["read", "write", "run"] as const).map((how) => ({ how, what, why: "the program itself" }));
}

function complaints(processes: readonly Audited[], allowed: readonly Allowed[]): string[] {
  const uses = processes.flatMap(({ uses }) => uses).filter(({ how, what }) =>
    !allowed.some((row) => row.how === how && row.what.test(what))
  );
  return [...new Set(uses.map(({ how, what }) => `${how} ${what}`))].sort();
}

function isHookMode({ args }: Audited): boolean {
  return args.length === 0 || args[0]?.startsWith("--reply") === true;
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "fasthook-audit-" }));
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs all specs on an audited program. */
async function auditSpecs(audit: Parameters<typeof auditor>[1], folder: string): Promise<readonly Audited[]> {
  const { stdout } = await run([
    Deno.execPath(),
    "test",
    "-P=tasks",
    "--no-check",
    "tests/specs_test.ts",
  ], {
    cwd: ROOT,
    env: { ...Deno.env.toObject(), FASTHOOK: await auditor(folder, audit), NO_COLOR: "1" },
  });
  const processes = readAudit(folder);
  assert(processes.length > 50, stdout);
  return processes.filter(isHookMode);
}

Deno.test({
  name: "hook mode uses what it may and nothing else, as Deno lists it",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (folder) => {
      await bundle(`${folder}/bundle`);
      const command = runCommand(`${folder}/bundle/main.js`);
      const processes = await auditSpecs({ command, by: "deno" }, folder);
      assertEquals(complaints(processes, [...ALLOWED, ...own([`file://${folder}/bundle`])]), []);
    }),
});

Deno.test({
  name: "hook mode of a compiled program uses what it may and nothing else, as the system sees it",
  ignore: (Deno.env.get("FASTHOOK") ?? "") === "" || !hasStrace(),
  fn: () =>
    withFolder(async (folder) => {
      const processes = await auditSpecs({ command: program(), by: "strace" }, folder);
      assertEquals(complaints(processes, [...ALLOWED, ...RUNTIME, ...own([folder, ...program()])]), []);
    }),
});

/** Tries everything that hook mode must not do; prints what was possible. */
const PROBE = `
const tries = {
  "connect": () => Deno.connect({ hostname: "192.0.2.1", port: 80 }),
  "connect to itself": () => Deno.connect({ hostname: "127.0.0.1", port: 9 }),
  "listen": () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close(),
  "fetch": () => fetch("https://example.com/"),
  "look a name up": () => Deno.resolveDns("example.com", "A"),
  "run a program": () => new Deno.Command("/bin/sh", { args: ["-c", "true"] }).outputSync(),
  "load a library": () => Deno.dlopen("libc.so.6", {}),
  "ask for the host's name": () => Deno.hostname(),
  "read a secret of the environment": () => Deno.env.get("ANTHROPIC_API_KEY"),
  "read the whole environment": () => Deno.env.toObject(),
  "import code from elsewhere": () => import("https://example.com/x.js"),
};
for (const [name, attempt] of Object.entries(tries)) {
  try {
    await attempt();
    console.log(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable) && !/--allow-|Module not found/.test(error.message)) console.log(name, error.name, error.message);
  }
}
console.log("done");
`;

async function probe(
  command: (script: string, folder: string) => Promise<readonly string[]>,
): Promise<string> {
  let stdout = "";
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/probe.js`, PROBE);
    ({ stdout } = await run(await command(`${folder}/probe.js`, folder)));
  });
  return stdout;
}

Deno.test("the permissions deny the network, programs, libraries and the rest of the environment", async () => {
  assertEquals(await probe((script) => Promise.resolve(runCommand(script))), "done\n");
});

Deno.test({
  name: "a compiled program has these permissions, too",
  ignore: Deno.env.get("COMPILE") !== "1",
  fn: async () => {
    const stdout = await probe(async (script, folder) => {
      await compileScript(script, { output: `${folder}/probe.exe` });
      return [`${folder}/probe.exe`];
    });
    assertEquals(stdout, "done\n");
  },
});

Deno.test("places that it may not use do not change the reply", async () => {
  const event = '{"tool_name":"Task","tool_input":{"agent":"a"},"tool_response":{"success":true}}';
  const expected = await run(program(), { stdin: event });
  assertEquals(expected.code, 2);
  const places = [
    { FASTHOOK_STATE_DIR: "/proc/self/fasthook" },
    { FASTHOOK_STATE_DIR: "/dev/null/fasthook" },
    { XDG_STATE_HOME: "/sys" },
    { HOME: "/usr/nobody" },
  ];
  const outcomes = await Promise.all(places.map((env) => run(program(), { stdin: event, env })));
  for (const { code, stdout, stderr } of outcomes) {
    assertEquals({ code, stdout, stderr }, { code: 2, stdout: "", stderr: expected.stderr });
  }
});

for (const by of ["deno", "strace"] as const) {
  Deno.test({
    name: `the audit by ${by} names what is not in the table`,
    ignore: Deno.build.os === "windows" || (by === "strace" && !hasStrace()),
    fn: () =>
      withFolder(async (folder) => {
        const probe =
          'Deno.statSync("/etc/hostname"); Deno.writeTextFileSync(`${import.meta.dirname}/made`, "");';
        await Deno.writeTextFile(`${folder}/probe.js`, probe);
        const flags = ["--quiet", "--no-config", "--allow-read", "--allow-write"];
        const command = [Deno.execPath(), "run", ...flags, `${folder}/probe.js`];
        await run([await auditor(folder, { command, by })], { env: { HOME: "/home/none" } });
        const found = complaints(readAudit(folder), [...ALLOWED, ...RUNTIME]);
        const wanted = ["read /etc/hostname", `${by === "deno" ? "read" : "write"} ${folder}/made`];
        for (const use of wanted) assert(found.includes(use), found.join("\n"));
      }),
  });
}

Deno.test({
  name: "the audit by strace names the program that is started, and not what that does",
  ignore: !hasStrace(),
  fn: () =>
    withFolder(async (folder) => {
      const probe =
        'Deno.statSync("/etc/hostname"); new Deno.Command("cat", { args: ["/etc/shells"] }).outputSync();';
      await Deno.writeTextFile(`${folder}/probe.js`, probe);
      const command = [
        Deno.execPath(),
        "run",
        "--quiet",
        "--no-config",
        "--allow-read",
        "--allow-run",
        `${folder}/probe.js`,
      ];
      await run([await auditor(folder, { command, by: "strace" })]);
      const found = complaints(readAudit(folder), []);
      assert(found.includes("read /etc/hostname"), found.join("\n"));
      assert(found.some((use) => /^run .*\/cat$/.test(use)), found.join("\n"));
      assert(!found.includes("read /etc/shells"), found.join("\n"));
    }),
});
