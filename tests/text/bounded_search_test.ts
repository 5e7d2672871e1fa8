import { assert, assertEquals } from "@std/assert";
import { BoundedSearch } from "../../lib/text/bounded_search.ts";
import { editPlace } from "../../lib/text/edit_place.ts";

Deno.test("BoundedSearch.find() gives the places that indexOf() gives", () => {
  const search = new BoundedSearch("one two one");
  assertEquals([search.find("one"), search.find("one", 1), search.find("three")], [0, 8, -1]);
  assertEquals(search.findAll("o", 9), [0, 6, 8]);
  assertEquals(search.findAll("o", 2), [0, 6]);
  assert(!search.isSpent);
});

Deno.test("BoundedSearch.find() ends its search where its time is spent, whatever the text's length", () => {
  const text = `${"x".repeat(10_000_000)}needle of some length`;
  const search = new BoundedSearch(text);
  assertEquals(search.find("needle"), -1);
  assert(search.isSpent);
  assertEquals(search.find("x", 5), -1);
  // A longer pattern is found faster, so more of the text is searched.
  assertEquals(new BoundedSearch(text.slice(9_000_000)).find("needle of some length"), 1_000_000);
  assertEquals(new BoundedSearch(text.slice(9_000_000)).find("needle"), -1);
});

Deno.test("BoundedSearch counts calls, so that many places of a word are no way around the bound", () => {
  const search = new BoundedSearch("a".repeat(100_000));
  assert(search.findAll("a", Infinity).length < 10_000);
  assert(search.isSpent);
});

Deno.test("editPlace() claims no unique text where it could not search to the end", () => {
  const line = (index: number): string => `call(${index}, "of many");\n`;
  const lines = Array.from({ length: 200_000 }, (_, index) => line(index)).join("");
  const place = editPlace(`reset();\n${lines}reset();\n${lines}`, { before: "reset();", after: "reset(1);" });
  assertEquals(place, undefined);
  const near = editPlace(`reset();\nreset();\n${lines}`, { before: "reset();", after: "reset(1);" });
  assertEquals(near?.kind === "several" && near.places.map(({ unique }) => unique), ["", ""]);
});
