/**
 * The tables of state.db, one step a version.
 *
 * @module
 */

/** SQL that brings the database from one version to the next. */
export type Migration = string;

/**
 * All steps; the first one makes an empty database version 1. A released step is never changed: a new version is one more
 * step.
 */
export const MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE result (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    used INTEGER NOT NULL -- a counter, because clocks can be set back
  );
  CREATE INDEX result_used ON result (used);
  CREATE TABLE counter (
    linter TEXT NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (linter, name)
  );
  CREATE TABLE breaker (
    linter TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    failures INTEGER NOT NULL, -- in a row, while it is closed
    since INTEGER NOT NULL, -- when it opened, or the probe began
    failed INTEGER NOT NULL, -- in all
    opened INTEGER NOT NULL, -- in all
    last_failure TEXT NOT NULL,
    last_failure_at INTEGER NOT NULL
  );
  `,
];
