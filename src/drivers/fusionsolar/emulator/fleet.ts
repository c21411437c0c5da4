/** A device as the cloud lists it. */
export interface ListedDevice {
  readonly id: number;
  readonly devName: string;
  readonly devTypeId: number;
  readonly esnCode: string;
  readonly plant: number;
}

export interface ListedPlant {
  readonly index: number;
  readonly name: string;
  /** In kilowatts. */
  readonly capacityKw: number;
  /** How its sun and its load compare with those of the house; the house itself is 1. */
  readonly factor: number;
  readonly devices: readonly ListedDevice[];
}

/** An account with its plants, one of them the simulated house. */
export interface Fleet {
  readonly plants: readonly ListedPlant[];
  readonly own: ListedPlant;
  device(id: string): ListedDevice | undefined;
}

export interface FleetOptions {
  readonly plants: number;
  readonly capacityKw: number;
  /** Kinds of devices at each plant. */
  readonly types: readonly number[];
  readonly ownName: string;
}

const names: Readonly<Record<number, string>> = {
  1: "Inverter",
  2: "Logger",
  10: "Weather",
  17: "Grid meter",
  38: "Inverter",
  39: "Battery",
  41: "Storage",
  47: "Power sensor",
  62: "Dongle",
};

export function createFleet({ plants: count, capacityKw, types, ownName }: FleetOptions): Fleet {
  const ownIndex = ownIndexOf(count);
  const plants = Array.from({ length: count }, (_, index): ListedPlant => {
    const factor = index === ownIndex ? 1 : 0.4 + ((index * 37) % 100) / 100;
    return {
      ...{ index, factor, capacityKw: Math.round(capacityKw * factor * 10) / 10 },
      name: index === ownIndex ? ownName : `${ownName}${index}`,
      devices: types.map((devTypeId, place) => ({
        id: idOf(index, place, devTypeId),
        devName: `${names[devTypeId] ?? "Device"} ${index + 1}`,
        devTypeId,
        esnCode: `HV${String(index * 10 + place).padStart(10, "0")}`,
        plant: index,
      })),
    };
  });
  const own = plants[ownIndex];
  if (own === undefined) throw new RangeError("an account has at least one plant");
  const byId = new Map(plants.flatMap(({ devices }) => devices.map((device) => [String(device.id), device])));
  return { plants, own, device: (id) => byId.get(id) };
}

/** Never the first where there are others, and on the second page of a large account. */
function ownIndexOf(count: number): number {
  if (count > 100) return 100;
  return count > 1 ? 1 : 0;
}

/** Batteries have negative numbers, as some real devices do. */
function idOf(plant: number, place: number, devTypeId: number): number {
  const number = plant * 10 + place;
  return devTypeId === 39 ? -(512_345_678_000_000 + number) : 1_000_000_035_840_000 + number;
}

export function codeOf(plant: ListedPlant, hasNewCodes: boolean): string {
  return `NE=${(hasNewCodes ? 44_500_000 : 33_500_000) + plant.index}`;
}
