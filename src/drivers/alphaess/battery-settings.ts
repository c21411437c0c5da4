import { fail, type Json } from "#domain";
import { isSame } from "./legacy/settings.ts";
import { numberOf } from "./reply-values.ts";
import type { Settings, SocWindow, SurfaceName, TimeSlot } from "./surface.ts";
import { slotOf } from "./time-slots.ts";

/** The maker's names on one interface for what steers the battery. */
interface Names {
  readonly cutOff: string;
  readonly stop: string;
  readonly isOn: string;
  readonly times: readonly (readonly [from: string, until: string])[];
  /** Its own pages send settings as text. */
  readonly isText: boolean;
}

const openNames: Names = {
  ...{ cutOff: "batUseCap", stop: "batHighCap", isOn: "gridCharge", isText: false },
  times: ["1", "2"].map((index) => [`timeChaf${index}`, `timeChae${index}`] as const),
};

const legacyNames: Names = {
  ...{ cutOff: "bat_use_cap", stop: "bat_high_cap", isOn: "grid_charge", isText: true },
  times: ["1a", "2a"].map((index) => [`time_chaf${index}`, `time_chae${index}`] as const),
};

function namesIn(settings: Settings): Names {
  return settings[legacyNames.stop] === undefined && settings[legacyNames.isOn] === undefined ? openNames : legacyNames;
}

function chargeKeys({ isOn, stop, times }: Names): readonly string[] {
  return [isOn, stop, ...times.flat()];
}

export function windowIn(settings: Settings, serial: string): SocWindow {
  const { cutOff, stop } = namesIn(settings);
  const [minPercent, maxPercent] = [numberOf(settings[cutOff]), numberOf(settings[stop])];
  if (minPercent !== undefined && maxPercent !== undefined) return { minPercent, maxPercent };
  throw fail("unreachable", "alphaess.settings-untold", { facts: { serial, missing: `${cutOff}, ${stop}` } });
}

/** What of the settings is about charging from the grid, by the maker's names, to be put back as it is. */
export type ChargeSettings = Readonly<Record<string, Json>>;

/** Undefined where the cloud does not tell all of it: what is not known could not be put back. */
export function chargeSettingsIn(settings: Settings): ChargeSettings | undefined {
  const known = chargeKeys(namesIn(settings)).flatMap((key) => {
    const value = settings[key];
    return value === undefined || value === null ? [] : [[key, value] as const];
  });
  return known.length === chargeKeys(openNames).length ? Object.fromEntries(known) : undefined;
}

/** The older timetable's half for charging from the grid. */
export interface GridCharging {
  readonly isOn: boolean;
  readonly slots: readonly TimeSlot[];
  readonly stopPercent: number | undefined;
}

export function gridChargingIn(settings: ChargeSettings): GridCharging {
  const { isOn, stop, times } = namesIn(settings);
  return {
    isOn: numberOf(settings[isOn]) === 1,
    slots: times.flatMap(([from, until]) => slotOf(textOf(settings[from]), textOf(settings[until]))),
    stopPercent: numberOf(settings[stop]),
  };
}

/** Times and switch go together: the maker's app forgets the times of what is switched off. */
export function chargeSettingsFor(
  present: ChargeSettings,
  { times, stopPercent }: { readonly times: readonly (readonly [from: string, until: string])[]; stopPercent: number },
): ChargeSettings {
  const names = namesIn(present);
  const number = (value: number) => (names.isText ? String(value) : value);
  const off = ["00:00", "00:00"] as const;
  return {
    [names.isOn]: number(1),
    [names.stop]: number(stopPercent),
    ...Object.fromEntries(
      names.times.flatMap(([from, until], index) => {
        const [begins, ends] = times[index] ?? off;
        return [
          [from, begins],
          [until, ends],
        ];
      }),
    ),
  };
}

export function cutOffSetting(api: SurfaceName, percent: number): ChargeSettings {
  const { cutOff, isText } = api === "legacy" ? legacyNames : openNames;
  return { [cutOff]: isText ? String(percent) : percent };
}

/** The same settings, as the cloud tells and as it takes them: `4`, `"4"` and `"4.0"`. */
export function isSameSettings(one: Settings, other: Settings): boolean {
  return Object.keys({ ...one, ...other }).every((key) => isSame(one[key], other[key]));
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
