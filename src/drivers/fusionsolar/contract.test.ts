import { describeDriver } from "#driver-kit/testing";
import { createSimulatedHome, type Scenario } from "#simulator";
import { fusionsolarDriver } from "./driver.ts";
import { fusionsolarEmulator } from "./emulator.ts";

const roof = { id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000 }] };
const battery = { capacityWh: 10_000, socPercent: 60, maxChargeW: 5_000, maxDischargeW: 5_000 };
const wallboxes = [{ car: { capacityWh: 60_000 } }];
const hybrid: Scenario = { name: "hybrid", inverters: [{ ...roof, battery }], wallboxes };
const solarOnly: Scenario = { name: "solar only", inverters: [roof], wallboxes };

function describeIn(scenario: Scenario, profile: string, delayMs?: number): void {
  describeDriver({
    driver: fusionsolarDriver,
    emulator: fusionsolarEmulator,
    profile,
    readme: new URL("README.md", import.meta.url),
    makeHome: (clock) => createSimulatedHome(scenario, { clock }),
    ...(delayMs === undefined ? {} : { delayMs }),
  });
}

for (const profile of ["residential", "grid-meter", "commercial"]) describeIn(hybrid, profile);
describeIn(solarOnly, "residential");
describeIn(hybrid, "kiosk", 45 * 60_000);
