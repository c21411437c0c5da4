import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, type Instant, type Json, minuteMs, secondMs } from "#domain";
import type { Scenario } from "#simulator";
import { fusionsolarEmulator } from "../../src/drivers/fusionsolar/emulator.ts";
import { iotawattEmulator } from "../../src/drivers/iotawatt/emulator.ts";
import { chargehqEmulator } from "../../src/publish/chargehq/emulator.ts";
import { type Meters, openBridgeHome, type Pushed, type Truth } from "./support/bridge-home.ts";

const startAt = Date.UTC(2026, 5, 17, 8);
const hours = 4;
const house: Scenario = {
  name: "roof under passing clouds",
  weather: { cover: 0.5, cycleS: 300 },
  inverters: [{ id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000, tiltDegrees: 30, azimuthDegrees: 180 }] }],
};

/** How far what is told was from what the house did when it was told: means, in watts. */
interface Errors {
  readonly production: number;
  readonly netImport: number;
  readonly consumption: number;
}

interface Outcome {
  readonly errors: Errors;
  readonly pushes: readonly Pushed[];
  readonly home: Awaited<ReturnType<typeof openBridgeHome>>["hubs"][number];
}

const stands = {
  cloud: { emulator: fusionsolarEmulator },
  meter: { emulator: iotawattEmulator },
  chargehq: { emulator: chargehqEmulator },
} as const;
type Name = keyof typeof stands;
type EntryOf = (name: Name, more?: Readonly<Record<string, Json>>) => Json;

/** A few hours of pushes by a hub with these devices. */
async function run(devicesOf: (entryOf: EntryOf) => readonly Json[]): Promise<Outcome> {
  const home = await openBridgeHome<Name>({
    ...{ scenario: house, startAt, stands },
    configs: (entryOf) => [{ version: 1, devices: devicesOf(entryOf), targets: [entryOf("chargehq")] }],
  });
  try {
    await home.clock.runFor(hours * hourMs);
    home.home.advance();
    const [hub] = home.hubs;
    if (hub === undefined) assert.fail("no hub");
    const { pushes } = home.heardBy("chargehq");
    return { errors: errorsOf(pushes, home.truth), pushes, home: hub };
  } finally {
    await home.close();
  }
}

/** Minute by minute what ChargeHQ holds for true against the house at that second, from the third minute on. */
function errorsOf(pushes: readonly Pushed[], truth: ReadonlyMap<Instant, Truth>): Errors {
  const sums = { production: 0, netImport: 0, consumption: 0 };
  let counted = 0;
  for (let at = startAt + 3 * minuteMs; at < startAt + hours * hourMs; at += 10 * secondMs) {
    const meters = pushes.findLast((push) => push.at <= at)?.siteMeters;
    const now = truth.get(at);
    if (meters === undefined || now === undefined) continue;
    counted += 1;
    sums.production += Math.abs(wattsOf(meters, "production_kw") - now.acW);
    sums.netImport += Math.abs(wattsOf(meters, "net_import_kw") - now.gridW);
    sums.consumption += Math.abs(wattsOf(meters, "consumption_kw") - now.loadW);
  }
  assert.ok(counted > 1_000, `${counted} moments compared`);
  const mean = (sum: number) => Math.round(sum / counted);
  return {
    production: mean(sums.production),
    netImport: mean(sums.netImport),
    consumption: mean(sums.consumption),
  };
}

function wattsOf(meters: Meters, term: "production_kw" | "net_import_kw" | "consumption_kw"): number {
  return 1_000 * (meters[term] ?? assert.fail(`${term} is missing`));
}

function assertBalanced(pushes: readonly Pushed[]): void {
  for (const { siteMeters } of pushes) {
    if (siteMeters === undefined) continue;
    const [production, netImport, consumption] = (["production_kw", "net_import_kw", "consumption_kw"] as const).map(
      (term) => wattsOf(siteMeters, term),
    );
    assert.ok(Math.abs((production ?? 0) + (netImport ?? 0) - (consumption ?? 0)) < 0.5);
  }
}

describe("a cloud that is minutes behind, and a meter in the house", () => {
  const cloudAlone = run((entryOf) => [entryOf("cloud")]);

  it("together tell what the meter sees: less than half as far from the house, and never late", async (context) => {
    const { errors: slow } = await cloudAlone;
    const { errors: fused, pushes } = await run((entryOf) => [entryOf("cloud"), entryOf("meter", { prefer: 1 })]);
    context.diagnostic(
      `mean errors in W, cloud alone: ${JSON.stringify(slow)}; with the meter: ${JSON.stringify(fused)}`,
    );
    assertBalanced(pushes);
    for (const term of ["production", "netImport", "consumption"] as const)
      assert.ok(fused[term] < slow[term] / 2, `${term}: ${fused[term]} W with the meter, ${slow[term]} W without`);
    const named = pushes.filter(({ tsms }) => tsms !== undefined);
    assert.ok(named.length <= 2, `${named.length} pushes of delayed values`);
  });

  it("tell the sun from load and grid where the meter does not see the roof itself", async (context) => {
    const { errors: slow } = await cloudAlone;
    const series = { grid: "Mains", load: "Consumption" };
    const { errors: fused, pushes } = await run((entryOf) => [
      entryOf("cloud"),
      entryOf("meter", { prefer: 1, series }),
    ]);
    context.diagnostic(
      `mean errors in W, cloud alone: ${JSON.stringify(slow)}; with the meter: ${JSON.stringify(fused)}`,
    );
    assertBalanced(pushes);
    for (const term of ["production", "netImport"] as const)
      assert.ok(fused[term] < slow[term] / 2, `${term}: ${fused[term]} W with the meter, ${slow[term]} W without`);
    assert.ok(fused.consumption < slow.consumption * 0.7);
  });

  it("with a meter of the grid alone: the grid is of now, the sun as old as the push says", async (context) => {
    const { errors: slow } = await cloudAlone;
    const series = { grid: "Mains" };
    const { errors: fused, pushes } = await run((entryOf) => [
      entryOf("cloud"),
      entryOf("meter", { prefer: 1, series }),
    ]);
    context.diagnostic(
      `mean errors in W, cloud alone: ${JSON.stringify(slow)}; with the meter: ${JSON.stringify(fused)}`,
    );
    assertBalanced(pushes);
    assert.ok(fused.netImport < slow.netImport / 2);
  });
});
