import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { minuteMs } from "#domain";
import { typeIn } from "../../../test/support/type-command.ts";
import { origin, type StartOptions, solarOnly, startAccount } from "./testing/start-account.ts";

const folder = mkdtempSync(join(tmpdir(), "sunsteer-bad-input-"));
let folders = 0;
after(() => rmSync(folder, { recursive: true, force: true }));

/** `sunsteer check` with nothing but the variables of an older bridge. */
function openBridge(options?: StartOptions) {
  const account = startAccount(options);
  const { username = "", password = "", plant = "" } = account.emulator.credentials;
  folders += 1;
  const usual = {
    HUAWEI__BASEURI: origin,
    HUAWEI__USERNAME: username,
    HUAWEI__PASSWORD: password,
    HUAWEI__STATIONNAME: plant,
    CHARGEHQ__APIKEY: "11111111-2222-4333-8444-555555555555",
    SUNSTEER_STATE: join(folder, String(folders)),
  };
  const check = (environment: Record<string, string> = {}) =>
    typeIn({ clock: account.clock, http: account.network.http, environment: usual }, "check", { environment });
  return { ...account, check };
}

describe("what can be wrong with an account, as its owner reads it", () => {
  it("a wrong password: said twice, then that it is not tried further", async () => {
    const { check, countOf, later } = openBridge();
    const wrong = { HUAWEI__PASSWORD: "hunter2-wrong" };
    for (const sentence of [
      /refuses the login/,
      /refuses the login/,
      /refused the login 2 times[^.]* not tried further/,
    ]) {
      const { code, out, err } = await check(wrong);
      assert.equal(code, 1);
      assert.match(err, sentence);
      assert.doesNotMatch(out + err, /hunter2/);
    }
    assert.equal(countOf("login"), 2);
    await later(11 * minuteMs);
    assert.match((await check(wrong)).err, /refuses the login/);
    assert.equal((await check()).code, 0, "the right one is tried at once");
  });

  const accounts: readonly (readonly [name: string, quirk: string, sentence: RegExp, remedy: RegExp])[] = [
    ["an expired account", "expired-account", /expired/, /[Ii]nstaller/],
    ["an account without plants", "no-plants", /No plant is bound/, /[Ii]nstaller/],
    ["access that was withdrawn", "withdrawn", /20056|authoris/, /owner/],
  ];
  for (const [name, quirk, sentence, remedy] of accounts) {
    it(`${name}: by its name, with what to do`, async () => {
      const { check, emulator } = openBridge();
      emulator.quirks.set(quirk, true);
      const { code, err } = await check();
      assert.equal(code, 1, err);
      assert.match(err, sentence);
      assert.match(err, remedy);
    });
  }

  it("a plant that is not there: those that are", async () => {
    const { code, err } = await openBridge().check({ HUAWEI__STATIONNAME: "Sunny Lane" });
    assert.equal(code, 1);
    assert.match(err, /no plant “Sunny Lane”/);
    assert.match(err, /Sunny Lane 40 \(NE=33500000\), Sunny Lane 4 \(NE=33500001\)/);
  });

  it("an address that is none: the setting by its name", async () => {
    const { code, err } = await openBridge().check({ HUAWEI__BASEURI: "intl.fusionsolar.huawei.com" });
    assert.equal(code, 2);
    assert.match(err, /url of “fusionsolar”/);
  });

  it("a ChargeHQ key that is missing or no key: said with what to do, and the plant is read all the same", async () => {
    const { check } = openBridge();
    const none = await check({ CHARGEHQ__APIKEY: " " });
    assert.equal(none.code, 0);
    assert.match(none.err, /There is no ChargeHQ key/);
    assert.match((await check({ CHARGEHQ__APIKEY: "not a key" })).err, /ChargeHQ key[^\n]*My Equipment/);
  });

  it("all toggles off: the sun alone, and it says what counts", async () => {
    const { check } = openBridge();
    const off = {
      HUAWEI__USEPOWERSENSORDATA: "false",
      HUAWEI__USEGRIDMETERDATA: "false",
      HUAWEI__USEBATTERYDATA: "false",
    };
    const { code, out, err } = await check(off);
    assert.equal(code, 0, err);
    assert.match(out, /fusionsolar +answers +solar$/m);
  });

  it("a meter that is absent: what is left is offered", async () => {
    const { check, emulator } = openBridge({ scenario: solarOnly });
    emulator.quirks.set("meter-offline", true);
    const { code, out, err } = await check();
    assert.equal(code, 0, err);
    assert.match(out, /fusionsolar +answers +solar/);
  });

  it("checked twice in a row it answers twice, though the cloud may be asked once", async () => {
    const { check, countOf, clock } = openBridge();
    const startedAt = clock.now();
    assert.deepEqual([(await check()).code, (await check()).code], [0, 0]);
    // How much simulated time two commands take depends on how busy the machine is.
    const rounds = 1 + Math.floor((clock.now() - startedAt) / (5 * minuteMs));
    const asked = countOf("getDevRealKpi");
    assert.ok(asked >= 3 && asked <= 3 * rounds, `${asked} calls in ${rounds} rounds`);
  });
});
