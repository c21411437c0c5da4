import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { charging, noon, startRun } from "../testing/test-house.ts";

interface Battery {
  readonly flowW: number;
  readonly fillPercent?: number;
  readonly reservePercent?: number;
}

/** What a charger that regulates itself is told of the house battery. */
function toldBatteryW({ flowW, fillPercent, reservePercent }: Battery): number | undefined {
  const { commands } = startRun().step({
    ...{ now: noon, gridW: -200, solarW: 4_000, gridA: [0, 0, 0] },
    chargers: [{ settings: { regulation: "charger" }, reading: charging(6), feed: { everyMs: 5_000 } }],
    batteries: [
      {
        ...{ flowW, fillPercent },
        settings: { isEvGuarded: false, ...(reservePercent === undefined ? {} : { reservePercent }) },
      },
    ],
  });
  const sent = commands.flatMap(({ command }) => (command.kind === "surplus" ? [command] : []));
  assert.equal(sent.length, 1, "the charger is fed");
  return sent[0]?.batteryW;
}

describe("the house battery behind a charger that regulates itself", () => {
  it("keeps the sun that it takes while its level is below the owner's reserve", () => {
    assert.equal(toldBatteryW({ flowW: -2_000, fillPercent: 20, reservePercent: 30 }), 0);
  });

  it("offers that sun to the car from the reserve on", () => {
    assert.equal(toldBatteryW({ flowW: -2_000, fillPercent: 30, reservePercent: 30 }), -2_000);
    assert.equal(toldBatteryW({ flowW: -2_000, fillPercent: 20 }), -2_000, "and always where there is no reserve");
  });

  it("is never emptied into the car, however full it is", () => {
    for (const fillPercent of [10, 50, 100]) {
      assert.equal(toldBatteryW({ flowW: 1_500, fillPercent, reservePercent: 30 }), 1_500);
    }
  });

  it("is not taken for full or for empty where its level is not known", () => {
    assert.equal(toldBatteryW({ flowW: -2_000, reservePercent: 30 }), -2_000);
    assert.equal(toldBatteryW({ flowW: 1_500, reservePercent: 30 }), 1_500);
  });
});
