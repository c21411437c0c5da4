import { minuteMs, ProblemError, toProblem } from "#domain";
import type { DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { isSameSettings } from "./battery-settings.ts";
import type { ChargeSettings } from "./battery-state.ts";
import type { BatteryHalf } from "./battery-stored.ts";
import { type SwitchedOn, switchesOf, timetableOf } from "./charge-rows.ts";
import { hasCode, tooFast } from "./codes.ts";
import type { AlphaessInstallation } from "./system.ts";

/** Settings that go together, and how the cloud shows them now. */
export interface BatteryWrite {
  readonly wanted: ChargeSettings;
  readonly shown: ChargeSettings;
}

export interface BatteryWriter {
  /** Charging in a time of ours switches it on; else the newer timetable's switches are as the owner has them. */
  write(halves: Partial<Record<BatteryHalf, BatteryWrite>>, call: CallOptions, isOurTime?: "our-time"): Promise<void>;
}

/** The inverter asks the cloud for its settings every one to five minutes, and some clouds show them only then. */
export const confirmWithinMs = 15 * minuteMs;
const refusedPauseMs = 10 * minuteMs;

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

  /** In stricter years a second "too fast" means minutes, or the rest of a day: then it is asked for rarely. */
  let refusals = 0;
  const withPatience = async (work: Promise<void>) => {
    try {
      await work;
      refusals = 0;
    } catch (error) {
      const problem = toProblem(error);
      refusals = hasCode(problem, tooFast) ? refusals + 1 : 0;
      if (refusals < 2) throw error;
      throw new ProblemError({ ...problem, retryAt: clock.now() + refusedPauseMs }, error);
    }
  };

  const writeAll = async (pending: readonly Pending[], call: CallOptions, isOurTime: boolean) => {
    const rows = pending.find(isOfRows);
    // What stands already is not written, for its switches came with it.
    if (rows !== undefined && !isSameSettings(rows[1].wanted, rows[1].shown))
      await send(rows[1].wanted, call, isOurTime);
    const rest = pending.filter((one) => !isOfRows(one)).map(([, { wanted }]) => wanted);
    if (rest.length > 0) await send(Object.assign({}, ...rest), call, false);
  };

  return {
    write: async (halves, call, isOurTime) => {
      const pending = Object.entries(halves).filter(([half, write]) => !isOnItsWay(half, write));
      if (pending.length === 0) return;
      await withPatience(writeAll(pending, call, isOurTime === "our-time"));
      for (const [half, write] of pending) last.set(half, { ...write, atSteadyMs: clock.steadyMs() });
      pollSoon?.("settings");
    },
  };
}

type Pending = readonly [half: string, write: BatteryWrite];

function isOfRows([, { wanted }]: Pending): boolean {
  return timetableOf(wanted) !== undefined;
}
