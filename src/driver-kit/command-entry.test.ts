import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createProblem, ProblemError } from "#domain";
import { type EntrySearch, filledVariables, findEntry } from "./command-entry.ts";
import type { ConfiguredDevice } from "./commands.ts";

const roof: ConfiguredDevice = { id: "roof", entry: { serial: "A" } };
const barn: ConfiguredDevice = { id: "barn", entry: { serial: "B" } };
const broken: ConfiguredDevice = { id: "shed", entry: {}, problem: createProblem("invalid", "config.missing-key") };

async function found(devices: readonly ConfiguredDevice[], device?: string, search: Partial<EntrySearch> = {}) {
  const options = device === undefined ? {} : { device };
  try {
    const context = { findDevices: async () => devices };
    return (await findEntry({ options }, context, { noneCode: "toy.none", ...search })).entry;
  } catch (error) {
    assert.ok(error instanceof ProblemError);
    return [error.problem.code, error.problem.facts["known"]];
  }
}

describe("what a command is about", () => {
  it("is what is typed, unless a device is named", async () => {
    assert.deepEqual(await found([roof], undefined, { typed: { serial: "T" } }), { serial: "T" });
    assert.deepEqual(await found([roof], "roof", { typed: { serial: "T" } }), { serial: "A" });
  });

  it("is the only device that can be meant", async () => {
    assert.deepEqual(await found([roof]), { serial: "A" });
    assert.deepEqual(await found([roof, barn], undefined, { isMeant: ({ serial }) => serial === "B" }), {
      serial: "B",
    });
  });

  it("has to be named where there are several, and the names are listed", async () => {
    assert.deepEqual(await found([roof, barn]), ["cli.which-device", "roof, barn"]);
    assert.deepEqual(await found([roof, barn], "house"), ["cli.unknown-device", "roof, barn"]);
    assert.deepEqual(await found([], "house"), ["cli.unknown-device", "–"]);
  });

  it("is nothing where nothing is typed or configured, and what is wrong with an entry is told as it is", async () => {
    assert.deepEqual(await found([]), ["toy.none", undefined]);
    assert.deepEqual(await found([broken]), ["config.missing-key", undefined]);
  });

  it("does not come from a variable that is set to nothing", () => {
    assert.deepEqual(filledVariables({ A: "x", B: "", C: "  " }), { A: "x" });
  });
});
