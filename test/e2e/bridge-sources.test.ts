import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, minuteMs, secondMs } from "#domain";
import type { EmulatorDefinition } from "#driver-kit";
import type { Scenario } from "#simulator";
import { growattEmulator } from "../../src/drivers/growatt/emulator.ts";
import { iotawattEmulator } from "../../src/drivers/iotawatt/emulator.ts";
import { chargehqEmulator } from "../../src/publish/chargehq/emulator.ts";
import { addressOf, openBridgeHome, type Pushed, type Truth } from "./support/bridge-home.ts";
import {
  type Expected,
  inWords,
  judge,
  type Outage,
  possibleMinutes,
  seconds,
  type Tally,
  tally,
} from "./support/bridge-verdict.ts";

const startAt = Date.UTC(2026, 5, 17, 8);
const roof = { id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000, tiltDegrees: 30, azimuthDegrees: 180 }] };
const battery = { capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000 };
const house: Scenario = { name: "roof", weather: { cover: 0.4, cycleS: 300 }, inverters: [roof] };
const withBattery: Scenario = { ...house, inverters: [{ ...roof, battery }] };

interface Source {
  readonly name: string;
  readonly driver: string;
  readonly emulator: EmulatorDefinition;
  readonly profile: string;
  readonly scenario: Scenario;
  readonly hours: number;
  readonly askEveryMs: number;
  /** Without what it may have aged before the cloud told it. */
  readonly tellForMs: number;
  /** Instead of the configuration: how an older bridge was told of it. */
  readonly environment?: (credentials: Readonly<Record<string, string>>) => Record<string, string>;
  expectedOf(truth: readonly Truth[]): readonly Expected[];
}

const fromPanels = ({ solarW, gridW, batteryW }: Truth): Expected => ({
  ...{ productionW: solarW, netImportW: gridW, batteryW },
});

/** Clamps sit on the inverter's output, and tell means over ten seconds. */
function throughClamps(truth: readonly Truth[]): readonly Expected[] {
  const mean = (until: number, valueOf: (one: Truth) => number) =>
    truth.slice(until - 10, until).reduce((sum, one) => sum + valueOf(one), 0) / 10;
  return truth.slice(10).map((_, index) => ({
    productionW: mean(index + 10, ({ acW }) => acW),
    netImportW: mean(index + 10, ({ gridW }) => gridW),
  }));
}

const sources: readonly Source[] = [
  ...["sph", "min"].map(
    (profile): Source => ({
      ...{ name: `Growatt's official interface (${profile})`, driver: "growatt", emulator: growattEmulator, profile },
      ...{ scenario: withBattery, hours: 6, askEveryMs: 305 * secondMs, tellForMs: (16 - 5) * minuteMs },
      expectedOf: (truth) => truth.map(fromPanels),
    }),
  ),
  {
    ...{ name: "Growatt's portal, by the older bridge's variables", driver: "growatt", emulator: growattEmulator },
    ...{
      profile: "portal-mix",
      scenario: withBattery,
      hours: 6,
      askEveryMs: 10 * minuteMs,
      tellForMs: (26 - 5) * minuteMs,
    },
    environment: ({ username = "", password = "" }) => ({
      ...{ ROUTING__DATASOURCE: "Growatt", GROWATT__BASEURI: addressOf("growatt") },
      ...{ GROWATT__USERNAME: username, GROWATT__PASSWORD: password },
    }),
    expectedOf: (truth) => truth.map(fromPanels),
  },
  {
    ...{ name: "IoTaWatt, by the older bridge's variables", driver: "iotawatt", emulator: iotawattEmulator },
    ...{ profile: "plain", scenario: house, hours: 4, askEveryMs: 10 * secondMs, tellForMs: 35 * secondMs },
    environment: () => ({ ROUTING__DATASOURCE: "IoTaWatt", IOTAWATT__IPADDRESS: "iotawatt.emulator" }),
    expectedOf: throughClamps,
  },
];

/** Half an hour of silence, values that are none, and a ChargeHQ that is overloaded. */
const outages = {
  source: [
    { kind: "unavailable", from: startAt + 60 * minuteMs, until: startAt + 95 * minuteMs },
    { kind: "nulls", from: startAt + 150 * minuteMs, until: startAt + 170 * minuteMs },
  ],
  target: [{ kind: "unavailable", from: startAt + 125 * minuteMs, until: startAt + 129 * minuteMs }],
} as const satisfies Readonly<Record<string, readonly (Outage & { readonly kind: string })[]>>;

async function run(source: Source): Promise<Tally> {
  const { driver, emulator, profile, scenario, hours } = source;
  const home = await openBridgeHome({
    ...{ scenario, startAt },
    stands: { [driver]: { emulator, profile }, chargehq: { emulator: chargehqEmulator } },
    configs: (entryOf) => [
      { version: 1, devices: [entryOf(driver)], targets: [entryOf("chargehq", { from: driver })] },
    ],
    ...(source.environment === undefined
      ? {}
      : {
          environment: (credentialsOf) => ({
            ...source.environment?.(credentialsOf(driver)),
            CHARGEHQ__APIKEY: credentialsOf("chargehq")["apiKey"] ?? "",
            CHARGEHQ__PUSHURI: `${addressOf("chargehq")}/api/public/push-solar-data`,
          }),
        }),
  });
  const plan = (who: string, list: readonly (Outage & { readonly kind: "unavailable" | "nulls" })[]) => {
    for (const { kind, from, until } of list)
      home.clock.schedule(from - startAt, () => home.emulator(who).faults.set(kind, { forMs: until - from }));
  };
  plan(driver, outages.source);
  plan("chargehq", outages.target);
  try {
    await home.clock.runFor(hours * hourMs);
    const { pushes } = home.heardBy("chargehq");
    const expectedAt = ({ at, tsms }: Pushed) =>
      source.expectedOf(seconds(home.truth, (tsms ?? at - minuteMs) - 12 * secondMs, tsms ?? at));
    const limits = { from: startAt, until: startAt + hours * hourMs };
    const isPossible = possibleMinutes({
      ...{ ...limits, askEveryMs: source.askEveryMs, tellForMs: source.tellForMs },
      ...{ sourceOutages: outages.source, targetOutages: outages.target },
    });
    return tally(pushes, (push) => judge(push, expectedAt), limits, isPossible);
  } finally {
    await home.close();
  }
}

for (const source of sources) {
  describe(`${source.name} told to ChargeHQ`, () => {
    it("is right in 99 of 100 minutes that its limits allow, and never wrong", async (context) => {
      const found = await run(source);
      context.diagnostic(inWords(source.name, found));
      assert.ok(found.possible > 120, `only ${found.possible} minutes count`);
      assert.deepEqual([found.wrong, found.unbalanced], [0, 0]);
      assert.ok(found.share >= 0.99, inWords(source.name, found));
    });
  });
}
