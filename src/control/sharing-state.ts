import type { Instant, Sharing, SharingBasis, SharingState, Snapshot, SourceId } from "#domain";
import { type BatteryView, type HouseView, viewHouse } from "./house-view.ts";
import type { ControlMemory } from "./memory.ts";
import { batteryClaim, sharingInForce } from "./sharing.ts";

/** How the sun is shared with each battery, as the solar rule reckons with it; of no interest without a charger. */
export function sharingStates(
  snapshot: Snapshot,
  memory: ControlMemory,
  now: Instant,
): ReadonlyMap<SourceId, SharingState> {
  if (snapshot.chargers.length === 0) return new Map();
  const house = viewHouse(snapshot, now);
  return new Map(house.batteries.map((battery) => [battery.id, sharingOf(battery, house, memory)]));
}

function sharingOf(battery: BatteryView, house: HouseView, memory: ControlMemory): SharingState {
  const { settings } = battery.snapshot;
  const asked = memory.batteries[battery.id];
  const { share, shareW } = sharingInForce(settings, asked);
  const configured = sharingInForce(settings, undefined);
  const keepsW = keptBy(battery, house, memory);
  const { reservePercent } = settings;
  const isBelowReserve =
    reservePercent !== undefined && battery.socPercent !== undefined && battery.socPercent < reservePercent;
  const basis = basisOf(keepsW, isBelowReserve, { share, shareW });
  return {
    ...withWatts({ share, shareW }),
    setBy: asked?.share !== undefined ? "request" : settings.share !== undefined ? "configuration" : "nobody",
    configured: withWatts(configured),
    basis,
    ...(keepsW === undefined ? {} : { keepsW }),
    ...(basis === "below-reserve" && reservePercent !== undefined ? { reservePercent } : {}),
  };
}

/** What the solar rule takes as the battery's own: the part of its charging that it does not count as left over. */
function keptBy(battery: BatteryView, house: HouseView, memory: ControlMemory): number | undefined {
  const isOnlyOne = house.batteries.length === 1;
  const powerW = battery.powerW ?? (isOnlyOne ? house.batteryW : undefined);
  const isAnyUnknown = house.batteries.some((one) => one.powerW === undefined);
  if (powerW === undefined || (isAnyUnknown && !isOnlyOne)) return undefined;
  const claimW = batteryClaim({ ...house, batteries: [battery] }, memory);
  return claimW === undefined ? undefined : Math.max(0, Math.round(-powerW.value - claimW));
}

function basisOf(
  keepsW: number | undefined,
  isBelowReserve: boolean,
  { share, shareW }: { readonly share: Sharing; readonly shareW: number },
): SharingBasis {
  if (keepsW === undefined) return "unknown";
  if (isBelowReserve) return "below-reserve";
  return share === "share" && keepsW < shareW ? "wants-less" : "setting";
}

function withWatts({ share, shareW }: { readonly share: Sharing; readonly shareW: number }) {
  return share === "share" ? { share, shareW } : { share };
}
