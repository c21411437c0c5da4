import type { Migration } from "./migrate.ts";
import type { RepairPlan } from "./repair.ts";

/**
 * Points and rollups are keyed by series and time: a chart reads one stretch of pages, and a batch of readings touches
 * one page per series. `rolled_until`: rollups before it are up to date; `raw_from`: points before it have been let go.
 */
const firstVersion: Migration = `
  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    rolled_until INTEGER NOT NULL DEFAULT 0,
    raw_from INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE points (
    series INTEGER NOT NULL,
    at INTEGER NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (series, at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE rollups (
    series INTEGER NOT NULL,
    at INTEGER NOT NULL,
    mean REAL NOT NULL,
    positive_mean REAL NOT NULL,
    min REAL NOT NULL,
    max REAL NOT NULL,
    last REAL NOT NULL,
    covered_ms INTEGER NOT NULL,
    PRIMARY KEY (series, at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    commands TEXT NOT NULL
  ) STRICT;
  CREATE INDEX decisions_at ON decisions (at);

  CREATE TABLE reasons (
    id INTEGER PRIMARY KEY,
    decision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX reasons_decision ON reasons (decision);
  CREATE INDEX reasons_at ON reasons (at);
  CREATE INDEX reasons_subject ON reasons (subject, at);

  CREATE TABLE commands (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX commands_at ON commands (at);
  CREATE INDEX commands_target ON commands (target, at);
`;

export const historyMigrations: readonly Migration[] = [firstVersion];

/** Rollups of what was lost are made again from the points that are still there. */
export const historyRepair: RepairPlan = {
  migrations: historyMigrations,
  tables: [
    { name: "series", key: "id" },
    { name: "points", key: "at", per: { column: "series", valuesSql: "SELECT id FROM series" } },
    { name: "rollups", key: "at", per: { column: "series", valuesSql: "SELECT id FROM series" } },
    { name: "decisions", key: "id" },
    { name: "reasons", key: "id" },
    { name: "commands", key: "rowid" },
  ],
  afterwards: "UPDATE series SET rolled_until = raw_from",
};
