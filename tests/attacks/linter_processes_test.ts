/**
 * No linter goes on when the hook is killed, and none works on for ever, however it detaches itself.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { program } from "../support/harness.ts";
import { editEvent } from "../support/events.ts";
import { findingLines, Project, RUFF_FINDING, tool } from "../support/linters.ts";

const ignore = Deno.build.os !== "linux";
const FILES = { "ruff.toml": "", "a.py": "x = 1\n" };

/** Sleeps for longer than any test; the number is this process's own, as other test runs may be going on. */
const sleeper = `sleep 62.${Deno.pid}`;

/** Lists the command lines of all processes that hold a text, other than shells' own quoting of it. */
async function running(text: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line.includes(text));
}

/** Waits until as many processes run as are wanted, for far longer than that takes. */
async function waitFor(text: string, isReached: (count: number) => boolean): Promise<readonly string[]> {
  let found = await running(text);
  for (let tries = 0; tries < 1500 && !isReached(found.length); tries++) {
    // deno-lint-ignore no-await-in-loop -- looks again
    await new Promise((resolve) => setTimeout(resolve, 20));
    // deno-lint-ignore no-await-in-loop
    found = await running(text);
  }
  return found;
}

/** Starts the hook with an edit of a.py, as a client does. */
async function startHook(project: Project): Promise<Deno.ChildProcess> {
  const [command = "", ...args] = program();
  const hook = new Deno.Command(command, {
    args,
    env: project.env(),
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const event = {
    session_id: "",
    cwd: project.dir,
    hook_event_name: "PostToolUse",
    ...editEvent(`${project.dir}/a.py`, "y = 1\n", { old: "y", text: "x" }),
  };
  const writer = hook.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(event)));
  await writer.close();
  return hook;
}

Deno.test({
  name: "kill -9 of the hook ends a linter that never ends, and the processes that it has started",
  ignore,
  fn: async () => {
    using project = new Project(FILES);
    // The shell ignores what may be ignored, and works without end; so do its children.
    project.fake(
      "ruff",
      `trap '' TERM INT HUP\n${sleeper} &\nsh -c '${sleeper}; :' &\nwhile :; do ${sleeper}; done`,
    );
    const hook = await startHook(project);
    assert((await waitFor(sleeper, (count) => count >= 4)).length >= 4);
    hook.kill("SIGKILL");
    await hook.status;
    assertEquals(await waitFor(sleeper, (count) => count === 0), []);
  },
});

const RUFF = tool("ruff");

Deno.test({
  name: `kill -9 of the hook ends a real ruff that hangs${
    RUFF === undefined ? " (SKIPPED: no ruff is installed)" : ""
  }`,
  ignore: ignore || RUFF === undefined,
  fn: async () => {
    using project = new Project({ ...FILES, "ruff.toml": 'extend = "pipe"\n' });
    await new Deno.Command("mkfifo", { args: [`${project.dir}/pipe`] }).output();
    const ruff = `${project.dir}/a.py`;
    const hook = await startHook(project);
    const lines = await waitFor(ruff, (count) => count > 0);
    assert(lines.some((line) => /^\S*ruff check /.test(line)), lines.join("\n"));
    hook.kill("SIGKILL");
    await hook.status;
    assertEquals(await waitFor(ruff, (count) => count === 0), []);
  },
});

Deno.test({
  name: "a process that a linter detaches may not work on for longer than its time on the processor",
  ignore,
  fn: async () => {
    using project = new Project(FILES);
    const burner = `burner-${Deno.pid}`;
    project.configure({ eachMs: 1000 });
    const detached = `setsid nice sh -c 'while :; do :; done' ${burner} </dev/null >/dev/null 2>&1 &`;
    project.fake("ruff", `${detached}\necho '${RUFF_FINDING}'`);
    assertEquals(findingLines(await project.edit("a.py", { old: "x", text: "y" })).length, 1);
    assertEquals((await running(burner)).length, 1);
    assertEquals(await waitFor(burner, (count) => count === 0), []);
  },
});
