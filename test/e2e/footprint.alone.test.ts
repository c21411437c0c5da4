import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type BuiltPackage, buildPackage } from "../../bench/footprint/built-package.ts";
import { startRun } from "../../bench/footprint/measured-home.ts";
import { costOf } from "../../bench/footprint/process-cost.ts";

/** A day in forty seconds. */
const speed = 2_160;
const dayS = 40;
/** What is promised, and a tenth more for a machine that does other things; `npm run bench` measures more exactly. */
const mostMb = 120 * 1.1;
const mostPageMs = 3_000 * 1.1;
const mostGrowthMb = 6;

const isLinux = process.platform === "linux";

/** Only Linux tells what a process costs; elsewhere there is nothing to compare. */
if (isLinux)
  describe("the built hub with two devices in another process", () => {
    let built: BuiltPackage;
    before(async () => {
      built = await buildPackage();
    });
    after(() => built.remove());

    test("shows its page soon, and stays small all through a simulated day", async () => {
      const hub = await startRun(built.launcher, speed);
      const memory: number[] = [];
      try {
        for (let second = 0; second < dayS; second++) {
          await sleep(1_000);
          memory.push(costOf(hub.pid).residentMb);
        }
      } finally {
        await hub.stop();
      }
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const noonMb = mean(memory.slice(dayS / 2, dayS / 2 + 10));
      const eveningMb = mean(memory.slice(-10));
      assert.ok(hub.pageAfterMs <= mostPageMs, `the page came after ${hub.pageAfterMs.toFixed()} ms`);
      assert.ok(eveningMb <= mostMb, `${eveningMb.toFixed(1)} MB after a day`);
      assert.ok(eveningMb - noonMb <= mostGrowthMb, `${(eveningMb - noonMb).toFixed(1)} MB more in half a day`);
    });
  });
