import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { type DeviceOverview, minuteMs, secondMs } from "#domain";
import { type FaultKind, faultKinds } from "#driver-kit";
import { createTexts } from "#text";
import { openVirtualHome, type VirtualHome } from "../../src/cli/headless-home.ts";
import { createTestWorld } from "../support/world.ts";

const faultLastsMs = 20 * minuteMs;

/**
 * Each device's own pace: how soon after the end of a fault it must be well again, with the time one answer may take.
 * Values that stood still move again when the device next measures; FoxESS does so every five minutes.
 */
const devices = [
  { id: "wallbox", intervalMs: 5 * secondMs, answerMs: 35 * secondMs, measuresEveryMs: 0 },
  { id: "roof", intervalMs: 120 * secondMs, answerMs: 60 * secondMs, measuresEveryMs: 5 * minuteMs },
] as const;

/** While these last, the device cannot be read, and the state must say so. */
const blinding: ReadonlySet<FaultKind> = new Set([
  "hang",
  "reset",
  "half-reply",
  "html",
  "rate-limited",
  "unavailable",
  "dead",
]);

for (const { id, intervalMs, answerMs, measuresEveryMs } of devices) {
  describe(`${id}: each way of failing while the day runs`, () => {
    const world = createTestWorld();
    const texts = createTexts("en", { catalogs: world.drivers.map(({ driver }) => driver.text) });
    let home: VirtualHome;

    before(async () => {
      home = await openVirtualHome(world, { preset: "family", seed: 5 });
      await home.clock.runFor(10 * minuteMs);
    });

    after(async () => {
      await home.close();
      world.dispose();
    });

    afterEach(() => home.house.emulators.get(id)?.faults.clear());

    const deviceNow = (wanted: string): DeviceOverview => {
      const found = home.hub.state().devices.find((device) => device.id === wanted);
      if (found === undefined) assert.fail(`${wanted} is gone`);
      return found;
    };

    for (const kind of faultKinds) {
      it(`${kind}: the house goes on, the state says what is wrong, and the device comes back`, async () => {
        const emulator = home.house.emulators.get(id);
        assert.ok(emulator);
        emulator.faults.set(kind);
        const others = home.hub.state().devices.filter((device) => device.id !== id);
        for (let elapsedMs = 0; elapsedMs < faultLastsMs; elapsedMs += minuteMs) {
          await home.clock.runFor(minuteMs);
          for (const other of others) assert.equal(deviceNow(other.id).state, "ok", `${other.id} suffers with ${id}`);
        }
        const { state, problem } = deviceNow(id);
        if (blinding.has(kind)) assert.equal(state, "failing");
        if (state !== "ok") {
          assert.ok(problem, "a device that is not well says why");
          assert.notEqual(problem.kind, "bug", JSON.stringify(problem));
          const { what, remedy } = texts.problem(problem);
          assert.match(`${what} ${remedy}`, /^\S.+\. [A-Z].+\.$/s);
        }
        assert.ok(home.hub.readiness().isReady);

        emulator.faults.clear();
        const waitMs = Math.max(0, (problem?.retryAt ?? 0) - home.clock.now());
        const measuresMs = kind === "stale-values" ? measuresEveryMs : 0;
        await home.clock.runFor(waitMs + measuresMs + intervalMs + answerMs);
        const recovered = deviceNow(id);
        assert.equal(recovered.state, "ok", JSON.stringify(recovered.problem));
        assert.ok((recovered.lastReadingAt ?? 0) >= home.clock.now() - intervalMs - answerMs);
      });
    }
  });
}
