import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { attachEmulator, createAccounts, createEmulator } from "#driver-kit";
import {
  createLoopbackNetwork,
  createMemoryLog,
  createRandom,
  createVirtualClock,
  type HttpClient,
  type HttpRequest,
} from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { type TypeOptions, typeIn } from "../../../test/support/type-command.ts";
import { createFoxessClient } from "./client.ts";
import { commandWords } from "./commands/text.ts";
import { foxessCommandList } from "./commands.ts";
import { foxessDriver } from "./driver.ts";
import { foxessEmulator } from "./emulator.ts";

const origin = "http://foxess.emulator";
const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };
const house: Scenario = {
  name: "bench",
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [{ ratedW: 8_000, arrays: [{ peakW: 8_000 }], battery }],
};

/** Where calls are counted, so that commands one after the other keep the pace. */
const directory = mkdtempSync(join(tmpdir(), "sunsteer-foxess-"));
let houses = 0;
after(() => rmSync(directory, { recursive: true, force: true }));

/** One inverter in the cloud, and `sunsteer foxess` before it. */
function start(profile = "H1") {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(house, { clock });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(5), profile });
  attachEmulator(network, origin, emulator);
  const { apiKey = "", serial = "" } = emulator.credentials;
  const requests: HttpRequest[] = [];
  const bodies: string[] = [];
  const http: HttpClient = {
    request: async (request) => {
      requests.push(request);
      const response = await network.http.request(request);
      bodies.push(response.body);
      return response;
    },
  };
  houses += 1;
  const state = join(directory, String(houses));
  const environment = {
    FOXESS_API_KEY: apiKey,
    FOXESS_SERIAL: serial,
    FOXESS_URL: origin,
    SUNSTEER_STATE: state,
  };
  const type = (words: string, options?: TypeOptions & { readonly http?: HttpClient }) =>
    typeIn({ clock, http: options?.http ?? http, environment }, `foxess ${words}`, options);
  const settings = () => JSON.parse(JSON.stringify(emulator.describe()))["settings"];
  const writes = () => requests.filter(({ url }) => /\/(set|enable)(\/|$)/.test(new URL(url).pathname));
  return { clock, home, emulator, network, state, apiKey, serial, requests, bodies, type, settings, writes };
}

/** Everything a program would get instead of the cloud's answers. */
function answering(body: string, status = 200): HttpClient {
  return { request: async () => ({ status, headers: {}, body }) };
}

describe("sunsteer foxess get", () => {
  it("says the work mode in three languages", async () => {
    const { type } = start();
    const said = [];
    for (const LANG of ["en", "de", "fr"]) said.push((await type("get", { environment: { LANG } })).out);
    assert.deepEqual(said, [
      "Work mode: Self-use (SelfUse)",
      "Betriebsart: Eigenverbrauch (SelfUse)",
      "Mode de travail: Autoconsommation (SelfUse)",
    ]);
  });

  it("gives programs the mode, what else there is, and who decides", async () => {
    const { type, serial } = start("KH");
    assert.deepEqual(JSON.parse((await type("get --json")).out), {
      serial,
      workMode: "SelfUse",
      options: ["PeakShaving", "Feedin", "SelfUse"],
      isScheduled: false,
    });
  });

  it("tells that a schedule overrules the mode", async () => {
    const { type } = start();
    await type("schedule on");
    assert.match((await type("get")).err, /follows its schedule/);
  });
});

describe("the modes", () => {
  const names = { selfuse: "SelfUse", backup: "Backup", feedin: "Feedin", peakshaving: "PeakShaving" };
  for (const [name, mode] of Object.entries(names))
    it(`${name} writes ${mode} and reads it back`, async () => {
      const { type, settings, writes } = start("H3");
      if (name === "selfuse") await type("backup");
      const { code, out, err } = await type(name);
      assert.equal(code, 0, err);
      assert.match(out, new RegExp(`^Work mode: .* → .*${mode}`));
      assert.equal(settings().workMode, mode);
      const before = writes().length;
      assert.match((await type(`${name} --json`)).out, /"isChanged":false/);
      assert.equal(writes().length, before, "what is there already is not written again");
    });

  it("a mode this inverter does not have: those that it has are told, and nothing is written", async () => {
    const { type, writes } = start("KH");
    for (const LANG of ["en", "de", "fr"]) {
      const { code, out, err } = await type("backup", { environment: { LANG } });
      assert.deepEqual([code, out, err.split("\n").length], [1, "", 2]);
      assert.match(err, /PeakShaving, Feedin, SelfUse/);
    }
    assert.equal(JSON.parse((await type("backup --json")).err).error.kind, "refused");
    assert.equal(writes().length, 0);
  });

  it("an inverter without work modes says so", async () => {
    const { code, err } = await start("EVO").type("backup");
    assert.equal(code, 1);
    assert.match(err, /does not have this function/);
  });

  it("a write that the inverter swallows is no success", async () => {
    const { type, emulator } = start();
    emulator.faults.set("ignored-writes");
    const { code, out, err } = await type("backup");
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /accepted Backup for WorkMode, but the inverter shows SelfUse/);
  });

  it("while the schedule rules, the refusal says how to end that", async () => {
    const { type, settings } = start();
    await type("schedule on");
    const { code, err } = await type("backup");
    assert.deepEqual([code, settings().workMode], [1, "SelfUse"]);
    assert.match(err, /follows its schedule/);
  });
});

describe("--raw", () => {
  for (const LANG of ["en", "de"])
    it(`prints the cloud's reply as the old script did, whatever the language (${LANG})`, async () => {
      for (const words of ["get", "backup", "feedin", "selfuse", "peakshaving"]) {
        const { type, bodies, requests } = start("H3");
        const { code, out } = await type(`${words} --raw`, { environment: { LANG } });
        assert.equal(code, 0);
        assert.equal(out, JSON.stringify(JSON.parse(bodies[0] ?? ""), null, 2));
        assert.match(requests[0]?.url ?? "", words === "get" ? /setting\/get$/ : /setting\/set$/);
      }
    });

  it("prints a refusal too, and fails with a sentence beside it", async () => {
    for (const LANG of ["en", "de"]) {
      const { type, bodies } = start("KH");
      const { code, out, err } = await type("backup --raw", { environment: { LANG } });
      assert.equal(code, 1);
      assert.equal(out, JSON.stringify(JSON.parse(bodies[0] ?? ""), null, 2));
      assert.equal(JSON.parse(out).errno, 40257);
      assert.match(err, /PeakShaving, Feedin, SelfUse/);
      assert.doesNotMatch(err, /sent|gesendet/, "for it was");
    }
  });

  it("keeps numbers as the vendor wrote them", async () => {
    const { type } = start();
    const body = '{"errno":0,"result":{"value":"SelfUse","unit":"","precision":1.0,"range":{"min":0.0,"max":0.0}}}';
    const { out } = await type("get --raw", { http: answering(body) });
    assert.match(out, /^ {4}"precision": 1\.0,$/m);
  });

  it("that names no mode is an empty reply", async () => {
    const { type } = start();
    const empty =
      '{"errno":0,"result":{"value":null,"unit":null,"precision":null,"range":null,"enumList":["SelfUse"]}}';
    for (const words of ["get --raw", "get", "get --json"]) {
      const { code, out, err } = await type(words, { http: answering(empty) });
      assert.deepEqual([code, out === ""], [1, words !== "get --raw"], words);
      assert.match(
        err,
        words === "get --json" ? /"foxess.empty-reply"/ : /answer about WorkMode is empty\.\n[A-Z].+\.$/,
      );
    }
  });

  it("prints nothing where the cloud said nothing", async () => {
    const { type } = start();
    for (const body of ["", "upstream connect error or disconnect/reset before headers"]) {
      const { code, out, err } = await type("get --raw", { http: answering(body) });
      assert.deepEqual([code, out, err.split("\n").length], [1, "", 2]);
    }
  });

  it("is there for the other commands as well", async () => {
    for (const words of ["devices", "live", "setting MinSoc", "schedule", "usage", "soc 12", "schedule on"]) {
      const { code, out } = await start("H3").type(`${words} --raw`);
      assert.deepEqual([code, JSON.parse(out).errno], [0, 0], words);
    }
  });
});

describe("devices and live", () => {
  it("devices lists what the account has", async () => {
    const { type, serial } = start("KH");
    const { out } = await type("devices", { environment: { FOXESS_SERIAL: "" } });
    assert.equal(out, `${serial}  KH8  Home  online  Sun, Battery`);
    assert.equal(JSON.parse((await type("devices --json")).out)[0].state, "online");
  });

  it("live says the powers with their direction, and programs get the house's signs", async () => {
    for (const profile of ["KH", "H3"]) {
      const { type, home, clock } = start(profile);
      home.change({ pvW: 0, loadW: 2_000 });
      await clock.runFor(360_000);
      const { out } = await type("live");
      assert.match(out, /^Sun +0 W$/m);
      assert.match(out, /^Battery +\d+ W \(discharging\)$/m);
      assert.match(out, /^Level +\d\d %$/m);
      const told = JSON.parse((await type("live --json")).out);
      assert.ok(told.batteryW > 1_900 && Math.abs(told.gridW) < 100 && told.loadW > 1_900, out);
    }
  });

  it("live --all shows every variable of the vendor", async () => {
    assert.match((await start().type("live --all")).out, /^runningState +163$/m);
  });

  it("live warns of values that are old", async () => {
    const { type, emulator, clock } = start();
    emulator.faults.set("stale-values");
    await clock.runFor(30 * 60_000);
    assert.match((await type("live")).err, /3\d minutes old/);
  });
});

describe("settings", () => {
  it("settings shows what this inverter has, with its limits", async () => {
    const { out } = await start("KH").type("settings");
    assert.match(out, /^WorkMode +Self-use \(SelfUse\) +PeakShaving, Feedin, SelfUse +Work mode$/m);
    assert.match(out, /^MinSoc +10 % +10–100 % +Lowest level$/m);
    assert.doesNotMatch(out, /GridCode/);
  });

  it("setting shows one and sets one, however it is spelt", async () => {
    const { type, settings } = start("KH");
    assert.equal((await type("setting exportlimit")).out, "Export limit: 30000 W [0–30000 W]");
    assert.equal((await type("setting exportlimit 5000")).out, "Export limit: 30000 W → 5000 W");
    assert.equal(settings().ExportLimit, 5_000);
  });

  it("soc sets both lowest levels and the highest", async () => {
    const { type, settings } = start("KH");
    const { code, out } = await type("soc 15 90");
    assert.deepEqual([code, out], [0, "Lowest level 15 %, on grid 15 %, highest level 90 %."]);
    await type("soc 20 --on-grid 30");
    await type("soc 40 50");
    await type("soc 20 30");
    await type("soc 20 90 --on-grid 30");
    const { MinSoc, MinSocOnGrid, MaxSoc } = settings();
    assert.deepEqual([MinSoc, MinSocOnGrid, MaxSoc], [20, 30, 90]);
  });

  it("soc under a schedule writes nothing, not even half", async () => {
    for (const words of ["soc 15 90", "soc 95 100"]) {
      const { type, settings } = start("KH");
      await type("setting MaxSoc 94");
      await type("schedule on");
      const { code } = await type(words);
      const { MinSoc, MinSocOnGrid, MaxSoc } = settings();
      assert.deepEqual([code, MinSoc, MinSocOnGrid, MaxSoc], [1, 10, 10, 94], words);
    }
  });

  it("schedule shows and switches the timetable", async () => {
    const { type, settings } = start();
    const said = [];
    for (const words of ["schedule", "schedule on", "schedule", "schedule off"]) said.push((await type(words)).out);
    assert.deepEqual(said, [
      ...["The schedule is off.", "The schedule is on.", "The schedule is on.", "The schedule is off."],
    ]);
    assert.equal(settings().isScheduled, false);
  });

  it("schedule shows the periods with what they set", async () => {
    for (const profile of ["KH", "H1", "H3", "EVO"]) {
      const { type, apiKey, serial, network, clock } = start(profile);
      const client = createFoxessClient({ apiKey, url: origin, http: network.http, clock });
      const night = { fromMinute: 120, untilMinute: 300, workMode: "ForceCharge", isEnabled: true };
      await client.writeSchedule(serial, [{ ...night, targetSocPercent: 90, powerW: 3_000, minSocOnGridPercent: 10 }]);
      await clock.runFor(5_000);
      const { code, out, err } = await type("schedule");
      assert.equal(code, 0, err);
      assert.match(out, /^The schedule is on\.\n02:00–05:00 +.*ForceCharge.* → 90 %, 3000 W, ≥ 10 %/);
      assert.equal(JSON.parse((await type("schedule --json")).out).periods[0].targetSocPercent, 90);
      assert.match((await type("schedule --raw")).out, /"groups": \[/);
    }
  });

  it("usage tells both counts", async () => {
    const { type } = start();
    const { out } = await type("usage");
    assert.match(out, /^The cloud counts 14\d\d of 1440 calls left today\.\nKnown here: \d+ of 1440/);
  });
});

describe("bad input to sunsteer foxess", () => {
  const rows: readonly [name: string, words: string, code: number, kind: string, said: RegExp][] = [
    ["a lowest level above the highest", "soc 60 50", 2, "invalid", /\(60 %\) must be below the highest \(50 %\)/],
    ["equal levels", "soc 50 50", 2, "invalid", /must be below/],
    ["a lowest level above the highest that is set", "soc 100", 2, "invalid", /must be below/],
    ["a level below what the inverter takes", "soc 5", 2, "invalid", /"5" .* MinSoc: .* 10 to 100/],
    ["a level on grid below the lowest", "soc 20 --on-grid 15", 2, "invalid", /must not be below/],
    ["a level beyond 100", "soc 120", 2, "invalid", /MIN cannot be 120/],
    ["a level that is no number", "soc half", 2, "invalid", /MIN cannot be half/],
    ["a setting out of range", "setting ExportLimit 90000", 2, "invalid", /ExportLimit: .* 0 to 30,000/],
    ["a setting nobody knows", "setting Colour 1", 1, "refused", /no setting Colour/],
    ["a setting this model lacks", "setting GridCode", 1, "refused", /does not have this function/],
    ["a wrong word for the schedule", "schedule maybe", 2, "invalid", /schedule cannot be maybe/],
    ["a wrong serial", "get --serial 60XX", 1, "refused", /no such inverter/],
    ["a wrong key", "get --api-key 1234", 1, "auth", /does not know this API key/],
    ["an empty key", "get --api-key ' '", 2, "invalid", /apiKey is empty/],
    ["an address that is none", "get --url cloud", 2, "invalid", /address of the FoxESS cloud/],
    ["an unknown device", "get --device roof", 2, "invalid", /no device “roof” of this kind/],
    ["nobody there", "get --url http://nobody.emulator", 1, "unreachable", /./],
  ];
  for (const [name, words, code, kind, said] of rows)
    it(`${name}: one sentence, one remedy, nothing written`, async () => {
      const { type, writes, apiKey } = start("KH");
      const plain = await type(words);
      assert.deepEqual([plain.code, plain.out], [code, ""], plain.err);
      assert.match(plain.err, said);
      assert.equal(plain.err.split("\n").length, 2);
      const { error } = JSON.parse((await type(`${words} --json`)).err);
      assert.deepEqual([error.kind, typeof error.hint], [kind, "string"]);
      assert.equal(writes().length, 0);
      assert.ok(!plain.err.includes(apiKey));
    });

  it("a clock that is wrong is named", async () => {
    const { type, clock, network } = start();
    const late: HttpClient = {
      request: (request) =>
        network.http.request({
          ...request,
          headers: { ...request.headers, timestamp: String(clock.now() - 3_600_000) },
        }),
    };
    const { code, err } = await type("get", { http: late });
    assert.equal(code, 1);
    assert.match(err, /timestamp.*\n.*clock/);
  });

  it("an account without key is told how to get one", async () => {
    const { code, err } = await start().type("get", { environment: { FOXESS_API_KEY: "" } });
    assert.equal(code, 2);
    assert.match(err, /FOXESS_API_KEY/);
  });
});

describe("which inverter", () => {
  it("without a serial the only one is used", async () => {
    const { code, out } = await start().type("get", { environment: { FOXESS_SERIAL: "" } });
    assert.deepEqual([code, out], [0, "Work mode: Self-use (SelfUse)"]);
  });

  it("a refusal to list them is printed with --raw, and nothing beside the one reply where they are", async () => {
    const { type, emulator } = start();
    const environment = { FOXESS_SERIAL: "" };
    const { out } = await type("get --raw", { environment });
    assert.equal(JSON.parse(out).result.value, "SelfUse");
    emulator.faults.set("clock-skew");
    const refused = await type("get --raw", { environment });
    assert.deepEqual([refused.code, JSON.parse(refused.out).errno], [1, 40256]);
    assert.match(refused.err, /illegal timestamp/);
  });

  it("several are listed, and one has to be named", async () => {
    const page = {
      total: 2,
      data: [
        { deviceSN: "60A", deviceType: "KH8" },
        { deviceSN: "60B", deviceType: "H3" },
      ],
    };
    const http = answering(JSON.stringify({ errno: 0, result: page }));
    const { code, out, err } = await start().type("get", { http, environment: { FOXESS_SERIAL: "" } });
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /60A \(KH8\), 60B \(H3\)/);
  });

  it("one of the configuration is taken by its name, or where it is the only one", async () => {
    const { type, apiKey, serial } = start();
    const entry = `driver: foxess, apiKey: ${apiKey}, serial: ${serial}, url: "${origin}"`;
    const yaml = `version: 1\ndevices:\n  - { id: roof, ${entry} }\n`;
    const environment = { FOXESS_API_KEY: "", FOXESS_SERIAL: "", FOXESS_URL: "" };
    for (const words of ["get", "get --device roof"]) {
      const { code, err } = await type(words, { yaml, environment });
      assert.equal(code, 0, err);
    }
    const several = `${yaml}  - { id: barn, driver: foxess, apiKey: k, serial: other }\n`;
    assert.match((await type("get", { yaml: several, environment })).err, /roof, barn/);
  });
});

describe("a hub on the same account", () => {
  it("leaves the command what the day has left for users, and no more", async () => {
    const { type, clock, network, state, apiKey, serial, requests } = start();
    const accounts = createAccounts({
      directory: join(state, "accounts"),
      clock,
      http: network.http,
      log: createMemoryLog(),
    });
    const hub = accounts.open({
      driver: "foxess",
      identity: { account: apiKey, device: serial },
      rules: foxessDriver.calls,
    });
    try {
      hub.reportRemaining("daily", 25);
      assert.equal((await type("get --raw")).code, 0);
      hub.reportRemaining("daily", 20);
      const sent = requests.length;
      const { code, out, err } = await type("get --raw --json");
      assert.deepEqual([code, out, requests.length], [1, "", sent]);
      const { error } = JSON.parse(err);
      assert.deepEqual([error.kind, typeof error.retryAt], ["rate-limited", "number"]);
    } finally {
      await hub.close();
    }
  });
});

describe("the words of the commands", () => {
  for (const [word, { en, de, fr }] of Object.entries(commandWords))
    it(`${word} in three languages`, () => {
      for (const text of [en, de, fr]) assert.ok(text.length > 1);
      assert.ok(word === "changed" || (de !== en && fr !== en));
    });

  it("every command of the old script is there", () => {
    const names = foxessCommandList.map(({ name }) => name);
    for (const old of ["get", "selfuse", "backup", "feedin", "peakshaving"]) assert.ok(names.includes(old));
  });
});
