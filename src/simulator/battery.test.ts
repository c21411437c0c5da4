import assert from "node:assert/strict";
import { test } from "node:test";
import type { BatteryOrder } from "#driver-kit";
import { createVirtualClock } from "#platform";
import { createSimulatedHome } from "./home.ts";
import type { Scenario } from "./scenario.ts";

const hybrid: Scenario = {
  name: "hybrid",
  inverters: [
    {
      ratedW: 5_000,
      efficiency: 0.95,
      battery: {
        capacityWh: 10_000,
        maxChargeW: 4_000,
        maxDischargeW: 3_000,
        chargeEfficiency: 0.9,
        dischargeEfficiency: 0.9,
      },
    },
  ],
};

function start(scenario: Scenario = hybrid) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 8));
  const home = createSimulatedHome(scenario, { clock });
  const run = async (seconds: number) => {
    await clock.runFor(seconds * 1_000);
    home.advance();
  };
  const order = (mode: BatteryOrder["mode"], powerW?: number, limits = { minSocPercent: 10, maxSocPercent: 100 }) =>
    home.inverter().battery?.setOrder({ mode, ...limits, ...(powerW === undefined ? {} : { powerW }) });
  const batteryW = () => Math.round(home.inverter().battery?.powerW ?? Number.NaN);
  const soc = () => home.inverter().battery?.socPercent ?? Number.NaN;
  return { home, run, order, batteryW, soc, gridW: () => Math.round(home.meter.powerW) + 0 };
}

test("self-use covers the load from the battery and stores the surplus", async () => {
  const { home, run, batteryW, gridW } = start();
  home.change({ pvW: 0, loadW: 950 });
  await run(30);
  assert.equal(batteryW(), 1_000);
  assert.equal(gridW(), 0);
  home.change({ pvW: 3_000, loadW: 950 });
  await run(30);
  assert.equal(batteryW(), -2_000);
  assert.equal(gridW(), 0);
});

test("no-discharge stores the surplus and never gives, not even in the second of the order", async () => {
  const { home, run, order, batteryW, gridW } = start();
  home.change({ pvW: 0, loadW: 1_900 });
  await run(30);
  assert.equal(batteryW(), 2_000);
  order("no-discharge");
  await run(1);
  assert.equal(batteryW(), 0);
  assert.equal(gridW(), 1_900);
  home.change({ pvW: 3_000 });
  await run(30);
  assert.equal(batteryW(), -1_000);
});

test("feed-in-first exports what the inverter can pass and stores only what would be lost", async () => {
  const { home, run, order, batteryW, gridW } = start();
  order("feed-in-first");
  home.change({ pvW: 4_000, loadW: 0 });
  await run(30);
  assert.equal(batteryW(), 0);
  assert.equal(gridW(), -3_800);
  home.change({ pvW: 7_000 });
  await run(30);
  assert.equal(gridW(), -5_000);
  assert.equal(batteryW(), -Math.round(7_000 - 5_000 / 0.95));
  home.change({ pvW: 0, loadW: 950 });
  await run(30);
  assert.equal(batteryW(), 1_000);
});

test("force-charge takes from the grid what the sun does not give, up to the order's limit", async () => {
  const { home, run, order, batteryW, gridW, soc } = start();
  home.change({ pvW: 1_000, loadW: 500 });
  order("force-charge", 2_900, { minSocPercent: 10, maxSocPercent: 55 });
  await run(30);
  assert.equal(batteryW(), -2_900);
  assert.equal(gridW(), 500 + 2_000);
  await run(3_600);
  assert.equal(batteryW(), 0);
  assert.ok(Math.abs(soc() - 55) < 0.01, `${soc()} %`);
  assert.equal(gridW(), 500 - 950);
});

test("force-discharge feeds the grid and leaves the sun its place in the inverter", async () => {
  const { home, run, order, batteryW, gridW } = start();
  home.change({ pvW: 0, loadW: 0 });
  order("force-discharge", 2_000);
  await run(30);
  assert.equal(gridW(), -1_900);
  home.change({ pvW: 4_000 });
  await run(30);
  assert.equal(gridW(), -5_000);
  assert.equal(batteryW(), Math.round(5_000 / 0.95 - 4_000));
});

test("idle neither gives nor takes", async () => {
  const { home, run, order, batteryW } = start();
  order("idle");
  home.change({ pvW: 0, loadW: 2_000 });
  await run(10);
  assert.equal(batteryW(), 0);
  home.change({ pvW: 4_000 });
  await run(10);
  assert.equal(batteryW(), 0);
});

test("the battery stops at the order's minimum, and charging and discharging each cost their share", async () => {
  const { home, run, soc } = start();
  home.change({ pvW: 0, loadW: 2_850 });
  await run(2 * 3_600);
  assert.ok(Math.abs(soc() - 10) < 0.01, `${soc()} %`);
  assert.ok(Math.abs((home.inverter().battery?.dischargedWh ?? 0) - 4_000 * 0.9) < 1);
  home.change({ pvW: 2_000, loadW: 0 });
  await run(3_600);
  assert.ok(Math.abs(soc() - (10 + 18)) < 0.01, `${soc()} %`);
});

test("near full the battery takes less and less, and exports the rest", async () => {
  const { home, run, batteryW, gridW } = start();
  home.change({ pvW: 4_000, loadW: 0, batterySocPercent: 94 });
  await run(30);
  assert.equal(batteryW(), -4_000);
  home.change({ batterySocPercent: 98 });
  await run(10);
  assert.ok(batteryW() > -1_700 && batteryW() < -1_400, `${batteryW()} W`);
  assert.ok(gridW() < -2_000, `${gridW()} W`);
});

test("sun beyond what the inverter passes goes into the battery while there is room, and is lost after that", async () => {
  const { home, run, batteryW } = start();
  home.change({ pvW: 8_000, loadW: 6_000 });
  await run(30);
  assert.equal(batteryW(), -Math.round(8_000 - 5_000 / 0.95));
  home.change({ batterySocPercent: 100 });
  await run(30);
  assert.equal(Math.round(home.inverter().solarW), Math.round(5_000 / 0.95));
});

test("two batteries share surplus and shortage, also a surplus that comes from the other inverter", async () => {
  const battery = { capacityWh: 10_000, maxChargeW: 3_000, maxDischargeW: 3_000 };
  const { home, run, gridW } = start({
    name: "two",
    inverters: [
      { id: "east", ratedW: 6_000, battery },
      { id: "west", ratedW: 6_000, battery },
    ],
  });
  home.change({ pvW: 0, loadW: 2_000 });
  home.change({ pvW: 0, id: "west" });
  await run(30);
  const powers = () => ["east", "west"].map((id) => home.inverter(id).battery?.powerW ?? 0);
  assert.ok(
    powers().every((powerW) => powerW > 900 && powerW < 1_200),
    `${powers()}`,
  );
  assert.equal(gridW(), 0);
  home.change({ pvW: 5_000, id: "east", loadW: 0 });
  await run(30);
  assert.ok(
    powers().every((powerW) => powerW < -1_500),
    `${powers()}`,
  );
  assert.equal(gridW(), 0);
  assert.ok(home.inverter("west").acW < 0);
});
