import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fail, hourMs, minuteMs, type ProblemError, secondMs } from "#domain";
import { createVirtualClock, type HttpClient } from "#platform";
import { createAlphaessClient } from "./client.ts";
import { createDailyCounters } from "./daily-counters.ts";
import { startOpenCloud, surfaceAnswering } from "./testing/open-cloud.ts";
import { alphaessText } from "./text.ts";

const success = (data: unknown) => JSON.stringify({ code: 200, msg: "Success", data });

describe("what befell other programs does not befall this one", () => {
  it("the official interface is the one that is used when nothing is said (homeassistant-alphaESS#37)", () => {
    const { surface } = startOpenCloud();
    assert.equal(surface.api, "open");
    const clock = createVirtualClock(0);
    const http: HttpClient = { request: async () => ({ status: 200, headers: {}, body: "{}" }) };
    assert.equal(createAlphaessClient({ appId: "a", appSecret: "b", http, clock }).api, "open");
  });

  it("an address where the service no longer is, is told as that (node-red-contrib-alphaess#12)", async () => {
    const { surface } = surfaceAnswering('{"timestamp":1,"status":404,"error":"Not Found"}', { status: 404 });
    await assert.rejects(surface.systems(), ({ problem }: ProblemError) => problem.code === "alphaess.moved");
  });

  it("each address is asked with the verb it wants (homeassistant-alphaESS#44)", async () => {
    const { surface, serial, during, emulator } = startOpenCloud({ profile: "SMILE-G3" });
    const asks: readonly (() => Promise<unknown>)[] = [
      () => surface.systems(),
      () => surface.live(serial),
      () => surface.settings(serial),
      () => surface.changeSettings(serial, { batUseCap: 12, batHighCap: 90 }),
      () => surface.periodicTimetable(serial),
      () => surface.startCharging(serial, "EV1"),
      () => surface.householdLimitA(serial),
      () => surface.changeHouseholdLimit(serial, 30),
      () => surface.requestBindingCode(serial, "A1B2C3"),
    ];
    for (const ask of asks) await during(ask());
    assert.deepEqual(
      emulator.calls().filter(({ result }) => result !== "ok"),
      [],
    );
  });

  it("the household's limit is never offered as the wallbox's current (homeassistant-alphaESS#240, #188, #252)", async () => {
    const { connect } = startOpenCloud();
    const { connection, poll } = await connect();
    await poll("settings");
    const charger = connection.capabilities().find((one) => one.kind === "charger");
    assert.ok(charger?.kind === "charger");
    assert.equal(charger.minCurrentA, charger.maxCurrentA, "only switching is offered");
    const values = connection.capabilities().find((one) => one.kind === "values");
    const limit = values?.kind === "values" && values.definitions.find(({ key }) => key === "currentsetting");
    assert.ok(limit && limit.isDangerous);
    assert.match(limit.label.en, /Household/);
  });

  it("a start that is ignored is seen in the state, not in the answer (homeassistant-alphaESS#203)", async () => {
    const { connect, emulator, during, clock } = startOpenCloud();
    const { actuator } = await connect();
    emulator.quirks.set("start-ignored", true);
    const charger = actuator("charger.EV1");
    const command = { kind: "charger", target: "alpha.EV1", setting: { isAllowed: true, currentA: 16 } } as const;
    await during(charger.apply(command, { purpose: "user" }));
    await clock.runFor(charger.confirmWithinMs);
    assert.equal(charger.isInEffect(command, await during(charger.read({ purpose: "user" }))), false);
  });

  it("writes are far apart however fast they are ordered (homeassistant-alphaESS#96, #98, #107)", async () => {
    const { connect, during, requests, clock } = startOpenCloud();
    const { actuator } = await connect();
    const values = actuator("values");
    const times: number[] = [];
    for (const value of [11, 12, 13]) {
      await during(values.apply({ kind: "value", target: "alpha", key: "batUseCap", value }, { purpose: "user" }));
      times.push(clock.now());
    }
    const [first = 0, second = 0, third = 0] = times;
    assert.ok(second - first >= 29 * secondMs && third - second >= 29 * secondMs, String(times));
    assert.equal(requests.filter(({ method }) => method === "POST").length, 3);
  });

  it("what the app changes while our write waits for its turn is kept (homeassistant-alphaESS#70)", async () => {
    const { connect, during, surface, app, serial, clock } = startOpenCloud();
    const { actuator } = await connect();
    const values = actuator("values");
    const evening = { fromMinute: 18 * 60, untilMinute: 21 * 60 };
    const set = (value: number) =>
      values.apply({ kind: "value", target: "alpha", key: "batUseCap", value }, { purpose: "user" });
    await during(set(11));
    const second = set(12);
    await clock.runFor(10 * secondMs);
    await during(app.changeTimetable(serial, { isDischargeOn: true, dischargeSlots: [evening] }));
    await during(second);
    const after = await during(surface.timetable(serial));
    assert.deepEqual([after.dischargeCutOffPercent, after.isDischargeOn, after.dischargeSlots], [12, true, [evening]]);
  });

  it("after the first complaint about speed calls are ten seconds apart, and that one is made again (alphaess-openAPI#7)", async () => {
    const { surface, serial, during, emulator, clock, requests } = startOpenCloud();
    await during(surface.systems());
    emulator.quirks.set("ten-seconds", true);
    await during(surface.live(serial));
    const before = clock.now();
    const calls = requests.length;
    await during(surface.live(serial));
    assert.ok(clock.now() - before >= 9 * secondMs);
    assert.equal(requests.length, calls + 1, "no second complaint");
  });

  it("levels that are taken and not applied do not count as in effect (homeassistant-alphaESS#174, #178)", async () => {
    const { connect, emulator, during, clock } = startOpenCloud();
    const { actuator } = await connect();
    emulator.quirks.set("settings-not-applied", true);
    emulator.quirks.set("slow-read-back", true);
    const battery = actuator("batteryMode");
    const command = { kind: "batteryIntent", target: "alpha", intent: { kind: "reserve", percent: 70 } } as const;
    await during(battery.apply(command, { purpose: "guard" }));
    await clock.runFor(battery.confirmWithinMs);
    assert.equal(battery.isInEffect(command, await during(battery.read({ purpose: "guard" }))), false);
  });

  it("levels are called what they are, not a range of charge (homeassistant-alphaESS#232, #138)", () => {
    assert.equal(alphaessText.labels["batUseCap"]?.en, "Discharge cut-off");
    assert.match(alphaessText.labels["batHighCap"]?.en ?? "", /Charge stop/);
  });

  it("switches that always read as off are never written back (homeassistant-alphaESS#267, #269)", async () => {
    const { surface, serial, during, writes } = startOpenCloud({ profile: "SMILE-G3" });
    const charge = [{ fromMinute: 60, untilMinute: 300, limitPercent: 90 }];
    const discharge = [{ fromMinute: 1080, untilMinute: 1320, limitPercent: 10 }];
    const timetable = { cycle: "daily", charge, discharge, isChargeOn: true, isDischargeOn: true } as const;
    await during(surface.writePeriodicTimetable(serial, timetable));
    const read = await during(surface.periodicTimetable(serial));
    assert.ok(!("isChargeOn" in read), "what cannot be read is not told");
    const { gridChargeCycle, ctrDisCycle } = JSON.parse(writes()[0]?.body ?? "{}");
    assert.deepEqual([gridChargeCycle, ctrDisCycle], [1, 1]);
  });

  it("which of the two timetables a system follows is found out and told (homeassistant-alphaESS#267)", async () => {
    const { surface, serial, during, connect, log } = startOpenCloud({ profile: "SMILE-G3" });
    const charge = [{ fromMinute: 60, untilMinute: 300, limitPercent: 90 }];
    const discharge = [{ fromMinute: 1080, untilMinute: 1320, limitPercent: 10 }];
    const switches = { isChargeOn: false, isDischargeOn: false };
    await during(surface.writePeriodicTimetable(serial, { cycle: "daily", charge, discharge, ...switches }));
    const { poll } = await connect();
    const values = (await poll("settings")).find((reading) => reading.kind === "values");
    assert.ok(values?.kind === "values");
    assert.deepEqual(
      [values.values["api.timetable"], values.values["api.charger"], values.values["api.values"]],
      ["periodic", "open", "open"],
    );
    assert.ok(log.lines.some(({ message }) => message.includes("which interface")));
  });

  it("a busy cloud and nulls around midnight leave values out instead of making them zero (alphaess-openAPI#6)", async () => {
    const { connect, emulator, problemOf } = startOpenCloud();
    const { connection, poll } = await connect();
    emulator.quirks.set("busy", true);
    const live = connection.polls.find(({ id }) => id === "live");
    assert.ok(live);
    assert.equal((await problemOf(live.read({ purpose: "poll" }))).code, "alphaess.6026");
    emulator.quirks.set("busy", false);
    emulator.faults.set("nulls");
    assert.equal((await problemOf(live.read({ purpose: "poll" }))).code, "alphaess.no-values");
    emulator.faults.clear();
    assert.ok((await poll("live")).length >= 4);
  });

  it("a system without network is unreachable, not gone (homeassistant-alphaESS#104, #99)", async () => {
    const { surface, serial, emulator, problemOf } = startOpenCloud();
    emulator.quirks.set("offline", true);
    const { kind, code, isRetryable } = await problemOf(surface.live(serial));
    assert.deepEqual([kind, code, isRetryable], ["unreachable", "alphaess.6042", true]);
  });

  it("a day's counters never fall within the day (homeassistant-alphaESS#75, #85, #127)", async () => {
    const { connect, emulator, home, clock } = startOpenCloud();
    const { poll } = await connect();
    home.change({ pvW: 4_000, loadW: 500 });
    await clock.runFor(hourMs);
    const sunOf = async () => {
      const values = (await poll("settings")).find((reading) => reading.kind === "values");
      return values?.kind === "values" ? Number(values.values["epv"]) : Number.NaN;
    };
    const before = await sunOf();
    assert.ok(before > 3);
    emulator.quirks.set("counters-drop", true);
    assert.ok((await sunOf()) >= before);
  });

  it("yesterday's counters that come after midnight do not replace today's (homeassistant-alphaESS#127)", () => {
    const counters = createDailyCounters();
    counters.take({ date: "2026-06-17", solarWh: 20_000 });
    assert.deepEqual(counters.take({ date: "2026-06-18", solarWh: 0 }), { date: "2026-06-18", solarWh: 0 });
    assert.equal(counters.take({ date: "2026-06-17", solarWh: 20_000 }).date, "2026-06-18");
  });

  it("systems without live values are read from their history (homeassistant-alphaESS#111, #124)", async () => {
    const { connect } = startOpenCloud({ profile: "Storion-S5" });
    const { poll } = await connect();
    assert.deepEqual((await poll("live")).map(({ kind }) => kind).sort(), ["battery", "meter", "meter", "solar"]);
  });

  it("a plug-in system's battery is neither read nor steered (homeassistant-alphaESS#175, #242)", async () => {
    const { connect } = startOpenCloud({ profile: "VT1000" });
    const { connection } = await connect();
    const kinds = connection.capabilities().map(({ kind }) => kind);
    assert.ok(kinds.includes("solar") && !kinds.includes("battery") && !kinds.includes("batteryMode"));
    assert.ok(connection.actuators.every(({ accepts }) => !accepts.includes("batteryIntent")));
  });

  it("a wrong secret, a wrong clock and a closed door are told apart (homeassistant-alphaESS#155, #162, #165)", async () => {
    const { surface, emulator, during, problemOf, clock } = startOpenCloud();
    emulator.faults.set("clock-skew");
    assert.equal((await during(surface.systems())).length, 1, "a wrong clock is corrected");
    assert.ok(Math.abs(surface.clockSkewMs() - 10 * minuteMs) <= 5 * secondMs);
    emulator.faults.clear();
    assert.equal((await during(surface.systems())).length, 1, "and back again");
    assert.equal(surface.clockSkewMs(), 0);
    await clock.runFor(secondMs);
    emulator.quirks.set("not-on-allow-list", true);
    const calls = emulator.calls().length;
    assert.deepEqual(await problemOf(surface.systems()).then(({ kind, code }) => [kind, code]), [
      "auth",
      "alphaess.6009",
    ]);
    assert.equal(emulator.calls().length, calls + 1, "a right clock is not corrected");
    assert.match(alphaessText.problems["alphaess.6009"]?.remedy.en ?? "", /allow-list/);
  });

  for (const api of ["open", "portal", "legacy"] as const)
    it(`a certificate that has run out is named, and the check stays on (homeassistant-alphaESS#204, ${api})`, async () => {
      const cause = Object.assign(new Error("certificate has expired"), { code: "CERT_HAS_EXPIRED" });
      const http: HttpClient = {
        request: () => Promise.reject(fail("unreachable", "unreachable.reset", { facts: { host: "x" }, cause })),
      };
      const shared = { http, clock: createVirtualClock(0) };
      const client =
        api === "open"
          ? createAlphaessClient({ ...shared, appId: "a", appSecret: "b" })
          : createAlphaessClient({ ...shared, api, username: "a", password: "b" });
      await assert.rejects(client.systems(), ({ problem }: ProblemError) => {
        assert.deepEqual([problem.kind, problem.code], ["unreachable", "alphaess.tls"]);
        return problem.facts["detail"] === "CERT_HAS_EXPIRED";
      });
    });

  it("the network's trouble and the cloud's are told apart (homeassistant-alphaESS#84, #114)", async () => {
    const broken = surfaceAnswering("<html>502</html>", { status: 502 });
    await assert.rejects(
      broken.surface.systems(),
      ({ problem }: ProblemError) => problem.code === "alphaess.http-status",
    );
    const page = surfaceAnswering("<html>Sign in</html>");
    await assert.rejects(page.surface.systems(), ({ problem }: ProblemError) => problem.code === "alphaess.not-json");
    const nothing = surfaceAnswering(success(null));
    assert.deepEqual(await nothing.surface.systems(), []);
  });

  it("times and switch are written together, and the times stay when only the switch changes (evcc#25536)", async () => {
    const { surface, serial, during, writes, clock } = startOpenCloud();
    const chargeSlots = [{ fromMinute: 660, untilMinute: 840 }];
    await during(surface.changeTimetable(serial, { isChargeOn: true, chargeSlots }));
    await clock.runFor(31 * secondMs);
    await during(surface.changeTimetable(serial, { isChargeOn: false }));
    assert.equal(writes().length, 2);
    assert.deepEqual((await during(surface.timetable(serial))).chargeSlots, chargeSlots);
  });

  for (const profile of ["SMILE5", "Storion-S5"])
    it(`older hardware, which takes no orders in the house, is read and steered through the cloud alone (evcc#26100, ${profile})`, async () => {
      const { connect, during, requests, emulator, clock } = startOpenCloud({ profile });
      const { actuator, poll } = await connect();
      assert.deepEqual(new Set((await poll("live")).map(({ kind }) => kind)), new Set(["battery", "meter", "solar"]));
      const battery = actuator("batteryMode");
      const command = { kind: "batteryIntent", target: "alpha", intent: { kind: "reserve", percent: 40 } } as const;
      await during(battery.apply(command, { purpose: "guard" }));
      await clock.runFor(battery.confirmWithinMs);
      assert.ok(battery.isInEffect(command, await during(battery.read({ purpose: "guard" }))));
      assert.equal(JSON.parse(JSON.stringify(emulator.describe())).batteryRules.minPercent, 40, "the inverter follows");
      assert.deepEqual([...new Set(requests.map(({ url }) => new URL(url).host))], ["alphaess.emulator"]);
    });

  it("times off the quarters, which the cloud takes and no inverter follows, are refused here", async () => {
    const { surface, serial, problemOf, requests } = startOpenCloud();
    const chargeSlots = [{ fromMinute: 70, untilMinute: 130 }];
    const problem = await problemOf(surface.changeTimetable(serial, { isChargeOn: true, chargeSlots }));
    assert.deepEqual([problem.kind, problem.code, requests.length], ["invalid", "alphaess.off-grid", 0]);
  });
});
