import { assertEquals } from "@std/assert";
import { maskSecrets } from "../../lib/text/mask.ts";

Deno.test("maskSecrets() hides the values of names that say what they are", () => {
  assertEquals(
    maskSecrets("curl -H 'Authorization: Bearer abc.def' x"),
    "curl -H 'Authorization: Bearer ***' x",
  );
  assertEquals(
    maskSecrets('API_KEY=hunter2 DB_PASSWORD="a b" run'),
    "API_KEY=*** DB_PASSWORD=*** run",
  );
  assertEquals(maskSecrets('"token": "x1",'), '"token": ***,');
  assertEquals(maskSecrets("login --password hunter2"), "login --password ***");
});

Deno.test("maskSecrets() hides passwords in addresses and random words", () => {
  assertEquals(maskSecrets("git clone https://me:pw@host/x.git"), "git clone https://***@host/x.git");
  assertEquals(maskSecrets(`echo ghp_${"aB3".repeat(12)}`), "echo ***");
});

Deno.test("maskSecrets() leaves commands, paths, names and hashes as they are", () => {
  for (
    const text of [
      "npm test -- --watch src/components/UserProfileSettings.test.ts",
      "git show 89a6446ad3f0c1e2b4d5f60718293a4b5c6d7e8f",
      "lines 3-5 hold it with 1 tab more at the start",
      "curl https://host:8080/health",
    ]
  ) assertEquals(maskSecrets(text), text);
});
