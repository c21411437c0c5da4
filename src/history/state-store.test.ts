import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { createReason, type Instant, type Problem, ProblemError } from "#domain";
import { openDatabase } from "#platform";
import { createMemoryStateStore } from "./memory-state-store.ts";
import { openStateStore } from "./sqlite/state-store-sqlite.ts";
import type { Intent, StateStore } from "./state-store.ts";

const at: Instant = Date.UTC(2025, 5, 1);

function intentOf(actuator: string, more: Partial<Intent> = {}): Intent {
  return {
    actuator,
    id: `${actuator}-1`,
    command: { kind: "batteryIntent", target: "roof", intent: { kind: "hold" } },
    reason: createReason("roof", "ev-guard", "holding", { at, reviewAt: at + 1, because: { powerW: 11_000 } }),
    purpose: "guard",
    before: { mode: "SelfUse", limits: [10, null, true] },
    state: "stored",
    attempts: 0,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

let directory: string;
let problems: Problem[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sunsteer-state-"));
  problems = [];
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const path = () => join(directory, "state.db");
const openFile = () => openStateStore({ path: path(), now: () => at, onProblem: (problem) => problems.push(problem) });

const kinds: Record<string, () => StateStore> = { memory: createMemoryStateStore, sqlite: openFile };

for (const [kind, open] of Object.entries(kinds)) {
  describe(`state store, ${kind}`, () => {
    let store: StateStore;
    beforeEach(() => {
      store = open();
    });
    afterEach(() => store.close());

    test("starts empty", () => {
      assert.deepEqual(store.intents(), []);
      assert.equal(store.memory(), undefined);
    });

    test("gives back exactly what was put, in the order of actuators", () => {
      store.putIntent(intentOf("roof/batteryMode"));
      store.putIntent(intentOf("garage/charger", { state: "sent", attempts: 2 }));
      assert.deepEqual(store.intents(), [
        intentOf("garage/charger", { state: "sent", attempts: 2 }),
        intentOf("roof/batteryMode"),
      ]);
    });

    test("knows one intent for each actuator, the latest", () => {
      store.putIntent(intentOf("roof/batteryMode"));
      store.putIntent(intentOf("roof/batteryMode", { id: "second", state: "confirmed", updatedAt: at + 5 }));
      assert.deepEqual(
        store.intents().map(({ id, state }) => [id, state]),
        [["second", "confirmed"]],
      );
    });

    test("forgets a removed intent, and removing nothing is nothing", () => {
      store.putIntent(intentOf("roof/batteryMode"));
      store.removeIntent("roof/batteryMode");
      store.removeIntent("nobody/charger");
      assert.deepEqual(store.intents(), []);
    });

    test("an intent without a state before has none afterwards", () => {
      const { before: _, ...intent } = intentOf("roof/batteryMode");
      store.putIntent(intent);
      assert.equal(Object.hasOwn(store.intents()[0] ?? {}, "before"), false);
    });

    test("remembers the latest memory, as it was when put", () => {
      const memory = {
        version: 1,
        chargers: { garage: { since: at, absent: undefined } },
        list: [1, null, "x", false],
      };
      store.putMemory({ version: 0 });
      store.putMemory(memory);
      memory.list.push(2);
      assert.deepEqual(store.memory(), {
        version: 1,
        chargers: { garage: { since: at } },
        list: [1, null, "x", false],
      });
    });
  });
}

describe("state store on disk", () => {
  test("is there after a restart, for its owner's eyes only", () => {
    const first = openFile();
    first.putIntent(intentOf("roof/batteryMode"));
    first.putMemory({ version: 1 });
    for (const name of readdirSync(directory).filter((file) => file.startsWith("state.db") && !file.endsWith(".open")))
      assert.equal(statSync(join(directory, name)).mode & 0o077, 0, name);
    first.close();
    const second = openFile();
    assert.deepEqual(second.intents(), [intentOf("roof/batteryMode")]);
    assert.deepEqual(second.memory(), { version: 1 });
    second.close();
    assert.deepEqual(problems, []);
  });

  test("a damaged intent is told by its actuator and the others stand", () => {
    const store = openFile();
    store.putIntent(intentOf("garage/charger"));
    store.putIntent(intentOf("roof/batteryMode"));
    const other = openDatabase(path(), { durability: "normal" });
    other.exec(
      `UPDATE intents SET intent = replace(intent, '"stored"', '"dreamt"') WHERE actuator = 'roof/batteryMode'`,
    );
    other.close();
    assert.deepEqual(
      store.intents().map(({ actuator }) => actuator),
      ["garage/charger"],
    );
    assert.deepEqual(
      problems.map(({ code, facts }) => [code, facts["row"]]),
      [["storage.damaged-row", "roof/batteryMode"]],
    );
    store.close();
  });

  test("a file that is none is set aside, said, and replaced", () => {
    writeFileSync(path(), "not a database at all, and long enough to look at".repeat(100));
    const store = openFile();
    store.putIntent(intentOf("roof/batteryMode"));
    assert.equal(store.intents().length, 1);
    assert.equal(problems[0]?.code, "storage.repaired");
    assert.ok(readdirSync(directory).some((name) => name.startsWith("state.db.torn-")));
    store.close();
  });

  test("a place that cannot be written is refused with the reason", () => {
    writeFileSync(join(directory, "data"), "not a folder");
    const open = () =>
      openStateStore({ path: join(directory, "data", "state.db"), now: () => at, onProblem: () => {} });
    assert.throws(open, (error) => error instanceof ProblemError && error.problem.code === "storage.read-only");
  });

  test("a full disk refuses the new intent and keeps the old", () => {
    const store = openStateStore({
      path: path(),
      now: () => at,
      onProblem: (problem) => problems.push(problem),
      open: (file, options) => {
        const database = openDatabase(file, options);
        database.exec("PRAGMA max_page_count = 8");
        return database;
      },
    });
    store.putIntent(intentOf("garage/charger"));
    const large = intentOf("roof/batteryMode", { before: "x".repeat(100_000) });
    assert.throws(
      () => store.putIntent(large),
      (error) => error instanceof ProblemError && error.problem.code === "storage.full",
    );
    assert.deepEqual(
      store.intents().map(({ actuator }) => actuator),
      ["garage/charger"],
    );
    store.close();
  });
});
