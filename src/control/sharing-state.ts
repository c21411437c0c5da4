import type { Instant, Sharing, SharingBasis, SharingState, Snapshot, SourceId } from "#domain";
import { type BatteryView, countedBatteries, type HouseView, viewHouse } from "./house-view.ts";
import type { ControlMemory } from "./memory.ts";
import { isBlind } from "./observe.ts";
import { batteryClaim, lendableW, sharingInForce } from "./sharing.ts";

/** Less than this is the account's own noise. */
const worthAWordW = 50;

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
  const isCounted = battery.snapshot.isCountedElsewhere !== true;
  const keepsW = isCounted ? keptBy(battery, house, memory) : undefined;
  const paysBackW = isCounted ? paidBackBy(battery, house, memory) : undefined;
  const { reservePercent } = settings;
  const isBelowReserve =
    reservePercent !== undefined && battery.socPercent !== undefined && battery.socPercent < reservePercent;
  const basis = isCounted ? basisOf(keepsW, isBelowReserve, { share, shareW }) : "elsewhere";
  return {
    ...withWatts({ share, shareW }),
    setBy: asked?.share !== undefined ? "request" : settings.share !== undefined ? "configuration" : "nobody",
    configured: withWatts(configured),
    basis,
    ...(keepsW === undefined ? {} : { keepsW }),
    ...(paysBackW === undefined ? {} : { paysBackW }),
    ...(basis === "below-reserve" && reservePercent !== undefined ? { reservePercent } : {}),
  };
}

/** What the solar rule takes as the battery's own: the part of its charging that it does not count as left over. */
function keptBy(battery: BatteryView, house: HouseView, memory: ControlMemory): number | undefined {
  const batteries = countedBatteries(house);
  const isOnlyOne = batteries.length === 1;
  const powerW = battery.powerW ?? (isOnlyOne ? house.batteryW : undefined);
  const isAnyUnknown = batteries.some((one) => one.powerW === undefined);
  if (powerW === undefined || (isAnyUnknown && !isOnlyOne)) return undefined;
  const claimW = batteryClaim({ ...house, batteries: [battery] }, memory);
  return claimW === undefined ? undefined : Math.max(0, Math.round(-powerW.value - claimW));
}

/** Its part of what the solar rule gives the cars on top of theirs; each battery lends by what it takes for itself. */
function paidBackBy(battery: BatteryView, house: HouseView, memory: ControlMemory): number | undefined {
  const paidW = isBlind(memory) ? 0 : (memory.surplus?.balance?.paidW ?? 0);
  const allW = lendableW(house, memory) ?? 0;
  const ownW = lendableW({ ...house, batteries: [battery] }, memory) ?? 0;
  const paysBackW = allW > 0 ? Math.round((paidW * ownW) / allW) : 0;
  return paysBackW < worthAWordW ? undefined : paysBackW;
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
