import assert from "node:assert/strict";
import { it } from "node:test";
import type { ChargerReading } from "#domain";
import { createDraws } from "./draws.ts";

const reading = (at: number, powerW: number): ChargerReading => ({
  kind: "charger",
  source: "box",
  at,
  receivedAt: at,
  quality: "measured",
  status: "C",
  isAllowed: true,
  powerW,
});

it("remembers what a charger drew when a late meter measured", () => {
  const draws = createDraws();
  draws.note(reading(60_000, 0));
  draws.note(reading(120_000, 4_000));
  draws.note(reading(180_000, 11_000));
  assert.equal(draws.at("box", 150_000), 4_000);
  assert.equal(draws.at("box", 180_000), 11_000);
  assert.equal(draws.at("box", 30_000), undefined, "before the first reading nothing is known");
  assert.equal(draws.at("other", 150_000), undefined);
});

it("forgets what is older than any meter can be", () => {
  const draws = createDraws();
  for (let minute = 0; minute <= 60; minute += 1) draws.note(reading(minute * 60_000, minute));
  assert.equal(draws.at("box", 10 * 60_000), undefined);
  assert.equal(draws.at("box", 50 * 60_000), 50);
});
