import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { z } from "zod";
import { runCli } from "#cli";
import { createTestWorld } from "../support/world.ts";

const summary = z.object({ preset: z.string(), house: z.object({ solarWh: z.number(), houseWh: z.number() }) });

const scenario = `
name: measured
startAt: "2026-06-17T10:00:00Z"
load: { trace: { file: day.csv, column: load_w } }
inverters: [{ id: roof, ratedW: 6000, solarTrace: { file: day.csv, column: pv_w } }]
`;

const trace = ["ts,pv_w,load_w", ...[10, 11, 12, 13].map((hour) => `2026-06-17T${hour}:00:00Z,3000,500`)].join("\n");

async function demo(...options: string[]) {
  const world = createTestWorld();
  try {
    writeFileSync(join(world.workingDirectory, "house.yaml"), scenario);
    writeFileSync(join(world.workingDirectory, "day.csv"), trace);
    const code = await runCli(["demo", "--headless", "--days", "0.0833333", "--json", ...options], world);
    return { code, printed: world.printed.join("\n"), told: world.told.join("\n") };
  } finally {
    world.dispose();
  }
}

it("simulates a house of one's own from measured series", async () => {
  const { code, printed } = await demo("--scenario", "house.yaml", "--traces", ".");
  assert.equal(code, 0);
  const { preset, house } = summary.parse(JSON.parse(printed));
  assert.equal(preset, "measured");
  assert.ok(Math.abs(house.houseWh - 1_000) < 20, `${house.houseWh} Wh in two hours at 500 W`);
  assert.ok(Math.abs(house.solarWh - 6_000) < 200, `${house.solarWh} Wh in two hours at 3 kW`);
});

it("says which folder or file is missing, and where a scenario is wrong", async () => {
  assert.match((await demo("--scenario", "house.yaml")).told, /day\.csv.+--traces/s);
  assert.match((await demo("--scenario", "house.yaml", "--traces", "nowhere")).told, /nowhere/);
  assert.match((await demo("--scenario", "nix.yaml")).told, /nix\.yaml.+--preset/s);
  assert.equal((await demo("--preset", "castle")).code, 2);
});
