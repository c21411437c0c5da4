import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createBatteryMemory } from "./battery-memory.ts";

describe("the owner's discharge cut-off", () => {
  it("is what is read and was not written by us", () => {
    const memory = createBatteryMemory();
    assert.equal(memory.usualPercent(), 10);
    memory.sawCutOff(25);
    memory.wroteCutOff(60);
    memory.sawCutOff(60);
    assert.equal(memory.usualPercent(), 25);
  });

  it("is not mistaken while the cloud still shows one of ours from before", () => {
    const memory = createBatteryMemory();
    memory.sawCutOff(25);
    memory.wroteCutOff(60);
    memory.wroteCutOff(80);
    memory.sawCutOff(25);
    memory.sawCutOff(60);
    memory.sawCutOff(80);
    assert.equal(memory.usualPercent(), 25);
  });

  it("may be one that we have used, once the battery was given back", () => {
    const memory = createBatteryMemory();
    memory.sawCutOff(25);
    memory.wroteCutOff(60);
    memory.restoredCutOff(25);
    memory.sawCutOff(25);
    memory.sawCutOff(60);
    assert.equal(memory.usualPercent(), 60);
  });

  it("survives a start in the middle of a hold, as soon as what was there before is put back", () => {
    const memory = createBatteryMemory();
    memory.sawCutOff(70);
    memory.restoredCutOff(15);
    memory.sawCutOff(15);
    assert.equal(memory.usualPercent(), 15);
  });
});
