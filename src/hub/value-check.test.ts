import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Localized, ProblemError, type ValueDefinition } from "#domain";
import { checkValue, type ValueHolder } from "./value-check.ts";

const label: Localized = { en: "Thing", de: "Ding", fr: "Chose" };
const definitions: readonly ValueDefinition[] = [
  { key: "amp", label, access: "read-write", type: "number", unit: "A", min: 6, max: 32 },
  { key: "alw", label, access: "read", type: "switch" },
  { key: "fup", label, access: "read-write", type: "switch" },
  { key: "fna", label, access: "read-write", type: "text" },
  { key: "lot", label, access: "read-write", type: "object" },
  { key: "lmo", label, access: "read-write", type: "choice", options: [3, 4, 5].map((value) => ({ value, label })) },
  { key: "rst", label, access: "write", type: "switch", isDangerous: true },
  { key: "dwo", label, access: "read-write", type: "number", min: 0, max: 1_000_000, isNullable: true },
];
const devices: readonly ValueHolder[] = [
  { id: "wallbox", capabilities: [{ kind: "values", definitions }] },
  { id: "meter", capabilities: [{ kind: "meter", place: "grid", hasPhases: false }] },
];

function complaint(
  key: string,
  value: string | number | boolean | null,
  more: { isConfirmed?: boolean } = {},
  by = "page",
) {
  try {
    checkValue({ kind: "value", device: "wallbox", key, value, ...more }, devices, by === "program");
    return "taken";
  } catch (error) {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.problem.kind, "invalid");
    return error.problem.code;
  }
}

describe("a raw value that somebody wants to set", () => {
  it("is taken where the device's own list allows it", () => {
    for (const [key, value] of [
      ["amp", 16],
      ["fup", true],
      ["fna", "Garage"],
      ["lmo", 4],
      ["lot", "{}"],
      ["dwo", null],
      ["dwo", 0],
    ] as const) {
      assert.equal(complaint(key, value), "taken", key);
    }
  });

  it("is refused with its own sentence for each kind of mistake", () => {
    assert.equal(complaint("alw", true), "value.read-only");
    assert.equal(complaint("amp", "16"), "value.not-a-number");
    assert.equal(complaint("amp", Number.NaN), "value.not-a-number");
    assert.equal(complaint("amp", null), "value.not-a-number");
    assert.equal(complaint("fna", null), "value.not-a-text");
    assert.equal(complaint("fup", null), "value.not-a-switch");
    assert.equal(complaint("lmo", null), "value.not-a-choice");
    assert.equal(complaint("amp", 33), "value.out-of-range");
    assert.equal(complaint("amp", 5), "value.out-of-range");
    assert.equal(complaint("fup", 1), "value.not-a-switch");
    assert.equal(complaint("fna", 7), "value.not-a-text");
    assert.equal(complaint("lmo", 9), "value.not-a-choice");
    assert.equal(complaint("lot", "{"), "value.not-json");
    assert.equal(complaint("nonsense", 1), "value.unknown-key");
  });

  it("names the key that was probably meant", () => {
    assert.equal(complaint("apm", 16), "value.unknown-key-nearest");
  });

  it("needs a device that has raw values", () => {
    const wish = { kind: "value", key: "amp", value: 16 } as const;
    const codeFor = (device: string) => {
      try {
        checkValue({ ...wish, device }, devices, false);
        return "taken";
      } catch (error) {
        return error instanceof ProblemError ? error.problem.code : "not a problem";
      }
    };
    assert.equal(codeFor("nobody"), "value.unknown-device");
    assert.equal(codeFor("meter"), "value.none-offered");
  });

  it("that can do harm needs a yes of its own, and never comes from a program", () => {
    assert.equal(complaint("rst", true), "value.needs-confirmation");
    assert.equal(complaint("rst", true, { isConfirmed: true }), "taken");
    assert.equal(complaint("rst", true, { isConfirmed: true }, "program"), "value.by-hand-only");
  });
});
