import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { HttpClient, HttpRequest } from "#platform";
import { type TypeOptions, typeIn } from "../../../test/support/type-command.ts";
import { commandWords } from "./commands/text.ts";
import { alphaessCommandList } from "./commands.ts";
import { startCloud } from "./testing/start-cloud.ts";

/** Where calls are counted, so that commands one after the other keep the pace. */
const directory = mkdtempSync(join(tmpdir(), "sunsteer-alphaess-"));
let houses = 0;
after(() => rmSync(directory, { recursive: true, force: true }));

/** One system in the clouds, and `sunsteer alphaess` before it. */
function start(
  api: "open" | "portal" | "legacy" | "both" = "open",
  profile: string = api === "open" ? "SMILE-T10" : api,
) {
  const cloud = startCloud(profile);
  const { appId = "", appSecret = "", username = "", password = "" } = cloud.emulator.credentials;
  houses += 1;
  const app = { ALPHAESS_APP_ID: appId, ALPHAESS_APP_SECRET: appSecret };
  const login = { ALPHAESS_USERNAME: username, ALPHAESS_PASSWORD: password };
  const access = {
    open: app,
    both: { ...app, ...login },
    portal: { ...login, ALPHAESS_API: "portal" },
    legacy: { ...login, ALPHAESS_API: "legacy" },
  }[api];
  const environment = { ...access, ALPHAESS_URL: cloud.url, SUNSTEER_STATE: join(directory, String(houses)) };
  const type = (words: string, options?: TypeOptions & { readonly http?: HttpClient }) =>
    typeIn({ clock: cloud.clock, http: options?.http ?? cloud.http, environment }, `alphaess ${words}`, options);
  const piles = () => JSON.parse(JSON.stringify(cloud.emulator.describe()))["piles"];
  const rules = () => JSON.parse(JSON.stringify(cloud.emulator.describe()))["batteryRules"];
  return { ...cloud, secrets: [appSecret, password], type, piles, rules };
}

/** Everything that changes something at one of the three interfaces. */
function writes(requests: readonly HttpRequest[]) {
  return requests.filter(({ url }) => /\/(?:update|set|remote)\w+$|UseESSSetting$|Charging$/.test(url));
}

describe("sunsteer alphaess systems and live", () => {
  for (const api of ["open", "portal", "legacy"] as const)
    it(`lists what the account has (${api})`, async () => {
      const { type, serial } = start(api);
      assert.match((await type("systems")).out, new RegExp(`^${serial} +SMILE-T10-HV-INV`));
      assert.equal(JSON.parse((await type("systems --json")).out)[0].serial, serial);
    });

  for (const api of ["open", "portal", "legacy"] as const)
    it(`says the powers with their direction, programs get the house's signs (${api})`, async () => {
      const { type, home, clock } = start(api);
      home.change({ pvW: 0, loadW: 2_000 });
      await clock.runFor(120_000);
      const { out } = await type("live");
      assert.match(out, /^Sun +0 W$/m);
      assert.match(out, /^Battery +[12]\d\d\d W \(discharging\)$/m);
      assert.match(out, /^Level +\d\d %$/m);
      const told = JSON.parse((await type("live --json")).out);
      assert.ok(told.batteryW > 1_800 && Math.abs(told.gridW) < 150 && told.loadW > 1_900, out);
    });

  it("speaks three languages", async () => {
    const { type } = start();
    const said: string[] = [];
    for (const LANG of ["en", "de", "fr"]) said.push((await type("live", { environment: { LANG } })).out);
    assert.deepEqual(
      said.map((out) => out.split(/\s/)[0]),
      ["Sun", "Sonne", "Soleil"],
    );
  });

  it("of several systems one has to be named", async () => {
    const { type, serial, emulator } = start();
    emulator.quirks.set("two-systems", true);
    const { code, err } = await type("live");
    assert.equal(code, 2);
    assert.match(err, new RegExp(`${serial}, ${serial}X`));
    assert.equal((await type(`live --serial ${serial}X`)).code, 0);
  });
});

describe("sunsteer alphaess settings and soc", () => {
  it("shows every setting the cloud has", async () => {
    const { type } = start("legacy");
    const { out } = await type("settings");
    assert.match(out, /^bat_use_cap +10$/m);
    assert.ok(out.split("\n").length > 60);
    assert.equal(JSON.parse((await type("settings --json")).out).bat_high_cap, 100);
  });

  for (const api of ["open", "legacy"] as const)
    it(`soc sets cut-off and charge stop and reads them back (${api})`, async () => {
      const { type, rules, requests } = start(api);
      const { code, out, err } = await type("soc 26 90");
      assert.equal(code, 0, err);
      assert.match(out, /^Discharge cut-off 26 %, charge stop 90 %/);
      assert.deepEqual([rules().minPercent, rules().maxPercent], [26, 90]);
      const before = writes(requests).length;
      assert.deepEqual(JSON.parse((await type("soc 26 90 --json")).out), {
        ...{ serial: "ALB000000000001", minPercent: 26, maxPercent: 90 },
      });
      assert.equal(writes(requests).length, before, "what is there already is not written again");
    });

  it("soc waits the minutes that some systems need to show it", async () => {
    const { type, emulator } = start();
    emulator.quirks.set("slow-read-back", true);
    const { code, err } = await type("soc 30 80");
    assert.equal(code, 0, err);
  });

  it("soc of which the cloud takes one half only leaves nothing of it", async () => {
    const { type, emulator, rules } = start();
    emulator.faults.set("unavailable", { path: "/updateDisChargeConfigInfo" });
    const { code, err } = await type("soc 30 80");
    assert.deepEqual([code, rules().minPercent, rules().maxPercent], [1, 10, 100], err);
    assert.match(err, /out of order \(HTTP 503\)/);
  });

  it("soc that is swallowed is no success", async () => {
    const { type, emulator } = start();
    emulator.faults.set("ignored-writes");
    const { code, out, err } = await type("soc 30 80");
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /30 – 80 %.*10 – 100 %/);
  });
});

describe("sunsteer alphaess charger", () => {
  for (const api of ["open", "portal", "legacy"] as const)
    it(`tells the state, starts, and stops (${api})`, async () => {
      const { type, piles, home } = start(api);
      home.change({ pvW: 8_000, loadW: 300, batterySocPercent: 100 });
      assert.match((await type("charger")).out, /^EV1 +car plugged in, not started/);
      const started = await type("charger start");
      assert.equal(started.code, 0, started.err);
      assert.match(started.out, /^EV1 +(charging|started)/);
      assert.ok([3, 4, 5].includes(piles()[0].status));
      const stopped = await type("charger stop --charger EV1 --json");
      assert.equal(stopped.code, 0, stopped.err);
      assert.equal(JSON.parse(stopped.out)[0].status, 6);
    });

  for (const api of ["portal", "legacy", "both"] as const)
    it(`sets mode and current (${api})`, async () => {
      const { type, piles, requests } = start(api);
      assert.match((await type("charger mode 4")).out, /mode 4 \(own current\)/);
      const { code, out, err } = await type("charger current 10");
      assert.equal(code, 0, err);
      assert.match(out, /10 A/);
      assert.deepEqual([piles()[0].mode, piles()[0].maxCurrentA], [4, 10]);
      assert.match((await type("charger current 5600W")).out, / 8 A/);
      const before = writes(requests).length;
      assert.equal((await type("charger mode 4")).code, 0);
      assert.equal(writes(requests).length, before, "what is there already is not written again");
    });

  for (const api of ["portal", "both"] as const)
    it(`sets phases (${api})`, async () => {
      const { type, piles } = start(api);
      assert.match((await type("charger phases 1")).out, /one phase/);
      assert.equal(piles()[0].phases, 1);
    });

  it("an order without effect is no success", async () => {
    const { type, emulator } = start();
    emulator.quirks.set("start-ignored", true);
    const { code, out, err } = await type("charger start");
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /still shows: car plugged in, not started/);
  });
});

describe("sunsteer alphaess schedule", () => {
  for (const api of ["open", "legacy"] as const)
    it(`shows when the battery charges and discharges (${api})`, async () => {
      const { type } = start(api);
      const { code, out, err } = await type("schedule");
      assert.equal(code, 0, err);
      assert.match(out, /^Charge from grid +off +– +up to 100 %$/m);
      assert.match(out, /^Discharge +off +– +down to 10 %$/m);
      assert.equal(JSON.parse((await type("schedule --json")).out).timetable.isChargeOn, false);
    });

  it("tells that the account may not read the newer kind, and of those that may shows it", async () => {
    assert.match((await start().type("schedule")).err, /may not read the newer timetable/);
    assert.match((await start("open", "SMILE-G3").type("schedule")).out, /The newer timetable, daily.*:\nno times$/m);
  });
});

describe("bad input to sunsteer alphaess", () => {
  type Row = readonly [
    name: string,
    api: "open" | "portal" | "legacy",
    words: string,
    code: number,
    kind: string,
    said: RegExp,
  ];
  const rows: readonly Row[] = [
    ["a cut-off above the charge stop", "open", "soc 60 50", 2, "invalid", /60.*50/],
    ["equal levels", "legacy", "soc 50 50", 2, "invalid", /50/],
    ["a level outside of what the server takes", "open", "soc 2 50", 2, "invalid", /2.*4.*100/],
    ["a level beyond 100", "open", "soc 20 120", 2, "invalid", /120 %.*4 % to 100 %/],
    ["a level with decimals", "legacy", "soc 20.5 90", 2, "invalid", /20.5 %/],
    ["a level that is no number", "open", "soc half 90", 2, "invalid", /MIN cannot be half/],
    ["mode 0", "portal", "charger mode 0", 2, "invalid", /0/],
    ["mode 5", "legacy", "charger mode 5", 2, "invalid", /5/],
    ["a mode that is no number", "portal", "charger mode slow", 2, "invalid", /mode cannot be slow/],
    ["no mode", "portal", "charger mode", 2, "invalid", /“mode”.* is missing/],
    ["no current", "legacy", "charger current", 2, "invalid", /“current”.* is missing/],
    ["a current below 6 A", "portal", "charger current 5", 2, "invalid", /5 A.*6 A to 16 A/],
    ["a broken current", "portal", "charger current 7.5", 2, "invalid", /7.5 A.*6 A to 16 A/],
    ["a current above 16 A", "legacy", "charger current 17", 2, "invalid", /17.*16/],
    ["a power below 6 A", "legacy", "charger current 4000W", 2, "invalid", /cannot be 4000W/],
    ["a current in a mode that ignores it", "portal", "charger current 10", 1, "refused", /4/],
    ["a current in a mode that ignores it", "legacy", "charger current 10", 1, "refused", /4/],
    ["a mode where the interface has none", "open", "charger mode 4", 1, "refused", /portal/],
    ["a current where the interface has none", "open", "charger current 10", 1, "refused", /portal/],
    [
      "phases where the interface has none",
      "legacy",
      "charger phases 1",
      1,
      "refused",
      /portal; beside an AppID, username/,
    ],
    ["two phases", "portal", "charger phases 2", 2, "invalid", /phases cannot be 2/],
    ["an unknown wallbox", "legacy", "charger start --charger EV3", 2, "invalid", /EV3.*EV1/],
    ["an unknown word", "open", "charger explode", 2, "invalid", /charger cannot be explode/],
    ["an e-mail as app id", "open", "live --app-id me@example.com", 2, "invalid", /mail/],
    ["a wrong app secret", "open", "live --app-secret 1234", 1, "auth", /./],
    ["a wrong password", "portal", "live --password 1234", 1, "auth", /password/],
    ["a wrong password", "legacy", "live --password 1234", 1, "auth", /password/],
    ["an empty secret", "open", "live --app-secret ' '", 2, "invalid", /appSecret/],
    ["a system of somebody else", "legacy", "settings --serial ALX1", 2, "invalid", /ALX1.*ALB/],
    ["a system of somebody else", "open", "soc 20 90 --serial ALX1", 2, "invalid", /ALX1.*ALB/],
    ["a system of somebody else", "portal", "live --serial ALX1", 2, "invalid", /ALX1.*ALB/],
    ["settings where the interface has none", "portal", "soc 20 90", 1, "refused", /open, legacy\.$/],
    ["an account without the newer timetable", "open", "schedule --periodic", 1, "refused", /./],
    ["an address that is none", "open", "live --url cloud", 2, "invalid", /“cloud” is no web address/],
    ["an interface that does not exist", "open", "live --api closed", 2, "invalid", /open, portal, legacy/],
    ["an unknown device", "open", "live --device roof", 2, "invalid", /no device “roof” of this kind/],
    ["nobody there", "open", "live --url http://nobody.emulator", 1, "unreachable", /./],
  ];
  for (const [name, api, words, code, kind, said] of rows)
    it(`${name} (${api}): one sentence, one remedy, nothing written`, async () => {
      const { type, requests, secrets } = start(api);
      const plain = await type(words);
      assert.deepEqual([plain.code, plain.out], [code, ""], plain.err);
      assert.match(plain.err, said);
      assert.doesNotMatch(plain.err, /% %|A A|\{/);
      assert.equal(plain.err.split("\n").length, 2, plain.err);
      const json = await type(`${words} --json`);
      const { error } = JSON.parse(json.err);
      assert.deepEqual([json.code, json.out, error.kind], [code, "", kind]);
      assert.ok(error.message !== "" && error.hint !== "");
      for (const LANG of ["de", "fr"]) assert.equal((await type(words, { environment: { LANG } })).code, code);
      assert.equal(writes(requests).length, 0);
      for (const secret of [...secrets, "1234"]) assert.ok(!`${plain.err}${json.err}`.includes(secret));
    });

  for (const api of ["open", "portal", "legacy"] as const)
    it(`an account without systems (${api})`, async () => {
      const { type, emulator } = start(api);
      emulator.quirks.set("no-systems", true);
      for (const words of ["systems", "live", "charger"]) {
        const { code, out, err } = await type(words);
        assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], err);
        assert.match(err, /^There is no system in this AlphaESS account\./m);
        const json = await type(`${words} --json`);
        const { error } = JSON.parse(json.err);
        assert.deepEqual([json.code, json.out, error.kind, error.code], [2, "", "invalid", "alphaess.no-systems"]);
      }
    });

  for (const api of ["portal", "legacy"] as const)
    it(`a wrong password while the right one's login is still alive (${api})`, async () => {
      const { type } = start(api);
      assert.equal((await type("live")).code, 0);
      const { code, err } = await type("live --password 1234");
      assert.equal(code, 1);
      assert.match(err, /does not accept username and password/);
      assert.equal((await type("live")).code, 0);
    });

  it("no car to charge", async () => {
    const { type, home, requests } = start();
    home.change({ carConnected: false });
    const { code, err } = await type("charger start");
    assert.equal(code, 1);
    assert.match(err, /No car is plugged in at EV1/);
    assert.equal(writes(requests).length, 0);
  });

  it("nothing to get in with", async () => {
    const { clock, http } = start();
    const { code, err } = await typeIn({ clock, http, environment: {} }, "alphaess live");
    assert.equal(code, 2);
    assert.match(err, /ALPHAESS_APP_ID/);
  });

  it("a name without a password, a portal without a name", async () => {
    const { clock, http } = start();
    for (const environment of [
      { ALPHAESS_API: "portal", ALPHAESS_USERNAME: "me@example.com" },
      { ALPHAESS_APP_ID: "alpha1" },
    ]) {
      const { code, err } = await typeIn({ clock, http, environment }, "alphaess live");
      assert.deepEqual([code, err.split("\n").length], [2, 2], err);
    }
  });
});

describe("a device of the configuration", () => {
  it("is taken by its id, or alone", async () => {
    const { type, serial, url, emulator } = start();
    const { appId, appSecret } = emulator.credentials;
    const yaml = [
      "version: 1",
      "home: { id: home, name: Home, timeZone: Europe/Berlin, currency: EUR }",
      "devices:",
      `  - { id: alpha, driver: alphaess, appId: ${appId}, appSecret: ${appSecret}, serial: ${serial}, url: ${url} }`,
    ].join("\n");
    const bare = { ALPHAESS_APP_ID: "", ALPHAESS_APP_SECRET: "", ALPHAESS_URL: "" };
    for (const words of ["live", "live --device alpha"])
      assert.equal((await type(words, { yaml, environment: bare })).code, 0, words);
  });
});

describe("the words of the commands", () => {
  it("are there in three languages, with the same braces", () => {
    for (const [word, { en, de, fr }] of Object.entries(commandWords)) {
      const braces = [en, de, fr].map((text) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted().join());
      assert.ok(
        [en, de, fr].every((text) => text !== ""),
        word,
      );
      assert.equal(new Set(braces).size, 1, word);
    }
  });

  it("each command shows an example that begins with it", () => {
    for (const { name, example } of alphaessCommandList) assert.ok(example.startsWith(`sunsteer alphaess ${name}`));
  });
});
