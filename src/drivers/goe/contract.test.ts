import { describeDriver } from "#driver-kit/testing";
import { createSimulatedHome } from "#simulator";
import { goeDriver } from "./driver.ts";
import { goeEmulator } from "./emulator.ts";

/** A go-eController measures, it does not charge. */
const chargers = goeEmulator.profiles.filter((profile) => profile !== "controller");

for (const profile of chargers) {
  describeDriver({
    driver: goeDriver,
    emulator: goeEmulator,
    profile,
    readme: new URL("README.md", import.meta.url),
    makeHome: (clock) =>
      createSimulatedHome(
        {
          name: "contract",
          inverters: [{ id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000, tiltDegrees: 30, azimuthDegrees: 180 }] }],
          wallboxes: [{ car: { capacityWh: 60_000 } }],
        },
        { clock },
      ),
  });
}
