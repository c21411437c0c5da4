import { z } from "zod";
import { badParameter, type Refusal, refusals } from "./refusals.ts";

export type Generation = 0 | 1 | 2 | 3;

/** One group; `end` is its last minute. */
export interface Group {
  readonly isEnabled: boolean;
  readonly start: number;
  readonly end: number;
  readonly workMode: string;
  readonly isRemainder: boolean;
  readonly values: GroupValues;
}

export interface GroupValues {
  readonly minSocOnGrid: number;
  readonly fdSoc: number;
  readonly fdPwr: number;
  readonly maxSoc?: number | undefined;
  readonly importLimit?: number | undefined;
  readonly exportLimit?: number | undefined;
}

/** What one inverter's schedule takes. */
export interface ScheduleLimits {
  readonly modes: readonly string[];
  /** The values it knows, in the vendor's spelling. */
  readonly keys: readonly string[];
  readonly maxGroups: number;
  readonly lowestTarget: number;
  readonly mostPowerW: number;
  readonly minSocOnGrid: number;
}

const times = {
  startHour: z.int().min(0).max(23),
  startMinute: z.int().min(0).max(59),
  endHour: z.int().min(0).max(23),
  endMinute: z.int().min(0).max(59),
  workMode: z.string(),
};
const enable = z.union([z.literal(0), z.literal(1), z.boolean()]).transform((value) => value === 1 || value === true);
const percent = z.int().min(0).max(100);
const watts = z.number().min(0);
const flatValues = { minSocOnGrid: percent, fdSoc: percent, fdPwr: watts };

/** Keys that are only read (`id`, `properties`) are refused like any other that a generation does not know. */
const flat = z.strictObject({ enable, ...times, ...flatValues, maxSoc: percent.optional() });
const nested = z.strictObject({
  enable: enable.optional(),
  ...times,
  isRemainMode: z.boolean().optional(),
  extraParam: z
    .strictObject({ ...flatValues, maxSoc: percent, importLimit: watts, exportLimit: watts })
    .partial()
    .optional(),
});

export function parseGroups(
  asked: unknown,
  generation: Generation,
  limits: ScheduleLimits,
  before: readonly Group[],
): readonly Group[] | Refusal {
  const parsed = parseAs(asked, generation, limits, before);
  if (parsed === undefined) return badParameter("groups");
  // Slots that came back empty may be sent back empty.
  const groups = parsed.filter(({ workMode }) => workMode !== "Invalid");
  if (groups.length > limits.maxGroups) return badParameter("groups");
  const bad = groups.find((group) => !isAcceptable(group, generation, limits));
  if (bad !== undefined) return badParameter("groups");
  return hasOverlap(groups) ? refusals.overlap : groups;
}

function parseAs(asked: unknown, generation: Generation, limits: ScheduleLimits, before: readonly Group[]) {
  if (generation <= 1) {
    const parsed = z.array(flat).safeParse(asked);
    return parsed.data?.map(({ enable: isEnabled, minSocOnGrid, fdSoc, fdPwr, maxSoc, ...group }) => ({
      ...{ isEnabled, ...spanOf(group), workMode: group.workMode, isRemainder: isWholeDay(spanOf(group)) },
      values: { minSocOnGrid, fdSoc, fdPwr, ...(generation === 1 ? { maxSoc } : {}) },
    }));
  }
  const parsed = z.array(nested).safeParse(asked);
  return parsed.data?.map(({ enable: isEnabled = true, extraParam = {}, isRemainMode, ...group }, index) => ({
    ...{ isEnabled, ...spanOf(group), workMode: group.workMode },
    isRemainder: isRemainMode ?? isWholeDay(spanOf(group)),
    values: filled(extraParam, before[index]?.values ?? defaultsFor(limits)),
  }));
}

/** What is left out stays as it was in this place. */
function filled(
  given: Readonly<Partial<Record<keyof GroupValues, number | undefined>>>,
  before: GroupValues,
): GroupValues {
  const { minSocOnGrid = before.minSocOnGrid, fdSoc = before.fdSoc, fdPwr = before.fdPwr, ...others } = given;
  return { ...before, ...others, minSocOnGrid, fdSoc, fdPwr };
}

function defaultsFor({ minSocOnGrid, lowestTarget, mostPowerW }: ScheduleLimits): GroupValues {
  return { minSocOnGrid, fdSoc: Math.max(minSocOnGrid, lowestTarget), fdPwr: mostPowerW };
}

interface Times {
  readonly startHour: number;
  readonly startMinute: number;
  readonly endHour: number;
  readonly endMinute: number;
}

function spanOf({ startHour, startMinute, endHour, endMinute }: Times) {
  return { start: startHour * 60 + startMinute, end: endHour * 60 + endMinute };
}

function isWholeDay({ start, end }: { readonly start: number; readonly end: number }): boolean {
  return start === 0 && end === 1439;
}

function isAcceptable(group: Group, generation: Generation, limits: ScheduleLimits): boolean {
  const { start, end, workMode, values } = group;
  const { minSocOnGrid, fdSoc, fdPwr } = values;
  const isKnown = Object.entries(values).every(([key, value]) => value === undefined || limits.keys.includes(key));
  const hasPower = fdPwr > 0 || generation > 0;
  const isInRange = fdSoc >= limits.lowestTarget && fdPwr <= limits.mostPowerW && hasPower;
  return isKnown && isInRange && start <= end && limits.modes.includes(workMode) && minSocOnGrid <= fdSoc;
}

function hasOverlap(groups: readonly Group[]): boolean {
  const active = groups.filter(({ isEnabled, isRemainder }) => isEnabled && !isRemainder);
  const sorted = active.sort((one, other) => one.start - other.start);
  return sorted.some((group, index) => group.start <= (sorted[index - 1]?.end ?? -1));
}
