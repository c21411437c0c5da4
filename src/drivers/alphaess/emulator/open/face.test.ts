import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteMs, secondMs } from "#domain";
import { attachEmulator, createEmulator } from "#driver-kit";
import { createLoopbackNetwork, createRandom, createVirtualClock, sha512Hex } from "#platform";
import { createSimulatedHome } from "#simulator";
import { alphaessEmulator } from "../../emulator.ts";

const origin = "http://alphaess.emulator";

function start(profile = "SMILE-T10") {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };
  const home = createSimulatedHome(
    { name: "bench", inverters: [{ ratedW: 8_000, battery }], wallboxes: [{}] },
    { clock },
  );
  const emulator = createEmulator(alphaessEmulator, { home, clock, random: createRandom(3), profile });
  attachEmulator(network, origin, emulator);
  const { appId = "", appSecret = "", serial = "" } = emulator.credentials;

  const signed = (offsetS = 0): Record<string, string> => {
    const timeStamp = String(Math.floor(clock.now() / 1_000) + offsetS);
    return { appId, timeStamp, sign: sha512Hex(appId + appSecret + timeStamp) };
  };
  const ask = async (
    path: string,
    headers: Record<string, string> = signed(),
    body?: unknown,
    method?: "GET" | "POST",
  ) => {
    const { status, body: text } = await network.http.request({
      method: method ?? (body === undefined ? "GET" : "POST"),
      ...{ url: origin + path, headers, timeoutMs: 5_000 },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const parsed: { readonly code?: number; readonly msg?: string; readonly data?: unknown } = JSON.parse(text);
    return { status, ...parsed };
  };
  return { clock, home, emulator, serial, signed, ask };
}

describe("the emulated official interface", () => {
  it("looks at headers, time, sign, list, system and parameters, in this order", async () => {
    const { ask, signed, serial, emulator } = start();
    const code = async (headers: Record<string, string>, path = "/api/getEssList") => (await ask(path, headers)).code;
    const { appId: _, ...withoutId } = signed();
    const { timeStamp: __, ...withoutTime } = signed();
    const { sign: ___, ...withoutSign } = signed();
    assert.deepEqual([await code(withoutId), await code(withoutTime), await code(withoutSign)], [6012, 6011, 6010]);
    assert.equal(await code({ ...signed(-301), sign: "wrong" }), 6009);
    assert.equal(await code(signed(-299)), 200);
    assert.equal(await code({ ...signed(), sign: "wrong" }), 6007);
    assert.equal(await code(signed(), "/api/getLastPowerData"), 6001);
    assert.equal(await code(signed(), "/api/getLastPowerData?sysSn=ALB1"), 6005);
    assert.equal(await code(signed(), `/api/getTimeChargeBySn?sysSn=${serial}`), 6017);
    emulator.quirks.set("not-on-allow-list", true);
    assert.equal(await code(signed()), 6009);
  });

  it("refuses other verbs and knows no other addresses", async () => {
    const { ask, signed } = start();
    assert.equal((await ask("/api/getEssList", signed(), {}, "POST")).status, 405);
    assert.equal((await ask("/api/updateChargeConfigInfo", signed())).status, 405);
    assert.equal((await ask("/api/getInChargeConfigInfo", signed())).status, 404);
  });

  it("takes the first of two spellings of a header, and ignores what a GET carries", async () => {
    const { ask, signed } = start();
    const headers = signed();
    const { msg, code } = await ask(
      "/getEssList",
      { ...headers, timeStamp: `${headers["timeStamp"]}, 17` },
      "{}",
      "GET",
    );
    assert.deepEqual([code, msg], [200, "Success"]);
  });

  it("looks at a timetable before it looks at who may write it", async () => {
    const { ask, signed, serial, clock } = start();
    const row = { beginTime: "01:00", endTime: "05:00", chargeLimit: 90 };
    const write = async (body: object) => (await ask("/setTimeChargeBySn", signed(), { sysSn: serial, ...body })).code;
    const common = { executeCycleType: 0, gridChargeCycle: 1, ctrDisCycle: 1 };
    assert.equal(await write({ ...common, chargeTimeList: [row] }), 10001);
    await clock.runFor(31 * secondMs);
    assert.equal(await write({ ...common, chargeTimeList: [row], dischargeTimeList: [] }), 6001);
    await clock.runFor(31 * secondMs);
    assert.equal(await write({ ...common, chargeTimeList: [row], dischargeTimeList: [row] }), 6008);
    await clock.runFor(31 * secondMs);
    const evening = { beginTime: "18:00", endTime: "22:00", chargeLimit: 10 };
    assert.equal(await write({ ...common, chargeTimeList: [row], dischargeTimeList: [evening] }), 6017);
  });

  it("keeps times off the quarters and never acts upon them", async () => {
    const { ask, signed, serial, clock, home } = start();
    home.change({ pvW: 0, loadW: 500 });
    const times = { timeChaf1: "12:05", timeChae1: "16:05", timeChaf2: "00:00", timeChae2: "00:00" };
    const body = { sysSn: serial, gridCharge: 1, batHighCap: 100, ...times };
    assert.equal((await ask("/updateChargeConfigInfo", signed(), body)).code, 200);
    assert.deepEqual((await ask(`/getChargeConfigInfo?sysSn=${serial}`)).data, {
      gridCharge: 1,
      batHighCap: 100,
      ...times,
    });
    await clock.runFor(20 * minuteMs);
    home.advance();
    assert.ok((home.inverter().battery?.powerW ?? -1) >= 0);
  });

  it("is called too fast at 151 calls a minute, and by the portal's pace at two in ten seconds", async () => {
    const { ask, signed, emulator, clock } = start();
    const codes = new Set<number | undefined>();
    for (let calls = 0; calls < 150; calls += 1) codes.add((await ask("/getEssList", signed())).code);
    assert.deepEqual([...codes], [200]);
    assert.equal((await ask("/getEssList", signed())).code, 6053);
    await clock.runFor(minuteMs);
    emulator.quirks.set("ten-seconds", true);
    assert.equal((await ask("/getEssList", signed())).code, 200);
    await clock.runFor(9 * secondMs);
    assert.equal((await ask("/getEssList", signed())).code, 6053);
    await clock.runFor(2 * secondMs);
    assert.equal((await ask("/getEssList", signed())).code, 200);
  });

  for (const [quirk, waitMs] of [
    [undefined, 30 * secondMs],
    ["writes-ten-minutes", 10 * minuteMs],
    ["writes-daily", 24 * 60 * minuteMs],
  ] as const)
    it(`takes writes ${waitMs / secondMs} s apart${quirk === undefined ? "" : ` with ${quirk}`}`, async () => {
      const { ask, signed, serial, clock, emulator } = start();
      if (quirk !== undefined) emulator.quirks.set(quirk, true);
      const times = { timeDisf1: "00:00", timeDise1: "00:00", timeDisf2: "00:00", timeDise2: "00:00" };
      const write = async () =>
        (await ask("/updateDisChargeConfigInfo", signed(), { sysSn: serial, ctrDis: 0, batUseCap: 10, ...times })).code;
      assert.equal(await write(), 200);
      await clock.runFor(waitMs - secondMs);
      assert.equal(await write(), 6053);
      await clock.runFor(2 * secondMs);
      assert.equal(await write(), 200);
    });

  it("lets load be what sun, battery and grid make up, wallbox included", async () => {
    const { ask, serial, clock, home } = start();
    home.change({ pvW: 3_000, loadW: 700 });
    await clock.runFor(minuteMs);
    const { data } = await ask(`/getLastPowerData?sysSn=${serial}`);
    assert.ok(typeof data === "object" && data !== null);
    const told = new Map<string, unknown>(Object.entries(data));
    const number = (name: string) => Number(told.get(name));
    assert.ok(Math.abs(number("ppv") + number("pbat") + number("pgrid") - number("pload")) < 0.2);
    assert.ok(Math.abs(number("pload") - 700) < 60);
  });
});
