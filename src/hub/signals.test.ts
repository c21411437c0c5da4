import assert from "node:assert/strict";
import { test } from "node:test";
import { minuteMs, ProblemError } from "#domain";
import { loadConfig } from "./config/load-config.ts";
import { createSignals } from "./signals.ts";

const controls = { ohme: { maxAgeMs: 10 * minuteMs } };

test("the configuration names signals and how long they hold, ten minutes unless told", () => {
  const text = "version: 1\nsignals: { ohme: { maxAge: 4m }, garage: {} }\n";
  const context = { drivers: [], targets: [], environment: {}, readSecretFile: () => undefined };
  const loaded = loadConfig("test.yaml", text, context);
  assert.ok(loaded.isUsable);
  assert.deepEqual(loaded.config.signals, { ohme: { maxAgeMs: 4 * minuteMs }, garage: { maxAgeMs: 10 * minuteMs } });
  const wrong = loadConfig("test.yaml", text.replace("4m", "soon"), context);
  assert.ok(!wrong.isUsable);
  assert.equal(wrong.problems[0]?.facts["line"], 2);
});

test("the newest word of each signal stands, with its source and until when it is good", () => {
  const signals = createSignals();
  signals.put("ohme", { isCharging: true }, controls, 1_000);
  signals.put("ohme", { powerW: 7_200 }, controls, 2_000);
  assert.deepEqual(signals.all(controls), [
    {
      ...{ id: "ohme", source: "ohme", at: 2_000, goodUntil: 602_000, quality: "measured" },
      ...{ isCharging: true, powerW: 7_200 },
    },
  ]);
});

test("a charger that only stands by does not charge", () => {
  assert.equal(createSignals().put("ohme", { powerW: 6 }, controls, 0).isCharging, false);
});

test("a signal that the configuration does not know, or no longer, is none", () => {
  const signals = createSignals();
  for (const id of ["tesla", "constructor"])
    assert.throws(
      () => signals.put(id, { isCharging: true }, controls, 0),
      (error) => error instanceof ProblemError && error.problem.facts["known"] === "ohme",
    );
  signals.put("ohme", { isCharging: true }, controls, 0);
  assert.deepEqual(signals.all({}), []);
});
