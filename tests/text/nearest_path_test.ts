import { assert, assertEquals } from "@std/assert";
import { nearestName } from "../../lib/text/nearest_name.ts";
import { type Folders, nearestPath } from "../../lib/text/nearest_path.ts";
import { oneOf, randomFrom } from "../support/random.ts";

/** Folders as they would be with these files. */
function foldersOf(files: readonly string[]): Folders & { readonly looks: string[] } {
  const looks: string[] = [];
  return {
    looks,
    has: (path) => {
      looks.push(path);
      return files.some((file) => file === path || file.startsWith(`${path}/`));
    },
    names: (folder) => {
      looks.push(folder);
      const inside = files.filter((file) => file.startsWith(`${folder}/`)).map((file) =>
        file.slice(folder.length + 1).split("/")[0] ?? ""
      );
      return [...new Set(inside)];
    },
  };
}

function near(path: string, files: readonly string[], cwd = "/p"): string | undefined {
  const found = nearestPath({ path, cwd, root: "/p" }, foldersOf(files));
  return found && `${found.kind} ${found.path}`;
}

Deno.test("nearestName() knows other case, separators, endings, words and slips", () => {
  const names = [
    "README.md",
    "user_store.ts",
    "config.yaml",
    "cart.spec.ts",
    "cart.ts",
    "server.ts",
    "utils.py",
  ];
  assertEquals(nearestName("readme.md", names), "README.md");
  assertEquals(nearestName("user-store.ts", names), "user_store.ts");
  assertEquals(nearestName("userStore.ts", names), "user_store.ts");
  assertEquals(nearestName("config.yml", names), "config.yaml");
  assertEquals(nearestName("cart.test.ts", names), "cart.spec.ts");
  assertEquals(nearestName("sever.ts", names), "server.ts");
  assertEquals(nearestName("sevrer.ts", names), "server.ts");
  assertEquals(nearestName("util.py", names), "utils.py");
  assertEquals(nearestName("README", names), "README.md");
  assertEquals(nearestName("cart_test.go", ["test_cart.go", "carts.go"]), "test_cart.go");
  assertEquals(nearestName("r\u00e9sum\u00e9.md", ["re\u0301sume\u0301.md"]), "re\u0301sume\u0301.md");
  assertEquals(nearestName("site.json", ["site.jsonc", "site.md"]), "site.jsonc");
});

Deno.test("nearestName() does not take other names for near ones", () => {
  assertEquals(nearestName("telescope.ts", ["a.ts", "b.ts"]), undefined);
  assertEquals(nearestName("part1.ts", ["part2.ts", "part3.ts"]), undefined);
  assertEquals(nearestName("a.ts", ["b.ts"]), undefined);
  assertEquals(nearestName("todo.org", ["done.org"]), undefined);
  assertEquals(nearestName("user.ts", []), undefined);
});

Deno.test("nearestPath() finds the only manifest in a folder below, and no other name that is everywhere", () => {
  assertEquals(near("Cargo.toml", ["/p/api/Cargo.toml", "/p/docs/a.md"]), "elsewhere /p/api/Cargo.toml");
  assertEquals(near("package.json", ["/p/api/package.json", "/p/web/package.json"]), undefined);
  assertEquals(near("index.ts", ["/p/api/index.ts"]), undefined);
});

Deno.test("nearestPath() finds a similar name in the last folder that is there", () => {
  assertEquals(near("/p/src/config.yml", ["/p/src/config.yaml"]), "similar /p/src/config.yaml");
  assertEquals(near("src/sever.ts", ["/p/src/server.ts"]), "similar /p/src/server.ts");
  assertEquals(
    near(".github/workflow/ci.yml", ["/p/.github/workflows/ci.yml"]),
    "similar /p/.github/workflows/ci.yml",
  );
  assertEquals(near("./../p/src/sever.ts", ["/p/src/server.ts"]), "similar /p/src/server.ts");
});

Deno.test("nearestPath() sees that the shell is in the folder already", () => {
  const files = ["/p/src/go.mod", "/p/src/api/load.ts", "/p/src/app.ts"];
  assertEquals(near("src", files, "/p/src"), "inside /p/src");
  assertEquals(near("src/api", files, "/p/src"), "inside /p/src/api");
  assertEquals(near("/p/src/src/app.ts", files, "/p/src"), "inside /p/src/app.ts");
  assertEquals(near("src/api/load.ts", files, "/p/src/api"), "inside /p/src/api/load.ts");
});

Deno.test("nearestPath() finds the same name in another folder", () => {
  assertEquals(
    near("cmd/pier/verbs/mooring.go", ["/p/cmd/pier/mooring.go"]),
    "elsewhere /p/cmd/pier/mooring.go",
  );
  assertEquals(near("mooring.go", ["/p/pier/mooring.go"]), "elsewhere /p/pier/mooring.go");
  assertEquals(near("api/load.ts", ["/p/src/api/load.ts"]), "elsewhere /p/src/api/load.ts");
  assertEquals(
    near("docs/guide.md", ["/p/docs/guide.md", "/p/src/a.ts"], "/p/src"),
    "elsewhere /p/docs/guide.md",
  );
  assertEquals(
    near("src/one/cart.ts", ["/p/src/one/a.ts", "/p/src/two/cart.ts"]),
    "elsewhere /p/src/two/cart.ts",
  );
});

Deno.test("nearestPath() is silent where nothing near is there, and outside of the project", () => {
  assertEquals(near("/p/src/telescope.ts", ["/p/src/a.ts", "/p/src/b.ts"]), undefined);
  assertEquals(near("notes/todo-1987.org", ["/p/src/a.ts"]), undefined);
  assertEquals(near("observatory", ["/p/src/a.ts"]), undefined);
  assertEquals(near("/q/src/sever.ts", ["/q/src/server.ts"]), undefined);
  assertEquals(near("/p/lib/index.ts", ["/p/lib/a.ts", "/p/src/index.ts"]), undefined);
  assertEquals(near("a/b/c/d/e.ts", ["/p/a.ts"]), undefined);
});

Deno.test("nearestPath() gives only what is there, with a bounded number of looks", () => {
  const random = randomFrom(7);
  const parts: readonly [string, ...string[]] = [
    "src",
    "lib",
    "api",
    "user-store.ts",
    "user_store.ts",
    "a.md",
    "..",
    ".",
  ];
  for (let round = 0; round < 2000; round++) {
    const path = (): string => Array.from({ length: 1 + random(4) }, () => oneOf(random, parts)).join("/");
    const files = Array.from({ length: 1 + random(6) }, () => `/p/${path().replaceAll("..", "x")}`);
    const folders = foldersOf(files);
    const found = nearestPath({
      path: path(),
      cwd: oneOf(random, ["/p", "/p/src", "/p/lib/api"]),
      root: "/p",
    }, folders);
    assert(folders.looks.length < 500);
    assert(folders.looks.every((look) => look.startsWith("/p")));
    if (found !== undefined) assert(folders.has(found.path), found.path);
  }
});
