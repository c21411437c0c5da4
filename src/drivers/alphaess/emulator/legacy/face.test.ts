import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import type { Json } from "#domain";
import { startCloud } from "../../testing/start-cloud.ts";

const webKey = "LS885ZYDA95JVFQKUIUUUV7PQNODZRDZIS4ERREDS0EED8BCWSS";

/** A program of 2023 that knows nothing of ours. */
function startProgram() {
  const cloud = startCloud("legacy");
  let token = "";
  const call = async (
    method: "GET" | "POST",
    path: string,
    options: { body?: Json; agoS?: number; auth?: string } = {},
  ) => {
    const time = String(Math.floor(cloud.clock.now() / 1_000) - (options.agoS ?? 0));
    const signature = `al8e4s${createHash("sha512")
      .update(webKey + time)
      .digest("hex")}ui893ed`;
    const { body: text } = await cloud.http.request({
      ...{ method, url: `${cloud.url}/api/${path}`, timeoutMs: 5_000 },
      headers: { authtimestamp: time, authsignature: signature, authorization: options.auth ?? `Bearer ${token}` },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    return JSON.parse(text);
  };
  const logIn = async () => {
    const reply = await call("POST", "Account/Login", { body: cloud.login });
    token = reply.data.AccessToken;
    return reply;
  };
  const settings = async () => (await call("GET", "Account/GetCustomUseESSSetting?system_id=60000000000001")).data;
  const write = (body: Json) => call("POST", "Account/CustomUseESSSetting", { body });
  return { ...cloud, call, logIn, settings, write };
}

describe("the emulated old interface", () => {
  it("lets in with the password and tells how long", async () => {
    const { logIn, call } = startProgram();
    assert.equal((await call("GET", "Account/GetCustomUseESSList")).code, 102);
    const { code, info, data } = await logIn();
    assert.deepEqual([code, info, data.ExpiresIn], [200, "Success", 10_800]);
    assert.match(data.TokenCreateTime, /^2026\/6\/17 下午12:00:00$/);
    assert.equal((await call("GET", "Account/GetCustomUseESSList")).data.length, 1);
  });

  it("keeps HTTP 200 for a wrong password and says nothing more", async () => {
    const { call } = startProgram();
    const { info, data } = await call("POST", "Account/Login", { body: { username: "me", password: "?" } });
    assert.deepEqual([info, data], ["Incorrect User Name or Password", null]);
  });

  it("takes a signature for five minutes", async () => {
    const { logIn, call } = startProgram();
    await logIn();
    assert.equal((await call("GET", "Account/GetCustomUseESSList", { agoS: 290 })).code, 200);
    for (const agoS of [310, -310]) {
      const { code, info } = await call("GET", "Account/GetCustomUseESSList", { agoS });
      assert.deepEqual([code, info], [9006, "Network exception, please try again later!"]);
    }
  });

  it("ends a login after three hours, and gives a new one for the key of the old one until then", async () => {
    const { logIn, call, clock, login } = startProgram();
    const { data } = await logIn();
    const body = { username: login.username, accesstoken: data.AccessToken, refreshtokenkey: data.RefreshTokenKey };
    await clock.runFor(10_700_000);
    const renewed = await call("POST", "Account/RefreshToken", { body });
    assert.equal(renewed.code, 200);
    assert.equal((await call("POST", "Account/RefreshToken", { body })).code, 102, "the key is used up");
    const auth = `Bearer ${renewed.data.AccessToken}`;
    await clock.runFor(10_700_000);
    assert.equal((await call("GET", "Account/GetCustomUseESSList", { auth })).code, 200);
    await clock.runFor(200_000);
    assert.equal((await call("GET", "Account/GetCustomUseESSList", { auth })).code, 102);
  });

  it("forgets what a write leaves out", async () => {
    const { logIn, settings, write } = startProgram();
    await logIn();
    const before = await settings();
    assert.equal(before.upsReserve, 1);
    await write({ system_id: "60000000000001", bat_use_cap: "26", bat_high_cap: "100" });
    const after = await settings();
    assert.deepEqual([after.bat_use_cap, after.upsReserve], [26, undefined]);
  });

  it("takes a pile's current in the list as well as beside it, and lifted fields do not stay", async () => {
    const { logIn, settings, write } = startProgram();
    await logIn();
    const whole = await settings();
    const [pile] = whole.charging_pile_list;
    const inList = { ...pile, max_current: "9", chargingmode: "4", system_id: "60000000000001" };
    await write({ ...whole, system_id: "60000000000001", ...inList, charging_pile_list: [inList] });
    const first = await settings();
    assert.deepEqual([first.charging_pile_list[0].max_current, first.chargingmode], [9, 4]);
    assert.deepEqual(Object.keys(first).toSorted(), Object.keys(whole).toSorted());
    assert.deepEqual(Object.keys(first.charging_pile_list[0]), Object.keys(pile));
    await write({ ...first, system_id: "60000000000001", chargingpile_id: "EV1", max_current: "12" });
    assert.equal((await settings()).charging_pile_list[0].max_current, 12);
  });

  it("tells a pile's state as a bare number, and the powers whatever the page sends along", async () => {
    const { logIn, call, serial } = startProgram();
    await logIn();
    const body = { sys_sn: serial, chargingpile_id: "EV1" };
    assert.equal((await call("POST", "ESS/GetChargPileStatusByPileSn", { body })).data, 2);
    const { data } = await call("GET", `ESS/GetLastPowerDataBySN?sys_sn=${serial}&noLoading=False`);
    assert.equal(typeof data.ppv1, "number");
    assert.equal(data.sn, serial);
  });

  it("lists the same systems for the menu, without the number of their settings", async () => {
    const { logIn, call, serial } = startProgram();
    await logIn();
    const [entry, ...more] = (await call("GET", "Account/GetCustomMenuESSList")).data;
    assert.deepEqual([entry.sys_sn, entry.system_id, entry.trans_frequency, more.length], [serial, undefined, 10, 0]);
  });

  it("sums up days and months and draws the day's curves, as other programs ask for them", async () => {
    const { logIn, call, serial, home, clock } = startProgram();
    await logIn();
    home.change({ pvW: 3_000, loadW: 1_000 });
    await clock.runFor(3_600_000);
    const today = "2026-06-17";
    const period = `beginDay=${today}&endDay=${today}&tDay=${today}&isOEM=0&SN=${serial}&userID=&noLoading=true`;
    const { data: sums } = await call("GET", `Power/SticsByPeriod?${period}`);
    assert.ok(Math.abs(sums.EpvT - 3) < 0.1 && Math.abs(sums.Echarge - 2) < 0.3, JSON.stringify(sums));
    assert.equal((await call("GET", `Power/SticsByPeriod?${period.replace(serial, "ALB9")}`)).code, 6002);
    const day = { sn: serial, userId: "", szDay: today, isOEM: 0, sDate: today };
    const { data: curves } = await call("POST", "Power/SticsByDay", { body: day });
    assert.deepEqual([curves.Time[0], curves.Time.length, curves.Ppv.length], ["12:00", 13, 13]);
    const month = { sn: serial, userId: "", statisticBy: "month", sDate: "2026-06-01", isOEM: 0 };
    const { data: days } = await call("POST", "Statistic/SystemStatistic", { body: month });
    assert.deepEqual([days.EpvT.length, days.EpvT[15]], [30, 0]);
    assert.ok(Math.abs(days.EpvT[16] - 3) < 0.1);
  });

  it("knows no other addresses and no other verbs", async () => {
    const { logIn, call } = startProgram();
    await logIn();
    assert.equal((await call("GET", "Account/GetNothing")).code, 404);
    assert.equal((await call("POST", "Account/GetCustomUseESSList", { body: {} })).code, 404);
  });

  it("answers that it has moved, once it has", async () => {
    const { emulator, call, login } = startProgram();
    emulator.quirks.set("legacy-moved", true);
    assert.deepEqual(await call("POST", "Account/Login", { body: login }), { code: 6026, msg: "404 NOT_FOUND" });
  });
});
