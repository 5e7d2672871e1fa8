/**
 * Commands that print much by nature, and how they print less.
 *
 * @module
 */

/** One way to print less. */
export interface Narrower {
  /** How such a command begins: program and subcommands. */
  readonly programs: readonly string[];
  /** Options with which it prints little already. */
  readonly unless: readonly string[];
  /** What to run instead; it follows "Where a part of it is enough:". */
  readonly instead: string;
}

/** All that is known; the first row that fits has it. */
export const NARROWER: readonly Narrower[] = [
  {
    programs: [
      "docker build",
      "docker compose build",
      "docker-compose build",
      "docker pull",
      "docker compose pull",
    ],
    unless: ["-q", "--quiet"],
    instead: "`--quiet` prints the result without the progress",
  },
  {
    programs: ["docker logs", "docker compose logs", "docker-compose logs", "kubectl logs"],
    unless: ["--tail", "-n", "--since"],
    instead: "`--tail=100`, or `--since=5m`",
  },
  {
    programs: ["journalctl"],
    unless: ["-n", "--lines", "--since", "-S"],
    instead: "`-n 100 --no-pager`, or `--since '5 min ago'`",
  },
  { programs: ["dmesg"], unless: [], instead: "`dmesg | tail -n 50`" },
  {
    programs: ["git log"],
    unless: ["--oneline", "-n", "--max-count", "-1", "-2", "-3", "-5", "-10", "-20"],
    instead: "`git log --oneline -20`, or with `-- PATH`",
  },
  {
    programs: ["npm install", "npm ci", "npm i"],
    unless: ["--silent", "-s", "--loglevel", "-q"],
    instead: "`--loglevel=error --no-progress`",
  },
  {
    programs: ["pnpm install", "yarn install"],
    unless: ["--silent", "-s", "--reporter"],
    instead: "`--silent`",
  },
  {
    programs: ["pip install", "pip3 install", "uv pip install"],
    unless: ["-q", "--quiet"],
    instead: "`--quiet`",
  },
  {
    programs: ["apt-get install", "apt install", "apt-get update"],
    unless: ["-q", "-qq", "--quiet"],
    instead: "`-qq`",
  },
  {
    programs: ["cargo build", "cargo test", "cargo check", "mvn", "gradle", "./gradlew"],
    unless: ["-q", "--quiet"],
    instead: "`-q` prints errors and the result",
  },
  {
    programs: ["pytest", "python -m pytest"],
    unless: ["-q", "-qq", "--quiet"],
    instead: "`-q --tb=short`, or one test file",
  },
  {
    programs: ["jest", "npx jest"],
    unless: ["--silent", "--reporters"],
    instead: "`--silent`, or one test file",
  },
  {
    programs: ["vitest", "npx vitest"],
    unless: ["--reporter"],
    instead: "`--reporter=dot`, or one test file",
  },
  { programs: ["make"], unless: ["-s", "--silent"], instead: "`make -s` leaves out the commands" },
  {
    programs: ["find"],
    unless: ["-maxdepth", "-quit"],
    instead: "`-maxdepth 2`, `-not -path '*/node_modules/*'`, or `| head -n 50`",
  },
  { programs: ["tree"], unless: ["-L"], instead: "`tree -L 2 -I node_modules`" },
  { programs: ["ls"], unless: [], instead: "without `-R`, or one folder" },
  { programs: ["du"], unless: ["-s", "-sh", "-d", "--max-depth"], instead: "`du -sh */`" },
  {
    programs: ["grep", "rg"],
    unless: ["-l", "-c", "-m", "--max-count", "--files-with-matches", "--count", "-rl"],
    instead: "`-l` lists the files only; a longer pattern or one folder finds less",
  },
  {
    programs: ["cat", "bat"],
    unless: [],
    instead: "the Read tool with offset and limit, or `sed -n '1,80p' FILE`",
  },
  {
    programs: ["curl", "wget"],
    unless: ["-o", "-O", "-I"],
    instead: "`-o FILE` and look into the file, or `| jq` for one field",
  },
  { programs: ["ps"], unless: ["-p", "-C"], instead: "`pgrep -af NAME`" },
  { programs: ["env", "printenv"], unless: [], instead: "`printenv NAME`" },
];
