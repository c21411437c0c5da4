import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeTarget, type TargetTrial, targetLaws } from "./describe-target.ts";
import { createToyHome } from "./toy/toy-home.ts";
import { createToyTarget, type ToyTargetFlaw, toyListener, toyTargetFlaws } from "./toy/toy-target.ts";

function toyTrial(flaw?: ToyTargetFlaw): TargetTrial {
  return {
    target: createToyTarget(flaw),
    emulator: toyListener,
    makeHome: createToyHome,
    readme: new URL("toy/README.md", import.meta.url),
    heard: (shown, { house }) => {
      const expected = house.gridW === undefined ? {} : { gridW: house.gridW.value };
      const [found, wanted] = [JSON.stringify(shown), JSON.stringify(expected)];
      return found === wanted ? [] : [`heard ${found} instead of ${wanted}`];
    },
  };
}

describeTarget(toyTrial());

const noticedBy: Readonly<Record<ToyTargetFlaw, RegExp>> = {
  "says-nothing": /tells what the home knows/,
  "zero-for-unknown": /only that/,
  "hides-failures": /never takes a refusal/,
  "too-eager": /no more often/,
  "ignores-abort": /gives up/,
};

describe("the contract suite for targets", () => {
  for (const flaw of toyTargetFlaws) {
    it(`notices a target that ${flaw}`, async () => {
      const laws = targetLaws.filter((law) => noticedBy[flaw].test(law.name));
      assert.ok(laws.length > 0);
      for (const law of laws) assert.notDeepEqual(await law.check(toyTrial(flaw)), [], law.name);
    });
  }
});
