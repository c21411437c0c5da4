import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { type ChargerReading, hourMs, type Instant, minuteMs, toPoints } from "#domain";
import { createVirtualClock, type VirtualClock } from "#platform";
import { chargingSessions } from "./charging-sessions.ts";
import type { History } from "./history.ts";
import { openHistory } from "./open-history.ts";

const start: Instant = Date.UTC(2025, 5, 1, 8);
const gridSeries = "meter/meter.grid.powerW";
let directory: string;
let history: History;
let clock: VirtualClock;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sunsteer-sessions-"));
  clock = createVirtualClock(start);
  history = openHistory({ path: join(directory, "home.db"), clock, mode: "inline" });
});
afterEach(async () => {
  await history.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A charger that speaks every ten seconds. */
function stand(fromMinute: number, toMinute: number, status: ChargerReading["status"], powerW: number, gridW: number) {
  for (let at = start + fromMinute * minuteMs; at < start + toMinute * minuteMs; at += 10_000) {
    const stamp = { source: "garage", at, receivedAt: at, quality: "measured" } as const;
    history.appendPoints(toPoints({ ...stamp, kind: "charger", status, powerW, isAllowed: true }));
    history.appendPoints([{ series: gridSeries, at, value: gridW }]);
  }
}

test("a stay counts from plugging in to unplugging, pauses included, with the share that was not imported", async () => {
  stand(0, 7, "A", 0, -5_000);
  stand(7, 20, "B", 0, -5_000);
  stand(20, 80, "C", 4_000, 1_000);
  stand(80, 100, "B", 0, -3_000);
  stand(100, 130, "A", 0, -3_000);
  const [session, ...others] = await chargingSessions(history, {
    charger: "garage",
    from: start,
    to: start + 3 * hourMs,
    gridSeries,
  });
  assert.deepEqual(others, []);
  assert.equal(session?.from, start + 7 * minuteMs);
  assert.equal(session?.to, start + 100 * minuteMs);
  assert.ok(Math.abs((session?.energyWh ?? 0) - 4_000) < 1);
  assert.ok(Math.abs((session?.ownWh ?? 0) - 3_000) < 30, `${session?.ownWh}`);
  assert.equal(session?.missingMs, 0);
});

test("a car that is still there has no end, one that left before is not told, one plugged in before is", async () => {
  stand(0, 10, "C", 4_000, 0);
  stand(10, 30, "A", 0, 0);
  stand(30, 90, "C", 4_000, 0);
  const query = { charger: "garage", from: start + 60 * minuteMs, to: start + 90 * minuteMs };
  const [session, ...others] = await chargingSessions(history, query);
  assert.deepEqual(others, []);
  assert.equal(session?.from, start + 30 * minuteMs);
  assert.equal(session !== undefined && "to" in session, false);
  assert.equal(session?.ownWh, undefined);
});

test("a quick change of cars makes two stays, also after rolling up", async () => {
  stand(0, 31, "C", 4_000, 0);
  stand(31, 32, "A", 0, 0);
  stand(32, 60, "C", 4_000, 0);
  stand(60, 70, "A", 0, 0);
  await history.flush();
  await clock.runFor(6 * hourMs);
  const sessions = await chargingSessions(history, { charger: "garage", from: start, to: start + 2 * hourMs });
  assert.deepEqual(
    sessions.map(({ from, to }) => [(from - start) / minuteMs, ((to ?? 0) - start) / minuteMs]),
    [
      [0, 31],
      [32, 60],
    ],
  );
});

test("a fault of the charger does not end a stay", async () => {
  stand(0, 10, "C", 4_000, 0);
  stand(10, 20, "F", 0, 0);
  stand(20, 30, "C", 4_000, 0);
  const sessions = await chargingSessions(history, { charger: "garage", from: start, to: start + hourMs });
  assert.equal(sessions.length, 1);
});
