import { fail, type Json } from "#domain";
import type { ChargeSettings, GridCharging } from "./battery-state.ts";
import { isSame } from "./legacy/settings.ts";
import { written } from "./local-time.ts";
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

/** Undefined where the cloud does not tell all of it: what is not known could not be put back. */
export function chargeSettingsIn(settings: Settings): ChargeSettings | undefined {
  const known = chargeKeys(namesIn(settings)).flatMap((key) => {
    const value = settings[key];
    return value === undefined || value === null ? [] : [[key, value] as const];
  });
  return known.length === chargeKeys(openNames).length ? Object.fromEntries(known) : undefined;
}

export function slotsCharging(settings: ChargeSettings): GridCharging {
  const { isOn, stop, times } = namesIn(settings);
  return {
    isOn: numberOf(settings[isOn]) === 1,
    slots: times.flatMap(([from, until]) => slotOf(textOf(settings[from]), textOf(settings[until]))),
    stopPercent: numberOf(settings[stop]),
  };
}

/** Times and switch go together: the maker's app forgets the times of what is switched off. */
export function slotsSettings(
  own: ChargeSettings,
  { slots, stopPercent }: { readonly slots: readonly TimeSlot[]; readonly stopPercent: number },
): ChargeSettings {
  const names = namesIn(own);
  const number = (value: number) => (names.isText ? String(value) : value);
  const off: TimeSlot = { fromMinute: 0, untilMinute: 0 };
  return {
    [names.isOn]: number(1),
    [names.stop]: number(stopPercent),
    ...Object.fromEntries(
      names.times.flatMap(([from, until], index) => {
        const { fromMinute, untilMinute } = slots[index] ?? off;
        return [
          [from, written(fromMinute)],
          [until, written(untilMinute)],
        ];
      }),
    ),
  };
}

export function cutOffSetting(api: SurfaceName, percent: number): ChargeSettings {
  const { cutOff, isText } = api === "legacy" ? legacyNames : openNames;
  return { [cutOff]: isText ? String(percent) : percent };
}

/** The same settings, as the cloud tells and as it takes them: `4`, `"4"` and `"4.0"`, rows in any order. */
export function isSameSettings(one: Settings, other: Settings): boolean {
  return Object.keys({ ...one, ...other }).every((key) => isSame(inOrder(one[key]), inOrder(other[key])));
}

function inOrder(value: Json | undefined): Json | undefined {
  return Array.isArray(value) ? value.map((row) => JSON.stringify(row)).sort() : value;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
