/**
 * The documented behaviour and types of `@std/assert`; passes with JSR and with `lib/std/assert`.
 *
 * @module
 */

import * as std from "@std/assert";

/** Tells whether a check fails, and lets pass only the error that a failed assertion is documented to throw. */
function fails(check: () => void): boolean {
  try {
    check();
  } catch (error) {
    if (error instanceof std.AssertionError) return true;
    throw error;
  }
  return false;
}

/** Like `fails()`, for checks that take their time. */
async function rejects(check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
  } catch (error) {
    if (error instanceof std.AssertionError) return true;
    throw error;
  }
  return false;
}

/** Does not use the assertions under test, which might all let everything pass. */
function verify(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Not so: ${what}`);
}

function thrower(error: unknown): () => never {
  return () => {
    throw error;
  };
}

const sparse: Record<string, unknown> = { foo: { bar: 3, baz: [4, 5] }, qux: 1 };

/** The assertion, what passes and what fails; every row is one test. */
const cases: readonly [name: string, passing: (() => void)[], failing: (() => void)[]][] = [
  ["assert() accepts only a truthy value", [
    () => std.assert(1),
    () => std.assert("hello".includes("ello")),
  ], [
    () => std.assert("hello".includes("world")),
    () => std.assert(0),
    () => std.assert(null),
  ]],
  ["assertFalse() accepts only a falsy value", [
    () => std.assertFalse(false),
    () => std.assertFalse(0n),
    () => std.assertFalse(""),
  ], [
    () => std.assertFalse(true),
    () => std.assertFalse("0"),
  ]],
  ["assertExists() accepts anything but null and undefined", [
    () => std.assertExists("something"),
    () => std.assertExists(0),
  ], [
    () => std.assertExists(undefined),
    () => std.assertExists(null),
  ]],
  ["fail(), unimplemented() and unreachable() always throw", [], [
    () => std.fail("Deliberately failed!"),
    () => std.unimplemented(),
    () => std.unreachable(),
  ]],
  ["assertEquals() accepts deeply equal values", [
    () => std.assertEquals("world", "world"),
    () =>
      std.assertEquals({ a: [1, new Map([["b", new Date(0)]])] }, { a: [1, new Map([["b", new Date(0)]])] }),
  ], [
    () => std.assertEquals("hello", "world"),
    () => std.assertEquals({ a: [1, 2] }, { a: [2, 1] }),
    () => std.assertEquals<unknown>(1, "1"),
  ]],
  ["assertNotEquals() accepts values that differ deeply", [
    () => std.assertNotEquals(1, 2),
    () => std.assertNotEquals({ a: [1] }, { a: [2] }),
  ], [
    () => std.assertNotEquals(1, 1),
    () => std.assertNotEquals({ a: [1] }, { a: [1] }),
  ]],
  ["assertStrictEquals() accepts only the same value", [
    () => std.assertStrictEquals(sparse, sparse),
    () => std.assertStrictEquals(NaN, NaN),
  ], [
    () => std.assertStrictEquals({}, {}),
    () => std.assertStrictEquals(0, -0),
  ]],
  ["assertNotStrictEquals() accepts values that are not the same", [
    () => std.assertNotStrictEquals(1, 2),
    () => std.assertNotStrictEquals(0, -0),
    () => std.assertNotStrictEquals({}, {}),
  ], [
    () => std.assertNotStrictEquals(1, 1),
    () => std.assertNotStrictEquals(0, 0),
  ]],
  ["assertAlmostEquals() accepts a difference within the tolerance", [
    () => std.assertAlmostEquals(1.000000001e-8, 1.000000002e-8),
    () => std.assertAlmostEquals(0.01, 0.02, 0.1),
    () => std.assertAlmostEquals(0.1 + 0.2, 0.3, 1e-16),
  ], [
    () => std.assertAlmostEquals(0.01, 0.02),
    () => std.assertAlmostEquals(1e-8, 1e-9),
    () => std.assertAlmostEquals(0.1 + 0.2, 0.3, 1e-17),
  ]],
  ["assertGreater() accepts only a greater value", [
    () => std.assertGreater(2, 1),
  ], [
    () => std.assertGreater(1, 1),
    () => std.assertGreater(0, 1),
  ]],
  ["assertGreaterOrEqual() accepts a greater or equal value", [
    () => std.assertGreaterOrEqual(2, 1),
    () => std.assertGreaterOrEqual(1, 1),
  ], [
    () => std.assertGreaterOrEqual(0, 1),
  ]],
  ["assertLess() accepts only a smaller value", [
    () => std.assertLess(1, 2),
  ], [
    () => std.assertLess(1, 1),
    () => std.assertLess(2, 1),
  ]],
  ["assertLessOrEqual() accepts a smaller or equal value", [
    () => std.assertLessOrEqual(1, 2),
    () => std.assertLessOrEqual(1, 1),
  ], [
    () => std.assertLessOrEqual(1, 0),
  ]],
  ["assertArrayIncludes() accepts a list with all wanted values, compared deeply", [
    () => std.assertArrayIncludes([1, 2, 3], [3, 2]),
    () => std.assertArrayIncludes([{ a: 1 }, { a: 2 }], [{ a: 2 }]),
    () => std.assertArrayIncludes(Uint8Array.of(1, 2), [2]),
  ], [
    () => std.assertArrayIncludes([1, 2, 3], [2, 4]),
    () => std.assertArrayIncludes([{ a: 1 }], [{ a: 2 }]),
  ]],
  ["assertStringIncludes() accepts a text with the wanted part", [
    () => std.assertStringIncludes("Hello", "ello"),
  ], [
    () => std.assertStringIncludes("Hello", "world"),
  ]],
  ["assertMatch() accepts a text that matches", [
    () => std.assertMatch("Raptor", /Raptor/),
  ], [
    () => std.assertMatch("Denosaurus", /Raptor/),
  ]],
  ["assertNotMatch() accepts a text that does not match", [
    () => std.assertNotMatch("Denosaurus", /Raptor/),
  ], [
    () => std.assertNotMatch("Raptor", /Raptor/),
  ]],
  ["assertObjectMatch() accepts an object with all wanted members, compared deeply", [
    () => std.assertObjectMatch({ foo: 1, bar: 2 }, { foo: 1 }),
    () => std.assertObjectMatch(sparse, { foo: { bar: 3 } }),
  ], [
    () => std.assertObjectMatch({ foo: "bar" }, { foo: "baz" }),
    () => std.assertObjectMatch({ foo: 1 }, { foo: 1, bar: 2 }),
    () => std.assertObjectMatch(sparse, { foo: { bar: 3, more: 4 } }),
  ]],
  ["assertInstanceOf() accepts only an instance of the class", [
    () => std.assertInstanceOf(new Date(), Date),
    () => std.assertInstanceOf(new RangeError(), Error),
  ], [
    () => std.assertInstanceOf(new Date(), Number),
    () => std.assertInstanceOf(null, Date),
  ]],
  ["assertNotInstanceOf() accepts anything but an instance of the class", [
    () => std.assertNotInstanceOf(new Date(), Number),
  ], [
    () => std.assertNotInstanceOf(new Date(), Date),
    () => std.assertNotInstanceOf(new RangeError(), Error),
  ]],
  ["assertIsError() accepts only an error of the class and with the message", [
    () => std.assertIsError(new RangeError("Out of range")),
    () => std.assertIsError(new RangeError("Out of range"), RangeError, "of range"),
    () => std.assertIsError(new RangeError("Out of range"), Error, /^Out/),
  ], [
    () => std.assertIsError(null),
    () => std.assertIsError(new RangeError("Out of range"), SyntaxError),
    () => std.assertIsError(new RangeError("Out of range"), RangeError, "Within range"),
    () => std.assertIsError(new RangeError("Out of range"), RangeError, /^of/),
  ]],
  ["assertThrows() accepts only a function that throws the error", [
    () => std.assertThrows(thrower("no error at all")),
    () => std.assertThrows(thrower(new TypeError("hello world!")), TypeError),
    () => std.assertThrows(thrower(new TypeError("hello world!")), Error, "world"),
  ], [
    () => std.assertThrows(() => "hello world!"),
    () => std.assertThrows(thrower(new TypeError("hello world!")), RangeError),
    () => std.assertThrows(thrower(new TypeError("hello world!")), TypeError, "moon"),
  ]],
];

for (const [name, passing, failing] of cases) {
  Deno.test(name, () => {
    for (const check of passing) verify(!fails(check), `passes: ${check}`);
    for (const check of failing) verify(fails(check), `fails: ${check}`);
  });
}

Deno.test("assertRejects() accepts only a promise that rejects with the error", async () => {
  const reject = (): Promise<never> => Promise.reject(new SyntaxError("hello world!"));
  verify(!await rejects(() => std.assertRejects(reject)), "any rejection");
  verify(!await rejects(() => std.assertRejects(reject, SyntaxError, "world")), "class and message");
  verify(await rejects(() => std.assertRejects(() => Promise.resolve(1))), "resolved");
  verify(await rejects(() => std.assertRejects(reject, RangeError)), "other class");
  verify(await rejects(() => std.assertRejects(reject, SyntaxError, "moon")), "other message");
});

Deno.test("assertThrows() and assertRejects() return the error when it was thrown", async () => {
  const error = new RangeError("Out of range");
  verify(std.assertThrows(thrower(error)) === error, "thrown");
  verify(std.assertThrows(thrower(error), RangeError).message === "Out of range", "typed");
  verify(await std.assertRejects(() => Promise.reject(error)) === error, "rejected");
  verify(
    (await std.assertRejects(() => Promise.reject(error), RangeError)).message === "Out of range",
    "typed",
  );
});

Deno.test("equal() compares deeply and throws a TypeError when it cannot look inside", () => {
  verify(std.equal({ foo: ["bar"] }, { foo: ["bar"] }), "equal objects");
  verify(!std.equal({ foo: ["bar"] }, { foo: ["baz"] }), "other member");
  verify(!std.equal(() => 1, () => 1), "functions are compared by identity");
  std.assertThrows(() => std.equal(new WeakSet(), new WeakSet()), TypeError);
});

Deno.test("AssertionError carries name, message and cause when made by hand", () => {
  const error = new std.AssertionError("foo", { cause: "bar" });
  verify(error instanceof Error, "is an Error");
  verify(error.name === "AssertionError", "name");
  verify(error.message === "foo", "message");
  verify(error.cause === "bar", "cause");
});

Deno.test("assertions put msg into the message when it is given", () => {
  const error = std.assertThrows(() => std.assertEquals(1, 2, "sizes"), std.AssertionError);
  verify(error.message.includes("sizes"), "assertEquals");
  verify(std.assertThrows(() => std.assert(false, "sizes"), Error).message === "sizes", "assert");
  verify(std.assertThrows(() => std.fail("sizes"), Error).message.includes("sizes"), "fail");
});

Deno.test("assertions narrow the type of a value when they return", () => {
  // Does not compile without the narrowing; JSON.parse() gives values that the compiler knows nothing about.
  const text: string | null = JSON.parse('"abc"');
  std.assertExists(text);
  const length: number = text.length;
  const date: unknown = new Date(7);
  std.assertInstanceOf(date, Date);
  const sameDate: std.GetConstructorType<typeof Date> = date;
  const time: number = sameDate.getTime();
  const anyClass: std.AnyConstructor = Date;
  std.assertInstanceOf(sameDate, anyClass);
  const error: unknown = new RangeError("far");
  std.assertIsError(error, RangeError);
  const message: string = error.message;
  const mixed: string | Date = JSON.parse('"abcd"');
  std.assertNotInstanceOf(mixed, Date);
  const mixedLength: number = mixed.length;
  const kind: unknown = "hit";
  std.assertStrictEquals(kind, "hit");
  const same: "hit" = kind;
  const found: string | undefined = JSON.parse('"x"');
  std.assert(found !== undefined);
  const upper: string = found.toUpperCase();
  const none: string | 0 = JSON.parse("0");
  std.assertFalse(none);
  const falsy: std.Falsy = none;
  const list: std.ArrayLikeArg<number> = Uint8Array.of(1);
  std.assertEquals([length, time, message, mixedLength, same, upper, falsy, list.length], [
    3,
    7,
    "far",
    4,
    "hit",
    "X",
    0,
    1,
  ]);
});
