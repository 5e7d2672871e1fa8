/**
 * What a load leaves: files where there should be none, state beyond its bounds, processes.
 *
 * @module
 */

/** The state after a load. */
export interface StateGrowth {
  /** How many files there are. */
  readonly files: number;
  /** Their bytes in all. */
  readonly bytes: number;
  /** What should not be. */
  readonly problems: readonly string[];
}

/** A kind of state file, and how far it may grow. */
interface Bound {
  readonly name: RegExp;
  readonly maxFiles: number;
  readonly maxBytes: number;
}

const MIB = 1024 * 1024;

/** Every file of the state folder is one of these; a new kind of file adds a row. */
const BOUNDS: readonly Bound[] = [
  { name: /^journal(?:\.\d+)?\.jsonl$/, maxFiles: 4, maxBytes: 8 * MIB },
  { name: /^sessions\/\w+$/, maxFiles: 100, maxBytes: 200 * 1024 },
  { name: /^sessions\/\w+\.log$/, maxFiles: 100, maxBytes: MIB },
  { name: /^state\.db(?:-wal|-shm|-journal)?$/, maxFiles: 4, maxBytes: 8 * MIB },
  // Not read above 32 kB, and written again by the next process that opens the database.
  { name: /^state\.db\.recent$/, maxFiles: 1, maxBytes: MIB / 16 },
  { name: /^sessions\.swept$/, maxFiles: 1, maxBytes: 16 },
  { name: /^state\.lock$/, maxFiles: 1, maxBytes: 0 },
];

/** One line of the journal is about 300 bytes; a session remembers 500 observations. */
const MAX_BYTES_AN_EVENT = 1000;
const FIXED_BYTES = 2 * MIB;

/**
 * Looks at the folders that a load used.
 *
 * @param folder Holds `state`, and the folders in which nothing may be left: `home`, `tmp`, `project`.
 * @param events How many events there were.
 * @returns The state's size, and what should not be.
 */
export function leftBehind(folder: string, events: number): StateGrowth {
  const state = filesIn(`${folder}/state`, "");
  const bytes = state.reduce((sum, file) => sum + file.bytes, 0);
  const allowed = FIXED_BYTES + events * MAX_BYTES_AN_EVENT;
  return {
    files: state.length,
    bytes,
    problems: [
      ...["home", "tmp", "project"].flatMap((name) => filesIn(`${folder}/${name}`, `${name}/`)).map((
        { path },
      ) => `left over: ${path}`),
      ...state.filter(({ path }) => !BOUNDS.some(({ name }) => name.test(path))).map(({ path }) =>
        `unknown state file: ${path}`
      ),
      ...BOUNDS.flatMap((bound) => beyond(bound, state)),
      ...(bytes > allowed
        ? [`the state holds ${bytes} bytes after ${events} events, at most ${allowed}`]
        : []),
    ],
  };
}

/**
 * Finds processes that were started with a folder in their environment, on Linux.
 *
 * @param folder The folder.
 * @returns Their process ids; none on other systems.
 */
export function processesOf(folder: string): string[] {
  if (Deno.build.os !== "linux") return [];
  // Deno reads nothing below /proc without all permissions.
  const { stdout } = new Deno.Command("sh", {
    args: ["-c", 'grep -lsF -- "$0" /proc/[0-9]*/environ', folder],
    stderr: "null",
  }).outputSync();
  return new TextDecoder().decode(stdout).split("\n").filter((path) => path !== "").map((path) =>
    path.split("/")[2] ?? path
  );
}

interface FoundFile {
  readonly path: string;
  readonly bytes: number;
}

function beyond({ name, maxFiles, maxBytes }: Bound, state: readonly FoundFile[]): string[] {
  const files = state.filter(({ path }) => name.test(path));
  return [
    ...(files.length > maxFiles ? [`${files.length} files like ${name.source}, at most ${maxFiles}`] : []),
    ...files.filter(({ bytes }) => bytes > maxBytes).map(({ path, bytes }) =>
      `${path} holds ${bytes} bytes, at most ${maxBytes}`
    ),
  ];
}

function filesIn(folder: string, prefix: string): FoundFile[] {
  try {
    return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
      isDirectory
        ? filesIn(`${folder}/${name}`, `${prefix}${name}/`)
        : [{ path: prefix + name, bytes: Deno.lstatSync(`${folder}/${name}`).size }]
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  }
}
