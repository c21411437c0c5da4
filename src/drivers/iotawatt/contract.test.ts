import { describeDriver } from "#driver-kit/testing";
import { createSimulatedHome, type Scenario } from "#simulator";
import { iotawattDriver } from "./driver.ts";
import { iotawattEmulator } from "./emulator.ts";

const roof = { id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000 }] };
const battery = { capacityWh: 10_000, socPercent: 60, maxChargeW: 5_000, maxDischargeW: 5_000 };
const wallboxes = [{ car: { capacityWh: 60_000 } }];
const solarOnly: Scenario = { name: "solar only", inverters: [roof], wallboxes };
const hybrid: Scenario = { name: "hybrid", inverters: [{ ...roof, battery }], wallboxes };

for (const profile of iotawattEmulator.profiles)
  describeDriver({
    driver: iotawattDriver,
    emulator: iotawattEmulator,
    profile,
    readme: new URL("README.md", import.meta.url),
    makeHome: (clock) => createSimulatedHome(profile === "battery" ? hybrid : solarOnly, { clock }),
  });
