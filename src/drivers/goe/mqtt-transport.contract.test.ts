import { describeDriver } from "#driver-kit/testing";
import { createGoeDriver } from "./driver.ts";
import { makeContractHouse } from "./testing/contract-house.ts";
import { brokerUrl, createMqttWays } from "./testing/memory-ways.ts";

const { emulator, openMqtt } = createMqttWays();

describeDriver({
  driver: createGoeDriver({ openMqtt }),
  emulator,
  profile: "v4-22kw",
  config: { url: brokerUrl },
  readme: new URL("README.md", import.meta.url),
  makeHome: makeContractHouse,
});
