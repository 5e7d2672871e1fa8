/**
 * `destructive`: what was just run deleted or overwrote more than it should. It is too late to stop it: the text says
 * what to look at now.
 *
 * @module
 */
import type { Rule } from "../rules/rule.ts";

type Piece = Pick<Rule, "id" | "match" | "text" | "examples" | "counterExamples">;

function destructive(piece: Piece, rest: Partial<Pick<Rule, "unless">> = {}): Rule {
  return {
    source: "pack destructive",
    scope: "pack",
    when: { tools: ["shell"] },
    look: "command",
    severity: "guidance",
    ...rest,
    ...piece,
  };
}

/** Where a command starts: at the start of the line, or after an operator. */
const START = "(?:^|[;&|(]\\s*)(?:sudo\\s+)?";

/** The rules of the pack. */
export const DESTRUCTIVE: readonly Rule[] = [
  destructive({
    id: "destructive/delete-wide",
    match: {
      pattern:
        `${START}rm\\s+(?:-[a-zA-Z]+\\s+)*-[a-zA-Z]*[rR][a-zA-Z]*\\s+(?:-[a-zA-Z]+\\s+|--\\s+)*["']?(?:/|~/?|\\$HOME/?|\\.\\.?/?|\\*|/\\*|~/\\*|\\./\\*|\\.git/?)["']?(?:\\s|$|;|&)`,
      literal: "rm",
    },
    text:
      "`{match}` deletes a whole tree. Check with `git status` and `ls` what is gone, and tell the user before going on.",
    examples: ["rm -rf /", "cd x && rm -rf .", "sudo rm -r -f ~/", "rm -rf .git", "rm -rf *"],
    counterExamples: [
      "rm -rf node_modules",
      "rm -rf ./dist",
      "rm file",
      "echo 'rm -rf /'",
      "rm -rf /tmp/build",
    ],
  }),
  destructive({
    id: "destructive/discard-changes",
    match: {
      pattern:
        `${START}git\\s+(?:-C\\s+\\S+\\s+)?(?:reset\\s+(?:\\S+\\s+)?--hard|checkout\\s+(?:--\\s+)?\\.(?:\\s|$)|restore\\s+(?:--\\S+\\s+)*\\.(?:\\s|$)|clean\\s+-[a-zA-Z]*f[a-zA-Z]*|stash\\s+(?:drop|clear))`,
      literal: "git",
    },
    text:
      "`{match}` throws away work that is not committed, also the user's. `git reflog` and `git fsck --lost-found` may " +
      "find commits and stashes; say what was lost.",
    examples: [
      "git reset --hard HEAD~1",
      "git checkout -- .",
      "git clean -fdx",
      "cd a && git stash drop",
      "git restore .",
    ],
    counterExamples: [
      "git reset --soft HEAD~1",
      "git checkout main",
      "git clean -n",
      "git restore --staged a.ts",
      "git stash",
    ],
  }),
  destructive({
    id: "destructive/rewrite-history",
    match: {
      pattern:
        `${START}git\\s+push\\s+(?:\\S+\\s+)*(?:--force(?:\\s|$)|-[a-zA-Z]*f(?:\\s|$)|--mirror|--delete)`,
      literal: "push",
    },
    text: "`{match}` changes the history that others have. If it was not asked for, tell the user now; " +
      "`--force-with-lease` at least refuses to overwrite what is new.",
    examples: ["git push --force origin main", "git push -f", "git push origin --delete topic"],
    counterExamples: ["git push --force-with-lease", "git push origin main", "git push --follow-tags"],
  }),
  destructive({
    id: "destructive/database",
    match: {
      pattern:
        "\\b(?:DROP\\s+(?:TABLE|DATABASE|SCHEMA)|TRUNCATE\\s+TABLE|drop\\s+(?:table|database|schema)|truncate\\s+table)\\s+\\w+",
    },
    text:
      "`{match}` was run on a database. Make sure that it was a throw-away one, and tell the user if it was not.",
    examples: ["psql -c 'DROP TABLE users'", "mysql -e 'truncate table logs'"],
    counterExamples: [
      "grep 'DROP TABLE' migrations/*.sql",
      "psql -c 'SELECT 1'",
      "git commit -m 'drop table users'",
    ],
  }, { unless: { pattern: "^\\s*(?:grep|rg|cat|git|echo|sed|less|head|ls)\\b" } }),
  destructive({
    id: "destructive/delete-from",
    match: { pattern: "\\b(?:DELETE\\s+FROM|delete\\s+from)\\s+\\w+\\s*(?:;|'|\"|$)" },
    text:
      "`{match}` has no WHERE: it empties the table. Make sure that it was a throw-away database, and tell the user " +
      "if it was not.",
    examples: ["psql -c 'DELETE FROM users;'", 'sqlite3 a.db "delete from t"'],
    counterExamples: ["psql -c 'DELETE FROM users WHERE id = 1'", "grep 'DELETE FROM' x.sql"],
  }, { unless: { pattern: "^\\s*(?:grep|rg|cat|git|echo|sed|less|head|ls)\\b" } }),
  destructive({
    id: "destructive/find-delete",
    match: {
      pattern: `${START}find\\s+(?:/|~|\\.|\\$HOME)\\s+(?:-type\\s+\\w+\\s+)*-delete`,
      literal: "-delete",
    },
    text:
      "`{match}` deletes everything below a folder. Check with `git status` and `ls` what is gone, and tell the user.",
    examples: ["find . -delete", "find / -type f -delete"],
    counterExamples: ["find . -name '*.pyc' -delete", "find . -type f"],
  }),
  destructive({
    id: "destructive/raw-device",
    match: {
      pattern:
        `${START}(?:dd\\s+(?:\\S+\\s+)*of=/dev/(?:sd|nvme|hd|disk|mmcblk)\\w*|mkfs(?:\\.\\w+)?\\s+(?:-\\S+\\s+)*/dev/\\w+|shred\\s+(?:-\\S+\\s+)*/dev/\\w+)`,
    },
    text: "`{match}` overwrites a disk. Stop, and tell the user.",
    examples: ["dd if=a.img of=/dev/sda bs=4M", "sudo mkfs.ext4 /dev/sdb1"],
    counterExamples: ["dd if=/dev/zero of=disk.img", "mkfs.ext4 disk.img"],
  }),
  destructive({
    id: "destructive/open-permissions",
    match: {
      pattern: `${START}chmod\\s+(?:-[a-zA-Z]+\\s+)*-[a-zA-Z]*R[a-zA-Z]*\\s+(?:0?777|a\\+rwx)\\s+\\S+`,
      literal: "chmod",
    },
    text:
      "`{match}` lets everybody write everything below that folder. Give the one file or user what is needed instead.",
    examples: ["chmod -R 777 .", "sudo chmod -R 0777 /srv/app"],
    counterExamples: ["chmod 755 x.sh", "chmod -R 755 dist", "chmod 777 /tmp/sock"],
  }),
];
