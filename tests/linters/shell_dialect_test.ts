import { assertEquals } from "@std/assert";
import { shellDialect } from "../../lib/linters/shell_dialect.ts";

Deno.test("shellDialect() knows ShellCheck's shells, whatever path, wrapper and options a first line has", () => {
  const dialects = (...lines: readonly string[]): Set<string> => new Set(lines.map(shellDialect));
  assertEquals(
    dialects(
      "#!/bin/sh",
      "#! /bin/bash -eu",
      "#!/usr/bin/env bash",
      "#!/usr/bin/env -S FOO=1 bash -e",
      "#!/bin/busybox sh",
      "#!/usr/local/bin/dash\r",
      "#!/bin/ksh93",
      "\ufeff#!/usr/bin/env ksh",
    ),
    new Set(["known"]),
  );
  assertEquals(
    dialects(
      "#!/bin/zsh",
      "#!/usr/bin/env zsh",
      "#!/usr/bin/env fish",
      "#!/usr/bin/env python3",
      "#!/usr/bin/perl -w # bash",
      "#!/usr/bin/env -S zsh -f",
      "#!/bin/csh",
      "#!/usr/bin/env pwsh",
    ),
    new Set(["other"]),
  );
  assertEquals(dialects("", "set -e", "# !/bin/sh", "#!", "echo '#!/bin/sh'"), new Set(["none"]));
});
