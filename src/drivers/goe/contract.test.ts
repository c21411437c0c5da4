import { describeDriver } from "#driver-kit/testing";
import { goeDriver } from "./driver.ts";
import { goeEmulator } from "./emulator.ts";
import { makeContractHouse } from "./testing/contract-house.ts";

/** The charger's own HTTP API, on every kind of it, and the maker's cloud. */
for (const profile of ["v4-22kw", "v3-11kw", "core", "beta", "cloud"]) {
  describeDriver({
    driver: goeDriver,
    emulator: goeEmulator,
    profile,
    readme: new URL("README.md", import.meta.url),
    makeHome: makeContractHouse,
  });
}
