import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "#domain";
import { type ProfileName, profiles } from "./profiles.ts";

const keysOf = (name: ProfileName): Readonly<Record<string, Json>> => profiles[name].createKeys();

describe("the models that are emulated", () => {
  it("are told apart as the real ones are", () => {
    const told = (name: ProfileName) => {
      const { typ, fwv, var: variant } = keysOf(name);
      return [typ, fwv, variant];
    };
    assert.deepEqual(told("v3-11kw"), ["go-eCharger", "055.7", 11]);
    assert.deepEqual(told("v4-22kw"), ["go-eCharger_V4", "59.4", 22]);
    assert.deepEqual(told("core"), ["go-eCharger_Phoenix", "60.4", 22]);
    assert.deepEqual(told("beta"), ["go-eCharger_V4", "60.3-rc1", 22]);
  });

  it("lack what they lack: Core eight keys, the beta its list of cards", () => {
    const core = keysOf("core");
    for (const key of ["cus", "ffb", "lck", "upo", "sdp", "bac", "cbl", "ust"]) assert.ok(!(key in core), key);
    assert.equal(core["adi"], true);
    assert.equal(Array.isArray(core["tma"]) && core["tma"].length, 6);
    assert.ok("cards" in core && !("cards" in keysOf("beta")));
    assert.ok("c0n" in keysOf("beta") && "c0e" in keysOf("beta"));
  });

  it("leave their installer as the documents say", () => {
    const expected: Readonly<Record<string, Json>> = {
      ...{ amp: 16, ama: 32, mca: 6, frc: 0, psm: 0, lmo: 3, acp: true, fup: false, awe: false, acs: 0, trx: null },
      ...{ dwo: null, clp: [6, 10, 12, 14, 16], fst: 1400, spl3: 4200, psh: 500, sh: 200, pgt: 0, po: 0, zfo: 200 },
      ...{ frm: 1, fmt: 300_000, mpwst: 120_000, mptwt: 600_000, psmd: 10_000, sumd: 5_000, mci: 0, mcpd: 0, lbr: 255 },
      ...{ cch: "#00FFFF", cid: "#0000FF", cfi: "#00FF00", cwc: "#FFFF00", awp: 3, ate: 18_000, att: 21_600, tds: 1 },
      ...{ tof: 60, map: [1, 2, 3], amt: 32, err: 0, rbc: 7, nif: "st", rssi: -60, loe: false },
      lot: { amp: 32, dyn: 32, sta: 32, ts: 0 },
    };
    const keys = keysOf("v4-22kw");
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, keys[key]])), expected);
    assert.equal(keysOf("v3-11kw")["ama"], 16);
    const { fhz } = keys;
    assert.ok(typeof fhz === "number" && fhz >= 49.9 && fhz <= 50.1);
  });
});
