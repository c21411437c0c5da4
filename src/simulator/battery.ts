import type { BatteryOrder } from "#driver-kit";
import type { BatterySpec } from "./scenario.ts";

/** A battery's state; one object for its lifetime so that a step allocates nothing. */
export interface BatteryState {
  readonly spec: BatterySpec;
  order: BatteryOrder;
  storedWh: number;
  /** At its terminals, discharging positive. */
  powerW: number;
  chargedWh: number;
  dischargedWh: number;
  /** What lies between its terminals and its cells, lost as heat. */
  lostWh: number;
  /** What was put in or taken out by hand, so that the books still close. */
  adjustedWh: number;
}

const secondsPerHour = 3_600;

export function createBattery(spec: BatterySpec): BatteryState {
  return {
    spec,
    order: { mode: "self-use", minSocPercent: spec.minSocPercent, maxSocPercent: 100 },
    storedWh: (spec.capacityWh * spec.socPercent) / 100,
    powerW: 0,
    chargedWh: 0,
    dischargedWh: 0,
    lostWh: 0,
    adjustedWh: 0,
  };
}

export function socPercentOf(battery: BatteryState): number {
  return (100 * battery.storedWh) / battery.spec.capacityWh;
}

/** How much it can take during the next second: its limit, less near full, and never beyond the order's maximum. */
export function chargeLimitW(battery: BatteryState): number {
  const { spec, order } = battery;
  const roomWh = (spec.capacityWh * order.maxSocPercent) / 100 - battery.storedWh;
  if (roomWh <= 0) return 0;
  const taperRange = 100 - spec.taperFromPercent;
  const taper = taperRange === 0 ? 1 : Math.min(1, Math.max(0.05, (100 - socPercentOf(battery)) / taperRange));
  return Math.min(spec.maxChargeW * taper, (roomWh * secondsPerHour) / spec.chargeEfficiency);
}

/** How much it can give during the next second, never below the order's minimum. */
export function dischargeLimitW(battery: BatteryState): number {
  const { spec, order } = battery;
  const spareWh = battery.storedWh - (spec.capacityWh * order.minSocPercent) / 100;
  if (spareWh <= 0) return 0;
  return Math.min(spec.maxDischargeW, spareWh * secondsPerHour * spec.dischargeEfficiency);
}

/** Books one second at the present power. */
export function bookBattery(battery: BatteryState): void {
  const wh = battery.powerW / secondsPerHour;
  if (wh < 0) {
    const gained = -wh * battery.spec.chargeEfficiency;
    battery.storedWh += gained;
    battery.chargedWh -= wh;
    battery.lostWh += -wh - gained;
  } else if (wh > 0) {
    const taken = wh / battery.spec.dischargeEfficiency;
    battery.storedWh -= taken;
    battery.dischargedWh += wh;
    battery.lostWh += taken - wh;
  }
}

/** Sets the fill by hand. */
export function fillBattery(battery: BatteryState, socPercent: number): void {
  const storedWh = (battery.spec.capacityWh * Math.min(100, Math.max(0, socPercent))) / 100;
  battery.adjustedWh += storedWh - battery.storedWh;
  battery.storedWh = storedWh;
}

/** An order as the battery can follow it: limits within 0 to 100 and the right way round. */
export function soundOrder(order: BatteryOrder): BatteryOrder {
  const minSocPercent = Math.min(100, Math.max(0, order.minSocPercent));
  const maxSocPercent = Math.min(100, Math.max(minSocPercent, order.maxSocPercent));
  return {
    mode: order.mode,
    minSocPercent,
    maxSocPercent,
    ...(order.powerW === undefined ? {} : { powerW: Math.max(0, order.powerW) }),
  };
}
