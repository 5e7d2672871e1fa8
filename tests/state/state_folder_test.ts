import { assert, assertEquals } from "@std/assert";
import { problemOf, type StateFolder, stateFolder, statePath } from "../../lib/state/folder.ts";
import { folderAt as checked, modeOf, temporaryFolder } from "../support/state.ts";

/** Modes, owners and links that anybody may make: not on Windows, where these tests are listed as ignored. */
const POSIX = { ignore: Deno.build.os === "windows" };

function from(variables: Readonly<Record<string, string>>): (name: string) => string | undefined {
  return (name) => variables[name];
}

function folderAt(path: string): StateFolder {
  return stateFolder(from({ FASTHOOK_STATE_DIR: path }));
}

const PATHS:
  readonly (readonly [os: typeof Deno.build.os, variables: Record<string, string>, path: string])[] = [
    ["linux", { HOME: "/home/u" }, "/home/u/.local/state/fasthook"],
    ["linux", { HOME: "/home/u", XDG_STATE_HOME: "/x" }, "/x/fasthook"],
    ["linux", { HOME: "/home/u", XDG_STATE_HOME: "x" }, "/home/u/.local/state/fasthook"],
    ["linux", { HOME: "/home/u", XDG_STATE_HOME: "/x", FASTHOOK_STATE_DIR: "/f" }, "/f"],
    ["linux", { FASTHOOK_STATE_DIR: "/f/" }, "/f"],
    ["linux", { FASTHOOK_STATE_DIR: "/f/." }, "/f"],
    ["linux", { FASTHOOK_STATE_DIR: "" }, ""],
    ["linux", {}, ""],
    ["darwin", { HOME: "/Users/u" }, "/Users/u/Library/Application Support/fasthook"],
    ["darwin", { HOME: "/Users/u", XDG_STATE_HOME: "/x" }, "/x/fasthook"],
    ["windows", { LOCALAPPDATA: "C:\\Users\\u\\AppData\\Local" }, "C:\\Users\\u\\AppData\\Local\\fasthook"],
    ["windows", { FASTHOOK_STATE_DIR: "D:\\state\\" }, "D:\\state"],
  ];

for (const [os, variables, path] of PATHS) {
  Deno.test(`statePath() on ${os} with ${JSON.stringify(variables)} is "${path}"`, () => {
    assertEquals(statePath(from(variables), os), path);
  });
}

Deno.test("stateFolder() says when the environment names no place, or a relative one", () => {
  assertEquals(stateFolder(from({})), { kind: "none", path: "", problem: "no-home" });
  assertEquals(folderAt("state"), { kind: "none", path: "state", problem: "relative" });
});

Deno.test("stateFolder() makes the folder and those above it, for the owner alone", POSIX, () => {
  using dir = temporaryFolder();
  const path = `${dir.path}/a/b/state`;
  assertEquals(folderAt(path), checked(path));
  assertEquals([`${dir.path}/a`, path].map(modeOf), ["700", "700"]);
  // A second time it is there.
  assertEquals(folderAt(path), checked(path));
});

Deno.test("stateFolder() refuses a file, and a folder below a file", () => {
  using dir = temporaryFolder();
  const path = `${dir.path}/file`;
  Deno.writeTextFileSync(path, "mine");
  assertEquals(folderAt(path), { kind: "none", path, problem: "not-a-folder" });
  assertEquals(folderAt(`${path}/x`), { kind: "none", path: `${path}/x`, problem: "not-a-folder" });
  assertEquals(Deno.readTextFileSync(path), "mine");
});

Deno.test(
  "stateFolder() refuses a symbolic link, also one that leads nowhere or has a slash after it",
  POSIX,
  () => {
    using dir = temporaryFolder();
    Deno.mkdirSync(`${dir.path}/real`, { mode: 0o700 });
    Deno.symlinkSync(`${dir.path}/real`, `${dir.path}/link`);
    Deno.symlinkSync(`${dir.path}/nowhere`, `${dir.path}/dangling`);
    for (const name of ["link", "link/", "link//", "link/.", "dangling"]) {
      const folder = folderAt(`${dir.path}/${name}`);
      assert(folder.kind === "none" && folder.problem === "symlink", name);
    }
  },
);

Deno.test({
  name: "stateFolder() refuses somebody else's folder",
  // Only root can give a folder away.
  ignore: Deno.uid() !== 0,
  fn: () => {
    using dir = temporaryFolder();
    const path = `${dir.path}/state`;
    Deno.mkdirSync(path, { mode: 0o700 });
    Deno.chownSync(path, 65_534, 65_534);
    assertEquals(folderAt(path), { kind: "none", path, problem: "other-owner" });
  },
});

Deno.test("stateFolder() closes an open folder that holds only what is ours", POSIX, () => {
  using dir = temporaryFolder();
  const path = `${dir.path}/state`;
  Deno.mkdirSync(path);
  Deno.chmodSync(path, 0o777);
  for (const name of ["journal.jsonl", "journal.3.jsonl", "state.db", "state.db-wal", "state.lock"]) {
    Deno.writeTextFileSync(`${path}/${name}`, "");
  }
  assertEquals(folderAt(path), checked(path));
  assertEquals(modeOf(path), "700");
});

Deno.test("stateFolder() refuses an open folder that holds anything else, and changes nothing", POSIX, () => {
  using dir = temporaryFolder();
  for (const plant of [(path: string) => Deno.writeTextFileSync(`${path}/notes.txt`, ""), plantLink]) {
    const path = `${dir.path}/state-${plant.name}`;
    Deno.mkdirSync(path);
    Deno.chmodSync(path, 0o755);
    plant(path);
    assertEquals(folderAt(path), { kind: "none", path, problem: "open-to-others" });
    assertEquals(modeOf(path), "755");
  }
});

/** Somebody has put a link where the journal goes. */
function plantLink(path: string): void {
  Deno.symlinkSync("/etc/passwd", `${path}/journal.jsonl`);
}

Deno.test({
  name: "stateFolder() answers without permission to read",
  permissions: { read: false, env: true },
  fn: () => {
    assertEquals(folderAt("/tmp/x"), { kind: "none", path: "/tmp/x", problem: "permission" });
  },
});

Deno.test({
  name: "stateFolder() answers without permission to look at the environment",
  permissions: { env: false, read: true },
  fn: () =>
    assertEquals(stateFolder((name) => Deno.env.get(name)), {
      kind: "none",
      path: "",
      problem: "permission",
    }),
});

Deno.test("problemOf() has a name for what a disk and a database can say", () => {
  const named = [
    Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" }),
    Object.assign(new Error("Read-only file system (os error 30)"), { code: "EROFS" }),
    new Deno.errors.PermissionDenied("x"),
    new Error("database is locked"),
    new Error("file is not a database"),
    new Error("database disk image is malformed"),
    new Error("something new"),
    "no error at all",
  ].map(problemOf);
  assertEquals(named, [
    "disk-full",
    "read-only",
    "permission",
    "locked",
    "damaged",
    "damaged",
    "unexpected",
    "unexpected",
  ]);
});
