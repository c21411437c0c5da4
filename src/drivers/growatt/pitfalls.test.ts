import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dayMs, hourMs, minuteMs, ProblemError } from "#domain";
import type { DriverReading } from "#driver-kit";
import { md5Hex } from "#platform";
import { createGrowattClient } from "./client.ts";
import { origin, startCloud } from "./testing/start-cloud.ts";

const sunny = { pvW: 4_000, loadW: 600, batterySocPercent: 100 };
const dark = { pvW: 0, loadW: 2_000, batterySocPercent: 10 };

function power(readings: readonly DriverReading[], name: string): number | undefined {
  for (const reading of readings) {
    const own = reading.kind === "meter" ? reading.place : reading.kind;
    if (own === name && "powerW" in reading) return reading.powerW;
  }
  return undefined;
}

async function problemOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof ProblemError, `no problem: ${error}`);
  return error.problem;
}

describe("what befell other programs does not befall this one: logins", () => {
  it("a wrong password is sent twice and never again, so that no account is locked (indykoning/PyPi_GrowattServer#55, home-assistant/core#158531)", async () => {
    const { connect, clock, paths } = startCloud({ profile: "portal-mix" });
    const codes: string[] = [];
    for (let hour = 0; hour < 48; hour += 1) {
      const { code, kind, isRetryable } = await problemOf(connect({ password: "wrong" }));
      assert.deepEqual([kind, isRetryable], ["auth", false]);
      codes.push(code);
      await clock.runFor(hourMs);
    }
    assert.equal(paths().filter((path) => path === "/login").length, 2);
    assert.deepEqual(codes.slice(0, 3), ["growatt.wrong-password", "growatt.stopped", "growatt.stopped"]);
    assert.equal(codes.at(-1), "growatt.stopped");
  });

  it("another password is tried at once, and with the right one all is well", async () => {
    const { connect, clock, account } = startCloud({ profile: "portal-mix" });
    for (let tries = 0; tries < 3; tries += 1) {
      await problemOf(connect({ password: "wrong" }));
      await clock.runFor(hourMs);
    }
    const { live } = await connect();
    assert.notEqual(power(await live(), "grid"), undefined);
    assert.match(account.session.current()?.token ?? "", /^JSESSIONID=/);
  });

  it("what is remembered of a refused password is not the password (Homey-SolarPanels#333)", async () => {
    const { connect, account } = startCloud({ profile: "portal-mix" });
    await problemOf(connect({ password: "wrong" }));
    const token = account.session.current()?.token ?? "";
    assert.match(token, /^refused 1 /);
    for (const secret of ["wrong", md5Hex("wrong")]) assert.ok(!token.includes(secret));
  });

  it("a locked account is left alone until the lock ends (home-assistant/core PR #142874)", async () => {
    const { connect, clock, emulator } = startCloud({ profile: "portal-mix" });
    emulator.quirks.set("locked", true);
    const { code, retryAt, facts } = await problemOf(connect());
    assert.deepEqual([code, facts], ["growatt.locked", { hours: 24 }]);
    assert.ok((retryAt ?? 0) - clock.now() > 23 * hourMs);
  });

  it("one login serves for half a day, across restarts (muppet3000/homeassistant-growatt_server_api#48, home-assistant/core#141357)", async () => {
    const { connect, clock, paths } = startCloud({ profile: "portal-mix" });
    for (let hour = 0; hour < 10; hour += 1) {
      const { live } = await connect();
      await live();
      await clock.runFor(hourMs);
    }
    assert.equal(paths().filter((path) => path === "/login").length, 1);
  });

  it("an ended login is renewed within the same poll, and the page instead of an answer is not read as one (PLCHome/growatt#8, #21, #23, #30)", async () => {
    const { connect, clock, emulator, paths } = startCloud({ profile: "portal-mix" });
    const { live } = await connect();
    await live();
    await clock.runFor(hourMs);
    emulator.faults.set("expired-login");
    assert.notEqual(power(await live(), "grid"), undefined);
    assert.equal(paths().filter((path) => path === "/login").length, 2);
  });

  it("logins are a quarter of an hour apart, whatever ends them (PLCHome/growatt#30)", async () => {
    const { connect, clock, emulator } = startCloud({ profile: "portal-mix" });
    const { live } = await connect();
    await live();
    const logins: number[] = [];
    for (let minute = 0; minute < 60; minute += 6) {
      emulator.faults.set("expired-login");
      await live().catch(() => {});
      await clock.runFor(6 * minuteMs);
    }
    for (const { path, at } of emulator.calls()) if (path === "/login") logins.push(at);
    const gaps = logins.slice(1).map((at, index) => at - (logins[index] ?? 0));
    assert.ok(logins.length >= 3 && gaps.every((gapMs) => gapMs >= 15 * minuteMs), JSON.stringify(gaps));
  });

  it("a refused login without a user in it is no crash (home-assistant/core#121703, muppet3000#32, #41)", async () => {
    for (const body of ["{}", "null", '{"result":"no"}', '{"back":{"success":false}}', "<html></html>"]) {
      const http = { request: async () => ({ status: 200, headers: {}, body }) };
      const client = createGrowattClient({ username: "a", password: "b", url: origin, http, clock: { now: () => 0 } });
      assert.equal((await problemOf(client.plants())).kind, "unreachable", body);
    }
  });

  it("the password leaves as a hash, not as it is", async () => {
    const { connect, requests } = startCloud({ profile: "portal-mix" });
    await connect();
    const login = requests.find(({ url }) => url.endsWith("/login"));
    const form = new URLSearchParams(login?.body);
    assert.deepEqual([form.get("account"), form.get("password")], ["sunny", ""]);
    assert.equal(form.get("passwordCrc"), md5Hex("growatt-4711-pw"));
    for (const { url, body = "" } of requests) assert.ok(!`${url}${body}`.includes("growatt-4711-pw"));
  });

  it("a login page that has moved is told as that (indykoning/PyPi_GrowattServer#28, #49; Sjord/growatt_api_client#37, #38)", async () => {
    const { connect, emulator } = startCloud({ profile: "portal-inv", hasBattery: false });
    emulator.quirks.set("login-moved", true);
    const { code, facts } = await problemOf(connect());
    assert.deepEqual([code, facts], ["growatt.http-denied", { status: 405, path: "/login" }]);
  });

  it("the program's name can be chosen where a server refuses it (indykoning/PyPi_GrowattServer#43)", async () => {
    const { connect, emulator, clock } = startCloud({ profile: "portal-inv", hasBattery: false });
    emulator.quirks.set("picky-about-agents", true);
    assert.equal((await problemOf(connect())).code, "growatt.http-denied");
    await clock.runFor(16 * minuteMs);
    await connect({ userAgent: "ShinePhone/8.1" });
  });
});

describe("what befell other programs does not befall this one: limits", () => {
  it("the portal is asked every ten minutes (home-assistant/core#167430)", async () => {
    const { connect } = startCloud({ profile: "portal-mix" });
    const { connection } = await connect();
    assert.equal(connection.polls[0]?.everyMs, 10 * minuteMs);
  });

  it("a day of polls with a token: no call is refused, and each is five minutes from the one before (indykoning/PyPi_GrowattServer#122)", async () => {
    const { connect, clock, emulator } = startCloud();
    const { connection, live } = await connect();
    const everyMs = connection.polls[0]?.everyMs ?? 0;
    const endsAt = clock.now() + dayMs;
    let good = 0;
    while (clock.now() < endsAt) {
      if ((await live()).length === 4) good += 1;
      await clock.runFor(everyMs);
    }
    assert.ok(good > 270, `${good} polls`);
    const results = emulator.calls().map(({ result }) => result);
    assert.deepEqual([...new Set(results)], ["ok"]);
  });

  it("after a refusal for haste this call waits five minutes (error 10012)", async () => {
    const { connect, clock, emulator } = startCloud();
    emulator.faults.set("rate-limited");
    const { kind, code, retryAt = 0 } = await problemOf(connect());
    assert.deepEqual([kind, code], ["rate-limited", "growatt.10012"]);
    assert.ok(retryAt - clock.now() > 4.9 * minuteMs);
  });

  it("asked again too soon it tells what it knows instead of calling", async () => {
    const { connect, requests } = startCloud();
    const { live } = await connect();
    const first = await live();
    const before = requests.length;
    assert.deepEqual(await live(), first);
    assert.equal(requests.length, before);
  });

  it("several devices of one kind are asked for in one call (mtrossbach/noah-mqtt#81, #87)", async () => {
    const { connect, emulator, paths, change } = startCloud({ profile: "min", hasBattery: false });
    emulator.quirks.set("two-devices", true);
    await change({ pvW: 4_000, loadW: 600 });
    const { live } = await connect();
    const readings = await live();
    assert.ok(Math.abs((power(readings, "solar") ?? 0) - 4_000) < 10);
    assert.equal(
      paths()
        .filter((path) => path.startsWith("/v1/device/tlx/"))
        .join(),
      "/v1/device/tlx/tlxs_data",
    );
  });

  it("the list of plants is not used up by restarts: a number needs none", async () => {
    const { connect, clock, paths, emulator } = startCloud();
    for (let start = 0; start < 30; start += 1) {
      await connect({ plant: 1234567 });
      await clock.runFor(6 * minuteMs);
    }
    assert.ok(!paths().includes("/v1/plant/list"));
    assert.ok(emulator.calls().every(({ result }) => result === "ok"));
  });
});

describe("what befell other programs does not befall this one: accounts", () => {
  it("a wrong token is told as that, and asked again an hour later at the earliest (indykoning/PyPi_GrowattServer#122)", async () => {
    const { connect, clock } = startCloud();
    const { kind, code, retryAt = 0 } = await problemOf(connect({ token: "0123456789abcdef" }));
    assert.deepEqual([kind, code], ["auth", "growatt.10011"]);
    assert.ok(retryAt - clock.now() > 59 * minuteMs);
  });

  it("a good token without plants is not a wrong token (indykoning/PyPi_GrowattServer#122)", async () => {
    const { connect, emulator } = startCloud();
    emulator.quirks.set("no-plants", true);
    assert.equal((await problemOf(connect())).code, "growatt.no-plants");
  });

  it("an account of another region names the regions (muppet3000#15)", async () => {
    const { connect, emulator } = startCloud();
    emulator.quirks.set("wrong-domain", true);
    const { kind, code } = await problemOf(connect());
    assert.deepEqual([kind, code], ["invalid", "growatt.-1"]);
  });

  for (const profile of ["sph", "portal-mix"]) {
    it(`${profile}: of several plants none is taken by chance, and a wrong name lists them`, async () => {
      const { connect, emulator, clock } = startCloud({ profile });
      emulator.quirks.set("two-plants", true);
      const known = "Holiday Home (7654321), Sunny Side (1234567)";
      const unsaid = await problemOf(connect());
      assert.deepEqual([unsaid.kind, unsaid.code, unsaid.facts], ["invalid", "growatt.which-plant", { known }]);
      await clock.runFor(20 * minuteMs);
      const wrong = await problemOf(connect({ plant: "Nowhere" }));
      assert.deepEqual([wrong.code, wrong.facts], ["growatt.plant-not-found", { plant: "Nowhere", known }]);
      await clock.runFor(20 * minuteMs);
      const { live } = await connect({ plant: " sunny side " });
      assert.notEqual(power(await live(), "grid"), undefined);
    });
  }

  it("a restart needs no list at all: what was listed is remembered for a day", async () => {
    const { connect, clock, paths } = startCloud();
    for (let start = 0; start < 20; start += 1) {
      const { live } = await connect();
      assert.notEqual(power(await live(), "grid"), undefined);
      await clock.runFor(6 * minuteMs);
    }
    assert.equal(paths().filter((path) => path.endsWith("/list")).length, 2);
    await clock.runFor(dayMs);
    await connect();
    assert.equal(paths().filter((path) => path.endsWith("/list")).length, 4);
  });

  it("a restart within the five minutes has values at once, with their age, and asks nothing", async () => {
    const { connect, clock, paths } = startCloud();
    const first = await (await connect()).live();
    const asked = paths().length;
    await clock.runFor(2 * minuteMs);
    assert.deepEqual(await (await connect()).live(), first);
    assert.equal(paths().length, asked);
    await clock.runFor(4 * minuteMs);
    const later = await (await connect()).live();
    assert.ok((later[0]?.at ?? 0) > (first[0]?.at ?? 0));
  });

  it("a wrong name does not use up the day's lists of plants, however long nobody corrects it", async () => {
    const { connect, clock, paths } = startCloud();
    const endsAt = clock.now() + dayMs;
    while (clock.now() < endsAt) {
      const { code, retryAt = 0 } = await problemOf(connect({ plant: "Nowhere" }));
      assert.equal(code, "growatt.plant-not-found");
      await clock.runFor(retryAt - clock.now());
    }
    assert.equal(paths().length, 8);
  });

  it("a device that is gone is looked for again", async () => {
    const { connect, emulator, clock, paths } = startCloud();
    const { live } = await connect();
    await live();
    emulator.quirks.set("device-gone", true);
    await clock.runFor(6 * minuteMs);
    assert.equal((await problemOf(live())).code, "growatt.10002");
    emulator.quirks.set("device-gone", false);
    await clock.runFor(6 * minuteMs);
    assert.notEqual(power(await live(), "grid"), undefined);
    assert.equal(paths().filter((path) => path === "/v1/device/list").length, 2);
  });

  it("meters and sensors in the list do no harm, and are named in the log", async () => {
    const { connect, emulator, log } = startCloud();
    emulator.quirks.set("accessories", true);
    const { live } = await connect();
    assert.notEqual(power(await live(), "grid"), undefined);
    const told = log.lines.find(({ message }) => message === "devices that are not read");
    assert.match(JSON.stringify(told), /AMMETER \(3\), PCS0000001 \(8\)/);
  });

  it("trouble of the cloud's own is tried again with the next poll (error 10001)", async () => {
    const { connect, emulator } = startCloud();
    emulator.quirks.set("system-error", true);
    const { kind, isRetryable } = await problemOf(connect());
    assert.deepEqual([kind, isRetryable], ["unreachable", true]);
  });
});

describe("what befell other programs does not befall this one: values", () => {
  it("counters do not fall around midnight (home-assistant coordinator)", async () => {
    const { connect, emulator, clock, change } = startCloud();
    await change(sunny, 3 * hourMs);
    const { live } = await connect();
    const energy = async () => {
      const solar = (await live()).find(({ kind }) => kind === "solar");
      return solar?.kind === "solar" ? solar.energyWh : undefined;
    };
    const before = await energy();
    assert.ok((before ?? 0) > 10_000);
    emulator.quirks.set("zero-counters", true);
    await clock.runFor(10 * minuteMs);
    assert.equal(await energy(), undefined);
    emulator.quirks.set("zero-counters", false);
    await clock.runFor(10 * minuteMs);
    assert.ok(((await energy()) ?? 0) >= (before ?? 0));
  });

  it("kilowatts are found out by the balance, and until then the grid is left out", async () => {
    const { connect, emulator, change, clock } = startCloud();
    emulator.quirks.set("kilowatts", true);
    await change({ pvW: 4_000, loadW: 600, batterySocPercent: 100 });
    const { live } = await connect();
    const seen: (number | undefined)[] = [];
    for (let poll = 0; poll < 4; poll += 1) {
      seen.push(power(await live(), "grid"));
      await clock.runFor(6 * minuteMs);
    }
    assert.deepEqual(seen.slice(0, 2), [undefined, undefined]);
    assert.ok((seen[3] ?? 0) < -3_000, String(seen[3]));
  });

  it("a meter that counts the wrong way round is found out by the balance", async () => {
    const { connect, emulator, change, clock, home } = startCloud();
    emulator.quirks.set("flipped-meter", true);
    await change(sunny);
    const { live } = await connect();
    for (let poll = 0; poll < 3; poll += 1) {
      await live();
      await clock.runFor(6 * minuteMs);
    }
    const gridW = power(await live(), "grid") ?? 0;
    assert.ok(Math.abs(gridW - home.meter.powerW) < 60, `${gridW} W`);
  });

  it("what the owner says of unit and sign holds from the first value on", async () => {
    const { connect, emulator, change, home } = startCloud();
    emulator.quirks.set("flipped-meter", true);
    emulator.quirks.set("kilowatts", true);
    await change(dark);
    const { live } = await connect({ gridUnit: "kW", invertGrid: true });
    assert.ok(Math.abs((power(await live(), "grid") ?? 0) - home.meter.powerW) < 60);
  });

  it("an inverter without meter has no grid, rather than one of 0 W", async () => {
    const { connect, emulator } = startCloud({ profile: "min", hasBattery: false });
    emulator.quirks.set("no-meter", true);
    const { live, connection } = await connect();
    const kinds = (await live()).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["solar", "values"]);
    assert.ok(!connection.capabilities().some(({ kind }) => kind === "meter" || kind === "battery"));
  });

  it("while one of two inverters has told nothing, the sum is left out and the rest stays", async () => {
    const { connect, emulator, change } = startCloud({ profile: "min", hasBattery: false });
    emulator.quirks.set("two-devices", true);
    emulator.quirks.set("second-silent", true);
    await change({ pvW: 4_000, loadW: 600 });
    const { live } = await connect();
    const readings = await live();
    assert.equal(power(readings, "solar"), undefined);
    assert.notEqual(power(readings, "grid"), undefined);
  });

  it("all devices count on the portal too, page by page, and not only the first (danwale/SolarUseOptimiser)", async () => {
    const { connect, emulator, home } = startCloud({ profile: "portal-inv", hasBattery: false });
    emulator.quirks.set("two-devices", true);
    const { live } = await connect();
    const solarW = power(await live(), "solar") ?? 0;
    assert.ok(Math.abs(solarW - 2 * home.inverter().acW) < 100, `${solarW} W`);
  });

  it("a time of the plant is right in summer and winter, wherever this program runs", async () => {
    for (const timeZone of ["Europe/Berlin", "Australia/Adelaide", "America/St_Johns", "Pacific/Auckland"])
      for (const month of [0, 6]) {
        const { connect, clock } = startCloud({ startAt: Date.UTC(2026, month, 17, 10), timeZone });
        await clock.runFor(30 * minuteMs);
        const { live } = await connect();
        await live();
        await clock.runFor(6 * minuteMs);
        const [reading] = await live();
        const ageMs = clock.now() - (reading?.at ?? 0);
        assert.ok(ageMs >= 0 && ageMs <= 6 * minuteMs, `${timeZone} ${month}: ${ageMs / minuteMs} min`);
      }
  });

  it("values that stay the same grow old (danwale/SolarUseOptimiser)", async () => {
    const { connect, clock, emulator } = startCloud();
    const { live } = await connect();
    await live();
    await clock.runFor(6 * minuteMs);
    await live();
    emulator.faults.set("stale-values");
    await clock.runFor(3 * hourMs);
    const [reading] = await live();
    const ageMs = clock.now() - (reading?.at ?? 0);
    assert.ok(ageMs > 2.9 * hourMs, `${ageMs / minuteMs} min`);
  });

  it("the battery can be left out", async () => {
    const { connect } = startCloud();
    const { live } = await connect({ useBattery: false });
    assert.equal(power(await live(), "battery"), undefined);
  });
});
