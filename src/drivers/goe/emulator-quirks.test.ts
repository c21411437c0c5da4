import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "#domain";
import { createSimulatedHome } from "#simulator";
import { startCharger } from "./testing/start-charger.ts";

/** A car stands there and starts 8 s after an offer. */
function start(options: Parameters<typeof startCharger>[1] = {}) {
  const car = { capacityWh: 60_000, startDelayS: [8, 8] as [number, number] };
  const charger = startCharger(
    (clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }),
    options,
  );
  charger.home.change({ loadW: 0 });
  const setAll = async (values: Readonly<Record<string, Json>>) => {
    for (const [key, value] of Object.entries(values)) {
      const { status } = await charger.set(`${key}=${encodeURIComponent(JSON.stringify(value))}`);
      assert.equal(status, 200, `${key} is refused`);
    }
  };
  return { ...charger, setAll };
}

describe("emulated go-e charger: reported quirks", () => {
  const meet = (quirk: string, options: Parameters<typeof startCharger>[1] = {}) => {
    const house = start(options);
    house.emulator.quirks.set(quirk, true);
    return house;
  };
  const isUnreachable = (promise: Promise<unknown>) => assert.rejects(promise, /unreachable\.(reset|timeout)/);

  it("answers no more after a day, until the quirk ends or it is restarted", async () => {
    const { get, clock, emulator, home } = meet("hangs-after-a-day");
    assert.equal((await get("/api/status?filter=car")).status, 200);
    for (let hour = 0; hour < 24; hour += 1) {
      await clock.runFor(3_600_000);
      home.advance();
    }
    const hanging = get("/api/status?filter=car");
    await Promise.all([isUnreachable(hanging), clock.runFor(6_000)]);
    emulator.quirks.set("hangs-after-a-day", false);
    assert.equal((await get("/api/status?filter=car")).status, 200);
  });

  it("hangs up on a long filter", async () => {
    const { get } = meet("resets-long-filters");
    const filter = (length: number) => Array.from({ length }, (_, index) => `k${index}`).join(",");
    assert.equal((await get(`/api/status?filter=${filter(30)}`)).status, 200);
    await isUnreachable(get(`/api/status?filter=${filter(31)}`));
  });

  it("turns a second connection away while the first is open", async () => {
    const { get, clock } = meet("one-connection");
    const first = get("/api/status?filter=car");
    await isUnreachable(get("/api/status?filter=car"));
    await clock.runFor(1_000);
    assert.equal((await first).status, 200);
  });

  it("shows no powers at all while it charges", async () => {
    const status = await meet("no-powers").after(60);
    assert.deepEqual([status["car"], status["nrg"]], [2, Array(16).fill(0)]);
    assert.ok(Number(status["tpa"]) > 1_000);
  });

  it("has lost the link to its charge controller, and says which error that is", async () => {
    const { after, emulator } = meet("lost-controller");
    const shown = ({ car, err, modelStatus, alw }: Readonly<Record<string, Json>>) => ({ car, err, modelStatus, alw });
    assert.deepEqual(shown(await after(60)), { car: null, err: 17, modelStatus: 26, alw: false });
    emulator.quirks.set("lost-controller", false);
    assert.deepEqual(shown(await after(60)), { car: 2, err: 0, modelStatus: 15, alw: true });
    assert.equal((await meet("lost-controller", { profile: "v3-11kw" }).after(2))["err"], 14);
  });

  it("stops with an error, and goes on where it was when that is over", async () => {
    const { after, emulator, home } = meet("faulty");
    const { car, err, modelStatus } = await after(60);
    assert.deepEqual({ car, err, modelStatus }, { car: 5, err: 9, modelStatus: 26 });
    assert.equal(home.wallbox().powerW, 0);
    home.change({ carConnected: false });
    await after(5);
    emulator.quirks.set("faulty", false);
    assert.equal((await after(2))["car"], 1, "the car has left meanwhile");
  });

  it("says after a restart that it is starting, from firmware 60.4 on", async () => {
    for (const [profile, expected] of [
      ["core", 6],
      ["v4-22kw", 4],
    ] as const) {
      const { setAll, after } = start({ profile });
      await after(60);
      await setAll({ rst: true });
      await after(0).catch(() => {});
      assert.equal((await after(31))["car"], expected, profile);
      assert.notEqual((await after(5))["car"], 6);
    }
  });

  it("takes 2 to 30 s for each answer, on the way that gives one", async () => {
    const { get, clock } = meet("slow-answers");
    const took: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const askedAt = clock.now();
      let answeredAt: number | undefined;
      const noted = get("/api/status?filter=car").then(
        () => (answeredAt = clock.now()),
        () => {},
      );
      await clock.runFor(40_000);
      await noted;
      if (answeredAt !== undefined) took.push(answeredAt - askedAt);
    }
    assert.ok(took.length > 0 && took.length < 20, "some take longer than anybody waits");
    assert.ok(Math.min(...took) >= 2_000, `${took}`);
  });

  it("leaves out a third of its keys, each time another one", async () => {
    const { after } = meet("missing-keys");
    const [one, two, three] = [await after(1), await after(1), await after(1)].map((keys) => Object.keys(keys));
    const all = new Set([...(one ?? []), ...(two ?? []), ...(three ?? [])]);
    assert.ok((one?.length ?? 0) < 0.7 * all.size);
    assert.ok(["car", "nrg", "alw", "frc"].every((key) => all.has(key)));
  });

  it("measures as roughly as firmware 51 did", async () => {
    const { nrg } = await meet("coarse-powers").after(60);
    assert.ok(Array.isArray(nrg) && nrg.every((each) => Number.isInteger(each)));
    assert.ok(nrg.slice(7, 11).every((powerW) => Number(powerW) % 100 === 0));
    assert.ok(Number(nrg[7]) > 1_000);
  });

  it("does not tell its variant", async () => {
    assert.ok(!("var" in (await meet("no-variant").after(1))));
  });

  it("takes a forced state and ignores it, but nothing else", async () => {
    const { setAll, after } = meet("frc-ignored");
    await setAll({ frc: 1, amp: 10 });
    const status = await after(2);
    assert.deepEqual([status["frc"], status["amp"]], [0, 10]);
  });

  it("forgets a forced state after a minute", async () => {
    const { setAll, after } = meet("frc-resets");
    await after(120);
    await setAll({ frc: 1 });
    assert.equal((await after(50))["frc"], 1);
    assert.equal((await after(15))["frc"], 0);
  });

  it("forgets who was let in when it changes phases during a pause", async () => {
    const { setAll, after } = meet("trx-lost-on-phase-switch");
    await setAll({ acs: 1, trx: 0 });
    await after(60);
    await setAll({ frc: 1 });
    await after(10);
    await setAll({ psm: 1 });
    assert.equal((await after(3))["trx"], null);
  });

  it("behind the cloud is offline, or has told nothing for long", async () => {
    const { emulator, http, url } = meet("cloud-offline", { profile: "cloud" });
    const ask = (token = emulator.credentials["token"] ?? "") =>
      http.request({ method: "GET", url: `${url}/api/status?filter=car&token=${token}`, timeoutMs: 1_000 });
    assert.equal((await ask()).status, 403);
    emulator.quirks.set("cloud-offline", false);
    emulator.quirks.set("cloud-outdated", true);
    const { status, body } = await ask();
    assert.deepEqual([status, JSON.parse(body).reason], [404, "Data is outdated"]);
    emulator.quirks.set("cloud-outdated", false);
    assert.deepEqual([(await ask()).status, (await ask("wrong")).status], [200, 401]);
  });

  it("behind the cloud claims success for keys that can only be read", async () => {
    const { emulator, http, url } = start({ profile: "cloud" });
    const request = (path: string) =>
      http.request({
        ...{ method: "GET", url: `${url}${path}`, timeoutMs: 1_000 },
        headers: { authorization: `Bearer ${emulator.credentials["token"]}` },
      });
    const { status, body } = await request("/api/set?eto=0&amp=99");
    assert.equal(status, 202);
    assert.deepEqual(JSON.parse(body).succeeded, [{ eto: "0" }]);
    assert.equal((await request("/api/set?amp=99")).status, 422);
  });
});
