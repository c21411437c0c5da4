import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { flowRows, flowsOf, flowWord } from "./live-flows.ts";

const stamp = { at: 0, quality: "measured" } as const;

describe("a plant's flows in words", () => {
  it("have a name and a direction in three languages", () => {
    const flows = { pvW: 1_200.4, gridW: -300, batteryW: 40, batterySocPercent: 55.6, loadW: 940 };
    assert.deepEqual(flowRows(flows, "en"), [
      ["Sun", "1200 W"],
      ["Grid", "300 W (fed into it)"],
      ["Battery", "40 W (discharging)"],
      ["Level", "56 %"],
      ["House", "940 W"],
    ]);
    const turned = { gridW: 300, batteryW: -40 };
    assert.deepEqual(flowRows(turned, "de"), [
      ["Netz", "300 W (Bezug)"],
      ["Batterie", "40 W (lädt)"],
    ]);
    assert.deepEqual(flowRows(turned, "fr"), [
      ["Réseau", "300 W (soutirage)"],
      ["Batterie", "40 W (en charge)"],
    ]);
  });

  it("have no direction where they are shown as nothing", () => {
    assert.deepEqual(flowRows({ gridW: -0.4, batteryW: 0 }, "en"), [
      ["Grid", "0 W"],
      ["Battery", "0 W"],
    ]);
  });

  it("are left out where they are not known, and stand in the order in which they are given", () => {
    assert.deepEqual(flowRows({ loadW: 2, gridW: undefined, pvW: 1 }, "en"), [
      ["House", "2 W"],
      ["Sun", "1 W"],
    ]);
  });

  it("are what the readings tell, in their order", () => {
    const flows = flowsOf([
      { kind: "meter", place: "grid", powerW: 5, ...stamp },
      { kind: "meter", place: "siteLoad", powerW: 6, ...stamp },
      { kind: "values", values: { pvW: 9 }, ...stamp },
      { kind: "battery", powerW: 1, ...stamp },
    ]);
    assert.equal(JSON.stringify(flows), '{"gridW":5,"loadW":6,"batteryW":1}');
    assert.deepEqual(flowsOf([{ kind: "battery", powerW: 1, socPercent: 50, ...stamp }]), {
      batteryW: 1,
      batterySocPercent: 50,
    });
  });

  it("also have names by themselves", () => {
    assert.equal(flowWord("pv", "fr"), "Soleil");
  });
});
