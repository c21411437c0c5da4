import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createProblem } from "#domain";
import { createTexts } from "#text";

/** Makers' own codes have their sentences, and the test for them, beside the driver. */
const rooms = ["backtest", "cli", "driver-kit", "history", "http", "hub", "platform", "simulator"];
const root = new URL("../../src/", import.meta.url);

function* codesOf(room: string): Generator<[file: string, code: string]> {
  for (const name of readdirSync(new URL(`${room}/`, root), { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts") || name.endsWith(".test.ts") || name.includes("testing/")) continue;
    const source = readFileSync(new URL(`${room}/${name}`, root), "utf8");
    const raised =
      /\b(?:fail|createProblem)\(\s*"(?:auth|rate-limited|unreachable|refused|invalid|bug)",\s*"([\w.-]+)"/g;
    for (const [, code] of source.matchAll(raised)) if (code !== undefined) yield [`${room}/${name}`, code];
  }
}

test("every problem that the rooms raise has its own two sentences", () => {
  const say = createTexts("en");
  const general = say.problem(createProblem("bug", "nobody.knows")).remedy;
  const raised = rooms.flatMap((room) => [...codesOf(room)]);
  assert.ok(raised.length > 40, `${raised.length} found`);
  const silent = raised.filter(([, code]) => {
    const { what, remedy } = say.problem(createProblem("bug", code));
    return what.includes(`(${code})`) && remedy === general;
  });
  assert.deepEqual(silent, []);
});
