import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Json } from "#domain";
import { applyDelta, deltaOf } from "./delta.ts";

const { plain } = fc.letrec<{ plain: Json }>((tie) => ({
  plain: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Json>(0, 1, -2.5, "a", "b", true, false),
    fc.array(tie("plain"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("x", "y", "z"), tie("plain"), { noNullPrototype: true }),
  ),
}));

test("applied to what was before, a delta gives exactly what came after", () => {
  fc.assert(
    fc.property(plain, plain, (before, after) => {
      const delta = deltaOf(before, after);
      const written: Json = delta === undefined ? before : applyDelta(before, JSON.parse(JSON.stringify(delta)));
      assert.deepEqual(written, after);
    }),
  );
});

test("nothing changed is no delta at all", () => {
  fc.assert(
    fc.property(plain, (value) => {
      assert.equal(deltaOf(value, structuredClone(value)), undefined);
    }),
  );
});

test("a delta names only what changed", () => {
  const before = { at: 1, chargers: [{ id: "a", powerW: 0 }, { id: "b" }], gone: true };
  const after = { at: 2, chargers: [{ id: "a", powerW: 900 }, { id: "b" }] };
  assert.deepEqual(deltaOf(before, after), { at: 2, chargers: { 0: { powerW: 900 } }, gone: null });
});
