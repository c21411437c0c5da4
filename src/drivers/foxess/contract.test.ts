import { describeDriver } from "#driver-kit/testing";
import { createSimulatedHome, type Scenario } from "#simulator";
import { foxessDriver } from "./driver.ts";
import { foxessEmulator } from "./emulator.ts";

const roof = { id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000 }] };
const battery = { capacityWh: 10_000, socPercent: 60, maxChargeW: 5_000, maxDischargeW: 5_000 };
const wallboxes = [{ car: { capacityWh: 60_000 } }];
const hybrid: Scenario = { name: "hybrid", inverters: [{ ...roof, battery }], wallboxes };
const solarOnly: Scenario = { name: "solar only", inverters: [roof], wallboxes };

function describeIn(scenario: Scenario, profile: string): void {
  describeDriver({
    driver: foxessDriver,
    emulator: foxessEmulator,
    profile,
    readme: new URL("README.md", import.meta.url),
    makeHome: (clock) => createSimulatedHome(scenario, { clock }),
  });
}

for (const profile of foxessEmulator.profiles) describeIn(hybrid, profile);
describeIn(solarOnly, "H3");
