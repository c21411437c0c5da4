import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { minuteMs, ProblemError, type RequestBody, secondMs } from "#domain";
import type { Hub } from "#hub";
import { toDeviceValuesView } from "../../src/http/views/device-values-view.ts";
import { type FastHome, openFastHome } from "./support/fast-home.ts";

const startAt = Date.parse("2026-06-17T12:00:00+02:00");
let house: FastHome;
let hub: Hub;

before(async () => {
  house = openFastHome({
    scenario: { name: "values", startAt: "2026-06-17T12:00:00+02:00", wallboxes: [{ id: "wallbox" }] },
    ...{ startAt, chargers: { wallbox: { mode: "off" } } },
  });
  hub = house.start();
  await house.clock.runFor(minuteMs);
});

after(() => house.close());

const wish = (key: string, value: string | number | boolean | null): RequestBody => ({
  ...{ kind: "value", device: "wallbox", key, value },
});

async function set(key: string, value: string | number | boolean | null) {
  const { reason } = await house.finish(hub.request(wish(key, value), "test"));
  await house.clock.runFor(30 * secondMs);
  return reason.effect;
}

it("a value, a piece of one and a list are set, read back and told in the history", async () => {
  assert.equal(await set("fst", 1_600), "value-set");
  assert.equal(await set("fna", "Garage"), "value-set");
  assert.equal(await set("lot.amp", 20), "value-set");
  const { fst, fna, lot } = await house.keys();
  assert.deepEqual([fst, fna], [1_600, "Garage"]);
  assert.equal(JSON.stringify(lot).includes('"amp":20'), true);
  const commands = await house.finish(house.history.commands({ limit: 50 }));
  const values = commands.filter(({ command }) => command.kind === "value");
  assert.deepEqual(
    values.map(({ state, purpose }) => [state, purpose]),
    Array.from({ length: 3 }, () => ["confirmed", "user"]),
  );
});

it("none is set, read back and shown where none is a value", async () => {
  assert.equal(await set("dwo", 5_000), "value-set");
  assert.equal((await house.keys())["dwo"], 5_000);
  assert.equal(await set("dwo", null), "value-set");
  assert.equal((await house.keys())["dwo"], null);
  assert.equal(await set("trx", 0), "value-set");
  assert.equal(await set("trx", null), "value-set");
  assert.equal((await house.keys())["trx"], null);
  const commands = await house.finish(house.history.commands({ limit: 50 }));
  const none = commands.filter(({ command }) => command.kind === "value" && command.value === null);
  assert.deepEqual(
    none.map(({ state }) => state),
    ["confirmed", "confirmed"],
  );
  await house.clock.runFor(6 * minuteMs);
  const shown = hub.values("wallbox")?.values;
  assert.deepEqual([shown?.["dwo"], shown?.["trx"]], [null, null]);
  const overview = hub.state().devices.find(({ id }) => id === "wallbox");
  assert.ok(overview);
  const told = toDeviceValuesView(overview, hub.values("wallbox"), "en").values.find(({ key }) => key === "dwo");
  assert.deepEqual([told?.value, told?.isNullable, told?.unit], [null, true, "Wh"]);
});

it("what the charger's own list does not allow never reaches the charger", async () => {
  const before = house.asked.filter((url) => url.includes("/set?")).length;
  const refusals = [
    [wish("fts", 1_600), "value.unknown-key-nearest"],
    [wish("car", 2), "value.read-only"],
    [wish("amp", 99), "value.out-of-range"],
    [wish("amp", "ten"), "value.not-a-number"],
    [wish("amp", null), "value.not-a-number"],
    [wish("rst", true), "value.needs-confirmation"],
  ] as const;
  for (const [body, code] of refusals) {
    await assert.rejects(
      house.finish(hub.request(body, "test")),
      (error) => error instanceof ProblemError && error.problem.code === code,
      code,
    );
  }
  await house.clock.runFor(minuteMs);
  assert.equal(house.asked.filter((url) => url.includes("/set?")).length, before);
});

it("what a user set stays when the hub ends", async () => {
  await house.finish(hub.stop());
  assert.deepEqual([(await house.keys())["fst"], house.store.intents()], [1_600, []]);
});
