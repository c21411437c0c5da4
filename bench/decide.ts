import { performance } from "node:perf_hooks";
import { type ControlMemory, decide, initialMemory } from "#control";
import type { ChargerSnapshot, Sample, Snapshot } from "#domain";

/** Median of one decision, each with new values, against the limits we promise for a Raspberry Pi's sake. */
const cases = [
  { chargers: 1, batteries: 1, devices: 3, limitUs: 25 },
  { chargers: 5, batteries: 3, devices: 10, limitUs: 100 },
] as const;

const rounds = 20_000;
const warmUp = 5_000;
const start = Date.UTC(2026, 5, 21, 10);

let isTooSlow = false;
for (const house of cases) {
  const medianUs = measure(house);
  isTooSlow ||= medianUs > house.limitUs;
  console.log(`decide, ${house.devices} devices: median ${medianUs.toFixed(1)} µs (limit ${house.limitUs} µs)`);
}
if (isTooSlow) process.exitCode = 1;

function measure(house: (typeof cases)[number]): number {
  let memory: ControlMemory = initialMemory();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const now = start + round * 5_000;
    const snapshot = snapshotAt(house, now, round);
    const before = performance.now();
    const result = decide(memory, snapshot, now);
    times.push((performance.now() - before) * 1000);
    memory = result.memory;
  }
  const sorted = times.slice(warmUp).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function snapshotAt(house: (typeof cases)[number], now: number, round: number): Snapshot {
  const sample = (value: number): Sample => ({
    value,
    at: now,
    source: "meter",
    quality: "measured",
    goodUntil: now + 15_000,
  });
  const sunW = 6000 + 3000 * Math.sin(round / 50);
  return {
    version: 1,
    at: now,
    grid: { phases: 3, voltageV: 230, maxCurrentA: 35 },
    house: {
      gridW: sample(2000 - sunW),
      solarW: sample(sunW),
      gridPhases: { currentA: [3, 4, 5], at: now, source: "meter", quality: "measured", goodUntil: now + 15_000 },
    },
    chargers: Array.from({ length: house.chargers }, (_, index) => chargerAt(index, now, round)),
    batteries: Array.from({ length: house.batteries }, (_, index) => ({
      id: `battery${index}`,
      settings: { isEvGuarded: true },
      intents: ["auto", "hold"],
      powerW: sample(-500),
      socPercent: sample(50),
    })),
    devices: Array.from({ length: house.devices }, (_, index) => ({
      id: index < house.chargers ? `wallbox${index}` : `device${index}`,
      driver: "bench",
      state: "ok",
      since: start,
    })),
    requests: [],
  };
}

function chargerAt(index: number, now: number, round: number): ChargerSnapshot {
  const powerW = 1400 + 230 * ((round + index) % 9);
  const currentA = 6 + ((round + index) % 9);
  return {
    id: `wallbox${index}`,
    settings: { mode: "solar", priority: index, minCurrentA: 6, maxCurrentA: 16, phases: "auto", rotation: [1, 2, 3] },
    limits: { minCurrentA: 6, maxCurrentA: 16, stepA: 1, phases: 3, canSwitchPhases: true },
    reading: {
      kind: "charger",
      source: `wallbox${index}`,
      at: now,
      receivedAt: now,
      quality: "measured",
      status: "C",
      isAllowed: true,
      powerW,
      offeredCurrentA: currentA,
      activePhases: 1,
    },
    goodUntil: now + 15_000,
    actuator: {
      command: { kind: "charger", target: `wallbox${index}`, setting: { isAllowed: true, currentA, phases: 1 } },
      state: "confirmed",
      since: now - 1_000,
    },
  };
}
