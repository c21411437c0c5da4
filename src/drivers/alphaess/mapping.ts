import { type ChargerReading, type Instant, minuteMs, type Unstamped } from "#domain";
import type { DriverReading } from "#driver-kit";
import type { ChargerSight } from "./charger-sights.ts";
import { chargerStatusCodes, isStarted, statusOf } from "./charger-status.ts";
import { known } from "./reply-values.ts";
import { type Charger, currentMode, type LiveValues } from "./surface.ts";

/** What the cloud's live values say in the words of the house. */
export function toReadings(values: LiveValues, now: Instant): readonly DriverReading[] {
  const stamp = { at: Math.min(values.at ?? now, now), quality: "measured" } as const;
  const { solarW, batteryW, gridW, gridPhasesW, loadW, socPercent } = values;
  const readings: DriverReading[] = [];
  if (gridW !== undefined) {
    const phases = gridPhasesW === undefined ? {} : { phases: { powerW: gridPhasesW } };
    readings.push({ kind: "meter", place: "grid", powerW: gridW, ...stamp, ...phases });
  }
  if (loadW !== undefined) readings.push({ kind: "meter", place: "siteLoad", powerW: loadW, ...stamp });
  if (solarW !== undefined) readings.push({ kind: "solar", powerW: solarW, ...stamp });
  if (batteryW !== undefined && socPercent !== undefined)
    readings.push({ kind: "battery", powerW: batteryW, socPercent, ...stamp });
  return readings;
}

export interface ChargerFacts {
  readonly charger: Charger;
  readonly sight: Pick<ChargerSight, "code" | "waitingSince">;
  readonly values: LiveValues | undefined;
  readonly now: Instant;
}

/** Cars need a while to begin; only after that a car that takes nothing is full. */
const fullAfterMs = 2 * minuteMs;

/** The state of one wallbox; undefined where the code is one that nobody has described. */
export function toChargerReading(
  facts: ChargerFacts,
): (Unstamped<ChargerReading> & { readonly part: string }) | undefined {
  const { charger, values, now } = facts;
  const { code, waitingSince } = facts.sight;
  const status = statusOf(code);
  const powerW = chargerPowerW(charger, code, values);
  if (status === undefined || powerW === undefined) return undefined;
  const isAllowed = isStarted(code) === true;
  const offered = isAllowed && charger.mode === currentMode ? charger.currentA : undefined;
  const isWaiting = code === chargerStatusCodes.carWaits && waitingSince !== undefined;
  return {
    ...{ kind: "charger", part: charger.id, at: Math.min(values?.at ?? now, now), quality: "measured" },
    ...{ status, powerW, isAllowed },
    ...known({ offeredCurrentA: offered }),
    ...(isWaiting && now - waitingSince >= fullAfterMs ? { isFull: true } : {}),
  };
}

/** Where nobody measures the wallbox by itself, what is not charging draws nothing. */
function chargerPowerW({ id }: Charger, code: number, values: LiveValues | undefined): number | undefined {
  const index = Number(id.slice(2)) - 1;
  const told = values?.chargerW[index] ?? values?.chargersW;
  if (told !== undefined) return told;
  return code === chargerStatusCodes.charging ? undefined : 0;
}
