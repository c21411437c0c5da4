import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { ProblemError } from "#domain";
import { moveDatabaseAside } from "./move-database-aside.ts";
import { openDatabase } from "./open-database.ts";

describe("a database file", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "sunsteer-sqlite-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const codeOf = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return error instanceof ProblemError ? error.problem.code : String(error);
    }
    return "worked";
  };
  const fill = (path: string) => {
    const database = openDatabase(path, { durability: "full" });
    database.exec("CREATE TABLE IF NOT EXISTS things (name TEXT) STRICT");
    return database;
  };
  const namesIn = (database: ReturnType<typeof fill>) =>
    database
      .prepare("SELECT name FROM things")
      .all()
      .map(({ name }) => name);

  it("is made with its folder, private when it holds secrets", () => {
    const path = join(directory, "deep/er/file.db");
    const database = openDatabase(path, { durability: "full", isPrivate: true });
    assert.equal(statSync(path).mode & 0o777, 0o600);
    database.close();
  });

  it("keeps all of a transaction or nothing", () => {
    const database = fill(join(directory, "file.db"));
    database.transaction(() => database.exec("INSERT INTO things VALUES ('kept')"));
    assert.throws(
      () =>
        database.transaction(() => {
          database.exec("INSERT INTO things VALUES ('lost')");
          throw new Error("changed my mind");
        }),
      /changed my mind/,
    );
    assert.deepEqual(namesIn(database), ["kept"]);
    database.close();
  });

  it("locks others out during a transaction, and says so", () => {
    const path = join(directory, "file.db");
    const first = fill(path);
    const second = openDatabase(path, { durability: "full", busyMs: 10 });
    first.transaction(() => {
      assert.equal(
        codeOf(() => second.transaction(() => {})),
        "storage.busy",
      );
    });
    assert.equal(
      codeOf(() => second.transaction(() => {})),
      "worked",
    );
    first.close();
    second.close();
  });

  it("is recognised as torn, and a new one starts in its place when it is moved aside", () => {
    const path = join(directory, "file.db");
    writeFileSync(path, "no database at all ".repeat(100));
    assert.equal(
      codeOf(() => openDatabase(path, { durability: "full" })),
      "storage.torn",
    );
    assert.equal(moveDatabaseAside(path), `${path}.torn`);
    writeFileSync(path, "again ".repeat(100));
    assert.equal(moveDatabaseAside(path), `${path}.torn-2`);
    const database = fill(path);
    assert.deepEqual(namesIn(database), []);
    database.close();
  });

  it("says that nothing can be written where a folder is a file", () => {
    writeFileSync(join(directory, "file"), "");
    assert.equal(
      codeOf(() => openDatabase(join(directory, "file", "x.db"), { durability: "full" })),
      "storage.read-only",
    );
  });
});
