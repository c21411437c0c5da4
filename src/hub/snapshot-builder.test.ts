import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Capability, DeviceHealth } from "#domain";
import { type DeviceEntry, roles } from "./config/home-config.ts";
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

function configOf(text: string) {
  const loaded = loadConfig("sunsteer.yaml", text, {
    ...{ drivers: [], targets: [], environment: {}, readSecretFile: () => undefined },
  });
  assert.ok(loaded.isUsable);
  return loaded.config;
}

function snapshotWith(capabilities: readonly Capability[]) {
  const latest = createLatestReadings();
  const devices = [{ health, capabilities }];
  const unmoved = { actuator: () => undefined, unseenSince: () => undefined, signals: [] };
  return buildSnapshot({ config: configOf("version: 1\n"), latest, devices, ...unmoved }, [], now);
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

type Standing = Partial<Pick<DeviceEntry, "roles" | "prefer">>;

describe("a battery that two devices offer", () => {
  /** What the snapshot takes as the house's, and which of the two it marks, after these ages of their values. */
  const seen = (box: Standing, cloud: Standing, agesMs: { readonly box: number; readonly cloud: number }) => {
    const entryOf = (id: string, standing: Standing) => ({ id, driver: "toy", roles, fingerprint: id, ...standing });
    const config = { ...configOf("version: 1\n"), devices: [entryOf("box", box), entryOf("cloud", cloud)] };
    const latest = createLatestReadings();
    for (const source of ["box", "cloud"] as const) {
      const at = now - agesMs[source];
      const stamp = { source, at, receivedAt: at, quality: "measured" } as const;
      latest.put({ reading: { kind: "battery", powerW: -2_000, ...stamp }, goodUntil: at + 60_000 });
    }
    const devices = ["box", "cloud"].map((id) => ({ health: { ...health, id }, capabilities: [battery] }));
    const unmoved = { actuator: () => undefined, unseenSince: () => undefined, signals: [] };
    const { house, batteries } = buildSnapshot({ config, latest, devices, ...unmoved }, [], now);
    assert.equal(batteries.length, 2);
    const marked = batteries.filter(({ isCountedElsewhere }) => isCountedElsewhere).map(({ id }) => id);
    return { from: house.batteryW?.source, marked };
  };
  const fresh = { box: 0, cloud: 0 };

  it("is marked where the house goes by the other one, and that flips when the preferred goes stale", () => {
    assert.deepEqual(seen({ prefer: 1 }, {}, fresh), { from: "box", marked: ["cloud"] });
    assert.deepEqual(seen({ prefer: 1 }, {}, { box: 300_000, cloud: 0 }), { from: "cloud", marked: ["box"] });
  });

  it("is marked where the device has no such role", () => {
    assert.deepEqual(seen({}, { roles: ["grid", "pv"] }, fresh), { from: "box", marked: ["cloud"] });
  });

  it("is two batteries where nothing else is said", () => {
    assert.deepEqual(seen({}, {}, fresh), { from: "box+cloud", marked: [] });
  });
});
