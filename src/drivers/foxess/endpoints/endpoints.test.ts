import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { dayMs, hourMs, minuteMs, ProblemError } from "#domain";
import type { HttpRequest } from "#platform";
import { createFoxessClient } from "../client.ts";
import { minutesPerDay } from "../minute-of-day.ts";
import type { ChargeTime } from "./charge-times.ts";

const serial = "60KE80200000001";

/** A cloud that answers by path; what it does not know it answers with null, as after a write. */
function setUp(answers: Readonly<Record<string, unknown>> = {}) {
  const requests: { path: string; body: Record<string, unknown> }[] = [];
  const request = async ({ url, body = "{}" }: HttpRequest) => {
    const path = new URL(url).pathname;
    const asked = JSON.parse(body);
    requests.push({ path, body: asked });
    const answer = answers[path] ?? null;
    const result = typeof answer === "function" ? answer(asked) : answer;
    return { status: 200, headers: {}, body: JSON.stringify({ errno: 0, msg: "success", result }) };
  };
  const client = createFoxessClient({ apiKey: "key", http: { request }, clock: { now: () => 1_700_000_000_000 } });
  return { client, requests };
}

async function problemOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof ProblemError, `no problem: ${error}`);
  return error.problem;
}

describe("values of many devices", () => {
  it("are asked for in fifties", async () => {
    const { client, requests } = setUp({
      "/op/v1/device/real/query": ({ sns }: { sns: string[] }) => sns.map((deviceSN) => ({ deviceSN, datas: null })),
    });
    const serials = Array.from({ length: 120 }, (_, index) => `S${index}`);
    const found = await client.realTime(serials);
    assert.deepEqual(
      requests.map(({ body }) => (Array.isArray(body["sns"]) ? body["sns"].length : 0)),
      [50, 50, 20],
    );
    assert.deepEqual(
      found.map(({ deviceSN }) => deviceSN),
      serials,
    );
  });
});

describe("history", () => {
  const path = "/op/v0/device/history/query";
  const sampleAt = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ");

  it("of several days is asked for day by day and told as one", async () => {
    const since = Date.UTC(2026, 5, 1);
    const { client, requests } = setUp({
      [path]: ({ begin, end }: { begin: number; end: number }) => [
        {
          deviceSN: serial,
          datas: [
            {
              ...{ variable: "pvPower", unit: "kW" },
              data: [begin, end].map((at) => ({ time: `${sampleAt(at)} GMT+0000`, value: at / dayMs })),
            },
          ],
        },
      ],
    });
    const [series] = await client.history(serial, { variables: ["pvPower"], since, until: since + 2.5 * dayMs });
    assert.equal(requests.length, 3);
    for (const { body } of requests) assert.ok(Number(body["end"]) - Number(body["begin"]) <= dayMs);
    assert.deepEqual(
      series?.points.map(({ at }) => at - since),
      [0, dayMs, 2 * dayMs, 2.5 * dayMs],
    );
  });

  it("leaves out samples without a time or a value", async () => {
    const data = [{ time: "later", value: 1 }, { time: "2026-06-01 00:00:00 GMT+0000", value: null }, { value: 3 }];
    const { client } = setUp({ [path]: [{ datas: [{ variable: "SoC", data }] }] });
    const [series] = await client.history(serial, { since: 0, until: hourMs });
    assert.deepEqual(series?.points, []);
  });

  it("of no time or of a year is not asked for", async () => {
    const { client, requests } = setUp();
    for (const until of [0, -1, 366 * dayMs, Number.NaN]) {
      const problem = await problemOf(client.history(serial, { since: 0, until }));
      assert.deepEqual([problem.kind, problem.code], ["invalid", "foxess.history-span"]);
    }
    assert.equal(requests.length, 0);
  });
});

describe("reports and counters", () => {
  it("leave out what is not told instead of calling it nothing", async () => {
    const { client } = setUp({
      "/op/v0/device/report/query": [{ variable: "feedin", unit: "kWh", values: [0, null, "1.5"] }],
      "/op/v0/device/generation": { month: "12.5", cumulative: 900 },
    });
    const [feedin] = await client.report(serial, { variables: ["feedin"], dimension: "month", year: 2026, month: 6 });
    assert.deepEqual(feedin?.values, [0, undefined, 1.5]);
    assert.deepEqual(await client.generation(serial), { todayKWh: undefined, monthKWh: 12.5, totalKWh: 900 });
  });

  it("describe variables and faults in the languages the cloud has", async () => {
    const pvPower = { unit: "kW", name: { en: "PV power", zh_CN: "x" }, "Energy-storage inverter": true };
    const { client } = setUp({
      "/op/v0/device/variable/get": [{ pvPower: { ...pvPower, "Grid-tied inverter": true } }, { SoC: { unit: "%" } }],
      "/op/v0/device/fault/get": { 4098: { en: "Grid lost", de: "Netz weg" }, 4099: "Grid high", 4100: null },
    });
    const [first, second] = await client.variables();
    assert.deepEqual(
      [first?.variable, first?.nameByLanguage["en"], first?.isOnStringInverters],
      ["pvPower", "PV power", true],
    );
    assert.deepEqual([second?.nameByLanguage, second?.isOnBatteryInverters], [{}, false]);
    const faults = await client.faultTexts();
    assert.deepEqual(faults.get("4098"), { en: "Grid lost", de: "Netz weg" });
    assert.deepEqual(faults.get("4099"), { en: "Grid high" });
    assert.deepEqual(faults.get("4100"), {});
  });
});

describe("a setting that the inverter would refuse", () => {
  const answers = {
    "/op/v0/device/setting/get": ({ key }: { key: string }) =>
      key === "WorkMode"
        ? { enumList: ["Feedin", "SelfUse"], value: "SelfUse" }
        : { value: key === "MaxSoc" ? "60" : "10", unit: "%", range: { min: 10, max: 100 } },
    "/op/v0/device/peakShaving/get": {
      importLimit: { value: "5000", unit: "W", range: { min: 0, max: 10_000 } },
      soc: { value: "50", range: { min: 10, max: 100 } },
    },
  };
  const rows: {
    name: string;
    ask: (client: ReturnType<typeof setUp>["client"]) => Promise<void>;
    kind: string;
    facts: Record<string, unknown>;
  }[] = [
    {
      name: "a mode it lacks",
      ask: (client) => client.changeSetting(serial, "WorkMode", "Backup"),
      kind: "refused",
      facts: { key: "WorkMode", value: "Backup", offered: "Feedin, SelfUse" },
    },
    {
      name: "a level beyond its range",
      ask: (client) => client.changeSetting(serial, "MinSoc", "9"),
      kind: "invalid",
      facts: { key: "MinSoc", value: "9", min: 10, max: 100 },
    },
    {
      name: "a level that is no number",
      ask: (client) => client.changeSetting(serial, "MinSoc", ""),
      kind: "invalid",
      facts: { key: "MinSoc", value: "", min: 10, max: 100 },
    },
    {
      name: "a lowest level as high as the highest",
      ask: async (client) => {
        await client.setting(serial, "MaxSoc");
        await client.changeSetting(serial, "MinSocOnGrid", "60");
      },
      kind: "invalid",
      facts: { lowest: 60, highest: 60 },
    },
    {
      name: "a highest level as low as the lowest",
      ask: async (client) => {
        await client.setting(serial, "MinSoc");
        await client.changeSetting(serial, "MaxSoc", "10");
      },
      kind: "invalid",
      facts: { lowest: 10, highest: 10 },
    },
    {
      name: "a pair of levels above the highest",
      ask: async (client) => {
        await client.setting(serial, "MaxSoc");
        await client.writeSocLimits(serial, { minSoc: 10, minSocOnGrid: 70 });
      },
      kind: "invalid",
      facts: { lowest: 70, highest: 60 },
    },
    {
      name: "a broken level",
      ask: (client) => client.writeSocLimits(serial, { minSoc: 10.5, minSocOnGrid: 20 }),
      kind: "invalid",
      facts: { key: "MinSoc", value: "10.5", min: 0, max: 100 },
    },
    {
      name: "a peak beyond its range",
      ask: (client) => client.writePeakShaving(serial, { importLimitW: 20_000, socPercent: 50 }),
      kind: "invalid",
      facts: { key: "importLimit", value: "20000", min: 0, max: 10_000 },
    },
    {
      name: "a moment that no calendar has",
      ask: (client) => client.writeDeviceTime(serial, { year: 2026, month: 2, day: 30, hour: 0, minute: 0, second: 0 }),
      kind: "invalid",
      facts: { year: 2026, month: 2, day: 30, hour: 0, minute: 0, second: 0 },
    },
    {
      name: "heating that begins above its end",
      ask: (client) =>
        client.writeBatteryHeating(serial, { isEnabled: true, startTemperatureC: 20, endTemperatureC: 10, times: [] }),
      kind: "invalid",
      facts: { start: 20, end: 10 },
    },
  ];
  for (const { name, ask, kind, facts } of rows) {
    it(`is not sent: ${name}`, async () => {
      const { client, requests } = setUp(answers);
      const problem = await problemOf(ask(client));
      assert.deepEqual([problem.kind, problem.facts], [kind, facts]);
      assert.deepEqual(
        requests.filter(({ path }) => path.endsWith("/set")),
        [],
      );
    });
  }

  it("is held against a pair of levels just written", async () => {
    const { client, requests } = setUp(answers);
    await client.setting(serial, "MaxSoc");
    await client.writeSocLimits(serial, { minSoc: 10, minSocOnGrid: 50 });
    const problem = await problemOf(client.writeSetting(serial, "MaxSoc", "45"));
    assert.deepEqual([problem.kind, problem.facts], ["invalid", { lowest: 50, highest: 45 }]);
    assert.equal(requests.filter(({ path }) => path.endsWith("/setting/set")).length, 0);
  });
});

describe("charge times", () => {
  const get = "/op/v0/device/battery/forceChargeTime/get";

  it("that are not enabled hold the battery, and without length are none", async () => {
    const { client } = setUp({
      [get]: {
        ...{ enable1: false, startTime1: { hour: 23, minute: 30 }, endTime1: { hour: 23, minute: 59 } },
        ...{ enable2: true, startTime2: { hour: 3, minute: 0 }, endTime2: { hour: 3, minute: 0 } },
      },
    });
    assert.deepEqual(await client.chargeTimes(serial), [{ fromMinute: 1410, untilMinute: 1440, kind: "hold" }]);
    assert.deepEqual(await setUp({ [get]: { enable1: null } }).client.chargeTimes(serial), []);
  });

  it("over midnight take both places", async () => {
    const { client, requests } = setUp();
    await client.writeChargeTimes(serial, [{ fromMinute: 1410, untilMinute: 330, kind: "charge" }]);
    assert.deepEqual(requests[0]?.body, {
      sn: serial,
      ...{ enable1: true, startTime1: { hour: 23, minute: 30 }, endTime1: { hour: 23, minute: 59 } },
      ...{ enable2: true, startTime2: { hour: 0, minute: 0 }, endTime2: { hour: 5, minute: 30 } },
    });
  });

  it("are not sent when they overlap or are too many", async () => {
    const { client, requests } = setUp();
    const at = (fromMinute: number, untilMinute: number): ChargeTime => ({ fromMinute, untilMinute, kind: "charge" });
    const overlap = await problemOf(client.writeChargeTimes(serial, [at(0, 60), at(59, 90)]));
    assert.equal(overlap.code, "foxess.schedule-overlap");
    const many = await problemOf(client.writeChargeTimes(serial, [at(1400, 60), at(90, 120)]));
    assert.equal(many.code, "foxess.schedule-too-long");
    assert.equal(requests.length, 0);
  });

  it("come back as they were written", async () => {
    const minute = fc.integer({ min: 0, max: minutesPerDay - 2 });
    await fc.assert(
      fc.asyncProperty(
        minute,
        minute,
        fc.constantFrom("charge" as const, "hold" as const),
        async (one, other, kind) => {
          fc.pre(one !== other);
          const time: ChargeTime = { fromMinute: Math.min(one, other), untilMinute: Math.max(one, other), kind };
          const { client, requests } = setUp();
          await client.writeChargeTimes(serial, [time]);
          assert.deepEqual(await setUp({ [get]: requests[0]?.body }).client.chargeTimes(serial), [time]);
        },
      ),
    );
  });
});

describe("battery heating and the inverter's clock", () => {
  it("come back as they were written, in the vendor's texts", async () => {
    const heating = {
      ...{ isEnabled: true, startTemperatureC: 5, endTemperatureC: 15 },
      times: [{ fromMinute: 60, untilMinute: 120, isEnabled: true }],
    };
    const { client, requests } = setUp();
    await client.writeBatteryHeating(serial, heating);
    const body = requests[0]?.body ?? {};
    assert.deepEqual([body["time1Enable"], body["time1StartHour"], body["time3Enable"]], ["enable", "1", "disable"]);
    const dataList = Object.entries(body).map(([name, value]) => ({ name, value }));
    const told = setUp({ "/op/v0/device/batteryHeating/get": { dataList } });
    assert.deepEqual(await told.client.batteryHeating(serial), heating);
  });

  it("count years in this century", async () => {
    const time = { year: 2026, month: 6, day: 17, hour: 8, minute: 5, second: 9 };
    const { client, requests } = setUp();
    await client.writeDeviceTime(serial, time);
    assert.deepEqual(requests[0]?.body, {
      ...{ sn: serial, year: "26", month: "6", day: "17", hour: "8", minute: "5", second: "9" },
    });
    assert.deepEqual(await setUp({ "/op/v0/device/time/get": requests[0]?.body }).client.deviceTime(serial), time);
    assert.equal(await setUp({ "/op/v0/device/time/get": { year: "26" } }).client.deviceTime(serial), undefined);
  });
});

describe("the schedule", () => {
  const period = { fromMinute: 0, untilMinute: 5 * 60, workMode: "SelfUse", isEnabled: true, targetSocPercent: 90 };

  it("is switched off by taking everything out of it", async () => {
    const { client, requests } = setUp({ "/op/v1/device/detail": { deviceSN: serial, productType: "KH" } });
    await client.writeSchedule(serial, []);
    assert.deepEqual(requests.at(-1), {
      path: "/op/v1/device/scheduler/set/flag",
      body: { deviceSN: serial, enable: 0 },
    });
  });

  it("asks only once what kind of inverter it is, and not at all when the list has told", async () => {
    const summary = { deviceSN: serial, productType: "812", hasPV: true, hasBattery: true };
    const { client, requests } = setUp({ "/op/v1/device/detail": summary, "/op/v0/device/list": { data: [summary] } });
    await client.schedule(serial);
    await client.schedule(serial);
    assert.equal(requests.filter(({ path }) => path.endsWith("/detail")).length, 1);
    const informed = setUp({ "/op/v0/device/list": { total: 1, data: [summary] } });
    await informed.client.listDevices();
    await informed.client.writeSchedule(serial, [period]);
    assert.deepEqual(
      informed.requests.map(({ path }) => path),
      ["/op/v0/device/list", "/op/v3/device/scheduler/get", "/op/v3/device/scheduler/enable"],
    );
  });

  it("can be bound to one generation", async () => {
    const paths: string[] = [];
    const request = async ({ url }: HttpRequest) => {
      paths.push(new URL(url).pathname);
      return { status: 200, headers: {}, body: '{"errno":0,"result":null}' };
    };
    const clock = { now: () => 30 * minuteMs };
    const client = createFoxessClient({ apiKey: "key", http: { request }, clock, schedulerVersion: 1 });
    assert.equal((await client.schedule(serial)).isUntold, true);
    assert.deepEqual(paths, ["/op/v1/device/scheduler/get"]);
  });
});
