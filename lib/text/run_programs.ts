/**
 * Which programs use which forms of reports, and which programs start others.
 *
 * @module
 */

/** Programs, and the families whose forms they use. */
export const PROGRAMS: readonly (readonly [programs: string, families: string])[] = [
  [" jest react-scripts craco ", " jest crash "],
  [" vitest ", " vitest crash "],
  [" mocha nyc c8 ", " mocha crash "],
  [" playwright ", " playwright "],
  [" cypress ", " cypress mocha "],
  [" ava ", " ava "],
  [" tape tap borp qunit bats prove ", " node-test crash "],
  [" karma ", " karma "],
  [" tsc vue-tsc tsgo ", " tsc "],
  [" eslint stylelint ", " eslint "],
  [" oxlint ", " oxlint "],
  [" biome ", " biome "],
  [" prettier ", " prettier "],
  [" pytest py.test ", " pytest python "],
  [" unittest ", " unittest python "],
  [" mypy dmypy ", " mypy "],
  [" ruff ", " ruff "],
  [
    " alembic flask django-admin celery uvicorn gunicorn mkdocs sphinx-build dbt scrapy twine ",
    " python ",
  ],
  [" pylint ", " pylint "],
  [" pip pip3 ", " pip "],
  [" pyright basedpyright ", " pyright "],
  [" black ", " black "],
  [" go gotestsum ", " go cc crash "],
  [" golangci-lint ", " golangci "],
  [" cargo rustc cross ", " cargo crash "],
  [" dotnet ", " dotnet "],
  [" mvn mvnw ", " maven java "],
  [" java scala kotlin ", " java "],
  [" rspec ", " rspec ruby "],
  [" rubocop standardrb ", " rubocop "],
  [" phpunit pest paratest ", " phpunit php "],
  [" phpstan psalm ", " phpstan "],
  [" swift xcodebuild ", " swift cc "],
  [" mix ", " mix "],
  [" flutter dart ", " flutter "],
  [" gcc g++ cc c++ clang clang++ javac kotlinc swiftc ghc nvcc ", " cc "],
  [" cmake ", " cmake cc make "],
  [
    " vite webpack rollup esbuild next rsbuild rspack astro ng nuxt svelte-check parcel tsup tsdown rolldown ",
    " build tsc ",
  ],
  [" terraform tofu terragrunt ", " terraform terraform-plain "],
  [" helm kubectl ", " helm "],
  [" ansible-playbook ansible ", " ansible "],
  [" prisma ", " prisma "],
  [" git ", " git commit-hook "],
  [" pre-commit lefthook husky lint-staged ", " commit-hook eslint ruff black prettier mypy "],
  [" docker podman docker-compose nerdctl buildx ", " docker compose "],
  [" zig ", " zig "],
];

/** What programs are asked for where they only show a text of others. */
export const SHOWING: readonly (readonly [programs: string, words: string])[] = [
  [
    " git ",
    " log show diff grep blame cat-file reflog shortlog whatchanged format-patch range-diff ls-files ls-tree help notes list ",
  ],
  [" kubectl oc ", " logs get describe attach explain top events config api-resources cluster-info "],
  [" helm ", " get show list ls history status template search "],
  [
    " docker podman nerdctl docker-compose ",
    " logs inspect ps images history top events diff search info ls ",
  ],
  [" go ", " doc help env list "],
  [" cargo rustup ", " tree metadata search help doc --list "],
  [" terraform tofu ", " show output state console providers graph "],
];

/** Families whose forms are those of any program's messages: what starts others does not report in them. */
export const COMMON = " terraform-plain helm ";

/** Programs that start others, so that their output may have any form. */
export const RUNNERS: string =
  " npm pnpm yarn bun make gmake just task mise nx turbo lerna rake tox nox gradle gradlew ninja bazel bazelisk meson " +
  "composer invoke inv ant sbt lein stack cabal ctest earthly dagger act moon pants buck2 hatch pdm rails artisan " +
  "concurrently npm-run-all run-s run-p wireit lage rush ";
