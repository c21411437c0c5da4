import type { Json } from "#domain";
import { chargerKeyFacts } from "./charger-key-facts.ts";
import { controllerKeyFacts } from "./controller-key-facts.ts";

/** One key as the firmware has it. */
export interface FirmwareKey {
  readonly key: string;
  readonly isReadable: boolean;
  readonly isWritable: boolean;
  /** The firmware's own name for it, e.g. `uint8`. */
  readonly type: string;
  readonly isNullable: boolean;
  readonly units: string;
  readonly lowest?: number;
  readonly highest?: number;
  readonly initial: Json;
}

export interface UnitOfKeys {
  readonly firmware: number;
  readonly isCore: boolean;
}

interface FirmwareKeys {
  readonly charger: readonly FirmwareKey[];
  readonly controller: readonly FirmwareKey[];
  readonly byName: ReadonlyMap<string, FirmwareKey>;
}

let parsed: FirmwareKeys | undefined;

/** Read when the first unit is made: most houses have no emulator. */
function firmwareKeys(): FirmwareKeys {
  if (parsed !== undefined) return parsed;
  const charger = chargerKeyFacts.trim().split("\n").map(toKey);
  const controller = controllerKeyFacts.trim().split("\n").map(toKey);
  parsed = { charger, controller, byName: new Map([...charger, ...controller].map((each) => [each.key, each])) };
  return parsed;
}

export function findFirmwareKey(key: string): FirmwareKey | undefined {
  return firmwareKeys().byName.get(key);
}

/** All that such a unit shows, as it left its installer. */
export function initialKeys(unit: UnitOfKeys): Record<string, Json> {
  return valuesOf(firmwareKeys().charger.filter(({ units }) => isThere(units, unit)));
}

export function initialControllerKeys(): Record<string, Json> {
  return valuesOf(firmwareKeys().controller);
}

function valuesOf(keys: readonly FirmwareKey[]): Record<string, Json> {
  return Object.fromEntries(keys.filter(({ isReadable }) => isReadable).map(({ key, initial }) => [key, initial]));
}

function isThere(units: string, { firmware, isCore }: UnitOfKeys): boolean {
  switch (units) {
    case "-":
      return true;
    case "old":
      return firmware < 59;
    case "not-core":
      return !isCore;
    default:
      return firmware >= Number(units);
  }
}

function toKey(row: string): FirmwareKey {
  const [facts = "", value] = row.split(" =", 2);
  const [key = "", access = "", type = "", units = "", range] = facts.split(" ");
  const [lowest, highest] = range?.split("..") ?? [];
  const initial: Json = value === undefined ? null : JSON.parse(value);
  return {
    ...{ key, units, initial, type: type.replace("?", "") },
    ...{ isReadable: access.includes("r"), isWritable: access.includes("w"), isNullable: type.endsWith("?") },
    ...(lowest === undefined || highest === undefined ? {} : { lowest: Number(lowest), highest: Number(highest) }),
  };
}
