import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { minuteMs } from "#domain";
import { parseVendorTime } from "./vendor-time.ts";

describe("the cloud's time", () => {
  const rows = [
    { text: "2025-09-14 18:43:09 BST+0100", at: "2025-09-14T18:43:09+01:00" },
    { text: "2024-02-21 09:12:56 GMT+0000", at: "2024-02-21T09:12:56Z" },
    { text: "2026-06-17 12:00:00 CEST+0200", at: "2026-06-17T12:00:00+02:00" },
    { text: "2026-01-01 00:30:00 -0330", at: "2026-01-01T00:30:00-03:30" },
    { text: "2026-01-01 00:30:00 AEDT+11:00", at: "2026-01-01T00:30:00+11:00" },
  ];
  for (const { text, at } of rows) {
    it(`takes ${text} as local time with its offset`, () => assert.equal(parseVendorTime(text), Date.parse(at)));
  }

  it("believes nothing else", () => {
    const others = ["", "now", "2025-09-14 18:43:09", "2025-13-14 18:43:09 BST+0100", "2025-09-14 25:43:09 BST+0100"];
    for (const text of [undefined, ...others]) assert.equal(parseVendorTime(text), undefined);
  });

  it("gives the moment back whatever the offset", () => {
    const zones = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const instants = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1_000);
    fc.assert(
      fc.property(instants, zones, (at, offset) => {
        const local = new Date(at + offset * minuteMs).toISOString().slice(0, 19).replace("T", " ");
        const pad = (value: number) => String(value).padStart(2, "0");
        const size = Math.abs(offset);
        const zone = `${offset < 0 ? "-" : "+"}${pad(Math.trunc(size / 60))}${pad(size % 60)}`;
        assert.equal(parseVendorTime(`${local} XST${zone}`), at);
      }),
    );
  });

  it("never fails on any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const at = parseVendorTime(text);
        assert.ok(at === undefined || Number.isFinite(at));
      }),
    );
  });
});
