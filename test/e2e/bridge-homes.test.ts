import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { hourMs, minuteMs, secondMs } from "#domain";
import type { Scenario } from "#simulator";
import { fusionsolarEmulator } from "../../src/drivers/fusionsolar/emulator.ts";
import { chargehqEmulator } from "../../src/publish/chargehq/emulator.ts";
import { openBridgeHome, type Pushed } from "./support/bridge-home.ts";
import { judge } from "./support/bridge-verdict.ts";

const startAt = Date.UTC(2026, 5, 17, 8);
const sampleEveryMs = 5 * minuteMs;
const roof = { id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000, tiltDegrees: 30, azimuthDegrees: 180 }] };
const street: Scenario = { name: "street", weather: { cover: 0.4 }, inverters: [roof] };

/** The account's plants are of different sizes; the simulated house is the second, and the measure of the others. */
const homes = [
  { chargehq: "south", plant: "Sunny Lane 4", factor: 1, key: "11111111-2222-4333-8444-000000000001" },
  { chargehq: "north", plant: "Sunny Lane 42", factor: 1.14, key: "11111111-2222-4333-8444-000000000002" },
] as const;

type Arrange = NonNullable<Parameters<typeof openBridgeHome<"cloud" | "south" | "north">>[0]["configs"]>;

const arrangements: Readonly<Record<string, Arrange>> = {
  "two hubs in one process": (entryOf) =>
    homes.map(({ chargehq, plant }) => ({
      ...{ version: 1, home: { id: chargehq, name: plant } },
      devices: [entryOf("cloud", { plant })],
      targets: [entryOf(chargehq)],
    })),
  "one configuration, as the import makes it of two services": (entryOf) => [
    {
      version: 1,
      devices: homes.map(({ chargehq, plant }) => entryOf("cloud", { id: `roof-${chargehq}`, plant })),
      targets: homes.map(({ chargehq }) => entryOf(chargehq, { from: `roof-${chargehq}` })),
    },
  ],
};

for (const [arrangement, configs] of Object.entries(arrangements))
  describe(`two homes of one FusionSolar account, each with its own ChargeHQ key: ${arrangement}`, () => {
    let home: Awaited<ReturnType<typeof open>>;

    const open = () =>
      openBridgeHome({
        ...{ scenario: street, startAt },
        stands: {
          cloud: { emulator: fusionsolarEmulator },
          south: { emulator: chargehqEmulator, credentials: { apiKey: homes[0].key } },
          north: { emulator: chargehqEmulator, credentials: { apiKey: homes[1].key } },
        },
        configs,
      });

    before(async () => {
      home = await open();
      await home.clock.runFor(3 * hourMs);
    });
    after(() => home.close());

    it("log in as one: no login ends the other's", () => {
      const calls = home.emulator("cloud").calls();
      const logins = calls.filter(({ path }) => path.endsWith("/login"));
      // A login lives for half an hour.
      assert.ok(logins.length >= 6 && logins.length <= 7, `${logins.length} logins in three hours`);
      assert.deepEqual(
        calls.filter(({ result }) => result !== "ok" && result !== "failCode-305"),
        [],
      );
    });

    it("are asked for together: as many calls as one home needs", () => {
      const live = home
        .emulator("cloud")
        .calls()
        .filter(({ path, result }) => path.endsWith("/getDevRealKpi") && result === "ok");
      const rounds = (3 * hourMs) / (304 * secondMs);
      assert.ok(
        live.length <= 2 * Math.ceil(rounds),
        `${live.length} calls for two kinds of devices in ${rounds} rounds`,
      );
    });

    for (const { chargehq, plant, factor } of homes)
      it(`${plant}'s key hears of ${plant}, and of nobody else`, () => {
        const { pushes, shown } = home.heardBy(chargehq);
        assert.equal(shown.status, "ok");
        assert.ok(pushes.length >= 178, `${pushes.length} pushes in three hours`);
        const sampleAt = (at: number) => {
          const sample = home.truth.get(startAt + Math.floor((at - startAt) / sampleEveryMs) * sampleEveryMs);
          return sample === undefined ? [] : [{ productionW: sample.acW * factor, netImportW: sample.gridW * factor }];
        };
        const expectedAt = ({ at, tsms = at }: Pushed) => [...sampleAt(tsms - minuteMs), ...sampleAt(tsms)];
        for (const push of pushes) assert.equal(judge(push, expectedAt), "right", JSON.stringify(push));
      });
  });
