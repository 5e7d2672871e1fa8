import { assertEquals } from "@std/assert";
import { isSkipped } from "../../lib/linters/skipped.ts";

Deno.test("isSkipped() is true for what is installed or made, and for project templates", () => {
  const paths = [
    "/node_modules/left-pad/index.js",
    "/packages/a/node_modules/x/package.json",
    "/.venv/lib/python3.12/site-packages/x/a.py",
    "/static/jquery-3.7.min.js",
    "/api/user_pb2.py",
    "/src/schema.generated.ts",
    "/{{cookiecutter.slug}}/app.py",
  ];
  assertEquals(paths.filter((path) => !isSkipped(path)), []);
});

Deno.test("isSkipped() is false for files that only look similar", () => {
  const paths = [
    "/src/node_modules.ts",
    "/src/admin.js",
    "/src/minify.js",
    "/src/generated.ts",
    "/lock.json",
    "/a/{b}/c.py",
  ];
  assertEquals(paths.filter(isSkipped), []);
});
