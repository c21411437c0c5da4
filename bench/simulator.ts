import { createVirtualClock } from "#platform";
import { createSimulatedHome, presets, type Scenario } from "#simulator";

/** What a step of a whole house may cost on one core of a small machine. */
const goalUs = 5;
const blocks = 240;
const stepsPerBlock = 600;

/** Two wallboxes with cars, a hybrid inverter with its battery, modelled sun and modelled load. */
const wholeHouse: Scenario = presets["two-chargers"].scenario;

/** Times blocks of ten simulated minutes over a day and a half; a single step is too short for any clock. */
export async function benchSimulator(): Promise<{ medianUs: number; worstUs: number }> {
  const clock = createVirtualClock(Date.parse("2026-06-17T04:00:00Z"));
  const home = createSimulatedHome(wholeHouse, { clock, seed: 1 });
  for (const id of home.wallboxIds()) home.wallbox(id).offer(10, 3);
  const costsUs: number[] = [];
  for (let block = 0; block < blocks; block++) {
    await clock.runFor(stepsPerBlock * 1_000);
    const startedAt = performance.now();
    home.advance();
    costsUs.push(((performance.now() - startedAt) * 1_000) / stepsPerBlock);
  }
  costsUs.sort((a, b) => a - b);
  return {
    medianUs: costsUs[blocks >> 1] ?? Number.NaN,
    worstUs: costsUs[blocks - 1] ?? Number.NaN,
  };
}

if (import.meta.main) {
  const { medianUs, worstUs } = await benchSimulator();
  console.log(
    `simulator: a step of a whole house takes ${medianUs.toFixed(2)} µs (median of ${blocks} blocks of ${stepsPerBlock} steps; goal ${goalUs} µs; slowest block ${worstUs.toFixed(2)} µs)`,
  );
  if (medianUs > goalUs) process.exitCode = 1;
}
