import type { Instant } from "#domain";
import type { DriverReading } from "#driver-kit";
import type { KioskValues } from "./client.ts";
import type { PlantFlows } from "./derivation/derive-plant.ts";

/** A plant's flows as readings. Consumption is not among them: the house adds it up itself, with its chargers. */
export function toReadings(flows: PlantFlows): readonly DriverReading[] {
  const { productionW, netImportW, batteryW, at } = flows;
  const readings: DriverReading[] = [];
  if (netImportW !== undefined && at.netImport !== undefined)
    readings.push({
      ...{ kind: "meter", place: "grid", powerW: netImportW, at: at.netImport, quality: "measured" },
      ...present({ importWh: flows.importWh, exportWh: flows.exportWh }),
    });
  if (productionW !== undefined && at.production !== undefined)
    readings.push({
      ...{ kind: "solar", powerW: productionW, at: at.production, quality: "measured" },
      ...present({ energyWh: flows.yieldWh }),
    });
  if (batteryW !== undefined && at.battery !== undefined)
    readings.push({
      ...{ kind: "battery", powerW: batteryW, at: at.battery, quality: "measured" },
      ...present({ socPercent: flows.socPercent }),
    });
  return readings;
}

/** A kiosk page tells only of the sun, and the maker renews it twice an hour. */
export function kioskReadings({ powerKw, totalKWh }: KioskValues, at: Instant): readonly DriverReading[] {
  if (powerKw === undefined || powerKw < 0) return [];
  const energyWh = totalKWh === undefined || totalKWh <= 0 ? undefined : Math.round(totalKWh * 1_000);
  return [{ kind: "solar", powerW: Math.round(powerKw * 1_000), at, quality: "estimated", ...present({ energyWh }) }];
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends Readonly<Record<string, number | undefined>>>(members: T): Present<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}
