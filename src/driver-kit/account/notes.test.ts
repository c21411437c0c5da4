import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { minuteMs } from "#domain";
import { createMemoryLog, createVirtualClock, type HttpClient, openDatabase } from "#platform";
import { createAccounts } from "./accounts.ts";
import type { CallRules } from "./call-rules.ts";

const folder = mkdtempSync(join(tmpdir(), "sunsteer-notes-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const rules: CallRules = {
  rules: [{ id: "live", scope: "account", max: 1, perMs: minuteMs }],
  isLasting: true,
  classify: () => ({ callClass: "live", endpoint: "live" }),
};
const http: HttpClient = { request: async () => ({ status: 200, headers: {}, body: "" }) };

/** A process with its view of the account. */
function open(directory: string, account = "mine") {
  const log = createMemoryLog();
  const accounts = createAccounts({ directory, clock: createVirtualClock(0), http, log });
  return { log, ...accounts.open({ driver: "toy", identity: { account }, rules }) };
}

describe("an account's notes", () => {
  it("outlive their process, are seen by others at once, and belong to one account", async () => {
    const directory = join(folder, "kept");
    const [one, other] = [open(directory), open(directory)];
    one.notes.write({ plants: [{ name: "Roof" }], refused: 2 });
    assert.deepEqual(other.notes.read("plants"), [{ name: "Roof" }]);
    await one.close();
    await other.close();
    const again = open(directory);
    assert.deepEqual([again.notes.read("plants"), again.notes.read("refused")], [[{ name: "Roof" }], 2]);
    again.notes.write({ plants: undefined });
    assert.deepEqual([again.notes.read("plants"), again.notes.read("refused")], [undefined, 2]);
    assert.equal(open(directory, "another").notes.read("refused"), undefined);
  });

  it("are found in a ledger from before there were any", () => {
    const directory = join(folder, "older");
    open(directory).notes.write({ a: 1 });
    const [name = ""] = filesIn(directory);
    const database = openDatabase(join(directory, name), { durability: "full", isPrivate: true, busyMs: 100 });
    database.exec("DROP TABLE notes");
    database.close();
    const account = open(directory);
    assert.equal(account.notes.read("a"), undefined);
    account.notes.write({ a: 2 });
    assert.equal(account.notes.read("a"), 2);
  });

  it("are kept in memory where nothing can be written, and nobody fails for them", () => {
    const account = open("/dev/null/nowhere");
    account.notes.write({ a: 1 });
    assert.equal(account.notes.read("a"), 1);
    assert.equal(account.log.lines.length, 1, "said once, with the ledger itself");
    const inMemory = open("memory");
    inMemory.notes.write({ a: 1 });
    assert.equal(inMemory.notes.read("a"), 1);
  });

  it("are for their owner's eyes only", () => {
    const directory = join(folder, "private");
    open(directory).notes.write({ a: 1 });
    for (const name of filesIn(directory)) assert.equal(statSync(join(directory, name)).mode & 0o077, 0);
  });
});

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory).filter((name) => name.endsWith(".db"));
}
