import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { reindent } from "./reindent.ts";

describe("a reply with new line breaks", () => {
  it("is what a pretty printer makes of it, for every document", () => {
    fc.assert(
      fc.property(fc.json(), (document) => {
        assert.equal(reindent(document), JSON.stringify(JSON.parse(document), null, 2));
      }),
    );
  });

  it("keeps numbers as the vendor wrote them", () => {
    assert.equal(
      reindent('{"precision":1.0,"list":[0.30,{}]}'),
      '{\n  "precision": 1.0,\n  "list": [\n    0.30,\n    {}\n  ]\n}',
    );
  });

  it("is nothing where there was no JSON", () => {
    for (const document of ["", "upstream connect error", "{", '{"errno":0}{'])
      assert.equal(reindent(document), undefined);
  });
});
