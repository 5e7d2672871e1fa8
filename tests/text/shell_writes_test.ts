import { assert, assertEquals } from "@std/assert";
import { shellWrites } from "../../lib/text/shell_writes.ts";
import { oneOf, type Random, randomFrom } from "../support/random.ts";

function writes(command: string): string[] {
  return shellWrites(command).map(({ path, folders, kind }) => `${kind} ${[...folders, path].join(" / ")}`);
}

Deno.test("shellWrites() reads redirections, tee, and sed and perl in place", () => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ["printf x > a.py", "whole a.py"],
    ["printf x >a.py 2>/dev/null", "whole a.py"],
    ["printf x 2>/dev/null 1>>a.py", "appended a.py"],
    ["printf x >| a.py", "whole a.py"],
    ["make &> build.log; make &>> build.log", "whole build.log", "appended build.log"],
    ["make 2> errors.json"],
    ["make > /dev/null 2>&1"],
    ["cat <<'EOT' | tee plain/a.py\nx = 1 > b.py\nEOT\nls", "whole plain/a.py"],
    ["printf x | sudo tee -a a.py b.py > /dev/null", "appended a.py", "appended b.py"],
    ["sed -i 's|a|b|' a.py", "unknown a.py"],
    ["sed -i 's/a/b/; s/c > d/e/' a.py b.py", "unknown a.py", "unknown b.py"],
    ["sed -i.bak -E -e 's/a/b/' --expression='s/c/d/' a.py", "unknown a.py"],
    ["sed -i '' 's/a/b/' a.py", "unknown a.py"],
    ["sed -i '' -e 's/a/b/' a.py", "unknown a.py"],
    ['sed -i "s/a/b/" a.py\npython3 -V', "unknown a.py"],
    ["sed --in-place=.old 2d a.py && git diff", "unknown a.py"],
    ["sed -n 's/a/b/p' a.py"],
    ["perl -pi -e 's/a/b/' a.py", "unknown a.py"],
    ["perl -i.bak -0pe 's/a/b/' a.py", "unknown a.py"],
    ["perl -Mstrict -e 'print' a.py"],
    ["cat > 'my app/[id]/(auth)/a b.py' <<EOF\nx\nEOF", "whole my app/[id]/(auth)/a b.py"],
    ["cat > app/[id]/a.py", "whole app/[id]/a.py"],
    ["cat > my\\ app/h\u00e4fen/a.py", "whole my app/h\u00e4fen/a.py"],
    [
      'cat > "$PWD/x.py"; cat > $PWD/y.py; cat > "$(pwd)"/z.py',
      "whole ./x.py",
      "whole ./y.py",
      "whole ./z.py",
    ],
    ["cat > a.py <<-EOF\n\tx > b.py\n\tEOF\nls > c.txt", "whole a.py", "whole c.txt"],
    ["FOO=1 env BAR=2 tee a.py", "whole a.py"],
  ];
  for (const [command, ...expected] of cases) {
    assertEquals([command, ...writes(command)], [command, ...expected]);
  }
});

Deno.test("shellWrites() follows plain changes of folder", () => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ["cd plain && cat > a.py", "whole plain / a.py"],
    ["cd plain\ncd sub\nprintf x > a.py", "whole plain / sub / a.py"],
    ["cd /w && cat > a.py", "whole /w / a.py"],
    ["(cd plain && printf x > a.py); printf y > b.py", "whole plain / a.py", "whole b.py"],
    ["(cd plain && ls) && printf y > b.py", "whole b.py"],
    ["([ -f x ]) && printf y > b.py"],
    ["(cd plain && grep -q x a) && printf y > b.py"],
    ["pushd plain && printf x > a.py && popd && printf y > b.py", "whole plain / a.py"],
    ['cd "$WORK" && cat > a.py'],
    ['cd "$WORK" && cat > /w/a.py', "whole /w/a.py"],
    ["cd -- plain && cat > a.py", "whole plain / a.py"],
    ["cd - && cat > a.py"],
    ["cd && cat > a.py"],
    ["cd ~/x && cat > a.py"],
    ["if cd plain; then ls; fi; cat > a.py"],
  ];
  for (const [command, ...expected] of cases) {
    assertEquals([command, ...writes(command)], [command, ...expected]);
  }
});

Deno.test("shellWrites() says nothing where it is in doubt", () => {
  for (
    const command of [
      "cat > notes.md <<'EOF'\nrun: echo 1 > a.py\nEOF".replace("notes.md", "$F"),
      "echo 'x > a.py'",
      'echo "x > a.py"',
      "echo x \\> a.py",
      "# printf x > a.py",
      "for f in a b; do printf x > $f.py; done",
      "while read -r x; do sed -i s/a/b/ a.py; done < list",
      "if true; then printf x > a.py; fi",
      "test -f a.py || printf x > a.py",
      "grep -q x b.py && printf x > a.py",
      "[[ -f b.py ]] && sed -i s/a/b/ a.py; true",
      "printf x > a.py &",
      "write() { printf x > a.py; }",
      "function write { printf x > a.py; }",
      "printf x > *.py",
      "printf x > {a,b}.py",
      "printf x > $(name).py",
      "printf x > `name`.py",
      "printf x > ~/a.py",
      "[[ a > b.py ]]",
      "(( a > b ))",
      "diff <(sort a.py) >(tee b.py)",
      "bash -c 'printf x > a.py'",
      "tee < a.py",
      "printf x >",
      "cat <<EOF\nprintf x > a.py",
    ]
  ) {
    assertEquals([command, ...writes(command)], [command]);
  }
});

Deno.test("shellWrites() gives what a heredoc appended, to the letter", () => {
  const text = (command: string): string | undefined => shellWrites(command)[0]?.text;
  assertEquals(text("cat >> a.py <<'EOF'\nx = $y\n\nEOF"), "x = $y\n\n");
  assertEquals(text("cat <<EOF >> a.py\nx = 1\nEOF\nls"), "x = 1\n");
  assertEquals(text("cat >> a.py <<EOF\nx = $y\nEOF"), undefined);
  assertEquals(text("cat - b >> a.py <<'EOF'\nx\nEOF"), undefined);
  assertEquals(text("sort >> a.py <<'EOF'\nx\nEOF"), undefined);
});

const FILES = ["a.py", "my file.py", "d/a.py", "d/[id]/(x)/h\u00e4.py"] as const;

/** A command of a few parts, in the quotes and combinations that shells allow. */
function someCommand(random: Random): string {
  const anyOf = (...choices: readonly [() => string, ...(() => string)[]]): string =>
    oneOf(random, choices)();
  const quote = (path: string): string =>
    anyOf(
      () => `'${path}'`,
      () => `"${path}"`,
      () => path.replace(/[ ()[\]]/g, "\\$&"),
      () => `"$PWD/${path}"`,
      () => `$PWD/'${path}'`,
    );
  const file = (): string => quote(oneOf(random, FILES));
  const part = (): string =>
    anyOf(
      () => `printf 'x\\n' ${oneOf(random, [">", ">>", ">|", "1>", "&>"])} ${file()}`,
      () => `sed -i${oneOf(random, ["", " -E", ".bak"])} 's|^|x;> y|' ${file()}`,
      () => `perl -pi -e 's/^/y/' ${file()} 2>/dev/null`,
      () => `printf 'z\\n' | tee ${oneOf(random, ["", "-a "])}${file()}`,
      () => `cat ${oneOf(random, [">", ">>"])} ${file()} <<'EOF'\necho w > a.py\nEOF\ntrue`,
      () => `cat <<EOF | tee ${file()}\nv ' "\nEOF\ntrue`,
      () => "cd d",
      () => "cd ..",
      () => `(cd d && printf u > a.py)`,
      () => `[ -f nothing ] || printf t > ${file()}`,
      () => `[ -f nothing ] && printf t > ${file()}`,
      () => `if false; then printf s > ${file()}; fi`,
      () => `for f in; do printf r > ${file()}; done`,
      () => `echo 'q > a.py' "p > d/a.py" # > a.py`,
      () => `[[ a > b ]] || true`,
      () => `true ${file()} > /dev/null 2>&1`,
    );
  return Array.from({ length: 1 + random(4) }, part).join(oneOf(random, ["; ", "\n", " && "]));
}

Deno.test({
  name: "shellWrites() claims no file that a real shell leaves alone",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const random = randomFrom(20261128);
    const root = Deno.realPathSync(await Deno.makeTempDir());
    let claims = 0;
    try {
      for (let round = 0; round < 120; round++) {
        const dir = `${root}/${round}`;
        for (const file of FILES) {
          Deno.mkdirSync(`${dir}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
          Deno.writeTextFileSync(`${dir}/${file}`, `${file}\n`);
        }
        const command = someCommand(random);
        // deno-lint-ignore no-await-in-loop -- one shell after another
        const { success } = await new Deno.Command("bash", {
          args: ["-c", command],
          cwd: dir,
          stdin: "null",
          stdout: "null",
          stderr: "null",
        }).output();
        if (!success) continue;
        for (const { path, folders } of shellWrites(command)) {
          const place = path.startsWith("/") ? path : [dir, ...folders, path].join("/");
          const name = FILES.find((file) => {
            try {
              return Deno.realPathSync(place) === `${dir}/${file}`;
            } catch (error) {
              if (!(error instanceof Deno.errors.NotFound)) throw error;
              return false;
            }
          });
          if (name === undefined) continue;
          claims++;
          assert(Deno.readTextFileSync(`${dir}/${name}`) !== `${name}\n`, `${name} after:\n${command}`);
        }
      }
      assert(claims > 70, String(claims));
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});

Deno.test("shellWrites() reads whatever it is given, in time that grows with its length", () => {
  const random = randomFrom(7);
  const pieces = [
    "'",
    '"',
    "\\",
    "$",
    "$(",
    "`",
    "(",
    ")",
    ">",
    "<<",
    "<<E\n",
    "E\n",
    "\n",
    "\r",
    "\u00a0",
    ";",
    "&",
    "|",
    "{",
    "}",
    "#",
    " ",
    "a",
    "[[ ",
    "((",
    "~",
    "*",
    "=",
    "cd ",
    "tee ",
  ] as const;
  for (let round = 0; round < 3000; round++) {
    shellWrites(Array.from({ length: random(30) }, () => oneOf(random, pieces)).join(""));
  }
  for (const piece of pieces) shellWrites(piece.repeat(100_000 / piece.length));
});
