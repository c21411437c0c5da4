import type { BatterySettings, Sharing } from "#domain";
import { type BatteryView, countedBatteries, type HouseView } from "./house-view.ts";
import type { AppetiteMemory, BatteryMemory, ControlMemory } from "./memory.ts";

/** This much export means that no battery wants more; less is the battery's own regulation at work. */
const leftOverW = 150;
/** So much emptier than when its appetite was seen, a battery is hungrier than it was. */
const hungrierPercent = 3;

/**
 * How the batteries change the sun left over for cars: discharging never adds to it, and of what they charge the cars
 * may have what exceeds the batteries' own share. Undefined where a battery's power is not known.
 */
export function batteryClaim(house: HouseView, memory: ControlMemory): number | undefined {
  const { batteryW } = house;
  const batteries = countedBatteries(house);
  const [first] = batteries;
  if (first === undefined) return batteryW === undefined ? 0 : Math.min(0, -batteryW.value);
  if (batteries.some(({ powerW }) => powerW === undefined)) {
    return batteryW === undefined ? undefined : claimOfAll(house, batteryW.value, memory);
  }
  let claimW = 0;
  for (const battery of batteries) claimW += claimOf(battery, battery.powerW?.value ?? 0, memory);
  return claimW;
}

/** Where only their sum is known, each may be the one that charges. */
function claimOfAll(house: HouseView, powerW: number, memory: ControlMemory): number {
  return countedBatteries(house).reduce((claimW, battery) => claimW - shareOf(battery, -powerW, memory), -powerW);
}

/** What the batteries take now as their own part of the sun, and may lend of it; one that comes first lends nothing. */
export function lendableW(house: HouseView, memory: ControlMemory): number | undefined {
  const batteries = countedBatteries(house);
  let sumW = 0;
  for (const battery of batteries) {
    const powerW = battery.powerW ?? (batteries.length === 1 ? house.batteryW : undefined);
    if (powerW === undefined) return undefined;
    if (comesFirst(battery, memory)) continue;
    const chargingW = Math.max(0, -powerW.value);
    sumW += Math.min(chargingW, shareOf(battery, chargingW, memory));
  }
  return sumW;
}

function claimOf(battery: BatteryView, powerW: number, memory: ControlMemory): number {
  return -powerW - shareOf(battery, -powerW, memory);
}

/** What of the sun is the battery's before any car's. */
function shareOf(battery: BatteryView, chargingW: number, memory: ControlMemory): number {
  const appetiteW = appetiteOf(battery, memory);
  const { share, shareW } = sharingInForce(battery.snapshot.settings, memory.batteries[battery.id]);
  // As long as nobody has seen what it wants, it keeps at least what it takes.
  if (comesFirst(battery, memory)) return appetiteW ?? Math.max(0, chargingW);
  return share === "share" ? Math.min(shareW, appetiteW ?? shareW) : 0;
}

function comesFirst(battery: BatteryView, memory: ControlMemory): boolean {
  const { share } = sharingInForce(battery.snapshot.settings, memory.batteries[battery.id]);
  return share === "battery-first" || isBelowReserve(battery);
}

/** What requests have set stands above the configuration. */
export function sharingInForce(
  settings: Pick<BatterySettings, "share" | "shareW">,
  asked: Pick<BatteryMemory, "share" | "shareW"> | undefined,
): { readonly share: Sharing; readonly shareW: number } {
  return {
    share: asked?.share ?? settings.share ?? "car-first",
    shareW: asked?.shareW ?? settings.shareW ?? 0,
  };
}

function isBelowReserve({ snapshot: { settings }, socPercent }: BatteryView): boolean {
  const { reservePercent } = settings;
  return reservePercent !== undefined && socPercent !== undefined && socPercent < reservePercent;
}

function appetiteOf({ id, socPercent }: BatteryView, memory: ControlMemory): number | undefined {
  const seen = memory.batteries[id]?.appetite;
  if (seen === undefined) return undefined;
  const wasFullerBy = (seen.socPercent ?? 0) - (socPercent ?? 0);
  return wasFullerBy > hungrierPercent ? undefined : seen.chargingW;
}

/** Learns from a new sample of the grid what each battery takes when there is enough for all. */
export function observeAppetites(house: HouseView, memory: ControlMemory, gridW: number): ControlMemory {
  const batteries = { ...memory.batteries };
  for (const battery of countedBatteries(house)) {
    const { id, powerW, socPercent } = battery;
    if (powerW === undefined) continue;
    const chargingW = Math.max(0, Math.round(-powerW.value));
    const knownW = appetiteOf(battery, memory);
    const isSatisfied = gridW < -leftOverW;
    // What it takes until it is back where it was, it had only lent.
    const isBack = socPercent === undefined || socPercent >= (memory.batteries[id]?.appetite?.socPercent ?? 0);
    const isMore = knownW !== undefined && chargingW > knownW && isBack;
    if (!isSatisfied && !isMore) continue;
    const appetite: AppetiteMemory = { chargingW, ...(socPercent === undefined ? {} : { socPercent }) };
    batteries[id] = { ...batteries[id], appetite };
  }
  return { ...memory, batteries };
}
