import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteMs } from "#domain";
import { startOpenCloud } from "../testing/open-cloud.ts";

type Cloud = ReturnType<typeof startOpenCloud>;

const chargePath = "/updateChargeConfigInfo";
const dischargePath = "/updateDisChargeConfigInfo";

async function windowOf({ surface, serial, during }: Cloud) {
  const { minPercent, maxPercent } = await during(surface.socWindow(serial));
  return [minPercent, maxPercent];
}

function writtenPaths({ writes }: Cloud) {
  return writes().map(({ url }) => new URL(url).pathname);
}

describe("a change of both stores of the official interface", () => {
  for (const [before, window, second] of [
    [{ minPercent: 10, maxPercent: 100 }, { minPercent: 30, maxPercent: 80 }, dischargePath],
    [{ minPercent: 60, maxPercent: 90 }, { minPercent: 10, maxPercent: 50 }, chargePath],
  ] as const)
    it(`that fails at ${second} leaves nothing of its first half`, async () => {
      const cloud = startOpenCloud();
      const { emulator, during, app, serial, surface, problemOf } = cloud;
      await during(app.changeSocWindow(serial, before));
      emulator.faults.set("unavailable", { path: second });
      assert.equal((await problemOf(surface.changeSocWindow(serial, window))).code, "alphaess.http-status");
      assert.deepEqual(await windowOf(cloud), [before.minPercent, before.maxPercent]);
    });

  it("of which one half can be neither completed nor taken back is told as that", async () => {
    const cloud = startOpenCloud();
    const { emulator, serial, surface, problemOf } = cloud;
    emulator.faults.set("unavailable", { path: dischargePath });
    emulator.quirks.set("writes-daily", true);
    const problem = await problemOf(surface.changeSocWindow(serial, { minPercent: 30, maxPercent: 80 }));
    assert.deepEqual(
      [problem.kind, problem.code, problem.facts["kept"]],
      ["refused", "alphaess.half-written", "batHighCap"],
    );
    assert.deepEqual(await windowOf(cloud), [10, 80], "as it was said");
  });

  it("whose answer got lost counts as done once it is seen", async () => {
    const cloud = startOpenCloud();
    const { surface, serial, during, emulator } = cloud;
    emulator.faults.set("half-reply", { path: dischargePath });
    await during(surface.changeSocWindow(serial, { minPercent: 30, maxPercent: 80 }));
    assert.deepEqual(await windowOf(cloud), [30, 80]);
    assert.deepEqual(writtenPaths(cloud), [chargePath, dischargePath]);
  });

  it("never lets the levels cross on its way", async () => {
    const cloud = startOpenCloud();
    const { surface, serial, during, clock } = cloud;
    await during(surface.changeSocWindow(serial, { minPercent: 60, maxPercent: 90 }));
    await clock.runFor(minuteMs);
    await during(surface.changeSocWindow(serial, { minPercent: 10, maxPercent: 50 }));
    await clock.runFor(minuteMs);
    await during(surface.changeSocWindow(serial, { minPercent: 70, maxPercent: 80 }));
    assert.deepEqual(writtenPaths(cloud), [
      ...[chargePath, dischargePath],
      ...[dischargePath, chargePath],
      ...[chargePath, dischargePath],
    ]);
  });

  it("is not begun where one of them does not tell all it has", async () => {
    const cloud = startOpenCloud({ profile: "VT1000" });
    const { surface, serial, problemOf } = cloud;
    const problem = await problemOf(surface.changeSocWindow(serial, { minPercent: 30, maxPercent: 80 }));
    assert.deepEqual([problem.code, writtenPaths(cloud)], ["alphaess.settings-untold", []]);
  });
});

describe("one level of the official interface", () => {
  for (const [key, value] of [
    ["batUseCap", 95],
    ["batHighCap", 8],
  ] as const)
    it(`is not written across the other one (${key} = ${value})`, async () => {
      const cloud = startOpenCloud();
      const { surface, app, serial, during, problemOf } = cloud;
      await during(app.changeSocWindow(serial, { minPercent: 10, maxPercent: 90 }));
      const problem = await problemOf(surface.changeSettings(serial, { [key]: value }));
      assert.deepEqual([problem.kind, problem.code, writtenPaths(cloud)], ["invalid", "alphaess.soc-order", []]);
    });

  it("is put back as the owner had it, also where it would not be taken from anybody else", async () => {
    const cloud = startOpenCloud();
    const { surface, serial, during } = cloud;
    await during(surface.changeSettings(serial, { batUseCap: 100 }, { purpose: "restore" }));
    assert.deepEqual(await windowOf(cloud), [100, 100]);
  });
});
