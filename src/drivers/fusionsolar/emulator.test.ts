import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { dayMs, hourMs, type Json, minuteMs } from "#domain";
import { origin, startAccount } from "./testing/start-account.ts";

const envelope = z.object({
  success: z.boolean().optional(),
  failCode: z.number(),
  message: z.string().nullable(),
  data: z.unknown(),
});

/** The cloud as any program sees it. */
function raw(options?: Parameters<typeof startAccount>[0]) {
  const account = startAccount(options);
  const { network, emulator, during } = account;
  const { username = "", password = "" } = emulator.credentials;
  let token = "";
  const ask = async (method: string, body: Json = {}, withToken = token) => {
    const {
      status,
      headers,
      body: text,
    } = await during(
      network.http.request({
        ...{ method: "POST", url: `${origin}/thirdData/${method}`, timeoutMs: 5_000, body: JSON.stringify(body) },
        headers: { "content-type": "application/json", "XSRF-TOKEN": withToken },
      }),
    );
    return { status, headers, ...envelope.parse(JSON.parse(text)) };
  };
  const login = async (userName = username, systemCode = password) => {
    const answer = await ask("login", { userName, systemCode }, "");
    token = String(answer.headers["xsrf-token"] ?? token);
    return { ...answer, token };
  };
  const code = async (method: string, body: Json = {}) => (await ask(method, body)).failCode;
  return { ...account, ask, code, login };
}

const plantRows = z.object({
  list: z.array(z.object({ plantCode: z.string(), plantName: z.string() })),
  pageCount: z.number(),
});
const deviceRows = z.array(z.object({ id: z.number(), devTypeId: z.number(), stationCode: z.string() }));
const liveRows = z.array(z.object({ devId: z.number(), dataItemMap: z.record(z.string(), z.unknown()) }));

describe("the emulated cloud's logins", () => {
  it("give a token as header and as cookie, and let nobody in without", async () => {
    const { ask, login } = raw();
    assert.equal((await ask("stations")).failCode, 305);
    const { headers, token, failCode } = await login();
    assert.equal(failCode, 0);
    assert.match(String(headers["set-cookie"]), new RegExp(`^XSRF-TOKEN=${token}`));
    assert.equal((await ask("stations", { pageNo: 1 })).failCode, 0);
    assert.equal((await ask("stations", {}, "made-up")).failCode, 305);
  });

  it("end after half an hour, by a logout, and by another login", async () => {
    const { ask, login, later } = raw();
    const first = (await login()).token;
    await later(29 * minuteMs);
    assert.equal((await ask("getStationRealKpi", { stationCodes: "NE=33500001" })).failCode, 0);
    await later(2 * minuteMs);
    assert.equal((await ask("stations")).failCode, 305);
    const second = (await login()).token;
    assert.notEqual(first, second);
    await login();
    assert.equal((await ask("stations", {}, second)).failCode, 305);
    assert.equal((await ask("logout", {})).failCode, 0);
    assert.equal((await ask("stations")).failCode, 305);
  });

  it("are five in ten minutes, and five wrong ones lock the account for half an hour", async () => {
    const { login, later } = raw();
    const codes = [];
    for (let time = 0; time < 6; time += 1) codes.push((await login(undefined, "wrong")).failCode);
    assert.deepEqual(codes, [20_400, 20_400, 20_400, 20_400, 20_400, 407]);
    await later(11 * minuteMs);
    assert.equal((await login()).failCode, 20_400);
    await later(20 * minuteMs);
    assert.equal((await login()).failCode, 0);
    assert.equal((await login("nobody")).failCode, 20_001);
  });
});

describe("the emulated cloud's limits", () => {
  it("are those of the formula, and a refusal has its text as data", async () => {
    const { ask, login, later } = raw();
    await login();
    const body = { stationCodes: "NE=33500001" };
    assert.equal((await ask("getStationRealKpi", body)).failCode, 0);
    const refused = await ask("getStationRealKpi", body);
    assert.deepEqual([refused.failCode, refused.data, refused.success], [407, "ACCESS_FREQUENCY_IS_TOO_HIGH", false]);
    await later(4 * minuteMs + 59_000);
    assert.equal((await ask("getStationRealKpi", body)).failCode, 407, "just before the five minutes are over");
    await later(2_000);
    assert.equal((await ask("getStationRealKpi", body)).failCode, 0);
  });

  it("grow with the plants and with their devices", async () => {
    for (const [plants, live, lists] of [
      [1, 3, 25],
      [100, 3, 25],
      [101, 6, 26],
      [300, 9, 27],
    ] as const) {
      const { code, login } = raw({ plants });
      await login();
      let answered = 0;
      while ((await code("getDevRealKpi", { devIds: "1", devTypeId: 38 })) === 0) answered += 1;
      assert.equal(answered, live, `${plants} plants`);
      answered = 0;
      while ((await code("getDevList", { stationCodes: "NE=33500000" })) === 0) answered += 1;
      assert.equal(answered, lists, `${plants} plants`);
    }
  });
});

describe("the emulated cloud's lists", () => {
  it("have pages of a hundred, with the simulated house on the second one of a large account", async () => {
    const { ask, login } = raw({ plants: 250 });
    await login();
    const pages = [];
    for (const pageNo of [1, 2, 3, 4]) pages.push(plantRows.parse((await ask("stations", { pageNo })).data));
    assert.deepEqual(
      pages.map(({ list, pageCount }) => [list.length, pageCount]),
      [
        [100, 3],
        [100, 3],
        [50, 3],
        [0, 3],
      ],
    );
    assert.ok(pages[1]?.list.some(({ plantName }) => plantName === "Sunny Lane 4"));
  });

  it("are by the newer or by the older interface, in one piece or in pages", async () => {
    const { ask, login, emulator } = raw();
    await login();
    const denied = await ask("getStationList");
    assert.deepEqual([denied.failCode, denied.data], [401, "Invalid access to current interface!"]);
    emulator.quirks.set("older-account", true);
    assert.equal((await ask("stations")).failCode, 401);
    assert.ok(Array.isArray((await ask("getStationList")).data));
    assert.ok(
      "list" in z.object({ list: z.array(z.unknown()) }).parse((await ask("getStationList", { pageNo: 1 })).data),
    );
  });

  it("have negative ids among the devices, and refuse plants that are not the account's", async () => {
    const { ask, login } = raw();
    await login();
    const devices = deviceRows.parse((await ask("getDevList", { stationCodes: "NE=33500000,NE=33500001" })).data);
    assert.deepEqual(
      devices.map(({ devTypeId }) => devTypeId),
      [38, 39, 47, 62, 38, 39, 47, 62],
    );
    assert.ok(devices.some(({ id }) => id < 0));
    assert.equal((await ask("getDevList", { stationCodes: "NE=1" })).failCode, 20_007);
    assert.equal((await ask("getDevList", {})).failCode, 20_005);
    const many = Array.from({ length: 101 }, () => "NE=33500000").join();
    assert.equal((await ask("getDevList", { stationCodes: many })).failCode, 20_015);
  });
});

describe("the emulated cloud's values", () => {
  const open = async (options?: Parameters<typeof raw>[0]) => {
    const cloud = raw(options);
    await cloud.login();
    const { data } = await cloud.ask("getDevList", { stationCodes: "NE=33500001" });
    const devices = deviceRows.parse(data);
    const live = async (devTypeId: number) => {
      const found = devices.find((device) => device.devTypeId === devTypeId);
      const answer = await cloud.ask("getDevRealKpi", { devIds: String(found?.id), devTypeId });
      return liveRows.parse(answer.data)[0]?.dataItemMap ?? {};
    };
    return { ...cloud, devices, live };
  };

  it("are of the last five minutes, in the maker's units and signs", async () => {
    const { home, later, login, live } = await open();
    home.change({ pvW: 4_000, loadW: 900, batterySocPercent: 50 });
    await later(6 * minuteMs);
    await login();
    const inverter = await live(38);
    assert.ok(Math.abs(Number(inverter["mppt_power"]) - 4) < 0.05, "kilowatts");
    assert.equal(inverter["close_time"], "N/A");
    const battery = await live(39);
    assert.ok(Number(battery["ch_discharge_power"]) > 2_500, "charging counts up, in watts");
    const sensor = await live(47);
    assert.ok(Math.abs(Number(sensor["active_power"]) + home.meter.powerW) < 40, "export counts up, in watts");
  });

  it("of a grid meter are kilowatts with older firmware, and voltage times current says so", async () => {
    const { home, later, login, live, emulator } = await open({ profile: "grid-meter" });
    emulator.quirks.set("kilowatts", true);
    home.change({ pvW: 0, loadW: 3_000, batterySocPercent: 10 });
    await later(6 * minuteMs);
    await login();
    const meter = await live(17);
    const va = ["a", "b", "c"].reduce(
      (sum, phase) => sum + Number(meter[`${phase}_u`]) * Number(meter[`${phase}_i`]),
      0,
    );
    assert.ok(Math.abs(Number(meter["active_power"]) * -1_000 - va) < 0.3 * va);
  });

  it("of unknown devices are none, and of the wrong kind refused", async () => {
    const { ask, devices, login, later } = await open();
    assert.deepEqual((await ask("getDevRealKpi", { devIds: "12", devTypeId: 38 })).data, []);
    const battery = devices.find(({ devTypeId }) => devTypeId === 39);
    const wrong = await ask("getDevRealKpi", { devIds: String(battery?.id), devTypeId: 38 });
    assert.deepEqual([wrong.failCode, wrong.data], [20_006, null]);
    await later(6 * minuteMs);
    await login();
    assert.equal((await ask("getDevRealKpi", { devIds: "1", devTypeId: 62 })).failCode, 20_006);
  });

  it("of the past are rows every five minutes, three days at most, ten devices at most", async () => {
    const { ask, devices, later, login } = await open();
    await later(2 * hourMs);
    await login();
    const [inverter] = devices;
    const span = { startTime: Date.UTC(2026, 5, 17, 10), endTime: Date.UTC(2026, 5, 17, 12) };
    const asked = { devIds: String(inverter?.id), devTypeId: 38, ...span };
    const rows = z.array(z.object({ collectTime: z.number() })).parse((await ask("getDevHistoryKpi", asked)).data);
    assert.equal(rows.length, 24);
    const long = { ...asked, startTime: span.endTime - 4 * dayMs };
    assert.equal((await ask("getDevHistoryKpi", long)).failCode, 30_032);
    const many = { ...asked, devIds: Array.from({ length: 11 }, () => "1").join() };
    assert.equal((await ask("getDevHistoryKpi", many)).failCode, 30_031);
    const day = { devIds: String(inverter?.id), devTypeId: 38, collectTime: span.startTime };
    assert.equal(z.array(z.unknown()).parse((await ask("getDevFiveMinutes", day)).data).length, 24);
  });

  it("of a plant are texts, and energies by the hour add up to what the sun gave", async () => {
    const { ask, home, later, login } = await open();
    const beforeWh = home.inverter().solarWh;
    await later(3 * hourMs);
    await login();
    const kpi = await ask("getStationRealKpi", { stationCodes: "NE=33500001" });
    const [row] = z.array(z.object({ dataItemMap: z.record(z.string(), z.unknown()) })).parse(kpi.data);
    assert.equal(typeof row?.dataItemMap["total_power"], "string");
    const hours = await ask("getKpiStationHour", {
      stationCodes: "NE=33500001",
      collectTime: Date.UTC(2026, 5, 17, 11),
    });
    const rows = z.array(z.object({ dataItemMap: z.object({ inverter_power: z.number() }) })).parse(hours.data);
    const sumKWh = rows.reduce((sum, { dataItemMap }) => sum + dataItemMap.inverter_power, 0);
    home.advance();
    const gaveKWh = (home.inverter().solarWh - beforeWh) / 1_000;
    assert.ok(sumKWh > 0.7 * gaveKWh && sumKWh <= gaveKWh, `${sumKWh} of ${gaveKWh} kWh`);
    assert.equal((await ask("getKpiStationHour", { stationCodes: "NE=33500001" })).failCode, 20_012);
    assert.deepEqual((await ask("getAlarmList", { stationCodes: "NE=33500001" })).data, []);
  });
});

describe("the client with the emulated cloud", () => {
  it("understands every interface", async () => {
    const account = startAccount({ profile: "commercial" });
    await account.later(2 * hourMs);
    const client = account.openClient();
    const [plant] = await account.during(client.plants());
    const code = plant?.code ?? "";
    const devices = await account.during(client.devices([code]));
    for (const devTypeId of [1, 10, 17, 41]) {
      const ids = devices.filter((device) => device.devTypeId === devTypeId).map(({ id }) => id);
      const [row] = await account.during(client.deviceLive(devTypeId, ids));
      assert.ok((row?.values.size ?? 0) > 3, String(devTypeId));
    }
    const [energy] = await account.during(client.plantLive([code]));
    assert.ok((energy?.values.get("total_power") ?? 0) > 100);
    const now = account.clock.now();
    for (const period of ["hour", "day", "month", "year"] as const)
      assert.ok((await account.during(client.plantKpis([code], period, now))).length > 0, period);
    const inverter = devices.filter(({ devTypeId }) => devTypeId === 1).map(({ id }) => id);
    assert.ok(
      (await account.during(client.deviceHistory(1, inverter, { since: now - hourMs, until: now }))).length > 10,
    );
    assert.ok((await account.during(client.deviceFiveMinutes(1, inverter, now))).length > 10);
    assert.equal((await account.during(client.deviceKpis(1, inverter, "day", now))).length, 1);
    assert.deepEqual(await account.during(client.alarms([code], { since: now - dayMs, until: now })), []);
    await account.during(client.logout());
    assert.ok(account.emulator.calls().every(({ result }) => result === "ok"));
  });
});
