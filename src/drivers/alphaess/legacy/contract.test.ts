import { describeDriver } from "#driver-kit/testing";
import { alphaessDriver } from "../driver.ts";
import { alphaessEmulator } from "../emulator.ts";
import { makeContractHouse } from "../testing/contract-house.ts";

describeDriver({
  driver: alphaessDriver,
  emulator: alphaessEmulator,
  profile: "legacy",
  readme: new URL("../README.md", import.meta.url),
  makeHome: makeContractHouse,
});
