import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { createVirtualClock } from "#platform";
import { createSimulatedHome } from "./home.ts";
import { loadTraces } from "./load-traces.ts";
import type { Scenario } from "./scenario.ts";
import { createTraceReader, readTrace } from "./trace.ts";

const csv = [
  "ts,pv_w,load_w",
  "2026-06-17T10:00:00Z,1000,300",
  "2026-06-17T10:15:00Z,2000,",
  "2026-06-17T10:30:00Z,,500",
  "2026-06-17T10:45:00Z,,500",
  "2026-06-17T11:00:00Z,4000,500",
  "",
].join("\n");

const source = { file: "x", column: "pv_w", scale: 1, between: "hold" as const, bridgeMinutes: 10, from: undefined };
const at = (time: string) => Date.parse(`2026-06-17T${time}Z`);

test("a trace holds its value through the interval", () => {
  const reader = createTraceReader(readTrace(csv), source, 0);
  assert.equal(reader.valueAt(at("10:00:00")), 1_000);
  assert.equal(reader.valueAt(at("10:14:59")), 1_000);
  assert.equal(reader.valueAt(at("10:15:00")), 2_000);
  assert.equal(reader.valueAt(at("11:14:59")), 4_000);
});

test("a gap is bridged for as long as allowed and then says nothing; so does time outside the trace", () => {
  const reader = createTraceReader(readTrace(csv), source, 0);
  assert.equal(reader.valueAt(at("10:39:59")), 2_000);
  assert.equal(reader.valueAt(at("10:40:00")), Number.NaN);
  assert.equal(reader.valueAt(at("11:24:59")), 4_000);
  assert.equal(reader.valueAt(at("11:25:00")), Number.NaN);
  assert.equal(reader.valueAt(at("09:59:59")), Number.NaN);
});

test("looking back gives the same as looking forward", () => {
  const trace = readTrace(csv);
  const reader = createTraceReader(trace, source, 0);
  for (const time of ["11:05:00", "10:00:00", "10:45:00", "10:20:00", "09:00:00", "11:00:00"]) {
    assert.equal(reader.valueAt(at(time)), createTraceReader(trace, source, 0).valueAt(at(time)), time);
  }
});

test("a linear trace goes straight from one interval's middle to the next", () => {
  const reader = createTraceReader(readTrace(csv), { ...source, between: "linear" }, 0);
  assert.equal(reader.valueAt(at("10:07:30")), 1_000);
  assert.equal(reader.valueAt(at("10:15:00")), 1_500);
  assert.equal(reader.valueAt(at("10:22:30")), 2_000);
  assert.equal(reader.valueAt(at("10:03:00")), 1_000);
});

test("a trace can be laid on another date and scaled", () => {
  const houseStartsAt = Date.parse("2027-01-01T00:00:00Z");
  const reader = createTraceReader(
    readTrace(csv),
    { ...source, from: "2026-06-17T10:15:00Z", scale: 2 },
    houseStartsAt,
  );
  assert.equal(reader.valueAt(houseStartsAt), 4_000);
});

test("gzip and plain text give the same trace", () => {
  assert.deepEqual(readTrace(gzipSync(csv)), readTrace(csv));
});

test("a file that is no trace is refused with the line at fault", () => {
  assert.throws(() => readTrace("time,pv_w\n1,2"), /trace\.no-ts/);
  assert.throws(() => readTrace("ts,pv_w\n2026-06-17T10:15:00Z,1\n2026-06-17T10:00:00Z,1"), /trace\.bad-ts.*"line":3/);
  assert.throws(() => readTrace("ts,pv_w\nyesterday,1"), /trace\.bad-ts.*"line":2/);
  assert.throws(
    () => createTraceReader(readTrace(csv), { ...source, column: "wind_w" }, 0),
    /trace\.no-column.*wind_w/,
  );
});

const traced: Scenario = {
  name: "traced",
  load: { baseW: 100, activity: 0, trace: { file: "home.csv.gz", column: "load_w", bridgeMinutes: 0 } },
  inverters: [{ ratedW: 5_000, efficiency: 1, solarTrace: { file: "home.csv.gz", column: "pv_w", bridgeMinutes: 0 } }],
};

test("a house driven by a folder's traces yields and uses what was measured, and its model where nothing was", async () => {
  const folder = await mkdtemp(join(tmpdir(), "traces-"));
  try {
    await writeFile(join(folder, "home.csv.gz"), gzipSync(csv));
    const clock = createVirtualClock(at("10:00:00"));
    const home = createSimulatedHome(traced, { clock, traces: await loadTraces(traced, folder) });
    await clock.runFor(10 * 60_000);
    home.advance();
    assert.equal(Math.round(home.inverter().solarWh), 167);
    assert.equal(Math.round(home.load.siteWh), 50);
    assert.equal(Math.round(home.meter.powerW), -700);
    await clock.runFor(10 * 60_000);
    home.advance();
    assert.ok(home.load.houseW < 250, `${home.load.houseW} W from the model`);
    await clock.runFor(15 * 60_000);
    home.advance();
    assert.equal(home.inverter().solarW, 0, "no panels are modelled beside this trace");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a scenario whose trace is missing says which", async () => {
  await assert.rejects(loadTraces(traced, undefined), /trace\.no-folder.*home\.csv\.gz/);
  await assert.rejects(loadTraces(traced, tmpdir()), /trace\.no-file.*home\.csv\.gz/);
  const clock = createVirtualClock(0);
  assert.throws(() => createSimulatedHome(traced, { clock }), /trace\.no-file/);
});
