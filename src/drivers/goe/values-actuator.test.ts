import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Command, Json } from "#domain";
import { createSimulatedHome } from "#simulator";
import { createGoeClient } from "./client.ts";
import { startCharger } from "./testing/start-charger.ts";
import { createValuesActuator } from "./values-actuator.ts";

function start() {
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{}] }, { clock }));
  const { url, http, clock } = charger;
  return { ...charger, on: createValuesActuator(createGoeClient({ url, http, clock })) };
}

const command = (key: string, value: string | number | boolean): Command => ({
  kind: "value",
  target: "wallbox",
  key,
  value,
});

async function carryOut({ on, clock }: ReturnType<typeof start>, key: string, value: string | number | boolean) {
  await on.apply(command(key, value), {});
  await clock.runFor(on.settleMs);
  return on.isInEffect(command(key, value), await on.read({}));
}

describe("any value of a charger", () => {
  it("is set as a piece without touching its neighbours", async () => {
    const house = start();
    assert.equal(await carryOut(house, "lot.dyn", 20), true);
    assert.equal(await carryOut(house, "sch_sund.range1End", "6:30"), true);
    const { lot, sch_sund } = await house.after(0);
    assert.deepEqual(lot, { amp: 32, dyn: 20, sta: 32, ts: 0 });
    assert.match(JSON.stringify(sch_sund), /"end":\{"hour":6,"minute":30\}/);
  });

  it("is put back, and what the owner changed meanwhile stays", async () => {
    const house = start();
    const before: Json = await house.on.read({}, command("fna", "Ours"));
    await carryOut(house, "fna", "Ours");
    await house.set("lbr=10");
    await house.clock.runFor(2_000);
    await house.on.restore(before, {});
    await house.clock.runFor(2_000);
    const { fna, lbr } = await house.after(0);
    assert.deepEqual([fna, lbr, house.on.isRestored(before, await house.on.read({}))], ["go-eCharger", 10, true]);
  });

  it("that is secret is neither remembered nor ever set by the house", async () => {
    const house = start();
    for (const about of [undefined, command("cak", "x"), command("mcu", "x"), command("wifis", "[]")])
      assert.doesNotMatch(JSON.stringify(await house.on.read({}, about)), /emulated-|ssid/);
    for (const [key, value] of [
      ["cak", "x"],
      ["hai", false],
      ["wifis", "[]"],
      ["del", 1],
    ] as const)
      await assert.rejects(house.on.apply(command(key, value), {}), /goe\.needs-confirmation/);
  });

  it("that is an order counts as done once it is taken", async () => {
    assert.equal(await carryOut(start(), "lrn", 1), true);
  });

  it("that does not exist, or not here, is refused", async () => {
    const house = start();
    await assert.rejects(house.on.apply(command("xyz", 1), {}), /goe\.unknown-key/);
    await assert.rejects(house.on.apply(command("ids.pGrid", 1), {}), /goe\.whole-only/);
  });
});
