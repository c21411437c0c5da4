import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ChargerReading, Reading } from "#domain";
import { countedElsewhere, type FusedSource, fuse } from "./fuse.ts";

const now = 1_000_000;
const everything = ["grid", "pv", "battery", "load"] as const;

function source(reading: Reading, extra: Partial<FusedSource> = {}): FusedSource {
  return { reading, goodUntil: reading.at + 60_000, roles: everything, ...extra };
}

const stamp = (from: string, at = now) => ({ source: from, at, receivedAt: at, quality: "measured" }) as const;
const grid = (from: string, powerW: number, at = now): Reading => ({
  kind: "meter",
  place: "grid",
  powerW,
  ...stamp(from, at),
});
const load = (from: string, powerW: number, at = now): Reading => ({
  kind: "meter",
  place: "siteLoad",
  powerW,
  ...stamp(from, at),
});
const solar = (from: string, powerW: number, at = now): Reading => ({ kind: "solar", powerW, ...stamp(from, at) });
const battery = (from: string, powerW: number, at = now): Reading => ({ kind: "battery", powerW, ...stamp(from, at) });
const charger = (from: string, powerW: number, at = now): ChargerReading => ({
  kind: "charger",
  status: "C",
  isAllowed: true,
  powerW,
  ...stamp(from, at),
});

describe("fusing the house", () => {
  it("takes each value with its source and age", () => {
    const house = fuse([source(grid("meter", -1_200, now - 5_000))], now);
    assert.deepEqual(house.gridW, {
      value: -1_200,
      at: now - 5_000,
      goodUntil: now + 55_000,
      source: "meter",
      quality: "measured",
    });
  });

  it("knows nothing where nobody measures", () => {
    assert.deepEqual(fuse([], now), {});
  });

  it("adds up roofs and batteries of several makers", () => {
    const house = fuse([source(solar("east", 2_000)), source(solar("west", 500, now - 30_000))], now);
    assert.equal(house.solarW?.value, 2_500);
    assert.equal(house.solarW?.at, now - 30_000, "a sum is as old as its oldest part");
    assert.equal(house.solarW?.source, "east+west");
    assert.equal(house.solarW?.quality, "derived");
  });

  it("calls a sum stale as soon as one part is", () => {
    const house = fuse([source(solar("east", 2_000)), source(solar("west", 500, now - 300_000))], now);
    assert.ok((house.solarW?.goodUntil ?? 0) < now);
  });

  it("counts a value measured twice once, the preferred one while it is fresh", () => {
    const preferred = source(solar("inverter", 3_000), { prefer: 2 });
    const other = source(solar("clamp", 2_900), { prefer: 1 });
    assert.equal(fuse([other, preferred], now).solarW?.value, 3_000);
    const late = source(solar("inverter", 3_000, now - 300_000), { prefer: 2 });
    assert.equal(fuse([other, late], now).solarW?.source, "clamp");
  });

  it("prefers the fresh grid meter over the preferred stale one, and says which it took", () => {
    const stale = source(grid("cloud", 700, now - 300_000), { prefer: 9 });
    const fresh = source(grid("local", 650, now - 2_000));
    assert.equal(fuse([stale, fresh], now).gridW?.source, "local");
  });

  it("takes only the roles that the owner gave a device", () => {
    assert.equal(fuse([source(solar("east", 2_000), { roles: ["grid"] })], now).solarW, undefined);
  });

  it("derives the load from the balance and takes the chargers out of it", () => {
    const house = fuse(
      [
        source(grid("meter", 500)),
        source(solar("roof", 6_000)),
        source(battery("roof", -1_000)),
        source(charger("box", 4_200)),
      ],
      now,
    );
    assert.equal(house.siteLoadW?.value, 5_500);
    assert.equal(house.houseLoadW?.value, 1_300);
    assert.equal(house.houseLoadW?.quality, "derived");
  });

  it("derives the grid from load, sun and battery when no meter is there", () => {
    const house = fuse([source(load("roof", 3_000)), source(solar("roof", 1_000)), source(battery("roof", 500))], now);
    assert.equal(house.gridW?.value, 1_500);
  });

  it("never derives from stale values", () => {
    const house = fuse([source(grid("meter", 500, now - 300_000)), source(solar("roof", 6_000))], now);
    assert.equal(house.siteLoadW, undefined);
    assert.equal(house.houseLoadW, undefined);
  });

  it("never invents a negative house load when samples are from different moments", () => {
    const house = fuse([source(load("roof", 1_000, now - 50_000)), source(charger("box", 11_000))], now);
    assert.equal(house.houseLoadW?.value, 0);
  });

  it("sets a late load against what the charger drew then", () => {
    const drawAt = (_: string, at: number) => (at < now - 10_000 ? 500 : 11_000);
    const house = fuse([source(load("roof", 1_000, now - 50_000)), source(charger("box", 11_000))], now, drawAt);
    assert.equal(house.houseLoadW?.value, 500);
    assert.equal(house.houseLoadW?.at, now - 50_000);
  });

  it("keeps every derived balance exact", () => {
    const watts = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(
      fc.property(watts, fc.nat(15_000), watts, (gridW, solarW, batteryW) => {
        const house = fuse([source(grid("m", gridW)), source(solar("r", solarW)), source(battery("r", batteryW))], now);
        assert.equal(house.siteLoadW?.value, gridW + solarW + batteryW);
      }),
    );
  });
});

describe("a battery that two devices read", () => {
  const late = now - 300_000;
  type Roof = Partial<Pick<FusedSource, "roles" | "prefer">> & { readonly at?: number; readonly isSilent?: true };
  /** Which of them do not count, after what each device has last told. */
  const elsewhere = (devices: Readonly<Record<string, Roof>>) => {
    const offered = Object.entries(devices).map(([id, { at: _, isSilent: __, ...roof }]) => ({
      ...{ id, roles: everything },
      ...roof,
    }));
    const sources = Object.entries(devices).flatMap(([id, { at, isSilent, ...roof }]) =>
      isSilent ? [] : [source(battery(id, -2_000, at), roof)],
    );
    const found = countedElsewhere(offered, sources, now);
    const counted = offered.filter(({ id }) => !found.has(id)).map(({ id }) => id);
    // What is not said to count elsewhere is what the house's own figure is made of.
    const fused = fuse(sources, now).batteryW?.source;
    return { elsewhere: [...found], counted, fused };
  };

  it("counts once, by the preferred device while that is fresh", () => {
    const told = elsewhere({ box: { prefer: 2 }, cloud: {} });
    assert.deepEqual(told, { elsewhere: ["cloud"], counted: ["box"], fused: "box" });
    const without = elsewhere({ box: { prefer: 2, at: late }, cloud: {} });
    assert.deepEqual(without, { elsewhere: ["box"], counted: ["cloud"], fused: "cloud" });
    const neither = elsewhere({ box: { prefer: 2, at: late }, cloud: { at: late - 1 } });
    assert.deepEqual(neither, { elsewhere: ["cloud"], counted: ["box"], fused: "box" });
  });

  it("counts by the device that has the role, however old its values", () => {
    const cloud: Roof = { roles: ["grid", "pv"] };
    assert.deepEqual(elsewhere({ box: {}, cloud }).elsewhere, ["cloud"]);
    assert.deepEqual(elsewhere({ box: { at: late }, cloud }).elsewhere, ["cloud"]);
  });

  it("stays what it is where nothing else counts for it", () => {
    assert.deepEqual(elsewhere({ cloud: { roles: ["grid"] } }).elsewhere, []);
    assert.deepEqual(elsewhere({ box: { isSilent: true }, cloud: { roles: ["grid"] } }).elsewhere, []);
  });

  it("is not taken for two because one device has not told anything yet", () => {
    assert.deepEqual(elsewhere({ box: { prefer: 2, isSilent: true }, cloud: {} }).elsewhere, ["box"]);
    assert.deepEqual(elsewhere({ box: { prefer: 2 }, cloud: { isSilent: true } }).elsewhere, ["cloud"]);
  });

  it("is not made of two batteries that nobody has ranked", () => {
    assert.deepEqual(elsewhere({ east: {}, west: {} }), {
      ...{ elsewhere: [], counted: ["east", "west"], fused: "east+west" },
    });
    assert.deepEqual(elsewhere({ east: {}, west: { isSilent: true } }).elsewhere, []);
  });

  it("counts in any case where only something that is no battery of its own was chosen instead", () => {
    const clamp = source(battery("clamp", -2_100), { prefer: 9 });
    const roof = source(battery("roof", -2_000));
    assert.equal(fuse([clamp, roof], now).batteryW?.source, "clamp");
    assert.deepEqual([...countedElsewhere([{ id: "roof", roles: everything }], [clamp, roof], now)], []);
  });
});
