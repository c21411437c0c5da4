import type { BatteryMemory, ChargerMemory, ControlMemory, FeedMemory } from "./memory.ts";

const memoryKeys = ["version", "at", "surplus", "blindSince", "chargers", "batteries"] as const;
const chargerKeys = [
  "mode",
  "minCurrentA",
  "maxCurrentA",
  "priority",
  "phases",
  "goal",
  "stoppedUntil",
  "regulation",
  "feed",
  "watch",
  "regulatorSent",
  "wake",
  "wakerSent",
  "draws",
  "solar",
  "phaseSwitchedAt",
  "goalRunsFor",
  "excess",
  "sent",
] as const satisfies readonly (keyof ChargerMemory)[];
const feedKeys = [
  "isOn",
  "freshSince",
  "staleSince",
  "sentAt",
  "othersAt",
  "restUntil",
  "told",
] as const satisfies readonly (keyof FeedMemory)[];
const batteryKeys = [
  "intent",
  "share",
  "shareW",
  "guard",
  "sent",
  "userChoice",
  "chargeRunsFor",
  "appetite",
  "rules",
] as const satisfies readonly (keyof BatteryMemory)[];

/**
 * The same memory in one fixed order and without members that are undefined: a memory that was stored and read back has
 * lost those, and a replay is compared byte by byte.
 */
export function toCanonical(memory: ControlMemory): ControlMemory {
  const chargers = mapValues(memory.chargers, (charger) => pick(withFeed(charger), chargerKeys));
  const batteries = mapValues(memory.batteries, (battery) => pick(battery, batteryKeys));
  return { ...pick({ ...memory, chargers, batteries }, memoryKeys), version: 1, chargers, batteries };
}

/** The one member that is itself rewritten in pieces. */
function withFeed(charger: ChargerMemory): ChargerMemory {
  return charger.feed === undefined ? charger : { ...charger, feed: { isOn: false, ...pick(charger.feed, feedKeys) } };
}

function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Partial<T> {
  const picked: Partial<T> = {};
  for (const key of keys) if (value[key] !== undefined) picked[key] = value[key];
  return picked;
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  const changed: Record<string, T> = {};
  for (const key in record) {
    const value = record[key];
    if (value !== undefined) changed[key] = change(value);
  }
  return changed;
}
