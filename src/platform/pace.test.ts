import assert from "node:assert/strict";
import { it } from "node:test";
import { paceVirtualTime } from "./pace.ts";
import { createVirtualClock } from "./virtual-clock.ts";

it("lets virtual time run at a multiple of real time and misses no event on the way", async () => {
  const real = createVirtualClock(0);
  const virtual = createVirtualClock(1_000_000);
  const events: number[] = [];
  const again = () => {
    events.push(virtual.now() - 1_000_000);
    virtual.schedule(5_000, again);
  };
  virtual.schedule(5_000, again);
  const stop = paceVirtualTime(virtual, real, { speed: 3_600, onFailure: assert.fail });
  await real.runFor(100);
  await real.runFor(100);
  assert.ok(virtual.now() - 1_000_000 >= 3_600 * 150, `${virtual.now() - 1_000_000} ms`);
  assert.ok(virtual.now() - 1_000_000 <= 3_600 * 200);
  assert.deepEqual(events.slice(0, 3), [5_000, 10_000, 15_000]);
  assert.equal(events.length, Math.floor((virtual.now() - 1_000_000) / 5_000));
  await stop();
});

it("falls behind rather than running for ever after the machine slept", async () => {
  const real = createVirtualClock(0);
  const virtual = createVirtualClock(0);
  const slept = { ...real, steadyMs: () => real.steadyMs() + (real.now() > 50 ? 3_600_000 : 0) };
  const stop = paceVirtualTime(virtual, slept, { speed: 60, onFailure: assert.fail });
  await real.runFor(100);
  assert.ok(virtual.now() <= 60 * 5_200, `${virtual.now()} ms after an hour's sleep`);
  await stop();
});

it("tells when virtual time itself is stuck", async () => {
  const real = createVirtualClock(0);
  const virtual = createVirtualClock(0);
  const failures: unknown[] = [];
  const broken = { ...virtual, runFor: () => Promise.reject(new Error("stuck")) };
  paceVirtualTime(broken, real, { speed: 60, onFailure: (error) => failures.push(error) });
  await real.runFor(100);
  assert.equal(failures.length, 1);
});
