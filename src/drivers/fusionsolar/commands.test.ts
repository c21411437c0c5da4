import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { minuteMs } from "#domain";
import { createAccounts } from "#driver-kit";
import { createRandom } from "#platform";
import { type TypeOptions, typeIn } from "../../../test/support/type-command.ts";
import { commandWords } from "./commands/text.ts";
import { fusionsolarDriver } from "./driver.ts";
import { origin, type StartOptions, startAccount } from "./testing/start-account.ts";

/** Where calls are counted and the login is kept, so that commands one after the other share them. */
const directory = mkdtempSync(join(tmpdir(), "sunsteer-fusionsolar-"));
let states = 0;
after(() => rmSync(directory, { recursive: true, force: true }));

async function start(options?: StartOptions) {
  const account = startAccount(options);
  account.home.change({ pvW: 4_000, loadW: 900, batterySocPercent: 50 });
  await account.later(15 * minuteMs);
  states += 1;
  const { username = "", password = "", plant = "" } = account.emulator.credentials;
  const environment = {
    FUSIONSOLAR_URL: origin,
    FUSIONSOLAR_USERNAME: username,
    FUSIONSOLAR_PASSWORD: password,
    FUSIONSOLAR_PLANT: plant,
    SUNSTEER_STATE: join(directory, String(states)),
  };
  const { clock, network } = account;
  const type = (words: string, typed?: TypeOptions) =>
    typeIn({ clock, http: network.http, environment }, `fusionsolar ${words}`, typed);
  /** A hub with the same account and the same folder, after its first round. */
  const serve = async () => {
    const accounts = createAccounts({
      directory: join(environment.SUNSTEER_STATE, "accounts"),
      ...{ clock, http: network.http, log: account.log },
    });
    const { driver: _, ...entry } = account.emulator.deviceEntry;
    const bound = fusionsolarDriver.bind({ ...entry, url: origin });
    const opened = accounts.open({ driver: "fusionsolar", identity: bound.identity, rules: fusionsolarDriver.calls });
    const { http, session, reportRemaining, shared } = opened;
    const context = { deviceId: "roof", http, session, reportRemaining, shared, clock, log: account.log };
    const connection = await account.during(bound.connect({ ...context, random: createRandom(1) }));
    await account.poll(connection);
    return { connection, close: () => account.during(opened.close()) };
  };
  return { ...account, environment, type, password, serve };
}

describe("sunsteer fusionsolar plants", () => {
  it("lists the account's plants with their codes", async () => {
    const { type } = await start();
    const { code, out, err } = await type("plants");
    assert.equal(code, 0, err);
    assert.match(out, /Sunny Lane 40 +NE=33500000 +3\.2 kWp\nSunny Lane 4 +NE=33500001 +8 kWp/);
    const rows = JSON.parse((await type("plants --json")).out);
    assert.deepEqual([rows[1].name, rows[1].code, rows[1].capacityKw], ["Sunny Lane 4", "NE=33500001", 8]);
  });

  it("shares login and counts with the next command", async () => {
    const { type, countOf } = await start();
    await type("plants");
    await type("devices");
    assert.equal(countOf("login"), 1);
  });
});

describe("sunsteer fusionsolar devices", () => {
  it("lists a plant's devices", async () => {
    const { type } = await start();
    const { code, out, err } = await type("devices");
    assert.equal(code, 0, err);
    assert.match(out, /Inverter 2 +residential inverter +SUN2000-10KTL-M1 +HV0000000010 +1000000035840010/);
    assert.match(out, /Battery 2 +battery .*-512345678000011/);
    const { plant, code: plantCode, devices } = JSON.parse((await type("devices --json --plant 'sunny lane 40'")).out);
    assert.deepEqual([plant, plantCode, devices.length], ["Sunny Lane 40", "NE=33500000", 4]);
  });

  it("asks which plant is meant where there are several, and lists them where the name is wrong", async () => {
    const { type } = await start();
    const { code, err } = await type("devices", { environment: { FUSIONSOLAR_PLANT: "" } });
    assert.equal(code, 2, err);
    assert.match(err, /several plants: Sunny Lane 40 \(NE=33500000\)/);
    assert.match((await type("devices --plant nobody")).err, /no plant “nobody”[\s\S]*Sunny Lane 42/);
  });
});

describe("sunsteer fusionsolar live", () => {
  it("says what the plant does, in three languages", async () => {
    const said = [];
    for (const LANG of ["en", "de", "fr"]) {
      const { type } = await start();
      const { code, out, err } = await type("live", { environment: { LANG } });
      assert.equal(code, 0, err);
      said.push(out.split("\n").map((line) => line.split(/ {2,}/)[0]));
    }
    assert.deepEqual(said, [
      ["Sun", "Grid", "Battery", "Level", "House"],
      ["Sonne", "Netz", "Batterie", "Ladestand", "Haus"],
      ["Soleil", "Réseau", "Batterie", "Niveau", "Maison"],
    ]);
  });

  it("gives programs numbers that balance, and every device's values", async () => {
    const { type, home } = await start();
    const { pvW, gridW, batteryW, loadW, batterySocPercent, devices } = JSON.parse((await type("live --json")).out);
    assert.equal(loadW, pvW + gridW + batteryW);
    assert.ok(Math.abs(pvW - home.inverter().solarW) < 60 && batteryW < -2_000 && batterySocPercent > 50);
    assert.equal(devices.length, 3);
    assert.match((await start().then(({ type: again }) => again("live --all"))).out, /Inverter 2 mppt_power +4/);
  });

  it("names a device that is silent", async () => {
    const { type, emulator } = await start();
    emulator.quirks.set("meter-offline", true);
    const { out, err } = await type("live");
    assert.doesNotMatch(out, /Grid|House/);
    assert.match(err, /tells nothing of Power sensor 2/);
  });

  it("too soon again shows what was received, and asks the cloud nothing", async () => {
    const { type, countOf, later } = await start();
    const first = await type("live");
    await later(2 * minuteMs);
    const again = await type("live");
    assert.deepEqual([again.code, again.out], [0, first.out]);
    assert.match(again.err, /received 2 min ago/);
    assert.equal(countOf("getDevRealKpi"), 3);
    assert.equal(countOf("stations") + countOf("getDevList"), 2, "lists are known");
    await later(4 * minuteMs);
    assert.doesNotMatch((await type("live")).err, /received/);
    assert.equal(countOf("getDevRealKpi", "ok"), 6);
  });

  it("beside a hub shows what that one received", async () => {
    const { type, countOf, serve } = await start();
    const hub = await serve();
    const { code, out, err } = await type("live");
    assert.equal(code, 0, err);
    assert.match(out, /Sun +4\d\d\d W|Sun +39\d\d W/);
    assert.deepEqual([countOf("getDevRealKpi"), countOf("login")], [3, 1]);
    await hub.close();
  });

  it("reads a kiosk page of the configuration", async () => {
    const { type, emulator } = await start({ profile: "kiosk" });
    const kiosk = String(emulator.deviceEntry["kiosk"]).replace("https://eu5.fusionsolar.huawei.com", origin);
    const yaml = `devices:\n  - { id: roof, driver: fusionsolar, kiosk: "${kiosk}" }\n`;
    const none = { FUSIONSOLAR_URL: "", FUSIONSOLAR_PLANT: "" };
    const { code, out, err } = await type("live", { yaml, environment: none });
    assert.equal(code, 0, err);
    assert.match(out, /Sun +4 kW/);
    assert.match((await type("plants", { yaml, environment: none })).err, /kiosk page has no list/);
  });
});

describe("who is asked", () => {
  it("a device of the configuration, which carries the account", async () => {
    const { type, password, emulator } = await start();
    const { username } = emulator.credentials;
    const entry = `driver: fusionsolar, url: "${origin}", username: ${username}, password: ${password}`;
    const yaml = `devices:\n  - { id: one, ${entry}, plant: Sunny Lane 40 }\n  - { id: two, ${entry}, plant: Sunny Lane 4 }\n`;
    const none = { FUSIONSOLAR_URL: "", FUSIONSOLAR_USERNAME: "", FUSIONSOLAR_PASSWORD: "", FUSIONSOLAR_PLANT: "" };
    const typed = { yaml, environment: none };
    assert.match((await type("devices --device two", typed)).out, /Inverter 2 /);
    assert.match((await type("devices", typed)).err, /Choose one with --device: one, two/);
    assert.match((await type("devices --device three", typed)).err, /no device “three” of this kind/);
  });

  it("nobody: then it says what to set", async () => {
    const { type } = await start();
    const { code, err } = await type("plants", { environment: { FUSIONSOLAR_PASSWORD: "" } });
    assert.equal(code, 2);
    assert.match(err, /FUSIONSOLAR_URL, FUSIONSOLAR_USERNAME and FUSIONSOLAR_PASSWORD/);
  });

  it("an address that is none is refused, and a wrong password is never shown", async () => {
    const { type } = await start();
    assert.match((await type("plants --url nonsense")).err, /value for url/);
    const { code, out, err } = await type("plants", { environment: { FUSIONSOLAR_PASSWORD: "hunter2-wrong" } });
    assert.equal(code, 1);
    assert.match(err, /refuses the login/);
    assert.doesNotMatch(out + err, /hunter2/);
  });

  it("a wrong password is sent twice in ten minutes, however often the command is typed, and the right one at once", async () => {
    const { type, countOf, later } = await start();
    const wrong = { environment: { FUSIONSOLAR_PASSWORD: "hunter2-wrong" } };
    const said = [];
    for (let time = 0; time < 5; time += 1) {
      const { code, err } = await type("plants", wrong);
      assert.equal(code, 1);
      said.push(/refuses the login/.test(err), /refused the login 2 times/.test(err));
    }
    assert.deepEqual(said, [true, false, true, false, false, true, false, true, false, true]);
    assert.equal(countOf("login"), 2);
    assert.equal((await type("plants")).code, 0);
    await later(11 * minuteMs);
    await type("plants", wrong);
    assert.equal(countOf("login"), 3, "there is a login, so nobody needs the password");
  });
});

it("what the commands say exists in every language", () => {
  for (const [word, { en, de, fr }] of Object.entries(commandWords))
    for (const text of [en, de, fr]) assert.match(text, /\S/, word);
});
