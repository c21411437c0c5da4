import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, minuteMs } from "#domain";
import { fusionsolarConfig } from "./config.ts";
import { fusionsolarDriver } from "./driver.ts";
import { byName, hybrid, ownPlant, powerOf, solarOnly, startAccount } from "./testing/start-account.ts";

describe("a plant", () => {
  for (const [profile, kinds] of [
    ["residential", ["solar", "meter", "battery"]],
    ["grid-meter", ["solar", "meter", "battery"]],
    ["commercial", ["solar", "meter", "battery"]],
  ] as const)
    it(`with ${profile} devices offers ${kinds.join(", ")}, and reads them in the signs of the house`, async () => {
      const account = startAccount({ profile });
      account.home.change({ pvW: 4_000, loadW: 900 });
      await account.later(15 * minuteMs);
      const { connection } = await account.connect();
      assert.deepEqual(
        connection.capabilities().map(({ kind }) => kind),
        kinds,
      );
      const { grid, solar, battery } = byName(await account.poll(connection));
      account.home.advance();
      const { meter } = account.home;
      const inverter = account.home.inverter();
      assert.ok(Math.abs((powerOf(grid) ?? Number.NaN) - meter.powerW) <= 50);
      assert.ok(Math.abs((powerOf(solar) ?? Number.NaN) - inverter.solarW) <= 50);
      assert.ok(Math.abs((powerOf(battery) ?? Number.NaN) - (inverter.battery?.powerW ?? 0)) <= 50);
    });

  it("without a battery has none", async () => {
    const account = startAccount({ scenario: solarOnly });
    const { connection } = await account.connect();
    assert.deepEqual(
      connection.capabilities().map(({ kind }) => kind),
      ["solar", "meter"],
    );
    assert.deepEqual(Object.keys(byName(await account.poll(connection))), ["grid", "solar"]);
  });

  it("is the one that is named, not the first: by name in any case, and by code", async () => {
    const account = startAccount();
    account.home.change({ pvW: 4_000, loadW: 900, batterySocPercent: 100 });
    await account.later(15 * minuteMs);
    for (const plant of [ownPlant, ownPlant.toUpperCase(), ` ${ownPlant} `, "NE=33500001", "ne=33500001"]) {
      const { connection } = await account.connect({ plant });
      const { solar } = byName(await account.poll(connection));
      assert.ok(Math.abs((powerOf(solar) ?? 0) - account.home.inverter().solarW) < 100, plant);
    }
  });

  it("that is not there is refused with those that are", async () => {
    const account = startAccount();
    const problem = await account.problemOf(account.connect({ plant: "Sunny Lane" }));
    assert.deepEqual([problem.kind, problem.code], ["invalid", "fusionsolar.unknown-plant"]);
    assert.equal(
      problem.facts["known"],
      "Sunny Lane 40 (NE=33500000), Sunny Lane 4 (NE=33500001), Sunny Lane 42 (NE=33500002)",
    );
    const large = startAccount({ plants: 300 });
    const { facts } = await large.problemOf(large.connect({ plant: "nobody's" }));
    assert.match(String(facts["known"]), /… \+280$/);
  });

  it("reads the counters of the meter and of the inverter", async () => {
    const account = startAccount();
    await account.later(hourMs);
    const { connection } = await account.connect();
    const { grid, solar } = byName(await account.poll(connection));
    assert.ok(grid?.kind === "meter" && (grid.exportWh ?? 0) > 9_000_000 && (grid.importWh ?? 0) > 4_000_000);
    assert.ok(solar?.kind === "solar" && (solar.energyWh ?? 0) > 1_200_000);
  });

  it("is asked once in five minutes however often somebody looks, and looks again when there may be news", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    for (let look = 0; look < 20; look += 1) {
      await account.poll(connection);
      await account.later(30_000);
    }
    assert.equal(account.countOf("getDevRealKpi"), 6, "three kinds of devices, twice in ten minutes");
    const [live] = connection.polls;
    const paceMs = live?.paceMs?.() ?? 0;
    assert.ok(paceMs >= 10_000 && paceMs <= 5 * minuteMs + 5_000, String(paceMs));
  });

  it("leaves out what is switched off", async () => {
    const account = startAccount();
    const off = { powerSensor: false, gridMeter: false, battery: false };
    const { connection } = await account.connect({ use: off });
    assert.deepEqual(Object.keys(byName(await account.poll(connection))), ["solar"]);
    assert.deepEqual(connection.capabilities(), [{ kind: "solar" }]);
  });

  it("goes on with the rest when one device falls silent, and says so once", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    await account.poll(connection);
    account.emulator.quirks.set("meter-offline", true);
    await account.later(6 * minuteMs);
    for (let round = 0; round < 3; round += 1) {
      assert.deepEqual(Object.keys(byName(await account.poll(connection))), ["solar", "battery"]);
      await account.later(6 * minuteMs);
    }
    const told = account.log.lines.filter(({ message }) => message.includes("tells nothing of a device"));
    assert.deepEqual(
      told.map(({ fields }) => [fields["device"], fields["kind"]]),
      [["Power sensor 2", "power sensor"]],
    );
    account.emulator.quirks.set("meter-offline", false);
    await account.later(6 * minuteMs);
    assert.deepEqual(Object.keys(byName(await account.poll(connection))), ["grid", "solar", "battery"]);
  });

  it("goes on with the rest when one kind of device may not be asked", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    account.emulator.quirks.set("no-battery-points", true);
    assert.deepEqual(Object.keys(byName(await account.poll(connection))), ["grid", "solar"]);
  });

  it("that tells no power any more is told as a problem, not at the first gap", async () => {
    const account = startAccount();
    const { connection } = await account.connect();
    account.emulator.faults.set("nulls");
    assert.deepEqual(await account.poll(connection), []);
    await account.later(6 * minuteMs);
    assert.deepEqual(await account.poll(connection), []);
    await account.later(6 * minuteMs);
    assert.equal((await account.problemOf(account.poll(connection))).code, "fusionsolar.no-values");
  });

  it("whose values repeat themselves while power flows is as old as their first sight", async () => {
    const account = startAccount();
    account.home.change({ pvW: 4_000, loadW: 900 });
    await account.later(15 * minuteMs);
    const { connection } = await account.connect();
    const first = byName(await account.poll(connection))["solar"];
    account.emulator.faults.set("stale-values");
    await account.later(11 * minuteMs);
    const later = byName(await account.poll(connection))["solar"];
    assert.equal(later?.at, first?.at);
    account.emulator.faults.clear();
    await account.later(11 * minuteMs);
    assert.ok((byName(await account.poll(connection))["solar"]?.at ?? 0) > (first?.at ?? 0));
  });
});

describe("what adds up to the consumption", () => {
  const states = [
    { name: "charging", pvW: 6_000, loadW: 900, batterySocPercent: 40 },
    { name: "discharging", pvW: 0, loadW: 4_500, batterySocPercent: 80 },
    { name: "exporting with a full battery", pvW: 7_000, loadW: 700, batterySocPercent: 100 },
    { name: "importing with an empty battery", pvW: 0, loadW: 3_000, batterySocPercent: 0 },
  ];
  const isNear = (told: number, truth: number) => Math.abs(told - truth) <= Math.max(50, 0.02 * Math.abs(truth));

  for (const { name, ...state } of states) {
    it(`${name}: sun, grid and battery are true each, and make up the site's draw with the inverter's losses`, async () => {
      const account = startAccount();
      account.home.change(state);
      await account.later(15 * minuteMs);
      const { connection } = await account.connect();
      const { grid, solar, battery } = byName(await account.poll(connection));
      account.home.advance();
      const { solarW, acW, battery: cells } = account.home.inverter();
      const batteryW = cells?.powerW ?? 0;
      const told = [powerOf(solar) ?? Number.NaN, powerOf(grid) ?? Number.NaN, powerOf(battery) ?? Number.NaN];
      const truth = [solarW, account.home.meter.powerW, batteryW];
      for (const [index, powerW] of told.entries())
        assert.ok(isNear(powerW, truth[index] ?? 0), `${told} for ${truth}`);
      const lossesW = solarW + batteryW - acW;
      const consumptionW = told.reduce((sum, powerW) => sum + powerW, 0);
      assert.ok(lossesW >= 0 && isNear(consumptionW, account.home.load.siteW + lossesW), `${consumptionW} W`);
    });

    it(`${name}: with the battery left out, the inverter's output and the grid make up the site's draw alone`, async () => {
      const account = startAccount({ config: { use: { battery: false } } });
      account.home.change(state);
      await account.later(15 * minuteMs);
      const { connection } = await account.connect();
      const { grid, solar, battery } = byName(await account.poll(connection));
      account.home.advance();
      assert.equal(battery, undefined);
      assert.ok(isNear((powerOf(solar) ?? 0) + (powerOf(grid) ?? 0), account.home.load.siteW));
    });
  }
});

describe("the grid meter's unit and the battery's sign", () => {
  it("are found out, whatever the firmware", async () => {
    for (const [isKilowatts, isDischarge] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const account = startAccount({ profile: "grid-meter" });
      account.emulator.quirks.set("kilowatts", isKilowatts);
      account.emulator.quirks.set("discharge-positive", isDischarge);
      account.home.change({ pvW: 3_000, loadW: 800, batterySocPercent: 40 });
      await account.later(20 * minuteMs);
      const { connection } = await account.connect();
      for (let round = 0; round < 4; round += 1) {
        await account.poll(connection);
        await account.later(6 * minuteMs);
      }
      account.home.change({ pvW: 0, loadW: 6_500 });
      await account.later(11 * minuteMs);
      const { grid, battery } = byName(await account.poll(connection));
      account.home.advance();
      assert.ok(Math.abs((powerOf(grid) ?? 0) - account.home.meter.powerW) < 60, `kW ${isKilowatts}`);
      assert.ok((powerOf(battery) ?? 0) > 4_000, `discharging ${isDischarge}: ${powerOf(battery)}`);
    }
  });

  it("can be told", async () => {
    const told = { gridMeterUnit: "kW", batterySign: "discharge-positive" } as const;
    const account = startAccount({ profile: "grid-meter", config: told });
    account.emulator.quirks.set("kilowatts", true);
    account.emulator.quirks.set("discharge-positive", true);
    account.home.change({ pvW: 0, loadW: 2_000 });
    await account.later(15 * minuteMs);
    const { connection } = await account.connect();
    const { battery } = byName(await account.poll(connection));
    assert.ok((powerOf(battery) ?? 0) > 1_500);
  });
});

describe("a kiosk page", () => {
  it("tells of the sun only, every ten minutes, as an estimate", async () => {
    const account = startAccount({ profile: "kiosk" });
    account.home.change({ pvW: 3_000 });
    await account.later(31 * minuteMs);
    const { connection } = await account.connect();
    assert.deepEqual(connection.capabilities(), [{ kind: "solar" }]);
    const { solar } = byName(await account.poll(connection));
    assert.ok(Math.abs((powerOf(solar) ?? 0) - 3_000) < 20);
    assert.equal(solar?.quality, "estimated");
    assert.equal(connection.polls[0]?.everyMs, 10 * minuteMs);
    await account.later(10 * minuteMs);
    const again = byName(await account.poll(connection))["solar"];
    assert.equal(again?.at, solar?.at, "the same page again is no newer");
  });

  it("that does not exist says that such links end", async () => {
    const account = startAccount({ profile: "kiosk" });
    const kiosk = "https://eu5.fusionsolar.huawei.com/pvmswebsite/nologin/assets/build/cloud.html#/kiosk?kk=gone";
    const { connection } = await account.connect({ kiosk });
    assert.equal((await account.problemOf(account.poll(connection))).code, "fusionsolar.kiosk-ended");
  });
});

describe("bad input", () => {
  it("a wrong password: two tries, then no more, and it says so", async () => {
    const account = startAccount({ config: { password: "wrong" } });
    const codes = [];
    for (let time = 0; time < 6; time += 1) {
      codes.push((await account.problemOf(account.connect())).code);
      await account.later(minuteMs);
    }
    assert.deepEqual(codes, [
      ...["fusionsolar.20400", "fusionsolar.20400"],
      ...Array.from({ length: 4 }, () => "fusionsolar.login-stopped"),
    ]);
    assert.equal(account.countOf("login"), 2);
  });

  it("a user that does not exist: likewise", async () => {
    const account = startAccount({ config: { username: "nobody" } });
    const problems = [];
    for (let time = 0; time < 4; time += 1) problems.push(await account.problemOf(account.connect()));
    assert.deepEqual(
      problems.map(({ code, kind }) => [code, kind]),
      [
        ["fusionsolar.20001", "auth"],
        ["fusionsolar.20001", "auth"],
        ["fusionsolar.login-stopped", "auth"],
        ["fusionsolar.login-stopped", "auth"],
      ],
    );
    assert.equal(account.countOf("login"), 2);
  });

  it("an expired account, a withdrawn one, one without plants: each by its name", async () => {
    for (const [quirk, code] of [
      ["expired-account", "fusionsolar.20003"],
      ["withdrawn", "fusionsolar.20056"],
      ["no-plants", "fusionsolar.no-plants"],
    ] as const) {
      const account = startAccount();
      account.emulator.quirks.set(quirk, true);
      assert.equal((await account.problemOf(account.connect())).code, code);
    }
  });

  it("a meter that is not there: those that are", async () => {
    const account = startAccount();
    const { code, facts } = await account.problemOf(account.connect({ meter: "cellar" }));
    assert.equal(code, "fusionsolar.unknown-meter");
    assert.match(String(facts["known"]), /^Power sensor 2 \(\d+\)$/);
    const { connection } = await account.connect({ meter: "power sensor 2" });
    assert.ok("grid" in byName(await account.poll(connection)));
  });

  it("entries that cannot be meant are refused with the key that is wrong", () => {
    const good = { url: "https://eu5.fusionsolar.huawei.com", username: "u", password: "p", plant: "A" };
    assert.ok(fusionsolarConfig.safeParse(good).success);
    const bad: [key: string, entry: object][] = [
      ["url", { ...good, url: "eu5.fusionsolar.huawei.com" }],
      ["url", { ...good, url: undefined }],
      ["username", { ...good, username: " " }],
      ["password", { ...good, password: undefined }],
      ["plant", { ...good, plant: undefined }],
      ["use", { ...good, use: { powerSensor: "yes" } }],
      ["use", { ...good, use: { sensor: true } }],
      ["gridMeterUnit", { ...good, gridMeterUnit: "MW" }],
      ["batterySign", { ...good, batterySign: "+" }],
      ["timeoutS", { ...good, timeoutS: 0 }],
      ["kiosk", { kiosk: "https://eu5.fusionsolar.huawei.com/" }],
    ];
    for (const [key, entry] of bad) {
      const issue = fusionsolarConfig.safeParse(entry).error?.issues[0];
      assert.equal(issue?.path[0], key, JSON.stringify(entry));
    }
    assert.ok(fusionsolarConfig.safeParse({ kiosk: "https://eu5.fusionsolar.huawei.com/x#/kiosk?kk=1" }).success);
  });

  it("homes of one account share its limits, whatever their plants", () => {
    const entry = { url: "https://eu5.test/", username: "u", password: "p" };
    const one = fusionsolarDriver.bind({ ...entry, plant: "A" }).identity;
    const other = fusionsolarDriver.bind({ ...entry, url: "https://eu5.test", plant: "B" }).identity;
    assert.deepEqual(one, other);
  });
});

describe("an account with two plants in one process", () => {
  it("has one login, one list and one round of calls", async () => {
    const account = startAccount({ scenario: hybrid });
    const [one, other] = [await account.connect(), await account.connect({ plant: "Sunny Lane 40" })];
    for (let round = 0; round < 4; round += 1) {
      await account.poll(one.connection);
      await account.poll(other.connection);
      await account.later(6 * minuteMs);
    }
    assert.deepEqual(
      ["login", "stations", "getDevList", "getDevRealKpi"].map((method) => account.countOf(method)),
      [1, 1, 1, 12],
    );
    await account.during(one.account.close());
    assert.equal(account.countOf("logout"), 0, "the other one still needs the login");
    assert.ok((await account.poll(other.connection)).length > 0);
    await account.during(other.account.close());
    assert.equal(account.countOf("logout", "ok"), 1);
  });

  it("shares a call that is under way, and one that leaves does not take it from the other", async () => {
    const account = startAccount();
    const [one, other] = [await account.connect(), await account.connect({ plant: "Sunny Lane 40" })];
    account.emulator.faults.set("slow", { delayMs: 2_000 });
    const leaving = new AbortController();
    const first = one.connection.polls[0]?.read({ purpose: "poll", signal: leaving.signal });
    const second = other.connection.polls[0]?.read({ purpose: "poll" });
    await account.later(500);
    leaving.abort(new Error("closing"));
    await assert.rejects(first ?? Promise.resolve(), /closing/);
    assert.ok(((await account.during(second ?? Promise.resolve([]))) ?? []).length > 0);
    assert.equal(account.countOf("getDevRealKpi"), 3);
  });
});
