/**
 * Any settings file: init, then uninstall gives the same bytes. `SETTINGS_RUNS` sets how many files, `SETTINGS_SEED`
 * where the sequence begins.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import {
  addFasthook,
  findOurs,
  isOnlyOurs,
  removeFasthook,
} from "../../lib/agents/claude_code/registration/change.ts";
import { HOOK_ENTRIES, type Registration } from "../../lib/agents/claude_code/registration/entries.ts";
import { randomFrom } from "../support/random.ts";
import { randomSettings } from "../support/random_settings.ts";

const RUNS = Number(Deno.env.get("SETTINGS_RUNS") ?? "400");
const SEED = Number(Deno.env.get("SETTINGS_SEED") ?? "20261122");
const PATH = "settings.json";
const CONTEXT: Registration = { command: "/opt/fast hook/fasthook", reply: "context" };
const STDERR: Registration = { command: "C:\\Tools\\fasthook.exe", reply: "stderr" };

/** Calls a check with many files; a failure names the file, which is enough to repeat it. */
function forAll(check: (text: string) => void): void {
  const random = randomFrom(SEED);
  for (let run = 0; run < RUNS; run++) {
    const text = randomSettings(random);
    try {
      check(text);
    } catch (error) {
      throw new Error(`run ${run}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
}

/** What a file means without the containers that are empty: `{}`, and arrays and objects that become so. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) {
    const elements = value.map(meaning).filter((element) => element !== undefined);
    return elements.length === 0 ? undefined : elements;
  }
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, value]) => [key, meaning(value)] as const)
    .filter(([, value]) => value !== undefined);
  return members.length === 0 ? undefined : new Map(members);
}

Deno.test("the random settings files are what they should be: all kinds, all valid", () => {
  const seen = { crlf: 0, tabs: 0, oneLine: 0, noHooks: 0, emptyHooks: 0, groups: 0, empty: 0 };
  forAll((text) => {
    JSON.parse(text);
    assertEquals(findOurs(text, PATH), []);
    seen.crlf += Number(text.includes("\r\n"));
    seen.tabs += Number(text.includes("\n\t"));
    seen.oneLine += Number(!text.trim().includes("\n"));
    seen.noHooks += Number(!text.includes('"hooks"'));
    seen.emptyHooks += Number(/"hooks"\s*:\s*\{\s*\}/.test(text));
    seen.groups += Number(text.includes('"PostToolUse"') && text.includes('"command"'));
    seen.empty += Number(/^\s*\{\s*\}\s*$/.test(text));
  });
  for (const [kind, count] of Object.entries(seen)) assert(count > RUNS / 200, `${kind}: ${count}`);
});

Deno.test("init registers every event once and keeps everything else, in any settings file", () => {
  forAll((text) => {
    const after = addFasthook(text, { path: PATH, registration: CONTEXT });
    assertEquals(
      findOurs(after, PATH).map(({ event, registration }) => `${event} ${registration.command}`).sort(),
      HOOK_ENTRIES.map(({ event }) => `${event} ${CONTEXT.command}`).sort(),
    );
    const removed = removeFasthook(after, PATH);
    assertEquals(meaning(JSON.parse(removed)), meaning(JSON.parse(text)));
  });
});

Deno.test("init twice changes nothing more, in any settings file", () => {
  forAll((text) => {
    const once = addFasthook(text, { path: PATH, registration: CONTEXT });
    assertEquals(addFasthook(once, { path: PATH, registration: CONTEXT }), once);
  });
});

Deno.test("init, then uninstall gives the same bytes, with the copy that init makes", () => {
  forAll((text) => {
    const after = addFasthook(text, { path: PATH, registration: CONTEXT });
    assert(isOnlyOurs(after, { path: PATH, before: text }));
    const upgraded = addFasthook(after, { path: PATH, registration: STDERR });
    assert(isOnlyOurs(upgraded, { path: PATH, before: text }));
  });
});

/** Whether uninstall cannot know that a container was there before: it is empty again without fasthook. */
function hasEmptyPlace(text: string): boolean {
  const { hooks } = JSON.parse(text);
  return Object.keys(hooks ?? {}).length === 0 ||
    HOOK_ENTRIES.some(({ event }) => hooks[event]?.length === 0);
}

Deno.test("init, then uninstall gives the same bytes without the copy too, unless a place was empty", () => {
  let compared = 0;
  forAll((text) => {
    if (hasEmptyPlace(text)) return;
    const after = addFasthook(text, { path: PATH, registration: CONTEXT });
    assertEquals(removeFasthook(after, PATH), text);
    compared++;
  });
  assert(compared > RUNS / 10, String(compared));
});

Deno.test("another change in between stays after uninstall", () => {
  forAll((text) => {
    const after = addFasthook(text, { path: PATH, registration: CONTEXT });
    const edited = after.replace("{", '{"edited":1,');
    assert(!isOnlyOurs(edited, { path: PATH, before: text }));
    const { edited: kept, ...rest } = JSON.parse(removeFasthook(edited, PATH));
    assertEquals(kept, 1);
    assertEquals(meaning(rest), meaning(JSON.parse(text)));
  });
});
