import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { legacySignatureOf } from "./signature.ts";

describe("the signature of the old interface", () => {
  it("is the one known for a known second", () => {
    assert.equal(
      legacySignatureOf("1700000000"),
      [
        "al8e4s",
        "5361b91fde636db63b90ff14a51f4f7ea9a57b91937e638efa9b9089eaaea621",
        "b868ae1f3676ee7caa5faf5e38143fa2ba5c011d57f6820a8f946567c639f45b",
        "ui893ed",
      ].join(""),
    );
  });

  it("changes with every second", () => {
    assert.notEqual(legacySignatureOf("1700000000"), legacySignatureOf("1700000001"));
  });
});
