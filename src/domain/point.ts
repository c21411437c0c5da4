import type { ChargerStatus, Reading } from "./reading.ts";
import type { Instant } from "./time.ts";

/** One number of a reading on its way into history; the series names source, kind and field: `roof/meter.grid.powerW`. */
export interface Point {
  readonly series: string;
  readonly at: Instant;
  readonly value: number;
}

/** The numbers of a reading that history keeps; raw device values stay out, they have their own cadence and volume. */
export function toPoints(reading: Reading): Point[] {
  const points: Point[] = [];
  const add = (field: string, value: number | undefined) => {
    if (value !== undefined) points.push({ series: `${reading.source}/${field}`, at: reading.at, value });
  };
  switch (reading.kind) {
    case "meter":
      add(`meter.${reading.place}.powerW`, reading.powerW);
      add(`meter.${reading.place}.importWh`, reading.importWh);
      add(`meter.${reading.place}.exportWh`, reading.exportWh);
      break;
    case "solar":
      add("solar.powerW", reading.powerW);
      add("solar.energyWh", reading.energyWh);
      break;
    case "battery":
      add("battery.powerW", reading.powerW);
      add("battery.socPercent", reading.socPercent);
      add("battery.chargedWh", reading.chargedWh);
      add("battery.dischargedWh", reading.dischargedWh);
      break;
    case "socLimits":
      add("socLimits.minPercent", reading.minPercent);
      add("socLimits.maxPercent", reading.maxPercent);
      break;
    case "charger":
      add("charger.powerW", reading.powerW);
      add("charger.isPlugged", pluggedByStatus[reading.status]);
      add("charger.offeredCurrentA", reading.offeredCurrentA);
      add("charger.sessionWh", reading.sessionWh);
      add("charger.totalWh", reading.totalWh);
      break;
    case "batteryMode":
    case "values":
      break;
  }
  return points;
}

/** Whether a car is plugged in, as far as the socket's state tells. */
const pluggedByStatus: Readonly<Record<ChargerStatus, 0 | 1 | undefined>> = {
  A: 0,
  B: 1,
  C: 1,
  E: undefined,
  F: undefined,
};
