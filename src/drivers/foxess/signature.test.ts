import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signatureOf } from "./signature.ts";

const path = "/op/v0/device/list";
const token = "00000000-1111-2222-3333-444444444444";
const timestamp = "1700000000000";

describe("the signature", () => {
  it("separates its parts by four literal characters", () => {
    assert.equal(signatureOf(path, token, timestamp), "4ba74a7428c83d87d1503eb6e78806e5");
  });

  it("is not the one with real line breaks, which the cloud refuses", () => {
    assert.notEqual(signatureOf(path, token, timestamp), "f4bd3021ba4f994626eda766bb606fa8");
  });

  it("depends on each of its parts", () => {
    const all = [
      signatureOf(path, token, timestamp),
      signatureOf("/op/v1/device/detail", token, timestamp),
      signatureOf(path, "another", timestamp),
      signatureOf(path, token, "1700000000001"),
    ];
    assert.equal(new Set(all).size, all.length);
  });
});
