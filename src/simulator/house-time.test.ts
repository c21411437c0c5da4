import assert from "node:assert/strict";
import { test } from "node:test";
import { createVirtualClock } from "#platform";
import { createSimulatedHome } from "./home.ts";

for (const jumpMs of [3_600_000, -3_600_000]) {
  test(`a wall clock corrected by ${jumpMs / 60_000} minutes neither makes nor loses energy`, async () => {
    const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
    const home = createSimulatedHome({ name: "plain" }, { clock });
    home.change({ loadW: 3_600 });
    await clock.runFor(100_000);
    clock.jump(jumpMs);
    await clock.runFor(100_000);
    home.advance();
    assert.equal(Math.round(home.load.siteWh), 200);
  });
}
