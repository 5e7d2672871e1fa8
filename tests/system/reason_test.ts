import { assertEquals } from "@std/assert";
import { reasonOf } from "../../lib/system/reason.ts";

Deno.test("reasonOf() gives the reason without the runtime's wording", () => {
  try {
    Deno.readTextFileSync("/nonexistent/a");
  } catch (error) {
    assertEquals(error instanceof Error && reasonOf(error), "there is no such file or folder");
  }
  assertEquals(
    reasonOf(new Error("No space left on device (os error 28), open '/a'")),
    "No space left on device",
  );
  assertEquals(reasonOf(new Error("wanted a file, got something else")), "wanted a file, got something else");
});
