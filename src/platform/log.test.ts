import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { Secret } from "#domain";
import { createMemoryLog } from "./log.ts";

describe("a log that remembers", () => {
  it("keeps level, message and fields, those of its parents included", () => {
    const log = createMemoryLog();
    log.child({ device: "roof" }).child({ try: 2 }).warn("no answer", { afterS: 3 });
    assert.deepEqual(log.lines, [
      { level: "warn", message: "no answer", fields: { device: "roof", try: 2, afterS: 3 } },
    ]);
  });

  it("prints no secret, however deep it lies", () => {
    const log = createMemoryLog();
    log.info("hello", { login: { password: new Secret("open-sesame") } });
    assert.doesNotMatch(JSON.stringify(log.lines) + inspect(log.lines, { depth: 9, showHidden: true }), /sesame/);
  });
});
