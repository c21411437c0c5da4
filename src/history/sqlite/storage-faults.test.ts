import assert from "node:assert/strict";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { createReason, hourMs, type Instant, minuteMs } from "#domain";
import { createVirtualClock, type Database, openDatabase, type VirtualClock } from "#platform";
import type { History } from "../history.ts";
import { type HistoryOptions, openHistory } from "../open-history.ts";

const start: Instant = Date.UTC(2025, 5, 1);
const names = ["garage/charger.powerW", "meter/meter.grid.powerW", "roof/solar.powerW"] as const;
const pointsEach = 20_000;
const end = start + pointsEach * 1_000;
const pageBytes = 4_096;

let directory: string;
let clock: VirtualClock;
const opened: History[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sunsteer-faults-"));
  clock = createVirtualClock(start);
});
afterEach(async () => {
  for (const history of opened.splice(0)) await history.close();
  rmSync(directory, { recursive: true, force: true });
});

const path = () => join(directory, "home.db");
const marker = () => `${path()}.open`;

function open(more: Partial<HistoryOptions> = {}): History {
  const history = openHistory({ path: path(), clock, mode: "inline", ...more });
  opened.push(history);
  return history;
}

async function close(history: History) {
  opened.splice(opened.indexOf(history), 1);
  await history.close();
}

async function writeHouse() {
  const history = open();
  for (const series of names) {
    const points = Array.from({ length: pointsEach }, (_, index) => ({
      series,
      at: start + index * 1_000,
      value: index,
    }));
    history.appendPoints(points);
  }
  for (let index = 0; index < 50; index++) {
    const at = start + index;
    history.appendDecision({
      at,
      commands: [],
      reasons: [createReason("garage", "mode", "fast", { at, reviewAt: at })],
    });
  }
  await history.flush();
  await close(history);
}

/** Overwrites whole pages, as a dying card does. */
function scribble(fromPage: number, pages: number) {
  const file = openSync(path(), "r+");
  writeSync(file, Buffer.alloc(pages * pageBytes, 0xa5), 0, pages * pageBytes, fromPage * pageBytes);
  closeSync(file);
}

async function countAll(history: History): Promise<number[]> {
  const counts: number[] = [];
  for (const name of names) counts.push((await history.series(name, { from: start, to: end })).length);
  return counts;
}

function setAside(): string[] {
  return readdirSync(directory).filter((name) => /\.torn-[^.]*Z$/.test(name));
}

describe("a torn file", () => {
  for (const mode of ["inline", "worker"] as const) {
    test(`found after an unclean stop is set aside, and what can be read goes on, ${mode}`, async () => {
      await writeHouse();
      writeFileSync(marker(), "");
      const pages = statSync(path()).size / pageBytes;
      scribble(Math.floor(pages / 2), 3);
      const history = open({ mode });
      const counts = await countAll(history);
      const total = counts.reduce((sum, count) => sum + count, 0);
      assert.ok(total >= 0.95 * names.length * pointsEach, `only ${counts} points`);
      assert.ok(total < names.length * pointsEach, "the damage was not where points are");
      assert.equal(history.health().notice?.code, "storage.repaired");
      assert.equal(history.health().problem, undefined);
      assert.equal(setAside().length, 1);
      history.appendPoints([{ series: names[0], at: end, value: 1 }]);
      await history.flush();
      await close(history);
      const again = open({ mode });
      assert.equal((await again.series(names[0], { from: end, to: end + 1 })).length, 1);
      assert.equal(again.health().notice, undefined);
    });
  }

  test("found while running loses nothing that comes in meanwhile", async () => {
    await writeHouse();
    const pages = statSync(path()).size / pageBytes;
    scribble(Math.floor(pages / 2), 3);
    const history = open();
    history.appendPoints([{ series: names[2], at: end, value: 7 }]);
    await countAll(history);
    assert.equal(history.health().notice?.code, "storage.repaired");
    assert.equal((await history.series(names[2], { from: end, to: end + 1 }))[0]?.value, 7);
    assert.equal((await history.reasons({ limit: 100 })).length, 50);
  });

  test("cut short keeps what stands before the cut", async () => {
    await writeHouse();
    writeFileSync(marker(), "");
    truncateSync(path(), Math.floor((statSync(path()).size * 0.95) / pageBytes) * pageBytes);
    const history = open();
    const kept = (await countAll(history)).reduce((sum, count) => sum + count, 0);
    assert.ok(kept > 0.5 * names.length * pointsEach, `only ${kept} points`);
    assert.equal(history.health().notice?.code, "storage.repaired");
  });

  test("without a readable first page is kept aside and a new history begins", async () => {
    await writeHouse();
    scribble(0, 1);
    const history = open();
    assert.deepEqual(await history.seriesNames(), []);
    assert.equal(history.health().notice?.facts["savedRows"], 0);
    assert.equal(setAside().length, 1);
    history.appendPoints([{ series: "a", at: start, value: 1 }]);
    await history.flush();
  });

  test("whose repair was cut off between the renames comes back repaired", async () => {
    await writeHouse();
    renameSync(path(), `${path()}.rebuilding`);
    assert.deepEqual(await countAll(open()), [pointsEach, pointsEach, pointsEach]);
  });

  test("is not looked for after a clean stop, and not cried after a mere crash", async () => {
    await writeHouse();
    assert.equal(existsSync(marker()), false);
    writeFileSync(marker(), "");
    const history = open();
    assert.deepEqual(await countAll(history), [pointsEach, pointsEach, pointsEach]);
    assert.equal(history.health().notice, undefined);
  });
});

describe("a disk that fills up", () => {
  test("keeps what is stored, tells, waits in memory, and goes on when there is room", async () => {
    let database: Database | undefined;
    const history = open({
      open: (file, options) => {
        database = openDatabase(file, options);
        return database;
      },
    });
    const series = names[2];
    history.appendPoints([{ series, at: start, value: 1 }]);
    await history.flush();
    database?.exec("PRAGMA max_page_count = 30");
    const flood = Array.from({ length: 15_000 }, (_, index) => ({ series, at: start + 1 + index, value: index }));
    history.appendPoints(flood);
    await assert.rejects(history.flush());
    assert.equal(history.health().problem?.code, "storage.full");
    assert.equal(history.health().waitingPoints, flood.length);
    assert.equal((await history.series(series, { from: start, to: end })).length, 1);
    await clock.runFor(minuteMs);
    assert.equal(history.health().problem?.code, "storage.full");
    database?.exec("PRAGMA max_page_count = 100000");
    await clock.runFor(minuteMs);
    assert.equal(history.health().problem, undefined);
    assert.equal(history.health().droppedPoints, 0);
    assert.equal((await history.series(series, { from: start, to: end })).length, flood.length + 1);
  });

  test("in the middle of upkeep loses neither points nor rollups", async () => {
    let database: Database | undefined;
    const history = open({
      retention: { rawMs: hourMs },
      open: (file, options) => {
        database = openDatabase(file, options);
        return database;
      },
    });
    const series = names[2];
    const points = Array.from({ length: 20_000 }, (_, index) => ({ series, at: start + index * 5_000, value: 600 }));
    history.appendPoints(points);
    await history.flush();
    const before = await history.energyWh(series, start, start + 28 * hourMs);
    database?.exec("PRAGMA query_only = 1");
    await clock.runUntil(start + 30 * hourMs);
    assert.deepEqual(await history.energyWh(series, start, start + 28 * hourMs), before);
    database?.exec("PRAGMA query_only = 0");
    await clock.runFor(2 * hourMs);
    assert.ok(
      (await history.series(series, { from: start, to: start + hourMs })).length < 20,
      "points were not let go",
    );
    const after = await history.energyWh(series, start, start + 28 * hourMs);
    assert.ok(Math.abs((after.energyWh ?? 0) - (before.energyWh ?? 0)) < 1e-6);
  });
});

describe("a file that turns read-only", () => {
  test("is told, and what came meanwhile is stored when it turns back", async () => {
    let database: Database | undefined;
    const history = open({
      open: (file, options) => {
        database = openDatabase(file, options);
        return database;
      },
    });
    await history.seriesNames();
    database?.exec("PRAGMA query_only = 1");
    history.appendPoints([{ series: "a", at: start, value: 1 }]);
    await clock.runFor(minuteMs);
    assert.equal(history.health().problem?.code, "storage.read-only");
    database?.exec("PRAGMA query_only = 0");
    await clock.runFor(minuteMs);
    assert.equal(history.health().problem, undefined);
    assert.equal((await history.series("a", { from: start, to: end })).length, 1);
  });
});

test("a copied file opens elsewhere with everything in it", async () => {
  await writeHouse();
  const copy = join(directory, "copy.db");
  copyFileSync(path(), copy);
  assert.deepEqual(await countAll(open({ path: copy })), [pointsEach, pointsEach, pointsEach]);
});
