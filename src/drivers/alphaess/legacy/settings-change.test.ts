import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ProblemError } from "#domain";
import { startCloud } from "../testing/start-cloud.ts";
import { createLegacySurface } from "./legacy-surface.ts";

function start() {
  const cloud = startCloud("legacy");
  const { clock, http, url, login } = cloud;
  return { ...cloud, surface: createLegacySurface({ ...login, http, clock, url }) };
}

const writePath = "/api/Account/CustomUseESSSetting";

describe("single settings of the old interface", () => {
  for (const [key, value, code] of [
    ["bat_use_cap", 150, "alphaess.soc-range"],
    ["bat_use_cap", "full", "alphaess.soc-range"],
    ["bat_high_cap", "20.5", "alphaess.soc-range"],
    ["bat_use_cap", 95, "alphaess.soc-order"],
    ["time_chaf1a", "11:10", "alphaess.off-grid"],
    ["time_dise2a", "25:00", "alphaess.off-grid"],
    ["chargingmode", 5, "alphaess.charger-mode"],
  ] as const)
    it(`are not written as ${key} = ${value}`, async () => {
      const { surface, serial, finish, requests } = start();
      await finish(surface.changeSocWindow(serial, { minPercent: 10, maxPercent: 90 }));
      const before = requests.filter(({ url }) => url.endsWith(writePath)).length;
      await assert.rejects(
        finish(surface.changeSettings(serial, { [key]: value })),
        ({ problem }: ProblemError) => problem.kind === "invalid" && problem.code === code,
      );
      assert.equal(requests.filter(({ url }) => url.endsWith(writePath)).length, before);
    });

  it("go as text, whatever they were given as", async () => {
    const { surface, serial, finish, requests } = start();
    await finish(surface.changeSettings(serial, { bat_use_cap: 26, grid_charge: true }));
    const written = JSON.parse(requests.find(({ url }) => url.endsWith(writePath))?.body ?? "{}");
    assert.deepEqual([written.bat_use_cap, written.grid_charge], ["26", "1"]);
  });

  it("change times without minding levels that the owner has and nobody here would set", async () => {
    const { surface, serial, finish } = start();
    await finish(surface.changeSettings(serial, { bat_use_cap: "100" }, { purpose: "restore" }));
    const chargeSlots = [{ fromMinute: 60, untilMinute: 120 }];
    await finish(surface.changeTimetable(serial, { isChargeOn: true, chargeSlots }));
    const { dischargeCutOffPercent, chargeSlots: read } = await finish(surface.timetable(serial));
    assert.deepEqual([dischargeCutOffPercent, read], [100, chargeSlots]);
  });
});
