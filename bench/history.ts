import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayMs, type Instant, minuteMs, type Point } from "#domain";
import { openHistory } from "#history";
import { createSystemClock, createVirtualClock, openDatabase } from "#platform";

/** What is asked of the history: see the numbers beside each measurement. */
const leastReadingsPerS = 50_000;
const leastShareOfBareLoop = 0.5;
const mostMonthMs = 20;

const start: Instant = Date.UTC(2025, 0, 1);
const readings = 300_000;
const seriesCount = 60;
const rounds = 5;

const print = (line: string) => process.stdout.write(`${line}\n`);

/** A house with sixty series that speak every five seconds. */
function houseReadings(count: number): Point[] {
  return Array.from({ length: count }, (_, index) => ({
    series: `device-${index % seriesCount}/meter.grid.powerW`,
    at: start + Math.floor(index / seriesCount) * 5_000,
    value: 1_000 * Math.sin(index / 1_000),
  }));
}

/** The least that writing these rows can cost: one prepared statement in a loop, on the same table with the same settings. */
function bareLoop(path: string, points: readonly Point[]): number {
  const database = openDatabase(path, { durability: "normal" });
  database.exec(`CREATE TABLE points (series INTEGER NOT NULL, at INTEGER NOT NULL, value REAL NOT NULL,
    PRIMARY KEY (series, at)) STRICT, WITHOUT ROWID`);
  const insert = database.prepare("INSERT OR REPLACE INTO points (series, at, value) VALUES (?, ?, ?)");
  const ids = points.map((_, index) => index % seriesCount);
  const begin = performance.now();
  for (let from = 0; from < points.length; from += 20_000) {
    database.transaction(() => {
      for (let index = from; index < Math.min(points.length, from + 20_000); index++) {
        const point = points[index];
        if (point !== undefined) insert.run(ids[index] ?? 0, point.at, point.value);
      }
    });
  }
  const tookMs = performance.now() - begin;
  database.close();
  return tookMs;
}

async function ours(path: string, points: readonly Point[], mode: "inline" | "worker"): Promise<number> {
  const history = openHistory({ path, clock: createSystemClock(), mode, mostWaitingPoints: points.length });
  await history.seriesNames();
  const begin = performance.now();
  for (let from = 0; from < points.length; from += seriesCount) {
    history.appendPoints(points.slice(from, from + seriesCount));
  }
  await history.flush();
  const tookMs = performance.now() - begin;
  if (history.health().droppedPoints > 0) throw new Error("points were dropped while measuring");
  await history.close();
  return tookMs;
}

async function measureMonth(path: string, mode: "inline" | "worker"): Promise<number> {
  const clock = createVirtualClock(start);
  const history = openHistory({ path, clock, mode: "inline" });
  const series = "roof/solar.powerW";
  for (let day = 0; day < 32; day++) {
    const from = start + day * dayMs;
    history.appendPoints(
      Array.from({ length: 8_640 }, (_, index) => ({ series, at: from + index * 10_000, value: index % 5_000 })),
    );
    await clock.runUntil(from + dayMs);
  }
  await clock.runFor(60 * minuteMs);
  await history.close();
  const reader = openHistory({ path, clock: createSystemClock(), mode });
  const query = { from: start, to: start + 31 * dayMs, resolutionMs: 5 * minuteMs };
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const begin = performance.now();
    const points = await reader.series(series, query);
    times.push(performance.now() - begin);
    if (points.length !== 31 * 288) throw new Error(`expected a month, got ${points.length} values`);
  }
  await reader.close();
  return median(times);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function verdict(isMet: boolean): string {
  if (!isMet) process.exitCode = 1;
  return isMet ? "ok" : "MISSED";
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "sunsteer-bench-"));
  try {
    const points = houseReadings(readings);
    const bare: number[] = [];
    const byMode = { inline: [] as number[], worker: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      bare.push(bareLoop(join(directory, `bare-${round}.db`), points));
      for (const mode of ["inline", "worker"] as const)
        byMode[mode].push(await ours(join(directory, `${mode}-${round}.db`), points, mode));
    }
    const perS = (ms: number) => Math.round(readings / (ms / 1_000));
    print(`history: bare prepared statement    ${perS(median(bare))} readings/s`);
    for (const mode of ["inline", "worker"] as const) {
      const tookMs = median(byMode[mode]);
      const share = median(bare) / tookMs;
      const isMet = perS(tookMs) >= leastReadingsPerS && share >= leastShareOfBareLoop;
      print(
        `history: append, ${mode.padEnd(6)}             ${perS(tookMs)} readings/s, ${share.toFixed(2)} of bare ` +
          `(at least ${leastReadingsPerS} and ${leastShareOfBareLoop}): ${verdict(isMet)}`,
      );
    }
    for (const mode of ["inline", "worker"] as const) {
      const tookMs = await measureMonth(join(directory, `month-${mode}.db`), mode);
      print(
        `history: month at 5 min, ${mode.padEnd(6)}     ${tookMs.toFixed(1)} ms (at most ${mostMonthMs}): ` +
          verdict(tookMs <= mostMonthMs),
      );
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

await main();
