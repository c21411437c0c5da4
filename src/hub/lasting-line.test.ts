import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createReason, type DecidedCommand, fail, type Json, minuteMs, secondMs } from "#domain";
import type { Actuator } from "#driver-kit";
import { type CommandRecord, createMemoryStateStore } from "#history";
import { createMemoryLog, createVirtualClock } from "#platform";
import { createDispatcher } from "./dispatcher.ts";

const startAt = Date.UTC(2026, 5, 17, 10);

function valueCommand(key: string, value: number): DecidedCommand {
  const reason = createReason("wallbox", "request", "value-set", { at: startAt, reviewAt: startAt });
  return { command: { kind: "value", target: "wallbox", key, value }, purpose: "user", isRelease: false, reason };
}

/** A device with raw values that are there to be set. */
function bench() {
  const clock = createVirtualClock(startAt);
  const store = createMemoryStateStore();
  const records = new Map<string, CommandRecord>();
  const device = { values: new Map<string, Json>(), isDeaf: false, fault: undefined as Error | undefined, writes: 0 };
  let restored = 0;
  const actuator: Actuator = {
    ...{ id: "values", accepts: ["value"], effect: "lasting", settleMs: secondMs, confirmWithinMs: 10 * secondMs },
    read: async (_call, about) => {
      assert.equal(about?.kind, "value", "asks only for the value that was set");
      return Object.fromEntries(device.values);
    },
    apply: async (command) => {
      await clock.sleep(100);
      if (device.fault !== undefined) throw device.fault;
      device.writes += 1;
      if (command.kind === "value" && !device.isDeaf) device.values.set(command.key, command.value);
    },
    isInEffect: (command) => command.kind === "value" && device.values.get(command.key) === command.value,
    restore: async () => {
      restored += 1;
    },
    isRestored: () => true,
  };
  const dispatcher = createDispatcher({
    ...{ clock, store, log: createMemoryLog(), find: () => actuator, onProgress: () => {}, onStoreProblem: () => {} },
    record: (record) => records.set(record.id, record),
  });
  const fates = () =>
    [...records.values()].map(({ state, command }) => [command.kind === "value" && command.key, state]);
  return { clock, store, device, dispatcher, records, fates, restored: () => restored };
}

describe("a value set by a user", () => {
  it("is read back, then it is theirs: nothing stands changed by us, nothing is restored at the end", async () => {
    const { clock, store, dispatcher, fates, device, restored } = bench();
    dispatcher.submit(valueCommand("amp", 10));
    await clock.runFor(minuteMs);
    assert.deepEqual(fates(), [["amp", "confirmed"]]);
    assert.deepEqual([store.intents(), dispatcher.targets()], [[], []]);
    const stopping = dispatcher.stop(secondMs);
    await clock.runFor(2 * secondMs);
    await stopping;
    assert.equal(restored(), 0);
    assert.equal(device.values.get("amp"), 10);
  });

  it("does not replace another value that is on its way, but an older wish for the same", async () => {
    const { clock, dispatcher, fates, device } = bench();
    dispatcher.submit(valueCommand("amp", 10));
    dispatcher.submit(valueCommand("mca", 7));
    await clock.runFor(50);
    dispatcher.submit(valueCommand("amp", 12));
    await clock.runFor(minuteMs);
    assert.deepEqual([device.values.get("amp"), device.values.get("mca")], [12, 7]);
    assert.deepEqual(
      fates().filter(([key]) => key === "mca"),
      [["mca", "confirmed"]],
    );
    assert.equal(fates().filter(([key, state]) => key === "amp" && state === "confirmed").length > 0, true);
  });

  it("that the device does not take is tried three times and told failed with the reason", async () => {
    const { clock, dispatcher, records, device } = bench();
    device.isDeaf = true;
    dispatcher.submit(valueCommand("amp", 10));
    await clock.runFor(5 * minuteMs);
    const [record] = records.values();
    assert.deepEqual([record?.state, record?.attempts, device.writes], ["failed", 3, 3]);
    assert.equal(record?.problem?.code, "command.not-confirmed");
  });

  it("that the device refuses is not sent again", async () => {
    const { clock, dispatcher, records, device } = bench();
    device.fault = fail("refused", "goe.write-refused", {});
    dispatcher.submit(valueCommand("amp", 10));
    await clock.runFor(minuteMs);
    const [record] = records.values();
    assert.deepEqual([record?.state, record?.attempts], ["failed", 1]);
  });
});
