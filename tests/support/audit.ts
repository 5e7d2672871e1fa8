/**
 * What a process uses of the machine: Deno's own list (`DENO_AUDIT_PERMISSIONS`, under `deno run`) and the system calls
 * (strace, where it is there, for any executable).
 *
 * @module
 */
import { isObject, textField } from "../../lib/text/json_object.ts";

/** One thing that a process used, or tried to. */
export interface Use {
  /** How. A path that is only looked at is read, too. */
  readonly how: "read" | "write" | "run" | "net" | "env" | "ffi" | "sys" | "import";
  /** The path, variable, program or address. The places of the run are {{config}}, {{state}}, {{home}} and
   * {{project}}; a folder above one of them is {{above}}. */
  readonly what: string;
}

/** One process that was audited. */
export interface Audited {
  /** Its arguments. */
  readonly args: readonly string[];
  /** All that it used. */
  readonly uses: readonly Use[];
}

/** The system calls that open, look, change, start or connect. "?": strace passes over what a kernel does not have. */
const CALLS = [
  ...[
    "open",
    "openat",
    "openat2",
    "creat",
    "truncate",
    "readlink",
    "stat",
    "lstat",
    "statx",
    "newfstatat",
    "access",
  ],
  ...["mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat"],
  ...["symlink", "symlinkat", "chmod", "fchmodat", "chown", "fchownat", "lchown", "utimensat"],
  ...["execve", "execveat", "connect", "bind", "listen", "sendto", "clone", "clone3", "fork", "vfork"],
].map((name) => `?${name}`).join(",");

const LOOKS = /^(?:readlink|stat|lstat|statx|newfstatat|access)$/;
const STARTS = /^(?:clone3?|v?fork)$/;
const OPENS = /^(?:open|openat|openat2|creat)$/;
const WRITING = /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/;

/**
 * Reports whether strace is on this machine and may be used.
 *
 * @returns False where system calls cannot be recorded.
 */
export function hasStrace(): boolean {
  try {
    return new Deno.Command("strace", { args: ["-qq", "-o", "/dev/null", "true"], stderr: "null" })
      .outputSync().success;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return false;
  }
}

/**
 * Writes an executable that runs a command and records what it uses.
 *
 * @param folder Where the executable and its records go.
 * @param audit The program with its first arguments, and the source of the list: Deno, or strace. Deno's list is only
 * written under `deno run`; in the system calls of `deno run`, much is Deno's own doing.
 * @returns The executable's path.
 */
export async function auditor(
  folder: string,
  { command, by }: { readonly command: readonly string[]; readonly by: "deno" | "strace" },
): Promise<string> {
  const script = `${folder}/audited`;
  const words = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  const strace = by === "strace" ? `strace -f -qq -s 4096 -o '${folder}'/$$.calls -e trace=${CALLS}` : "";
  await Deno.writeTextFile(
    script,
    `#!/bin/sh
{ printf '%s\\n' "PWD=$PWD" "HOME=\${HOME:-}" "XDG_CONFIG_HOME=\${XDG_CONFIG_HOME:-}" "XDG_STATE_HOME=\${XDG_STATE_HOME:-}"
  printf '%s\\n' "FASTHOOK_CONFIG=\${FASTHOOK_CONFIG:-}" "FASTHOOK_STATE_DIR=\${FASTHOOK_STATE_DIR:-}"
  for argument; do printf 'ARG=%s\\n' "$argument"; done; } > '${folder}'/$$.run
export DENO_AUDIT_PERMISSIONS='${folder}'/$$.jsonl
exec ${strace} ${words} "$@"
`,
    { mode: 0o755 },
  );
  return script;
}

/**
 * Reads the records.
 *
 * @param folder The auditor's folder.
 * @returns Every process that ran.
 */
export function readAudit(folder: string): Audited[] {
  return [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".run")).map(({ name }) => {
    const start = `${folder}/${name.slice(0, -".run".length)}`;
    const lines = Deno.readTextFileSync(`${start}.run`).split("\n");
    const value = (key: string): string =>
      lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1) ?? "";
    const places = placesOf(value);
    const uses = [...listed(textOf(`${start}.jsonl`)), ...called(textOf(`${start}.calls`), value("PWD"))];
    const short = (path: string): string =>
      places.some(([, at]) => at.startsWith(`${path}/`)) ? "{{above}}" : places.reduce(
        (text, [word, at]) =>
          at !== "" && `${text}/`.startsWith(`${at}/`) ? `{{${word}}}${text.slice(at.length)}` : text,
        path,
      );
    return {
      args: lines.filter((line) => line.startsWith("ARG=")).map((line) => line.slice("ARG=".length)),
      uses: uses.map(({ how, what }) => ({ how, what: short(what) })),
    };
  });
}

/** Where a process's configuration and state are by its environment, then the folders around them. */
function placesOf(value: (name: string) => string): (readonly [word: string, path: string])[] {
  const [config, state] = Deno.build.os === "darwin"
    ? ["Library/Application Support", "Library/Application Support"]
    : [".config", ".local/state"];
  const home = value("HOME");
  return [
    [
      "config",
      value("FASTHOOK_CONFIG") || `${value("XDG_CONFIG_HOME") || `${home}/${config}`}/fasthook/config.json`,
    ],
    ["state", value("FASTHOOK_STATE_DIR") || `${value("XDG_STATE_HOME") || `${home}/${state}`}/fasthook`],
    ["home", home],
    ["project", value("PWD")],
  ];
}

/** Deno's list. It names every path twice, as read and as written, whatever is done to it: strace distinguishes these. */
function listed(text: string): Use[] {
  return text.split("\n").filter((line) => line !== "").flatMap((line) => {
    const entry: unknown = JSON.parse(line);
    if (!isObject(entry)) return [];
    const what = textField(entry, "value");
    const how = textField(entry, "permission");
    return how === "write" || !isUse(how) ? [] : [{ how, what }];
  });
}

function isUse(how: string): how is Use["how"] {
  return ["read", "write", "run", "net", "env", "ffi", "sys", "import"].includes(how);
}

/** The calls of the program itself, also those that failed: trying is what counts. What it starts is only named. */
function called(text: string, cwd: string): Use[] {
  const threads = threadsIn(text);
  return text.split("\n").flatMap((line): Use[] => {
    const [, id = "", call = "", rest = ""] = /^(\d+) +(\w+)\((.*)$/.exec(line) ?? [];
    const kind = threads.get(id);
    if (
      call === "" || STARTS.test(call) || kind === "other" || (kind === "child" && !call.startsWith("execve"))
    ) return [];
    if (/^(?:connect|bind|listen|sendto)$/.test(call)) return [{ how: "net", what: rest }];
    const paths = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path = ""]) => path).filter((path) =>
      path !== ""
    );
    const [first] = paths;
    if (first === undefined) return [];
    if (call.startsWith("execve")) return [{ how: "run", what: absolute(first, cwd) }];
    const how = LOOKS.test(call) || (OPENS.test(call) && !WRITING.test(rest)) ? "read" : "write";
    // A name inside a folder that is open: opening the folder was seen already.
    if (call === "unlinkat" && /^\d/.test(rest) && !first.startsWith("/")) return [];
    // A link's own place is its second path; the first is only a text in it.
    const touched = call.startsWith("symlink") ? paths.slice(1) : paths;
    return (how === "write" && !OPENS.test(call) ? touched : [first]).map((path) => ({
      how,
      what: absolute(path, cwd),
    }));
  });
}

/** By thread id: a "child" of the program, or some "other" further down; the program's own threads are left out. */
function threadsIn(text: string): ReadonlyMap<string, "child" | "other"> {
  const found = new Map<string, "child" | "other">();
  const flags = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, id = "", call = ""] = /^(\d+) +(?:<\.\.\. )?(clone3?|v?fork)\b/.exec(line) ?? [];
    if (call === "") continue;
    // A call that was interrupted is on two lines: the flags on the first, the new thread on the second.
    const known = (flags.get(id) ?? "") + line;
    const [, made] = / = (\d+)$/.exec(line) ?? [];
    flags.set(id, made === undefined ? known : "");
    if (made === undefined) continue;
    if (found.has(id)) found.set(made, "other");
    else if (!known.includes("CLONE_THREAD")) found.set(made, "child");
  }
  return found;
}

function absolute(path: string, cwd: string): string {
  return path.startsWith("/") ? path : `${cwd}/${path}`;
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "";
  }
}
