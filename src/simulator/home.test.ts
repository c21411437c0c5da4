import assert from "node:assert/strict";
import { test } from "node:test";
import { createVirtualClock } from "#platform";
import { createSimulatedHome } from "./home.ts";
import { presetNames, presets } from "./presets.ts";

for (const name of presetNames) {
  test(`the house ${name} shows sun and a charging car half a minute after its start`, async () => {
    const { scenario } = presets[name];
    const clock = createVirtualClock(Date.parse(scenario.startAt ?? ""));
    const home = createSimulatedHome(scenario, { clock });
    assert.equal(home.wallbox().car?.isAsking, true);
    home.wallbox().offer(6, 3);
    await clock.runFor(30_000);
    home.advance();
    assert.ok(home.inverter().solarW > 200, `${home.inverter().solarW} W of sun`);
    assert.ok(home.wallbox().powerW > 3_900, `${home.wallbox().powerW} W into the car`);
  });
}
