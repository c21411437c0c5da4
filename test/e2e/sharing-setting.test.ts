import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { hourMs, type Json, minuteMs, secondMs } from "#domain";
import type { BatteryPatch } from "#http/contract";
import { silentLog } from "#platform";
import type { Scenario } from "#simulator";
import { createTexts } from "#text";
import { alphaessDriver } from "../../src/drivers/alphaess/driver.ts";
import { alphaessEmulator } from "../../src/drivers/alphaess/emulator.ts";
import { foxessDriver } from "../../src/drivers/foxess/driver.ts";
import { foxessEmulator } from "../../src/drivers/foxess/emulator.ts";
import { goeDriver } from "../../src/drivers/goe/driver.ts";
import { goeEmulator } from "../../src/drivers/goe/emulator.ts";
import { createApp } from "../../src/http/app.ts";
import { meanSplit } from "./support/mean-split.ts";
import { type MortalHome, type MortalHomeOptions, openMortalHome } from "./support/mortal-home.ts";

const startsAt = "2026-06-17T10:00:00+02:00";
const scenario: Scenario = {
  name: "a clear morning",
  startAt: startsAt,
  weather: { cover: 0 },
  load: { baseW: 400, activity: 0 },
  inverters: [
    {
      ratedW: 10_000,
      arrays: [{ peakW: 10_000 }],
      battery: { capacityWh: 60_000, socPercent: 30, maxChargeW: 5_000, maxDischargeW: 5_000 },
    },
  ],
  wallboxes: [{ car: { capacityWh: 100_000, socPercent: 10 } }],
};

/** The slowest of the clouds has told what came of a change, and been reacted to. */
const fewCyclesMs = 6 * minuteMs;
/** One ampere on three phases is the finest that a charger can follow; the sun climbs meanwhile. */
const nearW = 700;

interface Makers {
  readonly name: string;
  readonly battery: string;
  readonly charger: string;
  readonly drivers: MortalHomeOptions["drivers"];
  devices: MortalHomeOptions["devices"];
}

const foxessAndGoe: Makers = {
  ...{ name: "a FoxESS battery and a go-e charger", battery: "roof", charger: "wallbox" },
  drivers: [foxessDriver, goeDriver],
  devices: (open) => [
    { ...open(foxessEmulator, "http://foxess.emulator", "H1").deviceEntry, id: "roof", url: "http://foxess.emulator" },
    {
      ...open(goeEmulator, "http://goe.emulator").deviceEntry,
      id: "wallbox",
      url: "http://goe.emulator",
      every: "10s",
    },
  ],
};
const alphaess: Makers = {
  ...{ name: "an AlphaESS battery and its wallbox", battery: "alpha", charger: "alpha.EV1" },
  drivers: [alphaessDriver],
  devices: (open) => {
    const { deviceEntry } = open(alphaessEmulator, "http://alphaess.emulator", "both");
    return [{ ...deviceEntry, id: "alpha", url: "http://alphaess.emulator" }];
  },
};

const sharingSchema = z.object({
  share: z.string(),
  shareW: z.number().optional(),
  setBy: z.string(),
  basis: z.string(),
  keepsW: z.number().optional(),
  sentence: z.string(),
});
const stateSchema = z.object({ batteries: z.array(z.object({ id: z.string(), sharing: sharingSchema.optional() })) });
const answersSchema = z.object({ answers: z.array(z.object({ sentence: z.string() })) });
const problemSchema = z.object({ kind: z.string(), detail: z.string() });

interface House extends MortalHome {
  patch(patch: BatteryPatch, language?: string): Promise<{ readonly status: number; readonly body: unknown }>;
  sharing(language?: string): Promise<z.infer<typeof sharingSchema> | undefined>;
  /** What battery and car really take on average in the ten minutes after the clouds have had their time. */
  split(): Promise<{ readonly batteryW: number; readonly carW: number }>;
}

function open({ battery, charger, ...makers }: Makers, settings: Json = {}): House {
  const house = openMortalHome({
    ...{ ...makers, scenario, startAt: Date.parse(startsAt) },
    control: { chargers: { [charger]: { mode: "solar" } }, batteries: { [battery]: settings } },
  });
  /** The hub's own HTTP interface, for as long as this hub lives. */
  const call = async (method: "GET" | "PATCH", path: string, language: string, payload?: object) => {
    const app = createApp({
      ...{ homes: [house.hub()], config: { host: "127.0.0.1", port: 0 }, pageDirectory: "/nowhere" },
      sentences: { en: createTexts("en"), de: createTexts("de"), fr: createTexts("fr") },
      ...{ log: silentLog, clock: house.clock },
    });
    let isDone = false;
    const answering = app
      .inject({ method, url: path, headers: { "accept-language": language }, ...(payload && { payload }) })
      .finally(() => {
        isDone = true;
      });
    while (!isDone && !house.isDead()) await house.clock.runFor(secondMs);
    const { statusCode: status, body } = await answering;
    await app.close();
    return { status, body: JSON.parse(body) as unknown };
  };
  return {
    ...house,
    patch: (patch, language = "en") => call("PATCH", `/api/batteries/${battery}`, language, patch),
    sharing: async (language = "en") => {
      const { body } = await call("GET", "/api/state", language);
      return stateSchema.parse(body).batteries.find(({ id }) => id === battery)?.sharing;
    },
    split: async () => {
      await house.clock.runFor(fewCyclesMs);
      return meanSplit(house);
    },
  };
}

const near = (foundW: number, wantedW: number) =>
  assert.ok(Math.abs(foundW - wantedW) <= nearW, `${Math.round(foundW)} W, wanted ${wantedW} W`);

for (const makers of [foxessAndGoe, alphaess])
  describe(`the sharing set over HTTP, with ${makers.name}`, () => {
    let house: House;
    before(() => {
      house = open(makers, { share: "share", shareW: 3_000 });
    });
    after(() => house.close());

    it("is the configured one at first, and battery and car keep to it", async () => {
      await house.clock.runFor(hourMs / 2);
      const { batteryW, carW } = await house.split();
      near(batteryW, 3_000);
      assert.ok(carW > 1_300, `${carW} W`);
      const sharing = await house.sharing();
      assert.deepEqual(
        [sharing?.share, sharing?.shareW, sharing?.setBy, sharing?.keepsW],
        ["share", 3_000, "configuration", 3_000],
      );
    });

    it("follows a change of the watts within a few cycles", async () => {
      const before = await house.split();
      assert.equal((await house.patch({ shareW: 1_500 })).status, 200);
      const after = await house.split();
      near(after.batteryW, 1_500);
      assert.ok(after.carW > before.carW + 800, `the car has ${before.carW} W, then ${after.carW} W`);
    });

    it("follows a change to the car first", async () => {
      const { status, body } = await house.patch({ share: "car-first" }, "de");
      assert.equal(status, 200);
      assert.deepEqual(
        answersSchema.parse(body).answers.map(({ sentence }) => sentence),
        ["Zuerst bekommt das Auto die Sonne, die Batterie den Rest."],
      );
      near((await house.split()).batteryW, 0);
    });

    it("follows a change to the battery first, and keeps it when the hub is killed right after its answer", async () => {
      assert.equal((await house.patch({ share: "battery-first" })).status, 200);
      await house.end("crash");
      house.start();
      near((await house.split()).batteryW, 5_000);
      const { share, setBy } = (await house.sharing()) ?? {};
      assert.deepEqual([share, setBy], ["battery-first", "request"]);
    });

    it("goes back to the configured one on request, and stays there after a restart", async () => {
      assert.equal((await house.patch({ share: null })).status, 200);
      await house.end("stop");
      house.start();
      near((await house.split()).batteryW, 3_000);
      assert.equal((await house.sharing())?.setBy, "configuration");
    });
  });

describe("a sharing set over HTTP", () => {
  let house: House;
  before(async () => {
    house = open(foxessAndGoe, { share: "share", shareW: 2_000 });
    await house.clock.runFor(10 * minuteMs);
  });
  after(() => house.close());

  it("is told in one sentence, in the reader's language, with its watts and whose word it is", async () => {
    const sentence = async (language: string) => (await house.sharing(language))?.sentence;
    assert.equal(
      await sentence("en"),
      "The battery gets the first 2 kW of the sun, and the car the rest. So the configuration says.",
    );
    assert.equal((await house.patch({ share: "battery-first" })).status, 200);
    assert.match(
      (await sentence("de")) ?? "",
      /^Zuerst bekommt die Batterie die Sonne \(jetzt [\d.,]+ k?W\), das Auto den Rest\. .* \(zuerst 2 kW für die Batterie\)\.$/,
    );
    assert.equal((await house.patch({ share: "car-first" })).status, 200);
    assert.equal(
      await sentence("fr"),
      "La voiture a le soleil en premier, la batterie le reste. C'est un choix fait en marche, il prime sur la configuration (d'abord 2 kW pour la batterie).",
    );
    assert.equal((await house.patch({ share: null })).status, 200);
  });

  it("takes the configured watts where it names none, and stands above the file also where it is the same", async () => {
    assert.equal((await house.patch({ share: "share" })).status, 200);
    const { share, shareW, setBy } = (await house.sharing()) ?? {};
    assert.deepEqual({ share, shareW, setBy }, { share: "share", shareW: 2_000, setBy: "request" });
    assert.equal((await house.patch({ share: null })).status, 200);
    assert.equal((await house.sharing())?.setBy, "configuration");
  });

  it("that makes no sense is a problem with a sentence, and changes nothing", async () => {
    const before = await house.sharing();
    const mistakes: readonly [BatteryPatch, RegExp][] = [
      [{ share: "share", shareW: 0 }, /^0 Watt gehen nicht als Anteil der Batterie\./],
      [{ shareW: -100 }, /^-100 Watt gehen nicht/],
      [{ shareW: 100_001 }, /^100\.001 Watt gehen nicht/],
      [{ share: "car-first", shareW: 2_000 }, /^Zu share „car-first“ passt keine Leistung/],
      [{ share: null, shareW: 2_000 }, /passt keine Leistung/],
    ];
    for (const [patch, sentence] of mistakes) {
      const { status, body } = await house.patch(patch, "de");
      assert.equal(status, 400, JSON.stringify(patch));
      assert.match(problemSchema.parse(body).detail, sentence);
    }
    assert.deepEqual(await house.sharing(), before);
  });
});

describe("a sharing without watts anywhere", () => {
  it("is refused, and the car stays first", async () => {
    const house = open(foxessAndGoe);
    await house.clock.runFor(10 * minuteMs);
    const { status, body } = await house.patch({ share: "share" });
    assert.deepEqual([status, problemSchema.parse(body).kind], [422, "refused"]);
    assert.match(problemSchema.parse(body).detail, /the battery's power is needed/);
    const { share, setBy, keepsW } = (await house.sharing()) ?? {};
    assert.deepEqual({ share, setBy, keepsW }, { share: "car-first", setBy: "nobody", keepsW: 0 });
    await house.close();
  });
});

describe("a hub killed while it takes a sharing", () => {
  const openFor = async (dieAtStep?: number) => {
    const house = open(foxessAndGoe, { share: "share", shareW: 2_000 });
    await house.end("crash");
    house.start(dieAtStep);
    await house.clock.runFor(10 * minuteMs);
    return house;
  };
  let storing: number;
  before(async () => {
    const house = await openFor();
    const before = house.steps().length;
    await house.patch({ share: "battery-first" });
    storing = before + house.steps().slice(before).indexOf("before storing memory") + 1;
    assert.ok(storing > before);
    await house.close();
  });

  for (const [moment, later, expected] of [
    ["before it is stored has not taken it, and takes it again", 0, "configuration"],
    ["once it is stored has taken it", 1, "request"],
  ] as const)
    it(moment, async () => {
      const house = await openFor(storing + later);
      await Promise.race([house.patch({ share: "battery-first" }), house.clock.runFor(minuteMs)]);
      assert.ok(house.isDead());
      await house.end("crash");
      house.start();
      await house.clock.runFor(5 * minuteMs);
      assert.equal((await house.sharing())?.setBy, expected);
      assert.equal((await house.patch({ share: "battery-first" })).status, 200);
      assert.equal((await house.sharing())?.share, "battery-first");
      await house.close();
    });
});
