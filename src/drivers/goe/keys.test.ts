import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "#domain";
import { createSimulatedHome } from "#simulator";
import { createGoeClient } from "./client.ts";
import { limitsOf } from "./key-limits.ts";
import { oldErrorCodes } from "./keys/charging-choices.ts";
import { type GoeKey, goeKeys, readableKeys } from "./keys.ts";
import { startCharger } from "./testing/start-charger.ts";

function start(profile: string) {
  const charger = startCharger(
    (clock) =>
      createSimulatedHome({ name: "test", wallboxes: [{ car: { capacityWh: 60_000, isHome: false } }] }, { clock }),
    { profile },
  );
  const { url, http, clock } = charger;
  return { ...charger, client: createGoeClient({ url, http, clock }) };
}

const profiles = ["v4-22kw", "v3-11kw", "core", "beta", "controller"] as const;

const shownBy: ReadonlyMap<string, Readonly<Record<string, Json>>> = new Map(
  await Promise.all(profiles.map(async (profile) => [profile, await start(profile).after(1)] as const)),
);

/** A model that has the key, old ones last. */
function profileWith(key: GoeKey): string | undefined {
  return profiles.find((profile) => key.key in (shownBy.get(profile) ?? {}));
}

/** Reviewed: these words are the same in another language. */
const international = new Set(["Neutral", "Europe", "11 kW, 16 A", "22 kW, 32 A", "MID", "20 MHz", "40 MHz"]);

describe("the table of keys", () => {
  it("has each of the 379 keys once", () => {
    assert.deepEqual([goeKeys.length, new Set(goeKeys.map(({ key }) => key)).size], [379, 379]);
  });

  it("counts the keys of a charger apart from those of a go-eController", () => {
    assert.equal(goeKeys.filter(({ device }) => device === "controller").length, 18);
  });

  it("says of 205 keys that they can be set, of 12 that they can only be written", () => {
    const count = (access: GoeKey["access"]) => goeKeys.filter((key) => key.access === access).length;
    assert.deepEqual([count("read"), count("read-write"), count("write")], [162, 205, 12]);
  });

  it("asks for no secret by itself", () => {
    const secrets = goeKeys.filter(({ isSecret }) => isSecret).map(({ key }) => key);
    assert.deepEqual(secrets.sort(), ["cak", "data", "dll", "mck", "mqcc", "ocppcc", "ocppck", "pco", "wifis"]);
    assert.deepEqual(
      readableKeys.filter((key) => secrets.includes(key)),
      [],
    );
  });

  for (const { label } of oldErrorCodes) {
    it(`words the older fault "${label.en}" in three languages`, () =>
      assert.equal(new Set(Object.values(label)).size, 3));
  }

  for (const key of goeKeys) {
    describe(key.key, () => {
      it("and all it can be have real labels in three languages", () => {
        const own = [key, ...(key.choices ?? []), ...(key.elements ?? [])];
        for (const { label } of [...own, ...(key.elements ?? []).flatMap(({ choices }) => choices ?? [])]) {
          const { en, de, fr } = label;
          for (const text of [en, de, fr]) assert.ok(text.length > 1 && text !== key.key, text);
          for (const other of [de, fr]) assert.ok(other !== en || international.has(en), `${en} is not translated`);
        }
      });

      it("has a known range, or says that only its type is checked", () => {
        const limits = limitsOf(key);
        if (limits === undefined) assert.equal(key.min ?? key.max, undefined);
        else {
          assert.ok(limits.lowest < limits.highest);
          assert.equal(limits.isByType, key.choices === undefined && key.min === undefined);
        }
      });

      if (key.access === "write") return;

      it("is read from a model that has it", async () => {
        const profile = profileWith(key);
        assert.ok(profile, "no emulated model has it");
        const values = await start(profile).client.status([key.key]);
        assert.deepEqual(Object.keys(values), [key.key]);
        const value = values[key.key];
        if (value === null) assert.ok(key.isNullable || isUnsetBefore(key), `${key.key} is null`);
        else assert.ok(isOfType(key, value), `${JSON.stringify(value)} is no ${key.type}`);
      });
    });
  }
});

/** Shown as null until the first event, although documents do not say so. */
function isUnsetBefore({ key, type }: GoeKey): boolean {
  return type === "boot-time" || key.startsWith("pvopt_average");
}

function isOfType({ type }: GoeKey, value: Json | undefined): boolean {
  switch (type) {
    case "bool":
    case "card":
      return typeof value === "boolean";
    case "text":
    case "url":
      return typeof value === "string";
    case "colour":
      return typeof value === "string" && /^#[0-9A-F]{6}$/i.test(value);
    case "list":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && !Array.isArray(value);
    case "trigger":
    case "virtual":
      return false;
    case "float":
      return typeof value === "number";
    default:
      return Number.isInteger(value);
  }
}

const timer = { control: 1, ranges: [{ begin: { hour: 22, minute: 0 }, end: { hour: 24, minute: 0 } }] };

/** Something to write where the type alone does not say what makes sense. */
const examples: Readonly<Record<string, Json>> = {
  ...{ sch_week: timer, sch_satur: timer, sch_sund: timer },
  clp: [6, 8, 10, 13, 16],
  map: [2, 3, 1],
  lot: { amp: 20, dyn: 20, sta: 25, ts: 0 },
  iim: [true, false],
  ips: [2, 1, 0],
  trx: 0,
  utc: "2026-06-17T12:00:00.000",
  tcl: 10,
};

function otherValue(key: GoeKey, now: Json | undefined): Json {
  const example = examples[key.key];
  if (example !== undefined) return example;
  if (key.choices !== undefined) return key.choices.find(({ value }) => value !== now)?.value ?? 0;
  switch (key.type) {
    case "bool":
      return now !== true;
    case "colour":
      return "#12AB34";
    case "card":
      return "04A1B2C3";
    case "url":
      return "mqtt://somebody:p%40ss@10.0.0.9:1883";
    case "text":
      return "Words with a blank & more";
    case "list":
      return [[1, 0.5]];
    case "object":
      return { own: 1 };
    case "boot-time":
    case "boot-end":
      return 4_500_000;
    default: {
      const { lowest, highest } = limitsOf(key) ?? { lowest: 0, highest: 1 };
      const step = key.step ?? 1;
      const from = typeof now === "number" ? now : Math.max(lowest, 0);
      return from + step <= highest ? from + step : from - step;
    }
  }
}

describe("every key that can be set", () => {
  for (const key of goeKeys.filter(({ access }) => access === "read-write")) {
    /** Shown otherwise than written, each for its reason. */
    const apart = ["hai", "cak", "wifis", "utc", "cards"].includes(key.key) || key.type === "card";
    if (apart) continue;
    it(`${key.key} shows what was written`, async () => {
      const profile = profileWith(key) ?? "";
      const { client, clock } = start(profile);
      const before = (await client.status([key.key]))[key.key];
      const value = otherValue(key, before);
      await client.set({ [key.key]: value }, { isConfirmed: true });
      await clock.runFor(2_000);
      const after = (await client.status([key.key]))[key.key];
      assert.deepEqual(after, value);
      assert.notDeepEqual(after, before);
    });
  }

  it("a card's number is written and shown only as learned", async () => {
    const { client, after } = start("core");
    await client.set({ c3i: "04A1B2C3" });
    const { c3i, cards } = await after(2);
    assert.equal(c3i, true);
    assert.deepEqual(Array.isArray(cards) && cards[3], { name: "n/a", energy: 0, cardId: true });
  });

  it("the key of the cloud API becomes a new one, whatever is written", async () => {
    const { client, after } = start("v4-22kw");
    const before = (await after(1))["cak"];
    await client.set({ cak: "new" }, { isConfirmed: true });
    const { cak } = await after(2);
    assert.ok(cak !== before && cak !== "new");
  });

  it("a Wi-Fi network is kept where the entry is empty, and its passphrase is not told again", async () => {
    const { client, after } = start("v4-22kw");
    await client.set({ wifis: [{}, { ssid: "Garage", key: "passphrase" }] }, { isConfirmed: true });
    const { wifis } = await after(2);
    assert.deepEqual(wifis, [{ ssid: "Home network" }, { ssid: "Garage" }]);
  });

  it("the list of cards is too long for one request and stays at home", async () => {
    const { client, requests } = start("v4-22kw");
    const cards = Array.from({ length: 10 }, (_, at) => ({ name: `Card ${at}`, energy: at, cardId: true }));
    await assert.rejects(client.set({ cards }, { isConfirmed: true }), /goe\.too-long/);
    assert.equal(requests.length, 0);
  });

  it("the clock runs on from what was written", async () => {
    const { client, after } = start("v4-22kw");
    await client.set({ utc: "2026-01-01T00:00:00.000" });
    assert.equal((await after(60))["utc"], "2026-01-01T00:01:00.000");
  });

  it("the API falls silent once it has switched itself off", async () => {
    const { client, clock } = start("v4-22kw");
    await client.set({ hai: false }, { isConfirmed: true });
    await clock.runFor(2_000);
    await assert.rejects(client.status(["car"]), /goe\.api-off/);
  });
});

describe("every key that can only be written", () => {
  it("del clears a card, lrn learns one", async () => {
    const { client, after } = start("v4-22kw");
    await client.set({ lrn: 2 });
    const learned = (await after(2))["cards"];
    await client.set({ del: 2 }, { isConfirmed: true });
    const cleared = (await after(2))["cards"];
    const learnedCard = Array.isArray(learned) ? learned[2] : undefined;
    assert.deepEqual(learnedCard, { name: "n/a", energy: 0, cardId: true });
    assert.deepEqual(Array.isArray(cleared) && cleared[2], { name: "n/a", energy: 0, cardId: false });
  });

  it("delw forgets a Wi-Fi network", async () => {
    const { client, after } = start("v4-22kw");
    await client.set({ delw: 0 }, { isConfirmed: true });
    const { wifis } = await after(2);
    assert.deepEqual(Array.isArray(wifis) && wifis[0], {});
  });

  it("awpl brings prices, ids powers", async () => {
    const { client, after } = start("v4-22kw");
    const slot = { start: 1, end: 2, marketprice: -1.5 };
    await client.set({ awpl: [slot] });
    await client.set({ ids: { pGrid: -900, pPv: 2_000 } });
    const { awcp, pgrid, ppv, pakku } = await after(2);
    assert.deepEqual({ awcp, pgrid, ppv, pakku }, { awcp: slot, pgrid: -900, ppv: 2_000, pakku: null });
  });

  for (const [key, value] of [
    ["rst", true],
    ["oct", "stable"],
  ] as const) {
    it(`${key} restarts`, async () => {
      const { client, after } = start("v4-22kw");
      await client.set({ [key]: value }, { isConfirmed: true });
      assert.equal((await after(60))["rbc"], 8);
    });
  }

  for (const [key, value, profile] of [
    ["hsa", true, "v4-22kw"],
    ["ocppao", false, "v4-22kw"],
    ["ocppfai", 900, "core"],
  ] as const) {
    it(`${key} is taken`, async () => {
      const { client, requests } = start(profile);
      await client.set({ [key]: value }, { isConfirmed: true });
      assert.equal(requests.filter(({ url }) => url.includes("/api/set")).length, 1);
    });
  }

  for (const key of ["zfocore", "zforeal"]) {
    it(`${key} is an order to ourselves and never leaves`, async () => {
      const { client, requests } = start("core");
      await client.status(["car", "cus"]);
      assert.deepEqual(client.unsupportedKeys(), ["cus"]);
      await client.set({ [key]: true });
      assert.deepEqual([requests.length, client.unsupportedKeys()], [1, []]);
    });
  }
});

/** The names of types in the charger's own refusals. */
const ownWords: Partial<Record<GoeKey["type"], string>> = {
  bool: "bool",
  uint8: "uint8_t",
  uint16: "uint16_t",
  uint64: "uint64_t",
  int: "int32_t",
  "boot-time": "int32_t",
  "boot-end": "int32_t",
  text: "string",
  url: "string",
  colour: "string",
  card: "string",
  list: "JsonArray",
  object: "null or JsonObject",
};

/** No key takes this: neither text nor number, list or object where each belongs. */
const misfit = ({ type }: GoeKey) => (type === "list" || type === "object" ? 5 : type === "bool" ? "x" : [1]);

describe("every key that the charger itself refuses", () => {
  for (const key of goeKeys.filter(({ type }) => type !== "trigger" && type !== "virtual")) {
    it(`${key.key} in its own words`, async () => {
      const { set } = start(profileWith(key) ?? "v4-22kw");
      const refusal = async (value: Json) => {
        const text = JSON.stringify(value);
        const { status, body } = await set(`${key.key}=${encodeURIComponent(text)}`);
        assert.equal(status, 500);
        return [body, (words: string) => ({ [key.key]: `${key.key}: ${words} (${text})` })] as const;
      };
      if (key.access === "read") {
        const [body, said] = await refusal(1);
        assert.deepEqual(body, said("tried to set api key without setter"));
        return;
      }
      const [body, said] = await refusal(misfit(key));
      // Documents call some whole numbers floats and some floats doubles; the charger names what it keeps.
      const names = key.type === "float" ? ["float", "double"] : [ownWords[key.type] ?? "?"];
      const possible = names.map((name) => said(`failed: value must be ${name}`)[key.key]);
      assert.ok(possible.includes(String(Reflect.get(Object(body), key.key))), JSON.stringify(body));
      if (!key.isNullable) {
        const [none, ofNone] = await refusal(null);
        assert.deepEqual(none, ofNone("failed: null not allowed"));
      }
      if (key.min === undefined || key.max === undefined || key.type === "boot-end") return;
      const above = key.max + 1;
      const [far, ofFar] = await refusal(above);
      const isBeyondType = key.type === "uint8" && above > 255;
      const words = isBeyondType ? "value must be uint8_t" : `Value ${above} exceeds range ${key.min} to ${key.max}`;
      assert.deepEqual(far, ofFar(`failed: ${words}`));
    });
  }
});
