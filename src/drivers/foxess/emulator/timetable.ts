import type { Json } from "#domain";
import type { Quirks } from "#driver-kit";
import type { Profile } from "./profiles.ts";
import { isRefusal, type Refusal, refusals } from "./refusals.ts";
import { type Generation, type Group, parseGroups, type ScheduleLimits } from "./timetable-groups.ts";

/** The inverter's schedule: groups that repeat every day, and the switch for all of them. */
export interface Timetable {
  isOn(): boolean;
  flag(): Json | Refusal;
  writeFlag(isOn: boolean): Refusal | undefined;
  read(generation: Generation): Json | Refusal;
  /** Writes the groups and switches the schedule on. */
  write(generation: Generation, asked: { readonly groups: unknown; readonly isDefault: boolean }): Json | Refusal;
  /** The group that rules at this minute of the local day. */
  groupAt(minuteOfDay: number): Group | undefined;
  describe(): Json;
}

export interface TimetableOptions {
  readonly profile: Profile;
  readonly hasBattery: boolean;
  readonly ratedW: number;
  readonly quirks: Quirks;
  ignoresWrites(): boolean;
  /** The lowest level on grid, which groups without one follow. */
  minSocOnGrid(): number;
  onChange(): void;
}

/** The first generations show so many slots, empty ones too. */
const shownSlots = 8;

export function createTimetable(options: TimetableOptions): Timetable {
  const { profile, quirks } = options;
  const { schedule } = profile;
  const isSupported = () => schedule !== undefined && options.hasBattery && !quirks.isOn("no-schedule");
  let isOn = false;
  let groups: readonly Group[] = [];

  const limits = (): ScheduleLimits | undefined =>
    schedule && { ...schedule, mostPowerW: Math.round(options.ratedW * 1.05), minSocOnGrid: options.minSocOnGrid() };

  const refusalFor = (generation: Generation): Refusal | undefined => {
    if (schedule === undefined || !isSupported()) return refusals.unsupported;
    // Inverters that lack a generation are answered as if they were out of reach.
    return schedule.generations.includes(generation) ? undefined : refusals.loadFailed;
  };

  return {
    isOn: () => isOn,
    flag: () => ({ support: isSupported() ? 1 : 0, enable: isOn ? 1 : 0 }),
    writeFlag: (wanted) => {
      if (!isSupported()) return refusals.unsupported;
      if (!options.ignoresWrites()) isOn = wanted;
      options.onChange();
      return undefined;
    },
    read: (generation) => {
      const refusal = refusalFor(generation);
      const known = limits();
      if (refusal !== undefined || known === undefined) return refusal ?? refusals.unsupported;
      return quirks.isOn("set-in-app") ? null : told(generation, groups, isOn, known);
    },
    write: (generation, { groups: asked, isDefault }) => {
      const refusal = refusalFor(generation);
      const known = limits();
      if (refusal !== undefined || known === undefined) return refusal ?? refusals.unsupported;
      if (generation === 3 && quirks.isOn("v3-write-fails")) return refusals.loadFailed;
      const parsed = parseGroups(asked, generation, known, isDefault ? [] : groups);
      if (isRefusal(parsed)) return parsed;
      if (!options.ignoresWrites()) [groups, isOn] = [parsed, true];
      options.onChange();
      return generation === 3 ? { groups: parsed.map((group) => toldGroup(group, generation, known.keys)) } : null;
    },
    groupAt: (minute) =>
      isOn
        ? (groups.find((group) => isRuling(group, minute) && !group.isRemainder) ??
          groups.find((group) => isRuling(group, minute)))
        : undefined,
    describe: () => ({ isOn, groups: groups.map((group) => toldGroup(group, 2, [])) }),
  };
}

/** The last minute still belongs to the group. */
function isRuling({ isEnabled, start, end }: Group, minute: number): boolean {
  return isEnabled && minute >= start && minute <= end;
}

function told(generation: Generation, groups: readonly Group[], isOn: boolean, limits: ScheduleLimits): Json {
  const enable = isOn ? 1 : 0;
  const tell = (group: Group) => toldGroup(group, generation, limits.keys);
  if (generation <= 1) {
    const empty = Array.from({ length: Math.max(0, shownSlots - groups.length) }, () => tell(noGroup));
    const shown = [...groups.map(tell), ...empty];
    return { enable, groups: shown, ...(generation === 1 ? { properties: propertiesOf(limits) } : {}) };
  }
  // A group that is switched off has no place in the third generation.
  const shown = groups.filter(({ isEnabled }) => isEnabled || generation === 2);
  return {
    enable,
    groups: shown.map(tell),
    properties: propertiesOf(limits),
    ...(generation === 3 ? { maxGroupCount: limits.maxGroups } : {}),
  };
}

const noGroup: Group = {
  ...{ isEnabled: false, start: 0, end: 0, workMode: "Invalid", isRemainder: false },
  values: { minSocOnGrid: 10, fdSoc: 10, fdPwr: 0, maxSoc: 100 },
};

function toldGroup(group: Group, generation: Generation, keys: readonly string[]): Json {
  const { isEnabled, start, end, workMode, values, isRemainder } = group;
  const times = {
    ...{ startHour: Math.floor(start / 60), startMinute: start % 60 },
    ...{ endHour: Math.floor(end / 60), endMinute: end % 60, workMode },
  };
  const enable = isEnabled ? 1 : 0;
  if (generation === 3) return { ...times, isRemainMode: isRemainder, extraParam: { ...values } };
  if (generation === 2) return { enable, ...times, extraParam: { ...values } };
  const { minSocOnGrid, fdSoc, fdPwr, maxSoc = 100 } = values;
  return {
    enable,
    ...times,
    minSocOnGrid,
    fdSoc,
    fdPwr,
    ...(generation === 1 && keys.includes("maxSoc") ? { maxSoc } : {}),
  };
}

/** What the schedule can hold, under names in small letters. */
function propertiesOf({ modes, keys, mostPowerW, lowestTarget }: ScheduleLimits): Json {
  const percent = (min: number) => ({ unit: "%", precision: 1, range: { min, max: 100 } });
  const watts = (max: number) => ({ unit: "W", precision: 1, range: { min: 0, max } });
  const described: Readonly<Record<string, Json>> = {
    minSocOnGrid: percent(10),
    // Some units take nothing below 11 and say 10 all the same.
    fdSoc: percent(Math.min(10, lowestTarget)),
    fdPwr: watts(mostPowerW),
    maxSoc: percent(10),
    importLimit: watts(100_000),
    exportLimit: watts(100_000),
  };
  const properties = keys.map((key) => [key.toLowerCase(), described[key] ?? {}]);
  return { ...Object.fromEntries(properties), workmode: { enumList: modes, unit: "", precision: 1 } };
}
