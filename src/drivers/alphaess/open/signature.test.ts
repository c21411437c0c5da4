import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signOf } from "./signature.ts";

describe("the signature of the official interface", () => {
  it("is the one that the maker's portal gives as an example", () => {
    assert.equal(
      signOf("alphaef7900ee81dbbce9", "c2d2ef6c047c49678e2c332fb2d74c3c", "1676353875"),
      "0f023c2287b8f6b21b0994947465f8e9de0e1542567b1735bdc6c427336b9b6406285cd94f9215c3e9af958df37fb11c2c9fe792713d8afbdb8c463359a1add8",
    );
  });

  it("changes with every second", () => {
    assert.notEqual(signOf("a", "b", "1676353875"), signOf("a", "b", "1676353876"));
  });
});
