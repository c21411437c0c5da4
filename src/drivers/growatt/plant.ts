import { fail, type ReadingKind } from "#domain";
import type { DriverContext, DriverReading } from "#driver-kit";
import type { CallOptions } from "#platform";
import type { DeviceValues, GrowattClient, GrowattDevice, GrowattPlant, RawValue } from "./client.ts";
import type { GrowattConfig } from "./config.ts";
import { callPaceMs } from "./error-codes.ts";
import { findPlant } from "./find-plant.ts";
import { createGridWatch, type GridReading } from "./grid-watch.ts";
import { createCounterFilter, toReadings } from "./house.ts";
import { createKeptPlants } from "./kept-plants.ts";
import type { KeptValues } from "./kept-values.ts";
import { toReport } from "./mapping.ts";
import { createPlantClock, type PlantClock } from "./plant-clock.ts";

/** One plant: which devices it has, and what they say together. */
export interface Plant {
  /** Finds plant and devices, once. */
  explore(call: CallOptions): Promise<void>;
  read(call: CallOptions): Promise<readonly DriverReading[]>;
  /** Which kinds of readings there have been. */
  offered(): readonly ReadingKind[];
  /** The latest raw values, by device and name. */
  values(): ReadonlyMap<string, RawValue>;
  /** Looks for the devices anew with the next reading. */
  forget(): Promise<void>;
}

interface Explored {
  readonly plant: GrowattPlant;
  readonly devices: readonly GrowattDevice[];
  readonly clock: PlantClock;
}

export interface PlantSurroundings extends Pick<DriverContext, "clock" | "log" | "session"> {
  readonly kept: KeptValues;
}

export function createPlant(
  client: GrowattClient,
  config: GrowattConfig,
  { clock, log, session, kept }: PlantSurroundings,
): Plant {
  // Where there is a login, that is what is kept; the portal's lists may be asked for at any time.
  const lists = client.by === "token" ? createKeptPlants(session, () => clock.now()) : undefined;
  const wanted = config.plant ?? "";
  const watch = createGridWatch(knownGrid(config, client.by));
  const counters = createCounterFilter();
  const offered = new Set<ReadingKind>();
  let explored: Explored | undefined;
  let found: GrowattPlant | undefined;
  let latest: readonly DeviceValues[] = [];

  const tellOf = ({ name }: GrowattPlant, devices: readonly GrowattDevice[]) =>
    log.info("plant found", {
      plant: name,
      devices: devices.map(({ serial, kind }) => `${serial} (${kind})`).join(", "),
    });

  const explore = async (call: CallOptions): Promise<Explored> => {
    if (explored !== undefined) return explored;
    const listed = lists?.find(wanted);
    if (listed !== undefined) {
      tellOf(listed.plant, listed.devices);
      explored = { ...listed, clock: createPlantClock(listed.plant.utcOffsetHours) };
      return explored;
    }
    // Kept on its own: should only the devices fail, the plant need not be asked for again.
    found ??= await findPlant(client, config.plant, call);
    const all = await client.devices(found.id, call);
    const devices = all.filter(({ kind }) => kind !== "other");
    const others = all.filter(({ kind }) => kind === "other").map(({ serial, type }) => `${serial} (${type})`);
    if (others.length > 0) log.info("devices that are not read", { devices: others.join(", ") });
    if (devices.length === 0)
      throw fail("refused", "growatt.no-devices", { facts: { plant: found.name, others: others.join(", ") || "–" } });
    tellOf(found, devices);
    explored = { plant: found, devices, clock: createPlantClock(found.utcOffsetHours) };
    await lists?.keep(wanted, { plant: found, devices });
    return explored;
  };

  /** The cloud refuses to be asked again within five minutes, whoever asked. */
  const valuesOf = async (plant: GrowattPlant, devices: readonly GrowattDevice[], call: CallOptions) => {
    const now = clock.now();
    const before = kept.read(plant.id);
    if (before !== undefined && before.askedAt <= now && now - before.askedAt < callPaceMs) return before.values;
    const values = await client.values(plant.id, devices, call);
    kept.write(plant.id, { askedAt: now, values });
    return values;
  };

  return {
    explore: async (call) => {
      await explore(call);
    },
    read: async (call) => {
      const { plant, devices, clock: plantClock } = await explore(call);
      latest = await valuesOf(plant, devices, call);
      const now = clock.now();
      const by = { by: client.by, useBattery: config.useBattery };
      const reports = latest.map((values) => ({
        ...toReport(values, by),
        at: plantClock.toInstant(values.serial, values.time, now),
      }));
      const expected = new Set(devices.map(({ serial }) => serial));
      const readings = [...toReadings(reports, expected, watch, counters), ...rawReading(latest, reports)];
      for (const { kind } of readings) offered.add(kind);
      return readings;
    },
    offered: () => [...offered],
    values: () => flat(latest),
    forget: async () => {
      explored = undefined;
      found = undefined;
      await lists?.keep(wanted, undefined);
    },
  };
}

/** The portal's hybrids speak of kilowatts, which nobody doubts. */
function knownGrid({ gridUnit, invertGrid }: GrowattConfig, by: GrowattClient["by"]): Partial<GridReading> {
  const unit = gridUnit === "auto" && by === "login" ? "kW" : gridUnit;
  return {
    ...(unit === "auto" ? {} : { factor: unit === "kW" ? 1_000 : 1 }),
    ...(invertGrid === undefined ? {} : { sign: invertGrid ? -1 : 1 }),
  };
}

function rawReading(latest: readonly DeviceValues[], reports: readonly { readonly at: number }[]): DriverReading[] {
  const values = flat(latest);
  if (values.size === 0) return [];
  const at = Math.min(...reports.map((report) => report.at));
  return [{ kind: "values", values: Object.fromEntries(values), at, quality: "measured" }];
}

/** With several devices each name begins with its device's serial number. */
function flat(latest: readonly DeviceValues[]): ReadonlyMap<string, RawValue> {
  const isAlone = latest.length === 1;
  return new Map(
    latest.flatMap(({ serial, values }) =>
      Object.entries(values).map(([name, value]): [string, RawValue] => [isAlone ? name : `${serial}.${name}`, value]),
    ),
  );
}
