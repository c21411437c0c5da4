import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { runCli } from "#cli";
import { createEmulator, serveEmulator } from "#driver-kit";
import { createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { typeCommand } from "../../../test/support/type-command.ts";
import { createTestWorld } from "../../../test/support/world.ts";
import { commandWords } from "./commands/text.ts";
import { goeEmulator } from "./emulator.ts";
import { type StartedCharger, startCharger } from "./testing/start-charger.ts";

function start(profile = "v4-22kw", isHome = true): StartedCharger {
  const car = { capacityWh: 60_000, isHome, startDelayS: [8, 8] as [number, number] };
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }), {
    profile,
  });
  charger.home.change({ loadW: 0 });
  return charger;
}

const writes = ({ requests }: StartedCharger) => requests.filter(({ url }) => url.includes("/api/set"));

describe("sunsteer goe get", () => {
  it("shows keys, named pieces and pieces by number with unit and meaning", async () => {
    const charger = start("v4-22kw", false);
    await charger.after(2);
    const { code, out } = await typeCommand(charger, "get car amp nrg.voltageL1 nrg.11");
    assert.equal(code, 0);
    assert.match(out, /^car +1 \(No car\) +Car$/m);
    assert.match(out, /^amp +16 A +Requested current$/m);
    assert.match(out, /^nrg\.voltageL1 +2\d\d(\.\d)? V +Voltage L1$/m);
    assert.match(out, /^nrg\.11 +0 W +Power, total$/m);
  });

  it("splits a whole key into its pieces, and takes JSON for programs", async () => {
    const { out } = await typeCommand(start(), "get lot dwo --json");
    const shown = JSON.parse(out);
    assert.deepEqual(shown["lot.sta"], { label: "Group: fixed limit", value: 32, unit: "A" });
    assert.equal(shown.dwo.value, null);
  });

  it("speaks German and French", async () => {
    const german = await typeCommand(start("v4-22kw", false), "get car", { environment: { LANG: "de_AT" } });
    const french = await typeCommand(start("v4-22kw", false), "get car", { environment: { LANG: "fr_FR" } });
    assert.deepEqual([german.out, french.out], ["car  1 (Kein Auto)  Fahrzeug", "car  1 (Pas de voiture)  Véhicule"]);
  });

  it("shows all that the charger has, but nothing secret", async () => {
    for (const profile of ["v4-22kw", "v3-11kw", "core", "beta"]) {
      const { code, out } = await typeCommand(start(profile), "get");
      assert.equal(code, 0);
      assert.ok(out.split("\n").length > 250, profile);
      assert.doesNotMatch(out, /emulated-(cloud|history|log|password)/);
      assert.match(out, /mqtt:\/\/\*\*\*@192\.168\.1\.2:1883/);
    }
  });

  it("tells faults of old firmware in their own numbering", async () => {
    for (const [profile, meaning] of [
      ["v3-11kw", "Too hot"],
      ["v4-22kw", "Cable lock stuck closed"],
    ] as const) {
      const charger = start(profile);
      const http = {
        request: async (request: Parameters<typeof charger.http.request>[0]) => {
          const response = await charger.http.request(request);
          return { ...response, body: response.body.replace('"err":0', '"err":13') };
        },
      };
      const { out } = await typeCommand({ ...charger, http }, "get err");
      assert.match(out, new RegExp(`13 \\(${meaning}\\)`));
    }
  });
});

describe("sunsteer goe set", () => {
  it("writes, reads back and says what changed", async () => {
    const charger = start();
    const { code, out } = await typeCommand(charger, "set amp=10 cch=12ab34 lmo=eco fup=on");
    assert.equal(code, 2, "eco is no choice by its full name");
    assert.equal(writes(charger).length, 0, out);
    const right = await typeCommand(charger, "set amp=10 cch=12ab34 'lmo=Eco (sun and price)' fup=on");
    assert.equal(right.code, 0, right.err);
    assert.match(right.out, /^Requested current: 16 A → 10 A$/m);
    assert.match(right.out, /^Colour: charging: #00FFFF → #12ab34$/m);
    assert.match(right.out, /^Charging mode: 3 \(Basic\) → 4 \(Eco \(sun and price\)\)$/m);
    const { amp, cch, lmo, fup } = await charger.after(0);
    assert.deepEqual([amp, cch, lmo, fup], [10, "#12ab34", 4, true]);
  });

  it("sends nothing for a value that is there already", async () => {
    const charger = start();
    const { out } = await typeCommand(charger, "set amp=16");
    assert.deepEqual([out, writes(charger).length], ["Requested current: already 16 A", 0]);
  });

  it("sets pieces of timers, groups and button steps without touching what is beside them", async () => {
    const charger = start();
    const { code, out, err } = await typeCommand(
      charger,
      "set sch_week.control=2 sch_week.range1Begin=22:00 sch_week.range1End=24:00 lot.dyn=20 clp.step1=7",
    );
    assert.equal(code, 0, err);
    assert.match(out, /^Range 1 from: 00:00 → 22:00$/m);
    const { sch_week, lot, clp } = await charger.after(0);
    assert.deepEqual([lot, clp], [{ amp: 32, dyn: 20, sta: 32, ts: 0 }, [7, 10, 12, 14, 16]]);
    const midnight = { hour: 0, minute: 0 };
    assert.deepEqual(sch_week, {
      control: 2,
      ranges: [
        { begin: { hour: 22, minute: 0 }, end: { hour: 24, minute: 0 } },
        { begin: midnight, end: midnight },
      ],
    });
  });

  it("takes and shows none where none is a value, and nowhere else", async () => {
    const charger = start();
    const set = await typeCommand(charger, "set dwo=5000 trx=0");
    assert.equal(set.code, 0, set.err);
    const { code, out, err } = await typeCommand(charger, "set dwo=null trx=null mcpea=null");
    assert.equal(code, 0, err);
    assert.match(out, /^Energy limit of a session: 5000 Wh → none$/m);
    assert.match(out, /^Charging session's card: 0.* → none$/m);
    const { dwo, trx, mcpea } = await charger.after(1);
    assert.deepEqual([dwo, trx, mcpea], [null, null, null]);
    const german = await typeCommand(charger, "get dwo", { environment: { LANG: "de_AT" } });
    assert.match(german.out, /^dwo {2}keiner /);
    const sent = writes(charger).length;
    const refused = await typeCommand(charger, "set amp=null");
    assert.deepEqual([refused.code, writes(charger).length], [2, sent]);
  });

  it("says of an order only that it was sent", async () => {
    const { out } = await typeCommand(start(), "set lrn=3");
    assert.equal(out, "Learn the last card as number: sent; the charger does not show it.");
  });

  it("asks for a yes before anything dangerous, and then does it", async () => {
    const charger = start();
    const asked = await typeCommand(charger, "set amp=8 rst=true");
    assert.deepEqual([asked.code, writes(charger).length], [2, 0]);
    const done = await typeCommand(charger, "set rst=true --confirm-danger");
    assert.equal(done.code, 0, done.err);
    assert.equal((await charger.after(60))["rbc"], 8);
  });

  it("shows nothing of a password in what it tells", async () => {
    const charger = start();
    const { code, out, err } = await typeCommand(charger, "set mcu=mqtt://a:hunter2@10.0.0.9:1883");
    assert.equal(code, 0, err);
    assert.equal(out, "Address of the MQTT broker: mqtt://***@192.168.1.2:1883 → mqtt://***@10.0.0.9:1883");
    const cloud = await typeCommand(charger, "set cak=hunter2 --confirm-danger");
    assert.equal(cloud.code, 0, cloud.err);
    assert.doesNotMatch(cloud.out + cloud.err, /hunter2|emulated/);
  });

  it("fails where the charger takes a value and does not follow", async () => {
    const charger = start();
    charger.emulator.faults.set("ignored-writes");
    const { code, out, err } = await typeCommand(charger, "set amp=10");
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /amp/);
  });
});

describe("bad input to sunsteer goe", () => {
  const rows: readonly [name: string, words: string, code: number, kind: string, said: RegExp][] = [
    ["an unknown key", "set xyz=1", 2, "invalid", /There is no key xyz/],
    ["a mistyped key", "set aamp=10", 2, "invalid", /maybe amp is meant/],
    ["a mistyped key to get", "get modelstatus", 2, "invalid", /maybe modelStatus is meant/],
    ["a wrong piece", "get nrg.powerTotl", 2, "invalid", /There is no key nrg\.powerTotl/],
    ["a read-only key", "set alw=true", 2, "invalid", /alw can only be read/],
    ["a value out of range", "set amp=40", 2, "invalid", /amp cannot be 40; it takes 6 to 32/],
    ["a value beyond its type", "set msp=70000", 2, "invalid", /a narrower range is not known/],
    ["a wrong type", "set amp=fast", 2, "invalid", /amp cannot be "fast"/],
    ["a wrong time", "set sch_week.range1Begin=25:00", 2, "invalid", /sch_week\.range1Begin cannot be 25:00/],
    ["a wrong shape", "set 'sch_sund={\"control\":9}'", 2, "invalid", /not built as the charger needs it/],
    ["no value", "set amp", 2, "invalid", /amp says no value/],
    ["a key that can only be written", "get ids", 2, "invalid", /never shows it/],
    ["a secret", "get cak", 2, "invalid", /is secret/],
    ["a key of another model", "get wh_mid", 1, "refused", /does not have wh_mid/],
    ["a key of another model to set", "set orsch=on usn=1 ten=on", 2, "invalid", /usn can only be read/],
    ["a solar power below zero", "surplus --grid -100 --pv -5", 2, "invalid", /--pv cannot be -5/],
    ["surplus without the grid", "surplus --pv 5", 2, "invalid", /grid is missing/],
    ["an impossible time", "stop --for soon", 2, "invalid", /--for cannot be soon/],
    ["an unknown language", "keys --lang it", 2, "invalid", /--lang cannot be it/],
    ["two ways at once", "get car --host 10.0.0.2 --url http://10.0.0.2", 2, "invalid", /nowhere, or twice/],
    ["an unknown device", "get car --device garage", 2, "invalid", /no device “garage” of this kind/],
  ];
  for (const [name, words, code, kind, said] of rows) {
    it(`${name}: one sentence, one remedy, nothing changed`, async () => {
      const charger = start();
      const plain = await typeCommand(charger, words);
      assert.deepEqual([plain.code, plain.out], [code, ""], plain.err);
      assert.match(plain.err, said);
      assert.equal(plain.err.split("\n").length, 2);
      const { error } = JSON.parse((await typeCommand(charger, `${words} --json`)).err);
      assert.deepEqual([error.kind, typeof error.hint], [kind, "string"]);
      assert.equal(writes(charger).length, 0);
    });
  }

  it("a charger whose API is off tells in three languages where to switch it on, for both generations of the app", async () => {
    const charger = start();
    await charger.set("hai=false");
    await charger.after(1).catch(() => {});
    for (const language of ["en", "de", "fr"]) {
      const { code, err } = await typeCommand(charger, "get car", { environment: { LANG: language } });
      assert.equal(code, 1);
      assert.match(err, /4\.x.*3\.x/);
      const { error } = JSON.parse(
        (await typeCommand(charger, "set amp=10 --json", { environment: { LANG: language } })).err,
      );
      assert.equal(error.kind, "refused");
    }
  });

  it("a charger that is not there is unreachable", async () => {
    const { code, err } = await typeCommand(start(), "get car --url http://nobody.emulator --json");
    assert.deepEqual([code, JSON.parse(err).error.kind], [1, "unreachable"]);
  });

  it("a wrong token is told as such", async () => {
    const charger = start();
    const http = { request: async () => ({ status: 401, headers: {}, body: "" }) };
    const environment = { GOE_URL: "", GOE_SERIAL: "12345", GOE_TOKEN: "hunter2" };
    const { code, out, err } = await typeCommand({ ...charger, http }, "get car --json", { environment });
    assert.deepEqual([code, out, JSON.parse(err).error.kind], [1, "", "auth"]);
    assert.doesNotMatch(err, /hunter2/);
  });

  it("a token that lies about is not given to a charger in the house", async () => {
    const charger = start("v4-22kw", false);
    const { code } = await typeCommand(charger, "get car", { environment: { GOE_TOKEN: "hunter2" } });
    assert.equal(code, 0);
    assert.doesNotMatch(JSON.stringify(charger.requests), /hunter2/);
  });

  it("no word at all brings the help", async () => {
    const { code, out, err } = await typeCommand(start(), "");
    assert.deepEqual([code, out], [2, ""]);
    for (const word of ["get", "set", "keys", "watch", "start", "stop", "surplus", "refresh"])
      assert.match(err, new RegExp(`^ {2}${word} `, "m"));
  });

  it("an unknown command names the near one", async () => {
    const { code, err } = await typeCommand(start(), "stat");
    assert.equal(code, 2);
    assert.match(err, /start/);
  });

  it("no word about where the charger is", async () => {
    const { code, err } = await typeCommand(start(), "get car", { environment: { GOE_URL: "" } });
    assert.equal(code, 2);
    assert.match(err, /where the charger is/);
  });
});

describe("a charger of the configuration", () => {
  const one = (url: string) => `version: 1\ndevices:\n  - { id: wallbox, driver: goe, url: "${url}", every: 30s }\n`;

  it("is taken where nothing else is said, and by its name", async () => {
    const charger = start("v4-22kw", false);
    for (const words of ["get car", "get car --device wallbox"]) {
      const { code, out, err } = await typeCommand(charger, words, {
        yaml: one(charger.url),
        environment: { GOE_URL: "" },
      });
      assert.deepEqual([code, out], [0, "car  1 (No car)  Car"], err);
    }
  });

  it("has to be named where there are several", async () => {
    const charger = start();
    const yaml = `${one(charger.url)}  - { id: garage, driver: goe, host: 10.0.0.9 }\n`;
    const { code, err } = await typeCommand(charger, "get car", { yaml, environment: { GOE_URL: "" } });
    assert.equal(code, 2);
    assert.match(err, /several devices of this kind\.\nChoose one with --device: wallbox, garage\./);
  });
});

describe("sunsteer goe keys", () => {
  it("prints all 379 with access, range and meaning", async () => {
    const { code, out } = await typeCommand(start(), "keys");
    assert.equal(code, 0);
    assert.equal(out.split("\n").length, 380);
    assert.match(out, /^frc +read, write +uint8 +Force charging: 0 Neutral, 1 Off, 2 On$/m);
    assert.match(out, /^msp +read, write +0–65535 \(by its type\) +Port of the Modbus server$/m);
    assert.match(out, /^rst .*\(dangerous\)$/m);
  });

  it("filters by key and label, in the wanted language", async () => {
    const { out } = await typeCommand(start(), "keys schütz --lang de");
    assert.match(out, /^pha +lesen +list +Phasen am Schütz/m);
    const json = JSON.parse((await typeCommand(start(), "keys tcl --lang fr --json")).out);
    assert.equal(json[0].label, "Limite passagère (expire après 10 min)");
  });

  it("shortens long lists of pieces", async () => {
    const { out } = await typeCommand(start(), "keys cards");
    assert.match(out, /: cards\.card1Name cards\.card1Energy cards\.card1IsLearned … \(30\)$/m);
  });

  it("asks no charger", async () => {
    const charger = start();
    await typeCommand(charger, "keys");
    assert.equal(charger.requests.length, 0);
  });
});

describe("sunsteer goe watch", () => {
  it("tells all at first, then what changes, until it is ended", async () => {
    const charger = start("v4-22kw", false);
    const { code, out } = await typeCommand(charger, "watch amp frc --every 2s --json", {
      meanwhile: async (world, second) => {
        if (second === 5) await charger.set("amp=9");
        if (second === 12) world.stop();
      },
    });
    assert.equal(code, 0);
    const seen = out.split("\n").map((line) => JSON.parse(line).values);
    assert.deepEqual(
      seen.map((values) => Object.entries(values).map(([key, value]) => [key, Reflect.get(Object(value), "value")])),
      [
        [
          ["amp", 16],
          ["frc", 0],
        ],
        [["amp", 9]],
      ],
    );
  });

  it("writes the time of day and round numbers", async () => {
    const charger = start();
    await charger.set("frc=2");
    await charger.after(60);
    const { out } = await typeCommand(charger, "watch wh --every 2s", {
      meanwhile: (world, second) => {
        if (second === 3) world.stop();
      },
    });
    assert.match(out, /^\d\d:\d\d:\d\d {2}wh {2}\d+(\.\d{1,3})? Wh {2}Energy since the car was connected$/m);
  });

  it("waits out a charger that is busy", async () => {
    const charger = start();
    const { code, err } = await typeCommand(charger, "watch amp --every 2s", {
      meanwhile: (world, second) => {
        if (second === 3) charger.emulator.faults.set("unavailable", { forMs: 4_000 });
        if (second === 20) world.stop();
      },
    });
    assert.equal(code, 0);
    assert.match(err, /busy/);
  });
});

describe("sunsteer goe start and stop", () => {
  it("start charges by force and says why", async () => {
    const charger = start();
    const { code, out } = await typeCommand(charger, "start");
    assert.deepEqual([code, out], [0, "Charging is allowed (Charging: switched on by force)."]);
    assert.equal((await charger.after(20))["car"], 2);
  });

  it("start tells what still stands in the way", async () => {
    const charger = start();
    await charger.set("acs=1");
    const { code, out } = await typeCommand(charger, "start");
    assert.equal(code, 0);
    assert.match(out, /not allowed \(Blocked: waiting for permission\)/);
  });

  it("stop keeps it stopped", async () => {
    const charger = start();
    const { out } = await typeCommand(charger, "stop");
    assert.equal(out, "Charging is stopped.");
    assert.equal((await charger.after(60))["frc"], 1);
  });

  it("stop for a while gives back what was before", async () => {
    const charger = start();
    await charger.set("frc=2");
    await charger.after(2);
    const seen: unknown[] = [];
    const { code, out } = await typeCommand(charger, "stop --for 5m", {
      meanwhile: async (_world, second) => {
        if (second === 200) seen.push((await charger.after(0))["frc"]);
      },
    });
    assert.deepEqual([code, seen], [0, [1]]);
    assert.match(out, /2 \(On\)/);
    assert.equal((await charger.after(1))["frc"], 2);
  });

  it("stop for a while gives back at once when it is ended", async () => {
    const charger = start();
    await typeCommand(charger, "stop --for 1h", {
      meanwhile: (world, second) => {
        if (second === 30) world.stop();
      },
    });
    assert.equal((await charger.after(1))["frc"], 0);
  });

  it("stop for a while leaves alone what somebody changed meanwhile", async () => {
    const charger = start();
    const { out } = await typeCommand(charger, "stop --for 2m", {
      meanwhile: async (_world, second) => {
        if (second === 60) await charger.set("frc=2");
      },
    });
    assert.match(out, /stays as it is/);
    assert.equal((await charger.after(1))["frc"], 2);
  });
});

describe("sunsteer goe surplus and refresh", () => {
  it("surplus brings the powers with their signs and leaves out what is missing", async () => {
    const charger = start();
    const { code, err } = await typeCommand(charger, "surplus --grid -1800 --pv 4200");
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(new URL(writes(charger)[0]?.url ?? "").searchParams.get("ids") ?? ""), {
      pGrid: -1800,
      pPv: 4200,
    });
  });

  it("refresh reads every setting and counts what the model lacks", async () => {
    const { out } = await typeCommand(start("core"), "refresh --json");
    const { count, missing } = JSON.parse(out);
    assert.ok(count > 150 && missing > 5 && missing < 30, out);
  });
});

describe("the words of the commands", () => {
  for (const [word, { en, de, fr }] of Object.entries(commandWords)) {
    it(`${word} in three languages`, () => {
      for (const text of [en, de, fr]) assert.ok(text.length > 1);
      const international = ["changed", "secret", "no", "controller"];
      assert.ok(international.includes(word) || (de !== en && fr !== en));
    });
  }
});

describe("over a socket", () => {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 8, 30));
  const home = createSimulatedHome({ name: "test", wallboxes: [{}] }, { clock });
  const emulator = createEmulator(goeEmulator, { home, clock, random: createRandom(1) });
  const world = createTestWorld();
  after(() => world.dispose());

  it("get works as well", async () => {
    const served = await serveEmulator(emulator, { clock });
    try {
      const code = await runCli(["goe", "get", "typ", "--url", served.url], world);
      assert.deepEqual([code, world.printed], [0, ["typ  go-eCharger_V4  Model"]]);
    } finally {
      await served.close();
    }
  });
});
