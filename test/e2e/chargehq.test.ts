import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { hourMs, type Instant, minuteMs, secondMs } from "#domain";
import { openVirtualHome } from "../../src/cli/headless-home.ts";
import { createTestWorld, type TestWorld } from "../support/world.ts";

const meters = z.object({
  production_kw: z.number(),
  net_import_kw: z.number(),
  battery_discharge_kw: z.number(),
  consumption_kw: z.number(),
  battery_soc: z.number(),
});
const heard = z.object({
  shown: z.looseObject({ status: z.string() }),
  pushes: z.array(
    z.object({
      at: z.number(),
      tsms: z.number().optional(),
      siteMeters: meters.partial().optional(),
      error: z.string().optional(),
    }),
  ),
});

/** A family home whose hub tells ChargeHQ, all on virtual time. */
async function openHome(world: TestWorld) {
  const home = await openVirtualHome(world, { preset: "family", seed: 3 });
  const chargehq = home.house.emulators.get("chargehq");
  if (chargehq === undefined) assert.fail("nobody is told");
  return { ...home, chargehq, heard: () => heard.parse(chargehq.describe()) };
}

describe("a home that tells ChargeHQ", () => {
  const world = createTestWorld();
  let home: Awaited<ReturnType<typeof openHome>>;
  /** What the house itself did, second by second. */
  const truth = new Map<Instant, { readonly solarW: number; readonly gridW: number; readonly batteryW: number }>();

  /** A measurement without a time of its own counts as one of now: it is less than a minute old. */
  const lastMinute = (at: Instant) =>
    Array.from({ length: 60 }, (_, second) => truth.get(at - second * secondMs)).filter((one) => one !== undefined);

  before(async () => {
    home = await openHome(world);
    const { home: house } = home.house;
    house.onStep((at) => {
      const { solarW, battery } = house.inverter();
      truth.set(at, { solarW, gridW: house.meter.powerW, batteryW: battery?.powerW ?? 0 });
    });
  });

  after(async () => {
    await home.close();
    world.dispose();
  });

  it("pushes once a minute what the house does, as of when it was measured", async () => {
    await home.clock.runFor(2 * hourMs);
    const { pushes, shown } = home.heard();
    assert.ok(pushes.length >= 118 && pushes.length <= 121, `${pushes.length} pushes in two hours`);
    assert.equal(shown.status, "ok");
    let compared = 0;
    for (const { at, tsms, siteMeters } of pushes) {
      if (siteMeters === undefined) continue;
      const told = meters.parse(siteMeters);
      const then = tsms === undefined ? lastMinute(at) : [truth.get(tsms)].filter((one) => one !== undefined);
      if (then.length === 0) continue;
      assertNear(
        told.production_kw,
        then.map(({ solarW }) => solarW),
        "sun",
      );
      assertNear(
        told.net_import_kw,
        then.map(({ gridW }) => gridW),
        "grid",
      );
      assertNear(
        told.battery_discharge_kw,
        then.map(({ batteryW }) => batteryW),
        "battery",
      );
      compared += 1;
    }
    assert.ok(compared > 100, `${compared} pushes compared with the house`);
  });

  it("never pushes values that do not balance, and no value twice as old as the inverter's cloud makes it", () => {
    for (const { at, tsms, siteMeters } of home.heard().pushes) {
      const { production_kw, net_import_kw, battery_discharge_kw, consumption_kw } = meters.parse(siteMeters);
      const expectedKw = production_kw + net_import_kw + battery_discharge_kw;
      assert.ok(Math.abs(consumption_kw - expectedKw) < 1e-6);
      assert.ok(at - (tsms ?? at) <= 10 * minuteMs);
    }
  });

  it("pushes nothing stale as fresh when the inverter's cloud dies, but says so, and recovers", async () => {
    const roof = home.house.emulators.get("roof");
    const before = home.heard().pushes.length;
    const diedAt = home.clock.now();
    roof?.faults.set("dead");
    await home.clock.runFor(hourMs);
    const since = home.heard().pushes.slice(before);
    for (const { at, tsms, siteMeters } of since) {
      if (siteMeters === undefined) continue;
      assert.ok(at <= diedAt + 10 * minuteMs, `values ${(at - diedAt) / minuteMs} min after the end`);
      assert.ok((tsms ?? at) <= diedAt, "an old value given a new time");
    }
    const errors = since.filter(({ error }) => error !== undefined);
    assert.ok(errors.length >= 4 && errors.length <= 6, `${errors.length} errors told in an hour`);
    assert.match(errors[0]?.error ?? "", /^No readings of the house since \d\d:\d\d \(roof: .+\)$/);
    assert.equal(home.heard().shown.status, "error");
    roof?.faults.clear();
    await home.clock.runFor(15 * minuteMs);
    assert.equal(home.heard().shown.status, "ok");
    assert.deepEqual(home.hub.state().problems, []);
  });

  it("goes on steering when ChargeHQ is gone, and says what is wrong until it is back", async () => {
    home.chargehq.faults.set("unavailable");
    await home.clock.runFor(5 * minuteMs);
    const { problems, devices } = home.hub.state();
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["chargehq.out-of-order"],
    );
    assert.ok(devices.every(({ state }) => state === "ok"));
    home.chargehq.faults.clear();
    await home.clock.runFor(90 * secondMs);
    assert.deepEqual(home.hub.state().problems, []);
  });

  it("stays within the vendor's limit all the time", () => {
    const refused = home.chargehq.calls().filter(({ result }) => result.startsWith("http-"));
    assert.deepEqual(refused, []);
  });
});

/** Nothing is lost on the way but the parts of a watt. */
function assertNear(toldKw: number, trueW: readonly number[], what: string) {
  const isNear = trueW.some((one) => Math.abs(toldKw * 1_000 - one) <= 2);
  assert.ok(isNear, `${what}: ${toldKw} kW told, ${trueW.at(0)} W true`);
}
