import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createEmulator } from "#driver-kit";
import { createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { chargehqEmulator } from "./emulator.ts";

function bench({ isLenient = false } = {}) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const home = createSimulatedHome({ name: "any", inverters: [], wallboxes: [] }, { clock });
  const emulator = createEmulator(chargehqEmulator, { home, clock, random: createRandom(1), isLenient });
  const post = (body: unknown, path = "/api/public/push-solar-data") => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return emulator.handler({ method: "POST", path, headers: {}, body: text }).status;
  };
  const apiKey = emulator.credentials["apiKey"] ?? "";
  return { clock, emulator, post, apiKey, push: (siteMeters: object) => post({ apiKey, siteMeters }) };
}

const refused: readonly [name: string, body: (apiKey: string) => unknown, status: number][] = [
  ["what is no JSON", () => "production=5", 400],
  ["a push without a key", () => ({ siteMeters: {} }), 400],
  ["a strange key", () => ({ apiKey: "other", siteMeters: {} }), 403],
  ["null for unknown", (apiKey) => ({ apiKey, siteMeters: { production_kw: null } }), 400],
  ["watts sent as kW", (apiKey) => ({ apiKey, siteMeters: { production_kw: 4_812 } }), 400],
  ["a level in percent", (apiKey) => ({ apiKey, siteMeters: { battery_soc: 64 } }), 400],
  ["negative sun", (apiKey) => ({ apiKey, siteMeters: { production_kw: -0.1 } }), 400],
  ["an unknown field", (apiKey) => ({ apiKey, siteMeters: { productionKw: 1 } }), 400],
  ["values beside an error", (apiKey) => ({ apiKey, error: "down", siteMeters: { production_kw: 1 } }), 400],
  ["a time in words", (apiKey) => ({ apiKey, tsms: "now", siteMeters: { production_kw: 1 } }), 400],
];

describe("the emulated ChargeHQ", () => {
  for (const [name, body, status] of refused) {
    it(`refuses ${name}`, () => {
      const { post, apiKey, emulator } = bench();
      assert.equal(post(body(apiKey)), status);
      assert.deepEqual(emulator.describe(), { shown: { status: "waiting for data" }, pushes: [] });
    });
  }

  it("sends users of the old address away", () => {
    const { post } = bench();
    assert.equal(post({ siteId: "1", siteMeters: {} }, "/api/site-meters"), 410);
  });

  it("wants thirty seconds between two pushes, and says how long to wait", async () => {
    const { clock, push, emulator, apiKey } = bench();
    assert.equal(push({ production_kw: 1 }), 200);
    await clock.runFor(20_000);
    const body = JSON.stringify({ apiKey, siteMeters: { production_kw: 2 } });
    const reply = emulator.handler({ method: "POST", path: "/api/public/push-solar-data", headers: {}, body });
    assert.equal(reply.status, 429);
    assert.equal(reply.headers?.["retry-after"], "10");
    await clock.runFor(10_000);
    assert.equal(push({ production_kw: 2 }), 200);
  });

  it("takes faster pushes when lenient", () => {
    const { push } = bench({ isLenient: true });
    assert.equal(push({ production_kw: 1 }), 200);
    assert.equal(push({ production_kw: 2 }), 200);
  });

  it("takes values that do not balance, and shows their user an error", () => {
    const { push, emulator } = bench();
    assert.equal(push({ production_kw: 5, net_import_kw: -1, battery_discharge_kw: -1, consumption_kw: 4 }), 200);
    const { shown } = JSON.parse(JSON.stringify(emulator.describe()));
    assert.equal(shown.status, "solar tracking error");
    assert.equal(shown.solarTrackingError, "consumption is 4 kW, the other meters come to 3.000 kW");
  });

  it("never shows the key", () => {
    const { push, emulator, apiKey } = bench();
    push({ production_kw: 1 });
    assert.ok(!JSON.stringify(emulator.describe()).includes(apiKey));
  });
});
