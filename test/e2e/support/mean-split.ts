import { minuteMs } from "#domain";
import type { SimulatedHome } from "#driver-kit";
import type { VirtualClock } from "#platform";

const minutes = 10;

/** What battery and car get in the mean of the next ten minutes, looked at once a minute. */
export async function meanSplit({ clock, home }: { readonly clock: VirtualClock; readonly home: SimulatedHome }) {
  const sums = { batteryW: 0, carW: 0 };
  for (let minute = 0; minute < minutes; minute += 1) {
    await clock.runFor(minuteMs);
    home.advance();
    sums.batteryW -= home.inverter().battery?.powerW ?? Number.NaN;
    sums.carW += home.wallbox().powerW;
  }
  return { batteryW: sums.batteryW / minutes, carW: sums.carW / minutes };
}
