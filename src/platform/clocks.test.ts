import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { createScaledClock } from "./scaled-clock.ts";
import { createSystemClock } from "./system-clock.ts";
import { createVirtualClock } from "./virtual-clock.ts";

describe("the system clock", () => {
  it("has a steady time that all processes of the machine share", () => {
    const clock = createSystemClock();
    const before = clock.steadyMs();
    const inBetween = Number(
      execFileSync(process.execPath, ["-p", "Number(process.hrtime.bigint()) / 1e6"], { encoding: "utf8" }),
    );
    assert.ok(before < inBetween && inBetween < clock.steadyMs());
  });

  it("waits, and takes back what it planned", async () => {
    const clock = createSystemClock();
    const cancel = clock.schedule(5, () => assert.fail("was taken back"));
    cancel();
    const before = clock.steadyMs();
    await clock.sleep(15);
    assert.ok(clock.steadyMs() - before >= 14);
  });
});

describe("a scaled clock", () => {
  it("runs faster from a chosen moment on, in step for all that know its origin", async () => {
    const real = createVirtualClock(1_000_000);
    const virtualOrigin = Date.UTC(2030, 0, 1);
    const options = { realOrigin: 1_000_000, virtualOrigin, speed: 60 };
    const [one, other] = [createScaledClock(real, options), createScaledClock(real, options)];
    let rang = 0;
    one.schedule(60_000, () => {
      rang = other.now();
    });
    await real.runFor(2_000);
    assert.equal(rang, virtualOrigin + 60_000);
    assert.equal(one.now(), virtualOrigin + 120_000);
    assert.equal(one.steadyMs(), 120_000);
  });
});
