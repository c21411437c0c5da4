import { describeDriver } from "#driver-kit/testing";
import { createSimulatedHome, type Scenario } from "#simulator";
import { alphaessDriver } from "./driver.ts";
import { alphaessEmulator } from "./emulator.ts";

const roof = { id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000 }] };
const battery = { capacityWh: 10_000, socPercent: 60, maxChargeW: 5_000, maxDischargeW: 5_000 };
const wallboxes = [{ car: { capacityWh: 60_000 } }];
const withBattery: Scenario = { name: "with battery", inverters: [{ ...roof, battery }], wallboxes };

for (const profile of ["SMILE-T10", "SMILE-G3", "Storion-S5", "VT1000", "both"])
  describeDriver({
    driver: alphaessDriver,
    emulator: alphaessEmulator,
    profile,
    readme: new URL("README.md", import.meta.url),
    makeHome: (clock) => createSimulatedHome(withBattery, { clock }),
  });
