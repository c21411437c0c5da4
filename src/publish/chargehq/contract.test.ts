import { z } from "zod";
import type { HomeState } from "#domain";
import { describeTarget } from "#driver-kit/testing";
import { createSimulatedHome } from "#simulator";
import { chargehqEmulator } from "./emulator.ts";
import { chargehqTarget } from "./target.ts";

const shownSchema = z.object({ shown: z.record(z.string(), z.unknown()) });

describeTarget({
  target: chargehqTarget,
  emulator: chargehqEmulator,
  readme: new URL("README.md", import.meta.url),
  makeHome: (clock) =>
    createSimulatedHome(
      {
        name: "contract",
        inverters: [
          {
            ...{ id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000, tiltDegrees: 30, azimuthDegrees: 180 }] },
            battery: { capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000 },
          },
        ],
        wallboxes: [{ car: { capacityWh: 60_000 } }],
      },
      { clock },
    ),
  heard: (shown, { house, batteries }) => {
    const { status, lastPushAt: _, measuredAt: __, ...values } = shownSchema.parse(shown).shown;
    const expected = house.gridW === undefined ? {} : expectedOf(house, batteries);
    const expectedStatus = house.gridW === undefined ? "waiting for data" : "ok";
    const [found, wanted] = [
      { status, ...sorted(values) },
      { status: expectedStatus, ...sorted(expected) },
    ];
    return JSON.stringify(found) === JSON.stringify(wanted)
      ? []
      : [`shows ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`];
  },
});

function expectedOf({ gridW, solarW, batteryW }: HomeState["house"], batteries: HomeState["batteries"]) {
  const kw = (sample: typeof gridW) => (sample?.value ?? 0) / 1_000;
  return {
    production_kw: kw(solarW),
    net_import_kw: kw(gridW),
    battery_discharge_kw: kw(batteryW),
    consumption_kw: Math.round(1_000 * (kw(solarW) + kw(gridW) + kw(batteryW))) / 1_000,
    battery_soc: (batteries[0]?.socPercent?.value ?? 0) / 100,
  };
}

function sorted(values: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
