import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dayMs, hourMs, minuteMs } from "#domain";
import { createAccounts } from "#driver-kit";
import { fusionsolarDriver } from "./driver.ts";
import { fusionsolarEmulator } from "./emulator.ts";
import { byName, origin, powerOf, startAccount } from "./testing/start-account.ts";

/** What befell users of other programs, one test each. */
describe("what users met elsewhere does not happen here", () => {
  it("few devices never meet 407, and daily interfaces are asked once a day (tijsverkoyen/HomeAssistant-FusionSolar#25, #29, #30, #89, #91)", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    for (let minute = 0; minute < 26 * 60; minute += 1) {
      await account.poll(connection);
      await account.later(minuteMs - 500);
    }
    assert.ok(account.emulator.calls().every(({ result }) => result === "ok" || result === "failCode-305"));
    assert.ok(account.countOf("stations") <= 2 && account.countOf("getDevList") <= 2);
  });

  it("after a 407 the interface rests until its window is over, and the last value stays with its age (KornSW/ioBroker.fusionsolar#2, #5)", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    const before = byName(await account.poll(connection));
    await account.later(5 * minuteMs + 6_000);
    account.emulator.faults.set("rate-limited", { path: "/thirdData/getDevRealKpi" });
    const problem = await account.problemOf(account.poll(connection));
    assert.deepEqual([problem.code, problem.kind], ["fusionsolar.407", "rate-limited"]);
    assert.ok((problem.retryAt ?? 0) - account.clock.now() >= 4 * minuteMs);
    const calls = account.countOf("getDevRealKpi");
    account.emulator.faults.clear();
    for (let second = 0; second < 240; second += 20) {
      await account.problemOf(account.poll(connection));
      await account.later(15_000);
    }
    assert.equal(account.countOf("getDevRealKpi"), calls, "nothing is asked meanwhile");
    await account.later(150_000);
    assert.ok((byName(await account.poll(connection))["grid"]?.at ?? 0) > (before["grid"]?.at ?? 0));
  });

  it("accounts with either list of plants work (#68, PR #71, KornSW/ioBroker.fusionsolar#6)", async () => {
    for (const isOlder of [false, true]) {
      const account = startAccount();
      account.emulator.quirks.set("older-account", isOlder);
      const { connection } = await account.connect();
      assert.ok((await account.poll(connection)).length > 0);
    }
  });

  it("a login without plants says that none is bound to the account (#12)", async () => {
    const account = startAccount();
    account.emulator.quirks.set("no-plants", true);
    assert.equal((await account.problemOf(account.connect())).code, "fusionsolar.no-plants");
  });

  it("listed devices without live data are named: the installer has not ticked their data points (#17, #36, #73, #97, #272, BlazejosP/huawei-sun2000-API-CLI#35)", async () => {
    const account = startAccount();
    account.emulator.quirks.set("no-battery-points", true);
    const { connection } = await account.connect();
    const { battery, solar, grid } = byName(await account.poll(connection));
    assert.ok(battery === undefined && solar !== undefined && grid !== undefined);
    const told = account.log.lines.find(({ message }) => message.includes("lacks its data points"));
    assert.equal(told?.fields["kind"], "battery");
  });

  it("a second program on the account is recognised instead of logging in for ever (#84)", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    await account.poll(connection);
    await account.later(5 * minuteMs + 6_000);
    account.emulator.quirks.set("rival", true);
    account.emulator.faults.set("expired-login");
    const codes = new Set<string>();
    for (let minute = 0; minute < 60; minute += 1) {
      codes.add((await account.problemOf(account.poll(connection))).code);
      await account.later(minuteMs);
    }
    assert.ok(codes.has("fusionsolar.used-elsewhere"), [...codes].join());
    assert.ok(account.countOf("login") <= 12, `${account.countOf("login")} logins`);
    assert.equal(account.countOf("login", "failCode-407"), 0);
    account.emulator.quirks.set("rival", false);
    account.emulator.faults.clear();
    await account.later(hourMs);
    assert.ok((await account.poll(connection)).length > 0);
  });

  it("an account whose time is over says so (#100)", async () => {
    const account = startAccount();
    account.emulator.quirks.set("expired-account", true);
    const { code, kind } = await account.problemOf(account.connect());
    assert.deepEqual([code, kind], ["fusionsolar.20003", "auth"]);
    assert.match(fusionsolarDriver.text.problems[code]?.what.en ?? "", /expired/);
  });

  it("a large account is asked in hundreds (#106)", async () => {
    const account = startAccount({ plants: 250 });
    const { connection } = await account.connect();
    assert.ok((await account.poll(connection)).length > 0);
    assert.ok(account.emulator.calls().every(({ result }) => result === "ok"));
    assert.equal(account.countOf("getDevList"), 3);
  });

  it("access that the maker or the owner has withdrawn is told from a wrong password (#126, #150, #262, #265, #289)", async () => {
    const account = startAccount();
    account.emulator.quirks.set("withdrawn", true);
    const { code } = await account.problemOf(account.connect());
    assert.equal(code, "fusionsolar.20056");
    assert.match(fusionsolarDriver.text.problems[code]?.remedy.en ?? "", /owner/);
    for (let time = 0; time < 3; time += 1) await account.problemOf(account.connect());
    assert.equal(account.countOf("login"), 1, "the login is good, so it is kept");
  });

  it("a power sensor's watts stay watts (#47, PR #53)", async () => {
    const account = startAccount();
    account.home.change({ pvW: 5_000, loadW: 700, batterySocPercent: 100 });
    await account.later(15 * minuteMs);
    const { connection } = await account.connect();
    const gridW = powerOf(byName(await account.poll(connection))["grid"]) ?? 0;
    account.home.advance();
    assert.ok(Math.abs(gridW - account.home.meter.powerW) < 5);
  });

  it("a lifetime counter that falls is not believed (#132, #129)", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    const energy = async () => {
      const { solar } = byName(await account.poll(connection));
      return solar?.kind === "solar" ? solar.energyWh : undefined;
    };
    const before = await energy();
    account.emulator.quirks.set("falling-counters", true);
    await account.later(6 * minuteMs);
    assert.equal(await energy(), before);
    account.emulator.quirks.set("falling-counters", false);
    await account.later(6 * minuteMs);
    assert.ok(((await energy()) ?? 0) > (before ?? 0));
  });

  it("a kiosk page that is stuck grows old (tijsverkoyen/Home-Assistant-FusionSolar-Kiosk#20, #39, #41, HomeAssistant-FusionSolar#113, #178)", async () => {
    const account = startAccount({ profile: "kiosk" });
    const { connection } = await account.connect();
    const first = byName(await account.poll(connection))["solar"];
    account.emulator.faults.set("stale-values");
    await account.later(3 * hourMs);
    const later = byName(await account.poll(connection))["solar"];
    assert.equal(later?.at, first?.at);
    assert.ok(account.clock.now() - (later?.at ?? 0) > (connection.polls[0]?.freshForMs ?? 0));
  });

  it("a reply without the inverter's power is skipped, and is a problem only when it stays (olibos/Home-Assistant-FusionSolar-OpenApi#1)", async () => {
    const account = startAccount({ profile: "grid-meter", config: { use: { battery: false, gridMeter: false } } });
    const { connection } = await account.connect();
    account.emulator.quirks.set("missing-power", true);
    assert.deepEqual(await account.poll(connection), []);
    await account.later(6 * minuteMs);
    account.emulator.quirks.set("missing-power", false);
    assert.ok("solar" in byName(await account.poll(connection)));
    account.emulator.quirks.set("missing-power", true);
    for (let round = 0; round < 2; round += 1) {
      await account.later(6 * minuteMs);
      assert.deepEqual(await account.poll(connection), []);
    }
    await account.later(6 * minuteMs);
    assert.equal((await account.problemOf(account.poll(connection))).code, "fusionsolar.no-values");
  });

  it("a login is ended at the stop and never left beside another one (EnergieID/FusionSolar#7, PR #8)", async () => {
    const account = startAccount();
    for (let start = 0; start < 3; start += 1) {
      const { account: opened } = await account.connect();
      await account.during(opened.close());
      await account.later(5 * minuteMs);
    }
    assert.deepEqual([account.countOf("login", "ok"), account.countOf("logout", "ok")], [3, 3]);
  });

  it("another host is told and not followed (hcraveiro/Home-Assistant-FusionSolar-App#46, JortvanSchijndel/FusionSolarPlus#82, #84)", async () => {
    const account = startAccount();
    const asked: string[] = [];
    account.network.attach("https://moved.example", ({ path }) => {
      asked.push(path);
      return { status: 200, body: "{}" };
    });
    account.emulator.quirks.set("moved", true);
    const { code, facts } = await account.problemOf(account.connect());
    assert.deepEqual([code, facts["host"]], ["fusionsolar.moved", "moved.example"]);
    assert.deepEqual(asked, [], "the password stays here");
  });

  it("a plant that comes back under a new code is found again by its name (szczeles/toolbelt#38)", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    await account.poll(connection);
    account.emulator.quirks.set("new-codes", true);
    await account.later(dayMs + minuteMs);
    assert.ok((await account.poll(connection)).length > 0);
    const problem = await account.problemOf(account.openClient().devices(["NE=33500001"]));
    assert.equal(problem.code, "fusionsolar.20007");
  });

  it("numbers as text, N/A, texts beside a success and short refusals are read as meant", async () => {
    const account = startAccount();
    for (const quirk of ["texts", "message", "short-305", "cookie-only"]) account.emulator.quirks.set(quirk, true);
    const { connection } = await account.connect();
    for (let round = 0; round < 8; round += 1) {
      assert.deepEqual(Object.keys(byName(await account.poll(connection))), ["grid", "solar", "battery"]);
      await account.later(6 * minuteMs);
    }
    assert.ok(account.countOf("login") >= 2);
  });

  it("a plant whose meter says nothing is not given its neighbour's", async () => {
    const account = startAccount({ plants: 5 });
    account.home.change({ pvW: 4_000, loadW: 900, batterySocPercent: 100 });
    await account.later(15 * minuteMs);
    const own = await account.connect();
    const neighbour = await account.connect({ plant: "Sunny Lane 40" });
    const ownW = powerOf(byName(await account.poll(own.connection))["solar"]) ?? 0;
    const otherW = powerOf(byName(await account.poll(neighbour.connection))["solar"]) ?? 0;
    assert.ok(Math.abs(ownW - account.home.inverter().solarW) < 100);
    assert.ok(Math.abs(otherW - 0.4 * ownW) < 100);
  });

  it("an overload is waited out, not answered with more calls", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    account.emulator.quirks.set("overload", true);
    for (let second = 0; second < 300; second += 10) {
      await account.problemOf(account.poll(connection));
      await account.later(9_500);
    }
    assert.ok(account.countOf("getDevRealKpi") <= 3 * 6, `${account.countOf("getDevRealKpi")} calls in five minutes`);
    account.emulator.quirks.set("overload", false);
    await account.later(6 * minuteMs);
    assert.ok((await account.poll(connection)).length > 0);
  });

  it("a restart in the middle of the day goes on with the same login and the same counts", async () => {
    const { clock, network, emulator, log, during } = startAccount();
    const accounts = createAccounts({ directory: "memory", clock, http: network.http, log });
    const { driver: _, ...entry } = emulator.deviceEntry;
    const bound = fusionsolarDriver.bind({ ...entry, url: origin });
    const request = { driver: fusionsolarEmulator.id, identity: bound.identity, rules: fusionsolarDriver.calls };
    const keeper = accounts.open(request);
    for (let start = 0; start < 3; start += 1) {
      const { http, session, reportRemaining, shared } = accounts.open(request);
      const context = { deviceId: "roof", http, session, reportRemaining, shared, clock, log };
      const random = { next: () => 0.5, between: () => 0.5, normal: () => 0 };
      await during(bound.connect({ ...context, random }));
    }
    const used = keeper.usage().find(({ ruleId }) => ruleId === "login")?.used;
    assert.equal(used, 1);
  });
});
