import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import type { Json } from "#domain";
import type { BatteryOrder, HomePatch, SimulatedHome } from "#driver-kit";
import { createVirtualClock } from "#platform";
import { createSimulatedHome } from "./home.ts";
import type { Scenario } from "./scenario.ts";

const watts = fc.integer({ min: 0, max: 12_000 });
const conductor = fc.constantFrom(1 as const, 2 as const, 3 as const);
const onePhaseOrThree = fc.constantFrom(1 as const, 3 as const);
const efficiency = fc.double({ min: 0.8, max: 1, noNaN: true });
const percent = fc.integer({ min: 0, max: 100 });

const battery = fc
  .record({
    capacityWh: fc.integer({ min: 500, max: 20_000 }),
    socPercent: percent,
    maxChargeW: watts,
    maxDischargeW: watts,
    chargeEfficiency: efficiency,
    dischargeEfficiency: efficiency,
  })
  .map((spec) => ({ ...spec, maxChargeW: spec.maxChargeW + 100, maxDischargeW: spec.maxDischargeW + 100 }));

const inverter = fc.record({
  ratedW: fc.integer({ min: 500, max: 12_000 }),
  phases: onePhaseOrThree,
  conductor,
  efficiency,
  responseS: fc.constantFrom(0, 1.5, 10),
  arrays: fc.array(fc.record({ peakW: fc.integer({ min: 500, max: 15_000 }) }), { maxLength: 2 }),
  battery: fc.option(battery, { nil: undefined }),
});

const car = fc.record({
  capacityWh: fc.integer({ min: 1_000, max: 80_000 }),
  socPercent: percent,
  phases: conductor,
  maxCurrentA: fc.integer({ min: 6, max: 32 }),
  efficiency,
  sleepsAfterPauseMinutes: fc.constantFrom(undefined, 1, 5),
  trips: fc.constantFrom([], [{ leaveAt: "12:10", returnAt: "12:40", distanceKm: 30 }]),
});

const wallbox = fc.record({
  phases: onePhaseOrThree,
  rotation: fc.constantFrom<[1 | 2 | 3, 1 | 2 | 3, 1 | 2 | 3]>([1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 3, 2]),
  maxCurrentA: fc.integer({ min: 6, max: 32 }),
  car: fc.option(car, { nil: undefined }),
});

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    weather: fc.record({ cover: fc.double({ min: 0, max: 1, noNaN: true }) }),
    load: fc.record({ activity: fc.constantFrom(0, 1, 40) }),
    grid: fc.record({ phases: onePhaseOrThree }),
    inverters: fc.array(inverter, { maxLength: 3 }),
    wallboxes: fc.array(wallbox, { maxLength: 2 }),
  })
  .map((parts) => ({
    name: "random",
    ...parts,
    inverters: parts.inverters.map((spec, index) => ({ ...spec, id: `inverter-${index}` })),
    wallboxes: parts.wallboxes.map((spec, index) => ({ ...spec, id: `wallbox-${index}` })),
  }));

type Action =
  | { readonly kind: "order"; readonly which: number; readonly order: BatteryOrder }
  | { readonly kind: "offer"; readonly which: number; readonly currentA: number; readonly phases: 1 | 3 }
  | { readonly kind: "unplug"; readonly which: number }
  | { readonly kind: "patch"; readonly patch: HomePatch };

const which = fc.integer({ min: 0, max: 2 });
const orders: fc.Arbitrary<BatteryOrder> = fc.record(
  {
    mode: fc.constantFrom(
      "self-use" as const,
      "no-discharge" as const,
      "feed-in-first" as const,
      "force-charge" as const,
      "force-discharge" as const,
      "idle" as const,
    ),
    minSocPercent: percent,
    maxSocPercent: percent,
    powerW: watts,
  },
  { requiredKeys: ["mode", "minSocPercent", "maxSocPercent"] },
);

const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant("order" as const), which, order: orders }),
  fc.record({
    kind: fc.constant("offer" as const),
    which,
    currentA: fc.integer({ min: 0, max: 40 }),
    phases: onePhaseOrThree,
  }),
  fc.record({ kind: fc.constant("unplug" as const), which }),
  fc.record({
    kind: fc.constant("patch" as const),
    patch: fc.oneof(
      fc.record({ pvW: fc.option(watts, { nil: null }) }),
      fc.record({ loadW: fc.option(watts, { nil: null }) }),
      fc.record({ batterySocPercent: percent }),
      fc.record({ carSocPercent: percent, carConnected: fc.boolean() }),
    ),
  }),
);

const scripts = fc.array(fc.record({ afterS: fc.integer({ min: 0, max: 400 }), action: actions }), {
  minLength: 1,
  maxLength: 15,
});

const startAt = Date.UTC(2026, 5, 17, 10, 0);

function perform(home: SimulatedHome, action: Action): void {
  switch (action.kind) {
    case "order":
      inverterOf(home, action.which)?.battery?.setOrder(action.order);
      break;
    case "offer":
      wallboxOf(home, action.which)?.offer(action.currentA, action.phases);
      break;
    case "unplug":
      wallboxOf(home, action.which)?.simulateUnplug();
      break;
    case "patch":
      patchWherePossible(home, action.patch);
      break;
  }
}

function inverterOf(home: SimulatedHome, index: number) {
  const id = home.inverterIds()[index];
  return id === undefined ? undefined : home.inverter(id);
}

function wallboxOf(home: SimulatedHome, index: number) {
  const id = home.wallboxIds()[index];
  return id === undefined ? undefined : home.wallbox(id);
}

/** Random houses may lack what the patch is about; that is refused and changes nothing. */
function patchWherePossible(home: SimulatedHome, patch: HomePatch): void {
  const before = JSON.stringify(home.describe());
  try {
    home.change(patch);
  } catch {
    assert.equal(JSON.stringify(home.describe()), before);
  }
}

const described = z.object({
  importWh: z.number(),
  exportWh: z.number(),
  solarWh: z.number(),
  siteWh: z.number(),
  houseWh: z.number(),
  inverterLossWh: z.number(),
  inverters: z.array(
    z.object({
      ratedW: z.number(),
      acW: z.number(),
      solarW: z.number(),
      availableW: z.number(),
      battery: z
        .object({
          capacityWh: z.number(),
          storedWh: z.number(),
          chargedWh: z.number(),
          dischargedWh: z.number(),
          lostWh: z.number(),
          adjustedWh: z.number(),
        })
        .optional(),
    }),
  ),
  wallboxes: z.array(
    z.object({
      energyWh: z.number(),
      car: z
        .object({
          storedWh: z.number(),
          takenWh: z.number(),
          lostWh: z.number(),
          drivenWh: z.number(),
          adjustedWh: z.number(),
        })
        .optional(),
    }),
  ),
});

function assertClose(actual: number, expected: number, scale: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-6 * Math.max(1, scale), `${what}: ${actual} is not ${expected}`);
}

/** What the interface shows this second: grid + pv + battery = house + chargers + losses, and phases add up. */
function assertFlowsClose(home: SimulatedHome): void {
  const { meter } = home;
  let givenW = meter.powerW;
  let lossW = 0;
  for (const id of home.inverterIds()) {
    const one = home.inverter(id);
    const busW = one.solarW + (one.battery?.powerW ?? 0);
    givenW += busW;
    lossW += busW - one.acW;
    assert.ok(one.solarW >= 0);
    assert.ok(busW - one.acW >= -1e-6, `an inverter made ${one.acW - busW} W out of nothing`);
    assert.ok(Math.abs(one.acW) <= one.ratedW + 1e-6);
  }
  let chargersW = 0;
  for (const id of home.wallboxIds()) {
    const box = home.wallbox(id);
    const ownW = box.currentA.reduce((sum, amps, phase) => sum + amps * (box.voltageV[phase] ?? 0), 0);
    assertClose(box.powerW, ownW, ownW, "wallbox power");
    assert.ok(Math.max(...box.currentA) <= box.maxCurrentA);
    chargersW += box.powerW;
  }
  const scale = Math.abs(givenW) + home.load.siteW + lossW;
  assertClose(givenW, home.load.houseW + chargersW + lossW, scale, "balance");
  assertClose(home.load.siteW, home.load.houseW + chargersW, scale, "site load");
  assertClose(
    meter.phasePowerW.reduce((sum, phaseW) => sum + phaseW, 0),
    meter.powerW,
    scale,
    "grid phases",
  );
}

/** What the counters say since the beginning: the same balance, and every store's books closed. */
function assertBooksClose(description: Json, firstDescription: Json): void {
  const now = described.parse(description);
  const first = described.parse(firstDescription);
  let givenWh = now.importWh - now.exportWh + now.solarWh;
  for (const [index, one] of now.inverters.entries()) {
    const store = one.battery;
    if (store === undefined) continue;
    givenWh += store.dischargedWh - store.chargedWh;
    const keptWh = store.chargedWh - store.dischargedWh - store.lostWh + store.adjustedWh;
    const gainedWh = store.storedWh - (first.inverters[index]?.battery?.storedWh ?? 0);
    assertClose(gainedWh, keptWh, store.capacityWh + store.chargedWh, "battery books");
    assert.ok(store.lostWh >= 0 && store.storedWh >= -1e-6 && store.storedWh <= store.capacityWh + 1e-6);
  }
  assertClose(givenWh, now.siteWh + now.inverterLossWh, now.importWh + now.solarWh + now.siteWh, "energy balance");
  for (const [index, box] of now.wallboxes.entries()) {
    if (box.car === undefined) continue;
    assertClose(box.energyWh, box.car.takenWh, box.energyWh, "what the wallbox gave");
    const keptWh = box.car.takenWh - box.car.lostWh - box.car.drivenWh + box.car.adjustedWh;
    const gainedWh = box.car.storedWh - (first.wallboxes[index]?.car?.storedWh ?? 0);
    assertClose(gainedWh, keptWh, box.car.storedWh + box.car.takenWh, "car books");
  }
}

test("energy is conserved in every second, whatever the house is and whatever is done to it", async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, scripts, fc.nat(), async (scenario, script, seed) => {
      const clock = createVirtualClock(startAt);
      const home = createSimulatedHome(scenario, { clock, seed });
      const first = home.describe();
      home.onStep(() => assertFlowsClose(home));
      for (const { afterS, action } of script) {
        await clock.runFor(afterS * 1_000);
        perform(home, action);
      }
      assertBooksClose(home.describe(), first);
    }),
    { numRuns: 100 },
  );
});

test("the same seed gives the same house to the byte, however often somebody looks", async () => {
  await fc.assert(
    fc.asyncProperty(
      scenarios,
      scripts,
      fc.nat(),
      fc.integer({ min: 1, max: 97 }),
      async (scenario, script, seed, everyS) => {
        const clock = createVirtualClock(startAt);
        const lazy = createSimulatedHome(scenario, { clock, seed });
        const watched = createSimulatedHome(scenario, { clock, seed });
        for (const { afterS, action } of script) {
          for (let passedS = 0; passedS < afterS; passedS += everyS) {
            await clock.runFor(1_000 * Math.min(everyS, afterS - passedS));
            watched.advance();
          }
          perform(lazy, action);
          perform(watched, action);
        }
        assert.equal(JSON.stringify(lazy.describe()), JSON.stringify(watched.describe()));
      },
    ),
    { numRuns: 40 },
  );
});
