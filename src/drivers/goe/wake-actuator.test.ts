import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Command, ProblemError } from "#domain";
import { createSimulatedHome } from "#simulator";
import { createGoeClient } from "./client.ts";
import { startCharger } from "./testing/start-charger.ts";
import { createWakeActuator } from "./wake-actuator.ts";

const wake: Command = { kind: "wake", target: "wallbox" };

async function open(...sets: readonly string[]) {
  const charger = startCharger((clock) =>
    createSimulatedHome({ name: "test", wallboxes: [{ car: { capacityWh: 60_000 } }] }, { clock }),
  );
  for (const query of sets) await charger.set(query);
  await charger.clock.runFor(2_000);
  const { url, http, clock, requests } = charger;
  const written = () => requests.flatMap((request) => request.url.split("/api/set?")[1] ?? []);
  return { charger, written, actuator: createWakeActuator(createGoeClient({ url, http, clock })) };
}

describe("readiness to wake a car", () => {
  it("is switched on, seen, and put back", async () => {
    const { charger, actuator, written } = await open("su=false");
    const before = await actuator.read({});
    assert.equal(actuator.isInEffect(wake, before), false);
    await actuator.apply(wake, {});
    await charger.clock.runFor(2_000);
    assert.equal(actuator.isInEffect(wake, await actuator.read({})), true);
    assert.equal(actuator.isRestored(before, await actuator.read({})), false);
    await actuator.restore(before, {});
    await charger.clock.runFor(2_000);
    assert.equal(actuator.isRestored(before, await actuator.read({})), true);
    assert.deepEqual(written(), ["su=true", "su=false"]);
  });

  it("of an owner who always wants it is left on, without a write", async () => {
    const { actuator, written } = await open("su=true");
    const before = await actuator.read({});
    await actuator.apply(wake, {});
    await actuator.restore(before, {});
    assert.deepEqual(written(), []);
  });

  it("does not show while the charger ignores what it is told", async () => {
    const { charger, actuator } = await open("su=false");
    charger.emulator.faults.set("ignored-writes");
    await actuator.apply(wake, {});
    await charger.clock.runFor(5_000);
    assert.equal(actuator.isInEffect(wake, await actuator.read({})), false);
  });

  it("is refused in words where the charger does not tell of it", async () => {
    const { charger, actuator } = await open();
    charger.emulator.faults.set("nulls");
    await assert.rejects(
      actuator.read({}),
      (error) => error instanceof ProblemError && error.problem.code === "goe.key-absent",
    );
  });
});
