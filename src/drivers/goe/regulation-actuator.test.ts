import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Command, ProblemError } from "#domain";
import { createSimulatedHome } from "#simulator";
import { createChargerActuator } from "./charger-actuator.ts";
import { createGoeClient } from "./client.ts";
import { createRegulationActuator } from "./regulation-actuator.ts";
import { startCharger } from "./testing/start-charger.ts";

const regulation: Command = { kind: "regulation", target: "wallbox" };

async function open(...sets: readonly string[]) {
  const charger = startCharger((clock) =>
    createSimulatedHome({ name: "test", wallboxes: [{ car: { capacityWh: 60_000 } }] }, { clock }),
  );
  for (const query of sets) await charger.set(query);
  await charger.clock.runFor(2_000);
  const client = createGoeClient({ url: charger.url, http: charger.http, clock: charger.clock });
  const limits = { minCurrentA: 6, maxCurrentA: 16, phases: 3, canSwitchPhases: true } as const;
  const written = () =>
    charger.requests.map(({ url }) => decodeURIComponent(url)).flatMap((url) => url.split("/api/set?")[1] ?? []);
  const run = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    while (!isDone) await charger.clock.runFor(500);
    return work;
  };
  return {
    ...{ charger, client, written, run },
    regulation: createRegulationActuator(client, charger.clock),
    steering: createChargerActuator(client, () => limits),
  };
}

describe("the charger's own regulation", () => {
  it("is not switched on before the charger knows a grid power", async () => {
    const { regulation: actuator, written } = await open("lmo=3");
    await assert.rejects(actuator.apply(regulation, {}), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.deepEqual([error.problem.code, error.problem.isRetryable], ["goe.not-fed", true]);
      return true;
    });
    assert.deepEqual(written(), []);
  });

  it("gets the mode last, and leaves what is right as it is", async () => {
    const { regulation: actuator, client, charger, written } = await open("lmo=3", "fup=true", "acp=false");
    await client.set({ ids: { pGrid: -2_000 } });
    await charger.clock.runFor(1_000);
    await actuator.apply(regulation, {});
    await charger.clock.runFor(2_000);
    assert.deepEqual(written().slice(1), ["acp=true", "lmo=4"]);
    assert.equal(actuator.isInEffect(regulation, await actuator.read({})), true);
  });

  it("is given back with the mode first, and with zeros against old averages", async () => {
    const { regulation: actuator, client, charger, written, run } = await open("lmo=3", "fup=false", "acp=false");
    const before = await actuator.read({});
    await client.set({ ids: { pGrid: -2_000 } });
    await charger.clock.runFor(1_000);
    await actuator.apply(regulation, {});
    await charger.clock.runFor(2_000);
    const from = written().length;
    await run(actuator.restore(before, {}));
    await charger.clock.runFor(2_000);
    assert.deepEqual(written().slice(from), [
      ...["lmo=3", "acp=false", "fup=false"],
      ...Array.from({ length: 5 }, () => 'ids={"pGrid":0}'),
    ]);
    assert.equal(actuator.isRestored(before, await actuator.read({})), true);
  });

  it("sends no zeros to a charger whose owner had the mode on", async () => {
    const { regulation: actuator, client, charger, written, run } = await open("lmo=4", "fup=true", "acp=false");
    const before = await actuator.read({});
    await client.set({ ids: { pGrid: -2_000 } });
    await charger.clock.runFor(1_000);
    await actuator.apply(regulation, {});
    await charger.clock.runFor(2_000);
    const from = written().length;
    await run(actuator.restore(before, {}));
    assert.deepEqual(written().slice(from), ["acp=false"]);
  });

  it("begins with the force gone and only then a higher ceiling", async () => {
    const { steering, charger, written } = await open("frc=2", "amp=8", "psm=1");
    const setting = { isAllowed: true, currentA: 16, isSelfRegulated: true };
    const free: Command = { kind: "charger", target: "wallbox", setting };
    await steering.apply(free, {});
    await charger.clock.runFor(2_000);
    assert.deepEqual(written(), ["frc=0", "psm=0", "amp=16"]);
    assert.equal(steering.isInEffect(free, await steering.read({})), true);
  });

  it("never ends in a step that draws more than its end", async () => {
    const { steering, charger, written } = await open("frc=1", "amp=16");
    await steering.restore({ frc: 0, amp: 6, psm: 0 }, {});
    await charger.clock.runFor(2_000);
    assert.deepEqual(written().slice(0, 1), ["amp=6"]);
    assert.equal(written().at(-1), "frc=0");
  });
});
