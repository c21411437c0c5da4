import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createVirtualClock } from "#platform";
import { createHibernation } from "./hibernation.ts";

const noCar = { car: 1, err: 0, modelStatus: 15, alw: true };
const charging = { ...noCar, car: 2 };
const paused = { ...noCar, car: 4, modelStatus: 4, alw: false };

function start() {
  const clock = createVirtualClock(0);
  return { clock, hibernation: createHibernation(clock) };
}

describe("hibernation", () => {
  it("begins as soon as it is known that no car is there, and not before", () => {
    const { hibernation } = start();
    assert.equal(hibernation.isAsleep(), false);
    hibernation.look(noCar);
    assert.equal(hibernation.isAsleep(), true);
  });

  it("begins with a resting car only after it has settled", async () => {
    const { clock, hibernation } = start();
    hibernation.look(charging);
    hibernation.look(paused);
    assert.equal(hibernation.isAsleep(), false);
    await clock.runFor(90_000);
    assert.equal(hibernation.look(paused), "same");
    assert.equal(hibernation.isAsleep(), true);
  });

  it("never begins while a car charges or waits to", async () => {
    const { clock, hibernation } = start();
    for (const car of [2, 3, 5, null]) {
      hibernation.look({ ...charging, car });
      await clock.runFor(3_600_000);
      assert.equal(hibernation.isAsleep(), false, `car ${car}`);
    }
  });

  it("tells a car or a fault from a mere change of mind", () => {
    const { hibernation } = start();
    hibernation.look(noCar);
    assert.equal(hibernation.look({ ...noCar, modelStatus: 20 }), "changed");
    assert.equal(hibernation.isAsleep(), true);
    assert.equal(hibernation.look({ ...noCar, modelStatus: 20, err: 3 }), "woken");
    assert.equal(hibernation.look(charging), "woken");
    assert.equal(hibernation.isAsleep(), false);
  });

  it("is interrupted by whoever changes something, without a car as well", async () => {
    const { clock, hibernation } = start();
    hibernation.look(noCar);
    hibernation.stir();
    assert.equal(hibernation.isAsleep(), false);
    await clock.runFor(90_000);
    assert.equal(hibernation.isAsleep(), true);
  });
});
