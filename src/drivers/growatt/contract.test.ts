import { describeDriver } from "#driver-kit/testing";
import { createSimulatedHome, type Scenario } from "#simulator";
import { growattDriver } from "./driver.ts";
import { growattEmulator } from "./emulator.ts";

const roof = { id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000 }] };
const battery = { capacityWh: 10_000, socPercent: 60, maxChargeW: 5_000, maxDischargeW: 5_000 };
const wallboxes = [{ car: { capacityWh: 60_000 } }];
const hybrid: Scenario = { name: "hybrid", inverters: [{ ...roof, battery }], wallboxes };
const solarOnly: Scenario = { name: "solar only", inverters: [roof], wallboxes };

/** What these tell of a battery is nothing, so there must be none. */
const withoutBattery: ReadonlySet<string> = new Set(["inverter", "max", "portal-inv", "portal-tlx"]);

function describeIn(scenario: Scenario, profile: string): void {
  describeDriver({
    driver: growattDriver,
    emulator: growattEmulator,
    profile,
    readme: new URL("README.md", import.meta.url),
    makeHome: (clock) => createSimulatedHome(scenario, { clock }),
  });
}

for (const profile of growattEmulator.profiles) describeIn(withoutBattery.has(profile) ? solarOnly : hybrid, profile);
describeIn(solarOnly, "min");
