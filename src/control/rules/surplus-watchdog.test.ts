import assert from "node:assert/strict";
import { test } from "node:test";
import { minuteMs } from "#domain";
import { charging, noon, startRun } from "../testing/test-house.ts";

/** A charger that has long been regulating itself, and what the watchdog makes of it minute by minute. */
function watched(drawA: number, gridW: (minute: number) => number) {
  const memory = {
    version: 1 as const,
    chargers: { wallbox: { feed: { isOn: true, freshSince: noon - minuteMs } } },
    batteries: {},
  };
  const run = startRun(memory);
  const seen: { readonly minute: number; readonly told: string; readonly why: string }[] = [];
  let isStopped = false;
  for (let at = 0; at < 20 * minuteMs; at += 5_000) {
    const now = noon + at;
    const step = run.step({
      ...{ now, gridW: gridW(at / minuteMs), gridA: [0, 0, 0] },
      chargers: [
        {
          settings: { regulation: "charger" },
          reading: isStopped ? { status: "B" } : charging(drawA),
          feed: { everyMs: 5_000 },
          actuator: {
            command: {
              ...{ kind: "charger", target: "wallbox" },
              setting: isStopped
                ? { isAllowed: false }
                : { isAllowed: true, currentA: 16, phases: 1, isSelfRegulated: true },
            },
            ...{ state: "confirmed", since: noon - minuteMs },
          },
          regulator: { command: { kind: "regulation", target: "wallbox" }, state: "confirmed", since: noon - minuteMs },
        },
      ],
    });
    const told = step.commands.filter(({ command }) => command.kind === "charger");
    for (const { command } of told) if (command.kind === "charger") isStopped = !command.setting.isAllowed;
    seen.push({ minute: at / minuteMs, told: told.length === 0 ? "" : isStopped ? "stop" : "go", why: step.why });
  }
  return seen.filter(({ told }) => told !== "");
}

test("a charger that goes on by itself without sun is stopped for five minutes, with its own reason", () => {
  const [stop, go] = watched(6, () => 1_500);
  assert.equal(stop?.told, "stop");
  assert.match(stop?.why ?? "", /surplus-watchdog\.stopped/);
  assert.ok((stop?.minute ?? 0) >= 5 && (stop?.minute ?? 0) < 6, `after ${stop?.minute} minutes`);
  assert.equal(go?.told, "go");
  assert.equal(Math.round((go?.minute ?? 0) - (stop?.minute ?? 0)), 5);
});

test("a charger that follows the sun to the last watt is left alone, and so is one that exports", () => {
  assert.deepEqual(
    watched(10, () => -40),
    [],
  );
  assert.deepEqual(
    watched(6, () => -400),
    [],
  );
});

test("a cloud of three minutes is no reason to stop", () => {
  assert.deepEqual(
    watched(7, (minute) => (minute > 8 && minute < 11 ? 800 : -100)),
    [],
  );
});

test("a car that draws next to nothing is not stopped", () => {
  assert.deepEqual(
    watched(0.5, () => 1_500),
    [],
  );
});
