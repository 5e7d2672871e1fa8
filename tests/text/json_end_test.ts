import { assertEquals } from "@std/assert";
import { ValueEnd } from "../../lib/text/json_end.ts";

Deno.test("find() gives the end of the first object", () => {
  assertEquals(new ValueEnd().find('{"a":[1,{}]} {"b":2}'), 12);
});

Deno.test("find() says -1 while the object is open", () => {
  assertEquals(new ValueEnd().find('{"a":{}'), -1);
});

Deno.test("find() does not count brackets in strings", () => {
  assertEquals(new ValueEnd().find('{"a":"}\\"}\\\\"}x'), 14);
});

Deno.test("find() goes on where it stopped, whatever the cut", () => {
  const text = '{"a":"\\"}","b":[{"c":"\\\\"}]}tail';
  for (let cut = 0; cut < text.length; cut++) {
    const end = new ValueEnd();
    const first = end.find(text.slice(0, cut));
    assertEquals(first < 0 ? end.find(text) : first, text.length - 4);
  }
});
