/**
 * The documented behaviour and types of `@std/cli`; passes with JSR and with `lib/std/cli`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { type Args, parseArgs, type ParseOptions } from "@std/cli";
import { parseArgs as parseArgsOfSubpath } from "@std/cli/parse-args";

/** True only for equal types. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;

/** Does not compile when a type is not what it should be. */
function checkTypes<_Checks extends true[]>(): void {}

Deno.test("parseArgs() reads flags, pairs and the rest when given no options", () => {
  const args = parseArgs(["--foo", "--bar=baz", "./quux.txt", "-q"]);
  assertEquals(args, { foo: true, bar: "baz", q: true, _: ["./quux.txt"] });
});

Deno.test("parseArgs() is the same function when imported from its own path", () => {
  assertEquals(parseArgsOfSubpath, parseArgs);
});

Deno.test("parseArgs() returns numbers when arguments look like them", () => {
  assertEquals(parseArgs(["--size=12", "--rate", "0.5", "7", "7a"]), { size: 12, rate: 0.5, _: [7, "7a"] });
});

Deno.test("parseArgs() keeps text when the name is in string", () => {
  const args = parseArgs(["--id=007", "--name", "12"], { string: ["id", "name", "other"] });
  assertEquals(args, { id: "007", name: "12", _: [] });
  checkTypes<[Same<typeof args.id, string | undefined>]>();
});

Deno.test("parseArgs() accepts one name instead of a list", () => {
  assertEquals(parseArgs(["--id=7", "--all", "x"], { string: "id", boolean: "all" }), {
    id: "7",
    all: true,
    _: ["x"],
  });
});

Deno.test("parseArgs() takes no value and defaults to false when the name is in boolean", () => {
  const args = parseArgs(["--all", "file"], { boolean: ["all", "quiet"] });
  assertEquals(args, { all: true, quiet: false, _: ["file"] });
  checkTypes<[Same<typeof args.all, boolean>]>();
});

Deno.test("parseArgs() takes no values when boolean is true, except after an equal sign", () => {
  assertEquals(parseArgs(["--foo", "a", "--bar=b"], { boolean: true }), { foo: true, bar: "b", _: ["a"] });
  assertEquals(parseArgs(["--foo", "a"]), { foo: "a", _: [] });
});

Deno.test("parseArgs() keeps every value when the name is in collect, else the last", () => {
  const args = parseArgs(["--file", "a", "--file=b", "--out=c", "--out=d", "--any=e", "-v", "-v"], {
    collect: ["file", "any", "v", "none"],
    string: ["file", "out", "none"],
    boolean: ["v"],
  });
  assertEquals(args, { file: ["a", "b"], out: "d", any: ["e"], v: [true, true], none: [], _: [] });
  checkTypes<[
    Same<typeof args.file, string[]>,
    Same<typeof args.out, string | undefined>,
    Same<typeof args.any, unknown[]>,
    Same<typeof args.v, boolean[]>,
  ]>();
});

Deno.test("parseArgs() sets a flag to false when it is negatable and negated", () => {
  const options = { boolean: ["color"], negatable: ["color"] } as const;
  assertEquals(parseArgs(["--no-color"], options), { color: false, _: [] });
  assertEquals(parseArgs(["--color"], options), { color: true, _: [] });
});

Deno.test("parseArgs() reads --no-name as a name of its own when it is not negatable", () => {
  assertEquals(parseArgs(["--no-color"]), { "no-color": true, _: [] });
});

Deno.test("parseArgs() adds false to the type when a string is negatable", () => {
  const args = parseArgs(["--no-config"], { string: ["config"], negatable: ["config"] });
  assertEquals(args, { config: false, _: [] });
  checkTypes<[Same<typeof args.config, string | false | undefined>]>();
});

Deno.test("parseArgs() uses the default when a name is missing, and only then", () => {
  const options = { string: ["port"], boolean: ["open"], default: { port: "80", open: true } } as const;
  assertEquals(parseArgs(["--port=81"], options), { port: "81", open: true, _: [] });
  assertEquals(parseArgs(["--open=false"], options), { port: "80", open: false, _: [] });
  assertEquals(parseArgs([], { default: { depth: 3 } }), { depth: 3, _: [] });
});

Deno.test("parseArgs() makes a string sure to exist in the type when it has a default", () => {
  const args = parseArgs([], { string: ["port"], default: { port: "80" } });
  assertEquals(args.port.length, 2);
  checkTypes<[Same<typeof args.port, string>]>();
});

Deno.test("parseArgs() sets all names when one has aliases", () => {
  const args = parseArgs(["-h", "--name=x"], {
    boolean: ["help"],
    string: ["name"],
    alias: { help: "h", name: ["n", "title"] },
  });
  assertEquals(args, { help: true, h: true, name: "x", n: "x", title: "x", _: [] });
  checkTypes<[Same<typeof args.h, boolean>, Same<typeof args.title, string | undefined>]>();
});

Deno.test("parseArgs() leaves everything to _ after the first non-option when stopEarly is set", () => {
  const given = ["--a", "--b=1", "run", "--c", "d"];
  assertEquals(parseArgs(given, { stopEarly: true, boolean: ["a", "c"] }), {
    a: true,
    b: 1,
    c: false,
    _: ["run", "--c", "d"],
  });
  assertEquals(parseArgs(given, { boolean: ["a", "c"] }), { a: true, b: 1, c: true, _: ["run", "d"] });
});

Deno.test("parseArgs() reads nothing after two dashes and puts it in _", () => {
  assertEquals(parseArgs(["--a", "--", "--b", "c"]), { a: true, _: ["--b", "c"] });
});

Deno.test('parseArgs() separates what follows two dashes when "--" is set', () => {
  const args = parseArgs(["a", "--", "--b", "1"], { "--": true, string: ["x"] });
  assertEquals(args, { _: ["a"], "--": ["--b", "1"] });
  checkTypes<[Same<typeof args["--"], string[]>, Same<typeof args._, (string | number)[]>]>();
});

Deno.test("parseArgs() calls unknown for undefined arguments and drops them when it returns false", () => {
  const calls: unknown[][] = [];
  const args = parseArgs(["--name=x", "--nmae=y", "file"], {
    string: ["name"],
    unknown: (...call) => {
      calls.push(call);
      return false;
    },
  });
  assertEquals(args, { name: "x", _: [] });
  assertEquals(calls.map(([arg, key, value]) => [arg, key, value]), [
    ["--nmae=y", "nmae", "y"],
    ["file", undefined, undefined],
  ]);
});

Deno.test("parseArgs() keeps undefined arguments when unknown returns anything else", () => {
  assertEquals(parseArgs(["--nmae=y", "file"], { string: ["name"], unknown: () => undefined }), {
    nmae: "y",
    _: ["file"],
  });
});

Deno.test("Args and ParseOptions describe the result and the options when written out", () => {
  const options: ParseOptions = { boolean: ["all"], string: ["name"], alias: { all: "a" } };
  const args: Args<{ all: boolean }> = parseArgs(["-a", "x"], { boolean: ["all"], alias: { all: "a" } });
  assertEquals(args._, ["x"]);
  assertEquals(parseArgs(["--name=1"], options).name, "1");
});
