import type { InverterState } from "./inverter.ts";
import { prepareInverter, settleInverter } from "./inverter.ts";

/**
 * Shares the site's surplus or shortage among its batteries, each by the room it has, as inverters do that regulate on
 * one meter; returns what all inverters together give.
 */
export function dispatch(inverters: readonly InverterState[], siteW: number): number {
  let baseW = 0;
  let takeRoomW = 0;
  let giveRoomW = 0;
  // Index loops: an iterator a loop would be the only garbage of a step.
  for (let index = 0; index < inverters.length; index++) {
    const inverter = inverters[index];
    if (inverter === undefined) continue;
    prepareInverter(inverter);
    baseW += inverter.acBaseW;
    takeRoomW += inverter.takeRoomW;
    giveRoomW += inverter.giveRoomW;
  }
  const surplusW = baseW - siteW;
  const takeShare = surplusW > 0 && takeRoomW > 0 ? Math.min(1, surplusW / takeRoomW) : 0;
  const giveShare = surplusW < 0 && giveRoomW > 0 ? Math.min(1, -surplusW / giveRoomW) : 0;
  let acW = 0;
  for (let index = 0; index < inverters.length; index++) {
    const inverter = inverters[index];
    if (inverter === undefined) continue;
    settleInverter(inverter, inverter.acBaseW - inverter.takeRoomW * takeShare + inverter.giveRoomW * giveShare);
    acW += inverter.acW;
  }
  return acW;
}
