import { describeDriver } from "#driver-kit/testing";
import { createGoeDriver } from "./driver.ts";
import { makeContractHouse } from "./testing/contract-house.ts";
import { createWebSocketWays } from "./testing/memory-ways.ts";

const { emulator, openWebSocket } = createWebSocketWays("device.emulator");

/** On Core, whose bcrypt is ten times quicker than the hash of the others; that one has tests of its own. */
describeDriver({
  driver: createGoeDriver({ openWebSocket }),
  emulator,
  profile: "core",
  config: { password: "emulated-password" },
  readme: new URL("README.md", import.meta.url),
  makeHome: makeContractHouse,
});
