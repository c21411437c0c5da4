import assert from "node:assert/strict";
import { test } from "node:test";
import type { HomeState } from "#domain";
import { fakeHomeState, withFailingRoof } from "../../src/http/testing/fake-home.ts";
import { plainSentences } from "../../src/http/testing/plain-sentences.ts";
import { toStateView } from "../../src/http/views/state-view.ts";
import { flowNodes, isFlowing, ownPercent, sources } from "../../web/flow-model.ts";

const noon = 1_750_500_000_000;
const nodesOf = (state: HomeState) => flowNodes(toStateView(state, "en", plainSentences.en), noon);

test("what gives flows in, what takes flows out", () => {
  const flows = nodesOf(fakeHomeState(noon)).map(({ kind, inW, doing }) => [kind, inW, doing]);
  assert.deepEqual(flows, [
    ["sun", 6_840, undefined],
    ["grid", -140, "flow.export"],
    ["house", -710, undefined],
    ["battery", -2_310, "flow.charging"],
    ["car", -3_680, undefined],
  ]);
});

test("the own share is what is used without the grid", () => {
  const state = fakeHomeState(noon);
  assert.equal(ownPercent(nodesOf(state)), 100);
  const { gridW } = state.house;
  const bought = gridW === undefined ? {} : { gridW: { ...gridW, value: 1_097.5 } };
  const nodes = nodesOf({ ...state, house: { ...state.house, ...bought } });
  assert.equal(ownPercent(nodes), 75);
  assert.equal(
    sources(nodes).reduce((sum, { share }) => sum + share, 0),
    1,
  );
});

test("old values neither flow nor count", () => {
  const nodes = nodesOf(withFailingRoof(fakeHomeState(noon)));
  assert.deepEqual(
    nodes.filter(isFlowing).map(({ kind }) => kind),
    ["car"],
  );
  assert.equal(ownPercent(nodes), undefined);
  assert.deepEqual(sources(nodes), []);
});

test("a house without battery shows none, and without meter claims nothing", () => {
  const nodes = nodesOf({ ...fakeHomeState(noon), batteries: [], house: {} });
  assert.deepEqual(
    nodes.map(({ kind, inW }) => [kind, inW]),
    [
      ["sun", undefined],
      ["grid", undefined],
      ["house", undefined],
      ["car", -3_680],
    ],
  );
  assert.equal(ownPercent(nodes), undefined);
});
