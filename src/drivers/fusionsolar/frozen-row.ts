import type { Values } from "./client.ts";
import { deviceTypes } from "./device-types.ts";

/** From here on counters move within five minutes; in the device's own unit. */
const movingPower: ReadonlyMap<number, readonly [name: string, least: number]> = new Map([
  [deviceTypes.stringInverter, ["active_power", 0.5]],
  [deviceTypes.residentialInverter, ["active_power", 0.5]],
  [deviceTypes.powerSensor, ["active_power", 500]],
  [deviceTypes.battery, ["ch_discharge_power", 500]],
  [deviceTypes.ess, ["ch_discharge_power", 500]],
]);

/** The cloud repeats itself: power flows, and yet no number at all has changed. Such a row is as old as its first sight. */
export function isFrozen(devTypeId: number, before: Values, after: Values): boolean {
  const moving = movingPower.get(devTypeId);
  if (moving === undefined || before.size !== after.size) return false;
  const [name, least] = moving;
  if (Math.abs(after.get(name) ?? 0) < least) return false;
  for (const [key, value] of after) if (before.get(key) !== value) return false;
  return true;
}
