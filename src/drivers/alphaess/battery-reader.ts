import type { BatteryIntentKind } from "#domain";
import { minuteMs } from "#domain";
import type { CallOptions, Clock } from "#platform";
import type { BatteryMemory } from "./battery-memory.ts";
import { chargeSettingsIn, windowIn } from "./battery-settings.ts";
import type { BatteryState, ChargeSettings } from "./battery-state.ts";
import { createChargeEffect } from "./charge-effect.ts";
import { rowSettings, timetableOf } from "./charge-rows.ts";
import { gridChargingIn } from "./charge-way.ts";
import { minuteOfDay, weekdayOf } from "./local-time.ts";
import type { LiveValues, Settings } from "./surface.ts";
import type { AlphaessInstallation } from "./system.ts";

export interface BatteryReaderOptions {
  readonly installation: AlphaessInstallation;
  readonly memory: BatteryMemory;
  /** The system's own. */
  readonly timeZone: string;
  /** What we want of the battery; undefined where that is nothing, or was said before a restart. */
  wanted(): BatteryIntentKind | undefined;
}

export interface BatteryReader {
  look(call: CallOptions): Promise<BatteryState>;
  /** What has just been written. */
  wrote(charge: ChargeSettings): void;
  /** By the latest values and without a call: a charge time of ours runs, and the battery takes nothing. */
  isIdle(): boolean;
}

const freshValuesMs = 2 * minuteMs;

/** How the battery is set, of the timetable that its system follows, and whether it does what that says. */
export function createBatteryReader(
  { installation, memory, timeZone, wanted }: BatteryReaderOptions,
  clock: Pick<Clock, "now" | "steadyMs">,
): BatteryReader {
  const { main } = installation;
  const effect = createChargeEffect(clock);

  const watch = (values: LiveValues | undefined) => {
    if (values !== undefined) effect.saw(values, minuteOfDay(clock.now(), timeZone));
  };

  const chargeIn = async (settings: Settings, call: CallOptions) => {
    const { serial, hasPeriodicTimetable } = await installation.explore(call);
    if (hasPeriodicTimetable !== true) return chargeSettingsIn(settings);
    // Read also where nobody has told (any more) what is switched on: rows of ours may be left from before.
    return rowSettings(await main.periodicTimetable(serial, call));
  };

  /** Where the switch cannot be read, only our own time is known to be on. */
  const expect = (charge: ChargeSettings | undefined) => {
    const isUntold = charge === undefined || (timetableOf(charge) !== undefined && wanted() !== "charge");
    effect.knows(isUntold ? undefined : gridChargingIn(charge, weekdayOf(clock.now(), timeZone)));
  };

  return {
    look: async (call) => {
      const { serial } = await installation.explore(call);
      const settings = await main.settings(serial, call);
      const window = windowIn(settings, serial);
      memory.sawCutOff(window.minPercent);
      const charge = await chargeIn(settings, call);
      expect(charge);
      const values = installation.latest(freshValuesMs) ?? (await installation.live(call));
      watch(values);
      const idle = effect.isMissing() ? { isIdle: true } : {};
      const [at, { socPercent }] = [clock.now(), values];
      const now = { at, minuteOfDay: minuteOfDay(at, timeZone), weekday: weekdayOf(at, timeZone) };
      return { ...window, socPercent, charge, ...idle, ...now };
    },
    wrote: expect,
    isIdle: () => {
      watch(installation.latest(freshValuesMs));
      return wanted() === "charge" && effect.isMissing();
    },
  };
}
