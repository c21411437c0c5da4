import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, minuteMs } from "#domain";
import { md5Hex } from "#platform";
import { startCloud } from "./testing/start-cloud.ts";

type Asked = { readonly method?: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

function setUp(profile: string) {
  const cloud = startCloud({ profile, hasBattery: profile === "sph" || profile === "portal-mix" });
  const { emulator } = cloud;
  const send = (path: string, { method = "GET", body = "", headers = {} }: Asked = {}) =>
    emulator.handler({ method, path, headers, body });
  const ask = (path: string, asked: Asked = {}) => {
    const headers = { token: emulator.credentials["token"] ?? "", ...asked.headers };
    return JSON.parse(send(path, { ...asked, headers }).body);
  };
  return { ...cloud, send, ask };
}

describe("the emulated official interface", () => {
  it("wants its token, and says so within a success", () => {
    const { send } = setUp("sph");
    const { status, body } = send("/v1/plant/list", { headers: { token: "other" } });
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body), { error_code: 10011, error_msg: "error_permission_denied", data: "" });
  });

  it("reads parameters of a GET from its body too", () => {
    const { ask } = setUp("sph");
    assert.equal(ask("/v1/device/list", { body: "plant_id=1234567&page=&perpage=" }).data.count, 1);
  });

  it("allows each call once in five minutes, per device where one is named", async () => {
    const { ask, clock, emulator } = setUp("sph");
    const live = (sn: string) =>
      ask("/v1/device/mix/mix_last_data", { method: "POST", body: `mix_sn=${sn}` }).error_code;
    emulator.quirks.set("two-devices", true);
    assert.deepEqual([live("SPHT000001"), live("SPHT000001"), live("SPHT000009")], [0, 10012, 0]);
    await clock.runFor(5 * minuteMs);
    assert.equal(live("SPHT000001"), 0);
  });

  it("lists plants ten times a day", async () => {
    const { ask, clock } = setUp("sph");
    const codes: number[] = [];
    for (let call = 0; call < 12; call += 1) {
      codes.push(ask("/v1/plant/list").error_code);
      await clock.runFor(6 * minuteMs);
    }
    assert.deepEqual(codes, [...Array(10).fill(0), 10012, 10012]);
  });

  it("has values of the last upload, as old as they are, in the plant's time", async () => {
    const { ask, clock, change } = setUp("sph");
    await change({ pvW: 3_000, loadW: 500, batterySocPercent: 100 });
    await clock.runFor(10 * minuteMs);
    const { data, error_code } = ask("/v1/device/mix/mix_last_data", { method: "POST", body: "mix_sn=SPHT000001" });
    assert.equal(error_code, 0);
    assert.equal(data.ppv, 3_000);
    assert.match(data.time, /^2026-06-17 12:\d\d:\d\d$/, "Berlin in summer");
    assert.ok(data.pacToGridR > 2_000 && data.pacToUserR === 0);
  });

  it("answers a batch with each device twice wrapped in its serial number", () => {
    const { ask, emulator } = setUp("sph");
    emulator.quirks.set("two-devices", true);
    const body = "pageNum=1&mixs=SPHT000001,SPHT000009,UNKNOWN";
    const reply = ask("/v1/device/mix/mixs_data", { method: "POST", body });
    assert.deepEqual(reply.mixs, ["SPHT000001", "SPHT000009"]);
    assert.equal(typeof reply.data.SPHT000009.SPHT000009.ppv, "number");
  });

  it("refuses strangers, pages that are too large and other kinds' calls", () => {
    const { ask } = setUp("min");
    assert.equal(ask("/v1/plant/details?plant_id=99").error_code, 10002);
    assert.equal(ask("/v1/device/list?plant_id=1234567&perpage=101").error_code, 10013);
    assert.equal(ask("/v1/device/mix/mix_last_data", { method: "POST", body: "mix_sn=MINT000001" }).error_code, 10002);
  });

  it("tells nothing in several ways", () => {
    const { ask, emulator } = setUp("sph");
    emulator.faults.set("nulls");
    const { data } = ask("/v1/device/mix/mix_last_data", { method: "POST", body: "mix_sn=SPHT000001" });
    assert.deepEqual([...new Set(Object.values(data))].slice(0, 3), [null, "", "N/A"]);
  });
});

describe("the emulated portal", () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const right = form({ account: "sunny", password: "", passwordCrc: md5Hex("growatt-4711-pw") });

  function logIn(send: ReturnType<typeof setUp>["send"], body = right) {
    const { headers = {}, body: reply } = send("/login", { method: "POST", body });
    const given = headers["set-cookie"];
    return { result: JSON.parse(reply).result, cookie: [given ?? []].flat().join("; ") };
  }

  it("takes the password as it is or as a hash", () => {
    const { send } = setUp("portal-mix");
    assert.equal(logIn(send).result, 1);
    assert.equal(logIn(send, form({ account: "sunny", password: "growatt-4711-pw" })).result, 1);
  });

  it("locks the account after three wrong ones, for the right one too", () => {
    const { send } = setUp("portal-mix");
    const wrong = form({ account: "sunny", password: "wrong" });
    assert.deepEqual(
      [1, 2, 3, 4].map(() => logIn(send, wrong).result),
      [-2, -2, -2, -3],
    );
    assert.equal(logIn(send).result, -3);
  });

  it("shows the login page without a login, after half a day, and after another login", async () => {
    const { send, clock } = setUp("portal-mix");
    const isIn = (cookie: string) =>
      send("/index/getPlantListTitle", { method: "POST", headers: { cookie } }).body.startsWith("[");
    assert.ok(!isIn(""));
    const first = logIn(send).cookie;
    assert.ok(isIn(first));
    const second = logIn(send).cookie;
    assert.deepEqual([isIn(first), isIn(second)], [false, true]);
    await clock.runFor(12 * hourMs);
    assert.ok(!isIn(second));
  });

  it("has all texts in its list of devices, and kilowatts in a hybrid's status", async () => {
    const { send, change } = setUp("portal-mix");
    await change({ pvW: 3_000, loadW: 500, batterySocPercent: 100 });
    const headers = { cookie: logIn(send).cookie };
    const list = { method: "POST", headers, body: form({ currPage: "1", plantId: "1234567" }) };
    const [device] = JSON.parse(send("/panel/getDevicesByPlantList", list).body).obj.datas;
    assert.deepEqual([device.deviceTypeName, typeof device.pac, typeof device.eTotal], ["mix", "string", "string"]);
    const asked = { method: "POST", headers, body: form({ mixSn: device.sn }) };
    const { obj } = JSON.parse(send("/panel/mix/getMIXStatusData?plantId=1234567", asked).body);
    assert.equal(obj.ppv, 3);
    assert.equal(typeof obj.SOC, "string");
  });
});
