import assert from "node:assert/strict";
import { it } from "node:test";
import type { Capability, DeviceHealth } from "#domain";
import { loadConfig } from "./config/load-config.ts";
import { buildSnapshot, createLatestReadings } from "./snapshot-builder.ts";

const now = Date.UTC(2026, 5, 17, 10);
const health: DeviceHealth = { id: "box", driver: "toy", state: "ok", since: now };
const charger = {
  kind: "charger",
  minCurrentA: 6,
  maxCurrentA: 16,
  stepA: 1,
  phases: 3,
  canSwitchPhases: true,
} as const;
const battery = { kind: "battery", capacityWh: 10_000 } as const;

function snapshotWith(capabilities: readonly Capability[]) {
  const loaded = loadConfig("sunsteer.yaml", "version: 1\n", {
    ...{ drivers: [], targets: [], environment: {}, readSecretFile: () => undefined },
  });
  assert.ok(loaded.isUsable);
  const latest = createLatestReadings();
  const devices = [{ health, capabilities }];
  const unmoved = { actuator: () => undefined, unseenSince: () => undefined, signals: [] };
  return buildSnapshot({ config: loaded.config, latest, devices, ...unmoved }, [], now);
}

it("shows a charger or battery exactly as long as its device offers one", () => {
  assert.deepEqual(snapshotWith([]).chargers, []);
  const appeared = snapshotWith([charger, { ...charger, part: "EV2" }, battery]);
  assert.deepEqual(
    appeared.chargers.map(({ id }) => id),
    ["box", "box.EV2"],
  );
  assert.deepEqual(
    appeared.batteries.map(({ id, intents }) => ({ id, intents })),
    [{ id: "box", intents: [] }],
  );
  const vanished = snapshotWith([battery]);
  assert.deepEqual(vanished.chargers, []);
  assert.equal(vanished.batteries.length, 1);
});

it("steers within the limits that the device tells now", () => {
  const [before] = snapshotWith([charger]).chargers;
  const [after] = snapshotWith([{ ...charger, maxCurrentA: 10 }]).chargers;
  assert.equal(before?.limits.maxCurrentA, 16);
  assert.equal(after?.limits.maxCurrentA, 10);
  assert.equal(after?.settings.maxCurrentA, 10);
});

it("lets a battery take intents as soon as its device offers them", () => {
  const offered: Capability = { kind: "batteryMode", intents: ["auto", "hold"], modes: ["SelfUse", "Backup"] };
  assert.deepEqual(snapshotWith([battery, offered]).batteries[0]?.intents, ["auto", "hold"]);
});
