import { minuteMs } from "#domain";
import type { DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { isSameSettings } from "./battery-settings.ts";
import type { ChargeSettings } from "./battery-state.ts";
import { type SwitchedOn, switchesOf, timetableOf } from "./charge-rows.ts";
import type { AlphaessInstallation } from "./system.ts";

/** Settings that go together, and how the cloud shows them now. */
export interface BatteryWrite {
  readonly wanted: ChargeSettings;
  readonly shown: ChargeSettings;
}

/** What is steered: each half is read and written as a whole. */
export type BatteryHalf = "cutOff" | "charge";

export interface BatteryWriter {
  /** Charging in a time of ours switches it on; else the newer timetable's switches are as the owner has them. */
  write(halves: Partial<Record<BatteryHalf, BatteryWrite>>, call: CallOptions, isOurTime?: "our-time"): Promise<void>;
}

/** The inverter asks the cloud for its settings every one to five minutes, and some clouds show them only then. */
export const confirmWithinMs = 15 * minuteMs;

export function createBatteryWriter(
  { main, explore }: AlphaessInstallation,
  { clock, pollSoon }: Pick<DriverContext, "clock" | "pollSoon">,
  switchedOn: SwitchedOn,
): BatteryWriter {
  const last = new Map<string, BatteryWrite & { readonly atSteadyMs: number }>();

  /** What was written lately is not written again, unless the cloud shows that somebody has changed it since. */
  const isOnItsWay = (half: string, { wanted, shown }: BatteryWrite) => {
    const before = last.get(half);
    if (before === undefined || clock.steadyMs() - before.atSteadyMs >= confirmWithinMs) return false;
    const isStillOld = isSameSettings(before.shown, shown) || isSameSettings(before.wanted, shown);
    return isSameSettings(before.wanted, wanted) && isStillOld;
  };

  const send = async (wanted: ChargeSettings, call: CallOptions, isOurTime: boolean) => {
    const { serial } = await explore(call);
    const timetable = timetableOf(wanted);
    if (timetable === undefined) return main.changeSettings(serial, wanted, call);
    const switches = switchesOf(switchedOn);
    const isChargeOn = isOurTime || switches.isChargeOn;
    await main.writePeriodicTimetable(serial, { ...timetable, ...switches, isChargeOn }, call);
  };

  return {
    write: async (halves, call, isOurTime) => {
      const pending = Object.entries(halves).filter(([half, write]) => !isOnItsWay(half, write));
      if (pending.length === 0) return;
      const isRow = ([, { wanted }]: (typeof pending)[number]) => timetableOf(wanted) !== undefined;
      const rows = pending.find(isRow);
      // What stands already is not written, for its switches came with it.
      if (rows !== undefined && !isSameSettings(rows[1].wanted, rows[1].shown))
        await send(rows[1].wanted, call, isOurTime === "our-time");
      const rest = pending.filter((half) => !isRow(half)).map(([, { wanted }]) => wanted);
      if (rest.length > 0) await send(Object.assign({}, ...rest), call, false);
      for (const [half, write] of pending) last.set(half, { ...write, atSteadyMs: clock.steadyMs() });
      pollSoon?.("settings");
    },
  };
}
