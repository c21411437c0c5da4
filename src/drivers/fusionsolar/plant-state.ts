import type { Instant } from "#domain";
import type { Device, Values } from "./client.ts";
import type { AccountConfig } from "./config.ts";
import { type BatterySign, noVotes, signBy, voteOnSign } from "./derivation/battery-sign.ts";
import { derivePlant, type PlantDevice, type PlantFlows } from "./derivation/derive-plant.ts";
import { type DeviceKind, type DeviceSample, kindOf, toSample } from "./derivation/device-sample.ts";
import { type GridMeterUnit, gridMeterUnitBy } from "./derivation/grid-meter-unit.ts";
import { deviceTypes } from "./device-types.ts";

/** A device's latest row, as received. */
export interface ReceivedRow {
  readonly values: Values;
  readonly at: Instant;
}

export interface PlantOptions extends Pick<AccountConfig, "use" | "gridMeterUnit" | "batterySign"> {
  readonly devices: readonly Device[];
  readonly capacityKw: number | undefined;
  readonly maxAgeMs: number;
}

/** What is known of a plant from one answer to the next: units and signs found out, counters that never fall. */
export interface PlantState {
  readonly devices: readonly PlantDevice[];
  flows(rows: ReadonlyMap<string, ReceivedRow>, now: Instant): PlantFlows;
  /** How the vendor's numbers are taken at the moment. */
  conventions(): { readonly gridMeterUnit: GridMeterUnit | undefined; readonly batterySign: BatterySign };
}

export function createPlantState(options: PlantOptions): PlantState {
  const { use, capacityKw } = options;
  const typed = options.devices.flatMap((device) => {
    const kind = kindOf(device.devTypeId);
    return kind === undefined ? [] : [{ id: device.id, kind, devTypeId: device.devTypeId }];
  });
  const counters = new Map<string, number>();
  const lastVoteAt = new Map<string, Instant>();
  let votes = noVotes;
  let unit = options.gridMeterUnit === "auto" ? undefined : options.gridMeterUnit;

  const signOf = (devTypeId: number): BatterySign => {
    if (options.batterySign !== "auto") return options.batterySign;
    // Owners of large storage saw discharging positive, owners of home batteries charging.
    return signBy(votes, devTypeId === deviceTypes.ess ? "discharge-positive" : "charge-positive");
  };

  const learn = (rows: ReadonlyMap<string, ReceivedRow>) => {
    const of = (kind: DeviceKind) =>
      typed.filter((device) => device.kind === kind).flatMap(({ id }) => rows.get(id) ?? []);
    const [meter] = of("gridMeter");
    if (options.gridMeterUnit === "auto" && meter !== undefined)
      unit = gridMeterUnitBy({ values: meter.values, capacityKw, before: unit });
    const [inverters, batteries] = [of("inverter"), of("battery")];
    const at = Math.min(...[...inverters, ...batteries].map((row) => row.at));
    if (inverters.length === 0 || batteries.length === 0 || lastVoteAt.get("sign") === at) return;
    lastVoteAt.set("sign", at);
    const valuesOf = (received: readonly ReceivedRow[]) => received.map(({ values }) => values);
    votes = voteOnSign({ inverters: valuesOf(inverters), batteries: valuesOf(batteries) }, votes);
  };

  /** At midnight and after exchanges counters jump; what falls is not believed, it stays where it was. */
  const rising = (key: string, value: number | undefined): number | undefined => {
    if (value === undefined) return undefined;
    const highest = Math.max(value, counters.get(key) ?? value);
    counters.set(key, highest);
    return highest;
  };

  return {
    devices: typed,
    conventions: () => ({ gridMeterUnit: unit, batterySign: signOf(deviceTypes.battery) }),
    flows: (rows, now) => {
      learn(rows);
      const samples: DeviceSample[] = [];
      for (const { id, kind, devTypeId } of typed) {
        const row = rows.get(id);
        if (row === undefined) continue;
        samples.push(toSample(kind, { id, ...row }, { gridMeterUnit: unit, batterySign: signOf(devTypeId) }));
      }
      const flows = derivePlant({ devices: typed, samples, use, now, maxAgeMs: options.maxAgeMs });
      return {
        ...flows,
        ...present({
          yieldWh: rising("yield", flows.yieldWh),
          importWh: rising("import", flows.importWh),
          exportWh: rising("export", flows.exportWh),
        }),
      };
    },
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends Readonly<Record<string, number | undefined>>>(members: T): Present<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}
