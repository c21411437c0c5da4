import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSimulatedHome } from "#simulator";
import { typeCommand } from "../../../test/support/type-command.ts";
import { type StartedCharger, startCharger } from "./testing/start-charger.ts";

/** A car that has been paused for longer than it stays awake, and may charge again. */
async function startAsleep(more: object = {}): Promise<StartedCharger> {
  const car = { capacityWh: 60_000, startDelayS: [8, 8] as [number, number], sleepsAfterPauseMinutes: 5, ...more };
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }), {
    profile: "v4-22kw",
  });
  await charger.after(60);
  await charger.set("frc=1");
  await charger.after(10 * 60);
  await charger.set("frc=0");
  const { car: state, alw } = await charger.after(120);
  assert.deepEqual([state, alw], [4, true], "it is asleep");
  return charger;
}

const writes = ({ requests }: StartedCharger) => requests.filter(({ url }) => url.includes("/api/set"));

describe("sunsteer goe wake", () => {
  it("wakes a car that is allowed to charge and does not, and leaves the settings as they were", async () => {
    const charger = await startAsleep();
    const { code, out, err } = await typeCommand(charger, "wake");
    assert.deepEqual([code, out], [0, "The car charges again."], err);
    const { car, su, frc } = await charger.after(2);
    assert.deepEqual({ car, su, frc }, { car: 2, su: false, frc: 0 });
  });

  it("says so where that does not help, and leaves the settings as they were", async () => {
    const charger = await startAsleep();
    charger.home.change({ carSocPercent: 100 });
    await charger.after(5);
    const { code, out, err } = await typeCommand(charger, "wake");
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /full/);
    const { su, frc } = await charger.after(2);
    assert.deepEqual({ su, frc }, { su: false, frc: 0 });
  });

  it("touches nothing of a car that charges, or that may not", async () => {
    for (const query of ["frc=2", "frc=1"]) {
      const charger = startCharger(
        (clock) => createSimulatedHome({ name: "test", wallboxes: [{ car: { capacityWh: 60_000 } }] }, { clock }),
        { profile: "v4-22kw" },
      );
      await charger.set(query);
      await charger.after(60);
      const { code, err } = await typeCommand(charger, "wake");
      assert.equal(code, 1);
      assert.match(err, /is not asleep/);
      assert.equal(writes(charger).length, 0);
    }
  });
});
