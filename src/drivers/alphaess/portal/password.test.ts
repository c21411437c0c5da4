import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decryptAes256Cbc, md5Hex, sha256Hex } from "#platform";
import { encryptedPassword } from "./password.ts";

describe("the password of the portal's login", () => {
  it("is encrypted as the portal's own page does it", () => {
    assert.equal(encryptedPassword("user@example.com", "secret"), "BJKiiFh4u3Bg352b+Nx12A==");
  });

  it("is another text for another user", () => {
    assert.notEqual(encryptedPassword("one@example.com", "secret"), encryptedPassword("two@example.com", "secret"));
  });

  it("comes back whole, whatever signs it is made of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (username, password) => {
        const key = { keyHex: sha256Hex(username), ivHex: md5Hex(username) };
        assert.equal(decryptAes256Cbc(encryptedPassword(username, password), key), password);
      }),
    );
  });
});
