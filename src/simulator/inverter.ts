import type { BatteryState } from "./battery.ts";
import { chargeLimitW, createBattery, dischargeLimitW } from "./battery.ts";
import type { InverterSpec } from "./scenario.ts";

/** An inverter's state, with the working values of a step. */
export interface InverterState {
  readonly spec: InverterSpec;
  readonly battery: BatteryState | undefined;
  /** DC power that its AC side can pass. */
  readonly busLimitW: number;
  /** Share of the way to its target that the battery goes in a second. */
  readonly follow: number;
  /** What the sun offers at the panels. */
  availableW: number;
  solarW: number;
  acW: number;
  solarWh: number;
  lostWh: number;
  /** What the panels could have given; more than `solarWh` where the inverter had to curtail. */
  offeredWh: number;
  /** What the battery may take and give this second by its order and its fill. */
  chargeLimitW: number;
  dischargeLimitW: number;
  /** What battery and AC side do by the battery's order alone, before the site's balance is looked at. */
  batteryBaseW: number;
  acBaseW: number;
  /** How far its AC side may go down (surplus) or up (deficit) by its battery's help. */
  takeRoomW: number;
  giveRoomW: number;
}

export function createInverter(spec: InverterSpec): InverterState {
  return {
    spec,
    battery: spec.battery === undefined ? undefined : createBattery(spec.battery),
    busLimitW: spec.ratedW / spec.efficiency,
    follow: spec.responseS === 0 ? 1 : 1 - Math.exp(-1 / spec.responseS),
    availableW: 0,
    solarW: 0,
    acW: 0,
    solarWh: 0,
    lostWh: 0,
    offeredWh: 0,
    chargeLimitW: 0,
    dischargeLimitW: 0,
    batteryBaseW: 0,
    acBaseW: 0,
    takeRoomW: 0,
    giveRoomW: 0,
  };
}

/** What the DC bus becomes on the AC side; from the grid it costs the same share the other way. */
export function busToAc(inverter: InverterState, busW: number): number {
  const { efficiency, ratedW } = inverter.spec;
  return busW >= 0 ? Math.min(ratedW, busW * efficiency) : Math.max(-ratedW, busW / efficiency);
}

export function acToBus(inverter: InverterState, acW: number): number {
  const { efficiency } = inverter.spec;
  return acW >= 0 ? acW / efficiency : acW * efficiency;
}

/**
 * First half of a step: what each battery does by its order alone, and how much more it may take or give when the
 * site has power to spare or lacks some.
 */
export function prepareInverter(inverter: InverterState): void {
  limitBattery(inverter);
  inverter.batteryBaseW = baseBatteryW(inverter);
  const busW = inverter.availableW + inverter.batteryBaseW;
  inverter.acBaseW = busToAc(inverter, busW);
  inverter.takeRoomW = 0;
  inverter.giveRoomW = 0;
  const mode = inverter.battery?.order.mode;
  if (mode === "self-use" || mode === "no-discharge") {
    const moreW = inverter.chargeLimitW + inverter.batteryBaseW;
    inverter.takeRoomW = moreW > 0 ? inverter.acBaseW - busToAc(inverter, busW - moreW) : 0;
  }
  if ((mode === "self-use" || mode === "feed-in-first") && inverter.batteryBaseW === 0) {
    inverter.giveRoomW = busToAc(inverter, busW + inverter.dischargeLimitW) - inverter.acBaseW;
  }
}

function limitBattery(inverter: InverterState): void {
  const { battery } = inverter;
  const mode = battery?.order.mode;
  const mayCharge = battery !== undefined && mode !== "idle" && mode !== "force-discharge";
  const mayDischarge =
    battery !== undefined && (mode === "self-use" || mode === "feed-in-first" || mode === "force-discharge");
  inverter.chargeLimitW = mayCharge ? chargeLimitW(battery) : 0;
  inverter.dischargeLimitW = mayDischarge ? dischargeLimitW(battery) : 0;
}

function baseBatteryW(inverter: InverterState): number {
  const order = inverter.battery?.order;
  // Sun beyond what the AC side can pass is lost unless the battery takes it.
  const clippedW = Math.max(0, inverter.availableW - inverter.busLimitW);
  switch (order?.mode) {
    case undefined:
    case "idle":
      return 0;
    case "self-use":
    case "no-discharge":
    case "feed-in-first":
      return -Math.min(clippedW, inverter.chargeLimitW);
    case "force-charge":
      return -Math.min(order?.powerW ?? Number.POSITIVE_INFINITY, inverter.chargeLimitW);
    case "force-discharge":
      return Math.min(
        order?.powerW ?? Number.POSITIVE_INFINITY,
        inverter.dischargeLimitW,
        Math.max(0, inverter.busLimitW - inverter.availableW),
      );
  }
}

/** Second half: aims for the AC power found for it, follows with its lag, and keeps every hard limit at once. */
export function settleInverter(inverter: InverterState, acTargetW: number): void {
  const { battery, busLimitW, availableW, spec } = inverter;
  let batteryW = 0;
  if (battery !== undefined) {
    const passedW = Math.min(availableW + inverter.batteryBaseW, busLimitW);
    const targetW =
      inverter.batteryBaseW + acToBus(inverter, acTargetW) - Math.max(passedW, -spec.ratedW * spec.efficiency);
    batteryW = battery.powerW + (targetW - battery.powerW) * inverter.follow;
    if (Math.abs(targetW - batteryW) < 1) batteryW = targetW;
    batteryW = Math.min(batteryW, inverter.dischargeLimitW, Math.max(0, busLimitW - availableW));
    batteryW = Math.max(batteryW, -inverter.chargeLimitW, -availableW - spec.ratedW * spec.efficiency);
    battery.powerW = batteryW;
  }
  inverter.solarW = Math.max(0, Math.min(availableW, busLimitW - batteryW));
  inverter.acW = busToAc(inverter, inverter.solarW + batteryW);
}
