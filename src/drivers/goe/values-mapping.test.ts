import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findGoeKey, goeKeys } from "./keys.ts";
import { toDefinitions, toFlatValues, toWireValue } from "./values-mapping.ts";

describe("values of a charger for people", () => {
  it("name the pieces of timers, cards and limits", () => {
    const moment = (hour: number) => ({ hour, minute: 5, second: 0 });
    const flat = toFlatValues({
      sch_week: { control: 2, ranges: [{ begin: moment(7), end: moment(22) }] },
      cards: [{ name: "Anna", energy: 4_200, cardId: true }],
      lot: { amp: 32, dyn: 20, sta: 25, ts: 0 },
      ctrls: [["x", 1, true, false]],
      awcp: { start: 1, end: 2, marketprice: 7.5 },
    });
    assert.equal(flat["sch_week.control"], 2);
    assert.deepEqual([flat["sch_week.range1Begin"], flat["sch_week.range1End"]], ["07:05", "22:05"]);
    assert.deepEqual(
      [flat["cards.card1Name"], flat["cards.card1Energy"], flat["cards.card1IsLearned"]],
      ["Anna", 4_200, true],
    );
    assert.deepEqual([flat["lot.dyn"], flat["awcp.marketprice"]], [20, 7.5]);
    assert.deepEqual([flat["ctrls.controller1IsPaired"], flat["ctrls.controller1IsConnected"]], [true, false]);
    assert.equal("sch_week.range2Begin" in flat, false);
  });

  it("tell moments since the start as ages, moments ahead as time left", () => {
    const flat = toFlatValues({ rbt: 100_000, lbp: 40_000, mcpea: 130_000, gsa: 70_000 });
    assert.deepEqual([flat["lbp"], flat["mcpea"], flat["mcpea.remaining"], flat["gsa.age"]], [60, 130_000, 30, 30]);
  });

  it("tell none where none is a value, and nothing where the charger only lacks one just now", () => {
    assert.deepEqual(toFlatValues({ trx: null, dwo: null, mcpea: null, fst: null, amp: null }), {
      ...{ trx: null, dwo: null, mcpea: null },
    });
    const nullable = toDefinitions(() => true).filter(({ isNullable }) => isNullable);
    const named = nullable.map(({ key }) => key);
    for (const key of ["trx", "dwo", "mcpea", "tcl"]) assert.ok(named.includes(key), key);
    assert.equal(named.includes("amp"), false);
  });

  it("show no secret, and no login in an address", () => {
    const secret = "hunter2";
    const values = Object.fromEntries(goeKeys.filter((key) => key.isSecret).map((key) => [key.key, [{ key: secret }]]));
    const flat = toFlatValues({
      ...values,
      mcu: `mqtt://house:${secret}@x:1883`,
      ocppu: `wss://a:b@${secret}@c/d`,
      mecu: "10.0.0.3",
    });
    assert.deepEqual(flat, { mcu: "mqtt://***@x:1883", ocppu: "wss://***@c/d", mecu: "10.0.0.3" });
  });

  it("come from any answer without a crash, and are always plain", () => {
    const key = fc.oneof(fc.constantFrom(...goeKeys.map((each) => each.key)), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (values) => {
        const flat = toFlatValues(JSON.parse(JSON.stringify(values)));
        for (const [name, value] of Object.entries(flat)) {
          if (value === null) assert.ok(findGoeKey(name)?.isNullable, name);
          else assert.match(typeof value, /^(string|number|boolean)$/);
        }
      }),
    );
  });

  it("are each described, and nothing else is", () => {
    const definitions = toDefinitions(() => true);
    const names = definitions.map(({ key }) => key);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names.includes("cak"), false);
    assert.deepEqual(
      definitions.filter(({ key }) => ["nrg", "usv", "ids.pGrid"].includes(key)),
      [],
    );
    const byName = (name: string) => definitions.find(({ key }) => key === name);
    assert.equal(byName("sch_week.control")?.options?.length, 5);
    assert.deepEqual([byName("pha.behindL1")?.type, byName("nrg.powerTotal")?.unit], ["switch", "W"]);
    assert.equal(byName("mcu")?.access, "read");
    assert.equal(byName("cards.card1Name")?.isDangerous, true);
  });
});

describe("a value that somebody sets", () => {
  it("becomes what the charger takes", () => {
    assert.deepEqual(toWireValue("lot", '{"amp":20}'), { amp: 20 });
    assert.deepEqual(toWireValue("sch_week.range1Begin", "7:30"), { hour: 7, minute: 30 });
    assert.deepEqual([toWireValue("fna", "7:30"), toWireValue("lot.amp", 20)], ["7:30", 20]);
  });

  it("is refused where it is no JSON or no time of day", () => {
    assert.throws(() => toWireValue("lot", "{"), /goe\.wrong-type/);
    assert.throws(() => toWireValue("sch_week.range1Begin", "25:00"), /goe\.wrong-type/);
  });
});
