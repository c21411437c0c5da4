import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { ProblemError } from "#domain";
import { openDatabase } from "#platform";
import { historyMigrations } from "./history-schema.ts";
import { migrate, readVersion } from "./migrate.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sunsteer-migrate-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const path = () => join(directory, "home.db");
const open = (name = path()) => openDatabase(name, { durability: "normal" });
const nextVersion = "ALTER TABLE series ADD COLUMN unit TEXT NOT NULL DEFAULT 'W'";

function isProblem(code: string) {
  return (error: unknown) => error instanceof ProblemError && error.problem.code === code;
}

test("an older file is brought up to date, with a copy of it as it was", () => {
  const old = open();
  migrate(old, { path: path(), migrations: historyMigrations });
  old.exec("INSERT INTO series (name) VALUES ('roof/solar.powerW')");
  migrate(old, { path: path(), migrations: [...historyMigrations, nextVersion] });
  const row = old.prepare("SELECT name, unit FROM series").get();
  assert.deepEqual({ ...row }, { name: "roof/solar.powerW", unit: "W" });
  assert.equal(readVersion(old), historyMigrations.length + 1);
  old.close();
  const copy = open(`${path()}.version-${historyMigrations.length}`);
  assert.equal(readVersion(copy), historyMigrations.length);
  assert.equal(copy.prepare("SELECT name FROM series").get()?.["name"], "roof/solar.powerW");
  assert.throws(() => copy.prepare("SELECT unit FROM series"));
  copy.close();
});

test("a migration that fails leaves the file as it was", () => {
  const old = open();
  migrate(old, { path: path(), migrations: historyMigrations });
  old.exec("INSERT INTO series (name) VALUES ('roof/solar.powerW')");
  assert.throws(() =>
    migrate(old, {
      path: path(),
      migrations: [...historyMigrations, `${nextVersion}; INSERT INTO nowhere VALUES (1)`],
    }),
  );
  assert.equal(readVersion(old), historyMigrations.length);
  assert.throws(() => old.prepare("SELECT unit FROM series"));
  assert.equal(old.prepare("SELECT name FROM series").get()?.["name"], "roof/solar.powerW");
  old.close();
});

test("a new file needs no copy, and one up to date is not touched", () => {
  const database = open();
  migrate(database, { path: path(), migrations: historyMigrations });
  migrate(database, { path: path(), migrations: historyMigrations });
  assert.equal(existsSync(`${path()}.version-0`), false);
  assert.equal(existsSync(`${path()}.version-1`), false);
  database.close();
});

test("a file of a newer program, or of another program, is refused", () => {
  const newer = open();
  newer.exec("PRAGMA user_version = 99");
  assert.throws(() => migrate(newer, { path: path(), migrations: historyMigrations }), isProblem("storage.newer"));
  newer.close();
  const foreign = open(join(directory, "photos.db"));
  foreign.exec("CREATE TABLE photos (id INTEGER)");
  assert.throws(
    () => migrate(foreign, { path: "photos.db", migrations: historyMigrations }),
    isProblem("storage.foreign"),
  );
  assert.equal(readVersion(foreign), 0);
  foreign.close();
});
