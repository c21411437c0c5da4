import { minuteMs } from "#domain";
import type { DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { type ChargeSettings, isSameSettings } from "./battery-settings.ts";
import type { AlphaessInstallation } from "./system.ts";

/** Settings that go together, and how the cloud shows them now. */
export interface BatteryWrite {
  readonly wanted: ChargeSettings;
  readonly shown: ChargeSettings;
}

/** What is steered: each half is read and written as a whole. */
export type BatteryHalf = "cutOff" | "charge";

export interface BatteryWriter {
  write(halves: Partial<Record<BatteryHalf, BatteryWrite>>, call: CallOptions): Promise<void>;
}

/** The inverter asks the cloud for its settings every one to five minutes, and some clouds show them only then. */
export const confirmWithinMs = 15 * minuteMs;

export function createBatteryWriter(
  { main, explore }: AlphaessInstallation,
  { clock, pollSoon }: Pick<DriverContext, "clock" | "pollSoon">,
): BatteryWriter {
  const last = new Map<string, BatteryWrite & { readonly atSteadyMs: number }>();

  /** What was written lately is not written again, unless the cloud shows that somebody has changed it since. */
  const isOnItsWay = (half: string, { wanted, shown }: BatteryWrite) => {
    const before = last.get(half);
    if (before === undefined || clock.steadyMs() - before.atSteadyMs >= confirmWithinMs) return false;
    const isStillOld = isSameSettings(before.shown, shown) || isSameSettings(before.wanted, shown);
    return isSameSettings(before.wanted, wanted) && isStillOld;
  };

  return {
    write: async (halves, call) => {
      const pending = Object.entries(halves).filter(([half, write]) => !isOnItsWay(half, write));
      if (pending.length === 0) return;
      const { serial } = await explore(call);
      await main.changeSettings(serial, Object.assign({}, ...pending.map(([, { wanted }]) => wanted)), call);
      for (const [half, write] of pending) last.set(half, { ...write, atSteadyMs: clock.steadyMs() });
      pollSoon?.("settings");
    },
  };
}
