import { parseRows } from "./keys/parse-rows.ts";
import type { GoeKey, GoePolling } from "./keys/shape.ts";
import { accessRows, cardRows } from "./keys/table/access.ts";
import { chargingRows } from "./keys/table/charging.ts";
import { controlRows } from "./keys/table/control.ts";
import { controllerRows } from "./keys/table/controller.ts";
import { deviceRows } from "./keys/table/device.ts";
import { gridRows } from "./keys/table/grid.ts";
import { mqttRows } from "./keys/table/mqtt.ts";
import { networkRows } from "./keys/table/network.ts";
import { ocppRows } from "./keys/table/ocpp.ts";
import { surplusRows } from "./keys/table/surplus.ts";

export type { GoeChoice, GoeElement, GoeKey, GoePolling, GoeType } from "./keys/shape.ts";

const cardTables = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) =>
  cardRows.replaceAll("%", String(place)).replaceAll("#", String(place + 1)),
);

/** Every key that is known of chargers and of the go-eController, once. */
export const goeKeys: readonly GoeKey[] = [
  ...[chargingRows, controlRows, surplusRows, accessRows, ...cardTables].flatMap((table) => parseRows(table)),
  ...[gridRows, deviceRows, networkRows, mqttRows, ocppRows].flatMap((table) => parseRows(table)),
  ...parseRows(controllerRows, "controller"),
];

const byName: ReadonlyMap<string, GoeKey> = new Map(goeKeys.map((key) => [key.key, key]));

export function findGoeKey(name: string): GoeKey | undefined {
  return byName.get(name);
}

/** Who the charger is and what it can do; read once on connecting. */
export const identityKeys: readonly string[] = ["typ", "var", "fwv", "adi", "ama", "mca", "psm", "pha", "cbl", "cll"];

/** What has to be seen every few seconds to steer a charge. */
export const chargingStatusKeys: readonly string[] = [
  ...["car", "alw", "acu", "modelStatus", "nrg", "wh", "eto", "tpa", "pnp", "cll", "cbl"],
  ...["rbt", "lmsc", "err"],
];

/** All that a charger tells, for the raw values; what is secret is not even asked for. */
export const readableKeys: readonly string[] = goeKeys
  .filter((key) => key.access !== "write" && key.device === "charger" && !key.isSecret)
  .map((key) => key.key);

/** What is worth asking while no car is there: whether one came, whether something is wrong, and the measurements. */
export const minimalKeys: readonly string[] = readableOf("always");

/** What changes by itself. */
export const statusKeys: readonly string[] = [...minimalKeys, ...readableOf("status")];

function readableOf(polling: GoePolling): readonly string[] {
  return readableKeys.filter((key) => findGoeKey(key)?.polling === polling);
}
