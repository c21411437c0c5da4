import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "#platform";
import { createCalendar } from "./calendar.ts";
import { createLoadModel } from "./house-load.ts";

const midnight = Date.parse("2026-06-17T00:00:00+02:00");

function live(days: number, activity = 1, phases: 1 | 3 = 3) {
  const model = createLoadModel(
    { baseW: 300, activity, trace: undefined },
    phases,
    createCalendar("Europe/Berlin"),
    createRandom(11),
    undefined,
  );
  const powersW: number[] = [];
  const strongestW = [0, 0, 0];
  for (let second = 0; second < days * 86_400; second++) {
    const at = midnight + second * 1_000;
    if (second % 60 === 0) model.plan(at);
    model.step(at, undefined);
    powersW.push(model.load.powerW);
    for (const conductor of [0, 1, 2]) {
      strongestW[conductor] = Math.max(strongestW[conductor] ?? 0, model.load.phaseW[conductor] ?? 0);
    }
  }
  return { model, powersW, strongestW };
}

test("a family uses about 11 kWh a day, more in the evening than at night", () => {
  const { model, powersW } = live(10);
  const perDayWh = model.load.energyWh / 10;
  assert.ok(perDayWh > 9_000 && perDayWh < 14_000, `${perDayWh} Wh`);
  const meanAt = (hour: number) => {
    const of = powersW.filter((_, second) => Math.floor((second % 86_400) / 3_600) === hour);
    return of.reduce((sum, powerW) => sum + powerW, 0) / of.length;
  };
  assert.ok(meanAt(19) > 1.5 * meanAt(3), `${meanAt(19)} W in the evening, ${meanAt(3)} W at night`);
});

test("kettle, hob and oven each load a single conductor, so that the phases differ", () => {
  const { strongestW } = live(5);
  for (const peakW of strongestW) assert.ok(peakW > 1_500, `${strongestW}`);
  const { powersW } = live(5);
  const steps = powersW.filter((powerW, second) => powerW - (powersW[second - 1] ?? powerW) > 1_500).length;
  assert.ok(steps > 20, `${steps} steps of more than 1.5 kW`);
});

test("the kettle that is on is named, and its 2.1 kW are there", () => {
  const { model } = live(1);
  let at = midnight + 86_400_000;
  for (; !model.running().includes("kettle"); at += 60_000) model.plan(at);
  model.step(at, undefined);
  assert.ok((model.load.phaseW[1] ?? 0) > 2_100);
});

test("on a one-phase connection everything is on its only conductor", () => {
  const { strongestW } = live(1, 1, 1);
  assert.deepEqual(strongestW.slice(1), [0, 0]);
});

test("an empty house draws its base and its fridge alone", () => {
  const { powersW } = live(1, 0);
  assert.ok(Math.max(...powersW.slice(0, 80_000)) < 900);
});
