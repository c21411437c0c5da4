import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret } from "#domain";
import { createLoginKey, createLoginProof, createToken, signMessage } from "./login.ts";

/** Computed with other programs' implementations of the same standards (Python's hashlib, hmac and bcrypt). */
const password = new Secret("Garage-2026");
const serial = "012345";
const pbkdf2Key = "AgsJLduRgLu5NJw0ffk8slNFz7JYldoV";

describe("the proof of a password at a charger", () => {
  it("is the first 32 characters of PBKDF2-HMAC-SHA512 on most models", async () => {
    assert.equal(await createLoginKey("pbkdf2", password, serial), pbkdf2Key);
  });

  it("is what stands behind the salt of bcrypt on Core and Pro", async () => {
    assert.equal(await createLoginKey("bcrypt", password, serial), "sT4XTJhwE8DiMfGZxTr83ZQeFQ2fzwe");
  });

  it("mixes both tokens of the charger and one of ours", async () => {
    const tokens = { token1: "11".repeat(16), token2: "22".repeat(16), token3: "33".repeat(16) };
    assert.equal(
      await createLoginProof(pbkdf2Key, tokens),
      "88c2bff3202b63c3be10c67640c0da43cd89a5c1dbd857832f2b4df135e1ba4c",
    );
  });

  it("signs an order with HMAC-SHA256", async () => {
    assert.equal(
      await signMessage(pbkdf2Key, '{"type":"setValue","requestId":1,"key":"amp","value":16}'),
      "9e3a1ea0e411b5c10c6c00acd76f6cc52f842035f5dc464fa98eca47f486efc6",
    );
  });

  it("uses a token of 32 hexadecimal digits that is never the same", async () => {
    const [one, other] = [await createToken(), await createToken()];
    assert.match(one, /^[0-9a-f]{32}$/);
    assert.notEqual(one, other);
  });
});
