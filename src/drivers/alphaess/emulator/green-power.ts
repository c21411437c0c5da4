import type { SimulatedHome } from "#driver-kit";

/**
 * What a car may draw without the grid, in the order of the maker's manual for its wallboxes. Slow: house, battery, car.
 * Normal: house, car, battery, and the battery helps. Quick: car first, and the battery helps.
 */
export function greenPowerW(home: SimulatedHome, inverterId: string | undefined, mode: 1 | 2 | 3): number {
  const { solarW, battery } = home.inverter(inverterId);
  const { houseW } = home.load;
  const isFull = battery === undefined || battery.socPercent >= battery.order.maxSocPercent - 0.5;
  const isEmpty = battery === undefined || battery.socPercent <= battery.order.minSocPercent + 0.5;
  const toBatteryW = isFull ? 0 : battery.maxChargeW;
  const fromBatteryW = isEmpty ? 0 : battery.maxDischargeW;
  switch (mode) {
    case 1:
      return solarW - houseW - toBatteryW;
    case 2:
      return solarW - houseW + fromBatteryW;
    case 3:
      return solarW + fromBatteryW;
  }
}
