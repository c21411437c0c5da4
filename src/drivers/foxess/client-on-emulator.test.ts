import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, minuteMs, ProblemError } from "#domain";
import { attachEmulator, createEmulator } from "#driver-kit";
import { createLoopbackNetwork, createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { createFoxessClient, type SchedulePeriod, type SchedulerVersion } from "./client.ts";
import { foxessEmulator } from "./emulator.ts";

const origin = "http://foxess.emulator";

function setUp(profile: string, schedulerVersion?: SchedulerVersion) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };
  const home = createSimulatedHome({ name: "bench", inverters: [{ ratedW: 8_000, battery }] }, { clock });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(5), profile });
  attachEmulator(network, origin, emulator);
  const { apiKey = "", serial = "" } = emulator.credentials;
  const http = {
    request: async (request: Parameters<typeof network.http.request>[0]) => {
      await clock.sleep(2_500);
      return network.http.request(request);
    },
  };
  const version = schedulerVersion === undefined ? {} : { schedulerVersion };
  const client = createFoxessClient({ apiKey, url: origin, http, clock, ...version });
  const during = async <T>(work: Promise<T>): Promise<T> => {
    work.catch(() => {});
    await clock.runFor(5 * minuteMs);
    return work;
  };
  return { clock, client, serial, during };
}

const night: SchedulePeriod = {
  ...{ fromMinute: 1380, untilMinute: 300, workMode: "ForceCharge", isEnabled: true },
  ...{ minSocOnGridPercent: 10, targetSocPercent: 80, powerW: 3_000 },
};

describe("client and emulated cloud", () => {
  for (const [profile, versions] of [
    ["KH", [undefined, 0, 1, 2, 3]],
    ["H1", [undefined, 0, 1, 2, 3]],
    ["H3", [undefined, 0, 1, 2, 3]],
    ["EVO", [undefined, 2, 3]],
  ] as const)
    for (const version of versions)
      it(`${profile} keeps a schedule over midnight, generation ${version ?? "of its choice"}`, async () => {
        const { client, serial, during } = setUp(profile, version);
        await during(client.writeSchedule(serial, [night]));
        const { periods, isEnabled, ...schedule } = await during(client.schedule(serial));
        assert.deepEqual([schedule.version, isEnabled], [version ?? 3, true]);
        const told = periods.map(({ maxSocPercent: _, ...period }) => period);
        assert.deepEqual(told, [
          { ...night, fromMinute: 0 },
          { ...night, untilMinute: 1440 },
        ]);
        await during(client.writeSchedule(serial, []));
        assert.equal((await during(client.schedulerFlag(serial))).isEnabled, false);
      });

  it("agree on every setting that comes back as it was written", async () => {
    const { client, serial, during } = setUp("H3");
    await during(client.changeSetting(serial, "MaxSoc", "90"));
    await during(client.writeSocLimits(serial, { minSoc: 15, minSocOnGrid: 20 }));
    await during(client.writePeakShaving(serial, { importLimitW: 4_000, socPercent: 60 }));
    const times = [{ fromMinute: 60, untilMinute: 240, kind: "hold" }] as const;
    await during(client.writeChargeTimes(serial, times));
    const heating = {
      ...{ isEnabled: true, startTemperatureC: 3, endTemperatureC: 12 },
      times: [{ fromMinute: 300, untilMinute: 360, isEnabled: true }],
    };
    await during(client.writeBatteryHeating(serial, heating));
    assert.equal((await during(client.setting(serial, "MaxSoc"))).value, "90");
    assert.deepEqual(await during(client.socLimits(serial)), { minSoc: 15, minSocOnGrid: 20 });
    const { importLimit, soc } = await during(client.peakShaving(serial));
    assert.deepEqual([importLimit?.value, soc?.value], ["4000", "60"]);
    assert.deepEqual(await during(client.chargeTimes(serial)), times);
    assert.deepEqual(await during(client.batteryHeating(serial)), heating);
  });

  it("agree on what was measured and what there is", async () => {
    const { client, serial, during, clock } = setUp("KH");
    await clock.runFor(2 * hourMs);
    const until = clock.now();
    const [soc] = await during(client.history(serial, { variables: ["SoC"], since: until - hourMs, until }));
    assert.ok(soc && soc.points.length >= 11 && soc.points.every(({ at }) => at >= until - hourMs && at <= until));
    const variables = ["loads", "feedin"];
    const reports = await during(client.report(serial, { variables, dimension: "day", year: 2026, month: 6, day: 17 }));
    assert.deepEqual(
      reports.map(({ variable, values }) => [variable, values.length]),
      [
        ["loads", 24],
        ["feedin", 24],
      ],
    );
    assert.ok((await during(client.generation(serial))).totalKWh !== undefined);
    const described = await during(client.variables());
    assert.ok(described.some(({ variable, isOnStringInverters }) => variable === "SoC" && !isOnStringInverters));
    assert.equal((await during(client.faultTexts())).get("4096")?.["en"], "Grid lost");
    const [plant] = await during(client.listPlants());
    assert.ok(plant);
    assert.equal((await during(client.plantDetail(plant.stationID))).capacity, 8);
    const [logger] = await during(client.listModules());
    assert.ok(logger);
    assert.equal(await during(client.moduleSignalDbm(logger.moduleSN)), -61);
    assert.equal((await during(client.deviceTime(serial)))?.year, 2026);
    const [old] = await during(client.realTimeV0());
    assert.equal(old?.deviceSN, serial);
  });

  it("agree on what a family lacks", async () => {
    const { client, serial, during } = setUp("H1");
    for (const ask of [() => client.peakShaving(serial), () => client.batteryHeating(serial)]) {
      const error: unknown = await during<unknown>(ask()).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof ProblemError && error.problem.code === "foxess.42015");
    }
  });
});
