import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { type Command, createProblem, createReason, dayMs, hourMs, type Instant, minuteMs, type Point } from "#domain";
import { createVirtualClock, openDatabase, type VirtualClock } from "#platform";
import type { CommandRecord, History } from "./history.ts";
import { type HistoryOptions, openHistory } from "./open-history.ts";

const start: Instant = Date.UTC(2025, 5, 1);

const command: Command = { kind: "charger", target: "garage", setting: { isAllowed: true, currentA: 10 } };

function reasonFor(subject: string, at: Instant) {
  return createReason(subject, "solar", "charging", {
    at,
    reviewAt: at + minuteMs,
    because: { surplusW: 2_300, missing: undefined },
  });
}

function recordOf(id: string, at: Instant, more: Partial<CommandRecord> = {}): CommandRecord {
  const reason = reasonFor("garage", at);
  return { id, at, target: "garage", command, purpose: "guard", reason, state: "stored", attempts: 0, ...more };
}

/** A constant power, every so often. */
function constant(series: string, from: Instant, to: Instant, everyMs: number, value: number): Point[] {
  const points: Point[] = [];
  for (let at = from; at <= to; at += everyMs) points.push({ series, at, value });
  return points;
}

for (const mode of ["inline", "worker"] as const) {
  describe(`history, ${mode}`, () => {
    let directory: string;
    let clock: VirtualClock;
    const opened: History[] = [];

    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), "sunsteer-history-"));
      clock = createVirtualClock(start);
    });
    afterEach(async () => {
      for (const history of opened.splice(0)) await history.close();
      rmSync(directory, { recursive: true, force: true });
    });

    const path = () => join(directory, "home.db");
    const open = (more: Partial<HistoryOptions> = {}): History => {
      const history = openHistory({ path: path(), clock, mode, ...more });
      opened.push(history);
      return history;
    };
    const reopen = async (history: History, more: Partial<HistoryOptions> = {}) => {
      await history.close();
      opened.splice(opened.indexOf(history), 1);
      return open(more);
    };

    test("what was appended is there, at once and after a restart", async () => {
      const history = open();
      history.appendPoints([
        { series: "roof/solar.powerW", at: start, value: 1_500 },
        { series: "meter/meter.grid.powerW", at: start + 1, value: -700.5 },
        { series: "roof/solar.powerW", at: start + 5_000, value: 1_600 },
      ]);
      const range = { from: start, to: start + hourMs };
      const check = async (checked: History) => {
        assert.deepEqual(await checked.seriesNames(), ["meter/meter.grid.powerW", "roof/solar.powerW"]);
        const solar = await checked.series("roof/solar.powerW", range);
        assert.deepEqual(
          solar.map(({ at, value }) => [at, value]),
          [
            [start, 1_500],
            [start + 5_000, 1_600],
          ],
        );
        assert.equal((await checked.series("meter/meter.grid.powerW", range))[0]?.value, -700.5);
      };
      await check(history);
      await check(await reopen(history));
    });

    test("a missing number is not stored as one", async () => {
      const history = open();
      history.appendPoints([{ series: "a", at: start, value: Number.NaN }]);
      assert.deepEqual(await history.series("a", { from: start, to: start + 1 }), []);
    });

    test("an unknown series is empty and its energy unknown, not zero", async () => {
      const history = open();
      assert.deepEqual(await history.series("nobody", { from: start, to: start + hourMs }), []);
      const energy = await history.energyWh("nobody", start, start + hourMs);
      assert.equal(energy.energyWh, undefined);
      assert.equal(energy.missingMs, hourMs);
    });

    test("reasons come by subject and time, newest first", async () => {
      const history = open();
      for (const [index, subject] of ["garage", "roof", "garage", "garage"].entries()) {
        const at = start + index * minuteMs;
        const reason = reasonFor(subject, at);
        const decided = { command, purpose: "guard", isRelease: false, reason } as const;
        history.appendDecision({ at, commands: [decided], reasons: [reason] });
      }
      const all = await history.reasons({ limit: 10 });
      assert.deepEqual(
        all.map(({ at }) => at - start),
        [3 * minuteMs, 2 * minuteMs, minuteMs, 0],
      );
      const garage = await history.reasons({ subject: "garage", since: start + minuteMs, limit: 10 });
      assert.deepEqual(
        garage.map(({ at }) => at - start),
        [3 * minuteMs, 2 * minuteMs],
      );
      assert.deepEqual(garage[0]?.because, { surplusW: 2_300 });
      assert.equal((await history.reasons({ limit: 1 })).length, 1);
      const [decision] = await history.decisions({ until: start + minuteMs, limit: 5 });
      assert.deepEqual(decision?.commands[0]?.command, command);
      assert.equal(decision?.reasons[0]?.effect, "charging");
    });

    test("a command is told with its latest fate", async () => {
      const history = open();
      history.recordCommand(recordOf("one", start));
      history.recordCommand(recordOf("two", start + 1, { target: "roof" }));
      await history.flush();
      const problem = createProblem("refused", "goe.refused", { facts: { key: "amp" } });
      history.recordCommand(recordOf("one", start, { state: "failed", attempts: 3, finishedAt: start + 9, problem }));
      const [one, ...others] = await history.commands({ target: "garage", limit: 10 });
      assert.deepEqual(others, []);
      assert.deepEqual(one?.problem, problem);
      assert.equal(one?.attempts, 3);
      assert.deepEqual(
        (await history.commands({ limit: 10 })).map(({ id }) => id),
        ["two", "one"],
      );
      assert.deepEqual(await history.commands({ state: "stored", until: start + 1, limit: 10 }), []);
    });

    test("what happens between two milliseconds of hastened time is kept as well", async () => {
      const history = open();
      const at = start + 0.3;
      const reason = reasonFor("garage", at);
      history.appendDecision({ at, commands: [], reasons: [reason] });
      history.recordCommand(recordOf("one", at));
      await history.flush();
      assert.equal((await history.reasons({ limit: 10 })).length, 1);
      assert.equal((await history.commands({ limit: 10 })).length, 1);
    });

    test("energy is the area under the power, with import and export apart and gaps named", async () => {
      const history = open();
      const grid = "meter/meter.grid.powerW";
      history.appendPoints(constant(grid, start, start + hourMs, 10_000, 1_200));
      history.appendPoints(constant(grid, start + 2 * hourMs, start + 3 * hourMs, 10_000, -600));
      const energy = await history.energyWh(grid, start, start + 4 * hourMs);
      assert.ok(Math.abs((energy.energyWh ?? 0) - 600) < 1e-9);
      assert.ok(Math.abs(energy.positiveWh - 1_200) < 1e-9);
      assert.ok(Math.abs(energy.negativeWh - 600) < 1e-9);
      assert.equal(energy.coveredMs, 2 * hourMs);
      assert.equal(energy.missingMs, 2 * hourMs);
    });

    test("a stretch shows mean, lowest and highest; a counter shows where it stands", async () => {
      const history = open();
      history.appendPoints([
        { series: "p/solar.powerW", at: start, value: 0 },
        { series: "p/solar.powerW", at: start + 10 * minuteMs, value: 1_000 },
        { series: "p/solar.energyWh", at: start, value: 10 },
        { series: "p/solar.energyWh", at: start + 9 * minuteMs, value: 100 },
      ]);
      const query = { from: start, to: start + 10 * minuteMs, resolutionMs: 10 * minuteMs };
      assert.deepEqual(await history.series("p/solar.powerW", query), [{ at: start, value: 500, min: 0, max: 1_000 }]);
      assert.equal((await history.series("p/solar.energyWh", query))[0]?.value, 100);
    });

    test("rolling up and letting go of points changes neither charts nor energies", async () => {
      const history = open({ retention: { rawMs: dayMs } });
      const series = "roof/solar.powerW";
      for (let hour = 0; hour < 72; hour++) {
        const from = start + hour * hourMs;
        history.appendPoints(constant(series, from, from + hourMs - 1, 20_000, Math.sin(hour / 4) * 3_000));
      }
      const end = start + 72 * hourMs;
      const chart = { from: start, to: end, resolutionMs: 15 * minuteMs };
      const before = await history.series(series, chart);
      const energyBefore = await history.energyWh(series, start, end);
      await clock.runUntil(end + hourMs);
      const raw = await history.series(series, { from: start, to: end });
      assert.ok(raw.length < 72 * 180 && raw.length > 24 * 180, `${raw.length} points left`);
      const after = await history.series(series, chart);
      assert.equal(after.length, before.length);
      for (const [index, point] of after.entries()) {
        assert.ok(Math.abs(point.value - (before[index]?.value ?? 0)) < 1e-6);
        assert.equal(point.max, before[index]?.max);
      }
      const energyAfter = await history.energyWh(series, start, end);
      assert.ok(Math.abs((energyAfter.energyWh ?? 0) - (energyBefore.energyWh ?? 0)) < 1e-6);
      assert.equal(energyAfter.coveredMs, energyBefore.coveredMs);
    });

    test("a point that comes hours late is counted in", async () => {
      const history = open();
      const series = "cloud/solar.powerW";
      const points = constant(series, start, start + 4 * hourMs, 5 * minuteMs, 1_000);
      const isLate = ({ at }: Point) => at > start + hourMs && at < start + 2 * hourMs;
      history.appendPoints(points.filter((point) => !isLate(point)));
      await history.flush();
      await clock.runUntil(start + 5 * hourMs);
      assert.ok((await history.energyWh(series, start, start + 4 * hourMs)).missingMs >= hourMs - 5 * minuteMs);
      history.appendPoints(points.filter(isLate));
      await history.flush();
      await clock.runFor(hourMs);
      const energy = await history.energyWh(series, start, start + 4 * hourMs);
      assert.equal(energy.missingMs, 0);
      assert.ok(Math.abs((energy.energyWh ?? 0) - 4_000) < 1e-6);
    });

    test("old records go when their time is over", async () => {
      const history = open({ retention: { decisionMs: dayMs, commandMs: 2 * dayMs } });
      history.recordCommand(recordOf("old", start));
      history.appendDecision({ at: start, commands: [], reasons: [reasonFor("garage", start)] });
      await clock.runUntil(start + dayMs + hourMs);
      assert.deepEqual(await history.reasons({ limit: 5 }), []);
      assert.equal((await history.commands({ limit: 5 })).length, 1);
      await clock.runUntil(start + 2 * dayMs + hourMs);
      assert.deepEqual(await history.commands({ limit: 5 }), []);
    });

    test("a backup taken while appending is a whole history", async () => {
      const history = open();
      history.appendPoints(constant("a", start, start + 10_000, 1, 5));
      const copy = join(directory, "copy.db");
      const taken = history.backup(copy);
      history.appendPoints(constant("b", start, start + 1_000, 1, 6));
      await Promise.all([taken, history.flush()]);
      const restored = open({ path: copy });
      assert.equal((await restored.series("a", { from: start, to: start + 20_000 })).length, 10_001);
      assert.equal((await history.series("b", { from: start, to: start + 20_000 })).length, 1_001);
      assert.deepEqual(
        readdirSync(directory).filter((name) => name.includes("unfinished")),
        [],
      );
    });

    test("a place that cannot be written is told, the house goes on in memory, and all is stored once it can be", async () => {
      const folder = join(directory, "data");
      writeFileSync(folder, "not a folder");
      const history = open({ path: join(folder, "home.db") });
      history.appendPoints([{ series: "a", at: start, value: 1 }]);
      history.recordCommand(recordOf("one", start));
      await assert.rejects(history.flush());
      assert.equal(history.health().problem?.code, "storage.read-only");
      assert.equal(history.health().waitingPoints, 1);
      rmSync(folder);
      await clock.runFor(minuteMs);
      assert.equal(history.health().problem, undefined);
      assert.equal((await history.series("a", { from: start, to: start + 1 })).length, 1);
      assert.equal((await history.commands({ limit: 5 })).length, 1);
    });

    test("when memory is full the oldest points go and are counted, commands stay", async () => {
      const folder = join(directory, "data");
      writeFileSync(folder, "not a folder");
      const history = open({ path: join(folder, "home.db"), mostWaitingPoints: 100 });
      history.recordCommand(recordOf("one", start));
      history.appendPoints(constant("a", start, start + 249, 1, 1));
      await clock.runFor(minuteMs);
      assert.equal(history.health().droppedPoints, 150);
      rmSync(folder);
      await history.flush();
      const kept = await history.series("a", { from: start, to: start + hourMs });
      assert.equal(kept.length, 100);
      assert.equal(kept[0]?.at, start + 150);
      assert.equal((await history.commands({ limit: 5 })).length, 1);
    });

    test("a file of a newer version is left alone and says so", async () => {
      await reopen(open());
      for (const history of opened.splice(0)) await history.close();
      const database = openDatabase(path(), { durability: "normal" });
      database.exec("PRAGMA user_version = 99");
      database.close();
      const history = open();
      history.appendPoints([{ series: "a", at: start, value: 1 }]);
      await assert.rejects(history.flush());
      assert.deepEqual(history.health().problem?.facts, { path: path(), version: 99, known: 1 });
      assert.ok(existsSync(path()));
    });

    test("a damaged row is passed over and counted", async () => {
      const history = open();
      history.recordCommand(recordOf("good", start));
      history.recordCommand(recordOf("bad", start + 1));
      await history.flush();
      const database = openDatabase(path(), { durability: "normal" });
      database.exec(`UPDATE commands SET record = '{"id":' WHERE id = 'bad'`);
      database.close();
      assert.deepEqual(
        (await history.commands({ limit: 5 })).map(({ id }) => id),
        ["good"],
      );
      assert.equal(history.health().damagedRows, 1);
    });

    test("another process can look while this one writes", async () => {
      const history = open();
      history.appendPoints([{ series: "a", at: start, value: 1 }]);
      await history.flush();
      const onlooker = open({ isReadOnly: true });
      assert.equal((await onlooker.series("a", { from: start, to: start + 1 })).length, 1);
      onlooker.appendPoints([{ series: "a", at: start + 1, value: 2 }]);
      await assert.rejects(onlooker.flush());
      history.appendPoints([{ series: "a", at: start + 2, value: 3 }]);
      await history.flush();
      assert.equal((await onlooker.series("a", { from: start, to: start + 9 })).length, 2);
    });

    test("closing leaves no timer and no held time", async () => {
      const history = open();
      history.appendPoints([{ series: "a", at: start, value: 1 }]);
      await clock.runFor(hourMs);
      await history.close();
      assert.equal(clock.pendingTimers(), 0);
      assert.deepEqual(clock.held(), []);
    });
  });
}

test("a history in memory writes nothing anywhere", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sunsteer-nowhere-"));
  const before = process.cwd();
  process.chdir(folder);
  try {
    const history = openHistory({ path: ":memory:", clock: createVirtualClock(0), mode: "inline" });
    await history.seriesNames();
    assert.deepEqual(readdirSync(folder), []);
    await history.close();
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});
