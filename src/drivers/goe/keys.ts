import { measuredKeys } from "./keys/measured.ts";
import { chargingKeys, deviceKeys, surplusKeys } from "./keys/settings.ts";
import type { GoeKey } from "./keys/shape.ts";

export type { GoeChoice, GoeElement, GoeKey, GoeType } from "./keys/shape.ts";

/** Every key the driver knows, once. */
export const goeKeys: readonly GoeKey[] = [...measuredKeys, ...chargingKeys, ...surplusKeys, ...deviceKeys];

const byName: ReadonlyMap<string, GoeKey> = new Map(goeKeys.map((key) => [key.key, key]));

export function findGoeKey(name: string): GoeKey | undefined {
  return byName.get(name);
}

/** Who the charger is and what it can do; read once on connecting. */
export const identityKeys: readonly string[] = ["typ", "var", "fwv", "adi", "ama", "mca", "psm", "pha", "cbl", "cll"];

/** What has to be seen every few seconds to steer a charge. */
export const chargingStatusKeys: readonly string[] = [
  ...["car", "alw", "acu", "modelStatus", "nrg", "wh", "eto", "tpa", "pnp", "cll", "cbl"],
  ...["rbt", "lmsc"],
];

/** All that can be read, for the raw values. */
export const readableKeys: readonly string[] = goeKeys.filter((key) => key.access !== "write").map((key) => key.key);
