import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAge, formatEnergy, formatPower, formatTime, join, keepUnits } from "./format.ts";

test("power is told in W below one kilowatt and in kW above, in the reader's way of writing", () => {
  assert.equal(join(formatPower(-742.4, "en")), "742\u00a0W");
  assert.equal(join(formatPower(999.7, "en")), "1.00\u00a0kW");
  assert.equal(join(formatPower(3_680, "de")), "3,68\u00a0kW");
  assert.equal(join(formatPower(11_040, "fr")), "11,0\u00a0kW");
});

test("energy is told with as many digits as matter", () => {
  assert.equal(join(formatEnergy(406.2, "en")), "406\u00a0Wh");
  assert.equal(join(formatEnergy(8_420, "en")), "8.4\u00a0kWh");
  assert.equal(join(formatEnergy(1_204_000, "de")), "1.204\u00a0kWh");
});

test("ages are told in the unit a person would choose", () => {
  const told = [-5, 4_000, 89_000, 840_000, 7_200_000, 200_000_000].map((ms) => formatAge(ms).replace("\u00a0", " "));
  assert.deepEqual(told, ["0 s", "4 s", "89 s", "14 min", "2 h", "2 d"]);
});

test("times are those of the home's clock, with the weekday when it is another day", () => {
  const noon = Date.UTC(2025, 5, 21, 10);
  assert.equal(formatTime(noon, noon, "en", "Europe/Berlin"), "12:00");
  assert.match(formatTime(noon + 20 * 3_600_000, noon, "de", "Europe/Berlin"), /^So.*08:00$/);
});

test("no line of a sentence ends between a number and its unit", () => {
  const told = keepUnits("Only 0 W of 4,1 kW, 16 A for 5 s, 64 %; 3 was, 2 Wagen.");
  assert.equal(told.replaceAll("\u00a0", "_"), "Only 0_W of 4,1_kW, 16_A for 5_s, 64_%; 3 was, 2 Wagen.");
});
