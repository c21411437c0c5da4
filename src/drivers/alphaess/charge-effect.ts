import { minuteMs } from "#domain";
import type { Clock } from "#platform";
import type { GridCharging } from "./battery-state.ts";
import { isWithin } from "./charge-period.ts";
import type { LiveValues } from "./surface.ts";

/** The cloud's word against the battery's: a charge time that shows, and a battery that takes nothing. */
export interface ChargeEffect {
  /** How the settings stand, as read or as just written. */
  knows(charging: GridCharging | undefined): void;
  saw(values: LiveValues, minuteOfDay: number): void;
  isMissing(): boolean;
}

/** Five minutes until the inverter knows, and the quarter before midnight that no time can cover. */
const patienceMs = 22 * minuteMs;
const chargingW = 50;
/** Batteries end a little below what they are told, and the cloud's level is minutes old. */
const nearPercent = 2;

export function createChargeEffect(clock: Pick<Clock, "steadyMs">): ChargeEffect {
  let known: GridCharging | undefined;
  let goodAtMs = clock.steadyMs();

  const isAsItShouldBe = (
    { isOn, stopPercent = 100, ...charging }: GridCharging,
    values: LiveValues,
    minute: number,
  ) => {
    const { batteryW, socPercent } = values;
    if (batteryW === undefined || socPercent === undefined || !isOn) return true;
    const isTime = isWithin({ isOn, stopPercent, ...charging }, minute);
    return !isTime || batteryW < -chargingW || socPercent >= stopPercent - nearPercent;
  };

  return {
    knows: (charging) => {
      if (JSON.stringify(known) !== JSON.stringify(charging)) goodAtMs = clock.steadyMs();
      known = charging;
    },
    saw: (values, minute) => {
      if (known === undefined || isAsItShouldBe(known, values, minute)) goodAtMs = clock.steadyMs();
    },
    isMissing: () => known !== undefined && clock.steadyMs() - goodAtMs >= patienceMs,
  };
}
