import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteMs, secondMs } from "#domain";
import { startOpenCloud } from "./testing/open-cloud.ts";

describe("a clock that the official interface finds wrong", () => {
  for (const [code, quirk] of [
    [6006, "clock-code-6006"],
    [6009, undefined],
  ] as const)
    it(`is corrected by the cloud's own, and the call made again once (${code})`, async () => {
      const { surface, emulator, during, requests } = startOpenCloud();
      if (quirk !== undefined) emulator.quirks.set(quirk, true);
      emulator.faults.set("clock-skew");
      assert.equal((await during(surface.systems())).length, 1);
      assert.deepEqual(
        emulator.calls().map(({ result }) => result),
        [`code-${code}`, "ok"],
      );
      assert.ok(Math.abs(surface.clockSkewMs() - 10 * minuteMs) <= 5 * secondMs);
      await during(surface.systems());
      assert.equal(requests.length, 3, "the next call is right at once");
    });
});
