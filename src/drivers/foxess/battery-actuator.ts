import { z } from "zod";
import { type BatteryIntent, type Command, fail, type Instant, type Json, minuteMs, secondMs } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CallOptions } from "#platform";
import { heldLevel, intentsOf, isIntentInEffect, targetFor } from "./battery-control.ts";
import {
  dayWith,
  holdSlackPercent,
  idlePeriod,
  isSameDay,
  orderFor,
  restLevel,
  stretchFor,
} from "./battery-schedule.ts";
import type { BatteryControls, BatteryState } from "./battery-state.ts";
import { isSameTimes, timesWith } from "./battery-times.ts";
import { createBatteryWriter } from "./battery-writer.ts";
import type { FoxessClient } from "./client.ts";
import type { Inverter } from "./inverter.ts";
import type { SchedulePeriod } from "./schedule/schedule.ts";

const stretch = { fromMinute: z.number(), untilMinute: z.number() };

/** What the hub keeps of the battery's settings between our first command and the restoration. */
const storedState: z.ZodType<BatteryState> = z.object({
  workMode: z.string().optional(),
  minSoc: z.number().optional(),
  minSocOnGrid: z.number().optional(),
  socPercent: z.number().optional(),
  risingToPercent: z.number().optional(),
  isScheduled: z.boolean().optional(),
  periods: z
    .array(
      z.object({
        ...stretch,
        workMode: z.string(),
        isEnabled: z.boolean(),
        minSocOnGridPercent: z.number().exactOptional(),
        targetSocPercent: z.number().exactOptional(),
        powerW: z.number().exactOptional(),
        maxSocPercent: z.number().exactOptional(),
        importLimitW: z.number().exactOptional(),
        exportLimitW: z.number().exactOptional(),
        pvLimitW: z.number().exactOptional(),
        reactivePowerVar: z.number().exactOptional(),
      }),
    )
    .optional(),
  times: z.array(z.object({ ...stretch, kind: z.enum(["charge", "hold"]) })).optional(),
  at: z.number().optional(),
  minuteOfDay: z.number().optional(),
});

/** A write travels cloud, data logger, inverter. Each look costs three of the day's calls, so the looks are few. */
const settleMs = 10 * secondMs;
const confirmWithinMs = 2 * minuteMs;

const recentLookMs = 20 * secondMs;

/** What is written to bring an intent about: the best that the inverter has, first what ends by itself. */
type Means =
  | { readonly kind: "schedule"; readonly periods: readonly SchedulePeriod[] }
  | { readonly kind: "times"; readonly times: NonNullable<BatteryState["times"]> }
  | { readonly kind: "settings"; readonly target: NonNullable<ReturnType<typeof targetFor>> };

export interface BatteryActuator extends Actuator {
  /**
   * Ends a period of ours because somebody sets the work mode by hand, which it would stand above. Where the owner has a
   * schedule of his own it stays: it is his to switch off.
   */
  giveWay(call: CallOptions): Promise<void>;
}

/** The battery of one inverter, steered by its schedule, its daily times, or by work mode and lowest level. */
export function createBatteryActuator(client: FoxessClient, inverter: Inverter, now: () => Instant): BatteryActuator {
  const { serial } = inverter;
  const writer = createBatteryWriter(client, inverter);
  let lastLook: { readonly at: Instant; readonly state: BatteryState } | undefined;
  let heldPercent: number | undefined;
  /** What was there before a period of ours that stands alone in the schedule. */
  let beforeOurs: BatteryState | undefined;
  let hasGivenWay = false;

  const look = async (call: CallOptions) => {
    const state = await inverter.batteryState(call);
    lastLook = { at: now(), state };
    return state;
  };

  /** Whoever has just looked and written nothing since need not pay for looking again. */
  const recentLook = () => (lastLook !== undefined && now() - lastLook.at < recentLookMs ? lastLook.state : undefined);

  const apply = async (intent: BatteryIntent, call: CallOptions, stored: Json | undefined) => {
    await inverter.explore(call);
    const controls = inverter.batteryControls();
    if (!intentsOf(controls).includes(intent.kind)) throw unsupportedIntent(intent, intentsOf(controls));
    const before = stored === undefined ? await look(call) : storedState.parse(stored);
    lastLook = undefined;
    const socPercent = intent.kind === "hold" || intent.kind === "charge" ? await inverter.socPercent(call) : undefined;
    const minuteOfDay = await inverter.minuteOfDay(call);
    const risingToPercent = inverter.level()?.risingToPercent;
    const means = meansFor(intent, controls, before, { at: now(), socPercent, risingToPercent, minuteOfDay });
    beforeOurs = means?.kind === "schedule" && before.isScheduled === false ? before : undefined;
    hasGivenWay = false;
    const isHeldByLevel = intent.kind === "hold" && isByLevel(means);
    heldPercent = isHeldByLevel ? heldLevel(controls, { socPercent, risingToPercent }) : undefined;
    switch (means?.kind) {
      case "schedule":
        return client.writeSchedule(serial, means.periods, call, inverter.recentSchedule());
      case "times":
        return client.writeChargeTimes(serial, means.times, call);
      case "settings":
        return writer.writeAlone(means.target, call);
      case undefined:
        throw fail("unreachable", "foxess.level-unknown", { facts: { serial } });
    }
  };

  const restore = async (before: BatteryState, call: CallOptions) => {
    const state = recentLook() ?? (await look(call));
    lastLook = undefined;
    heldPercent = undefined;
    beforeOurs = undefined;
    hasGivenWay = false;
    const { workMode, minSocOnGrid } = before;
    const isOff = before.isScheduled === false;
    if (isOff && !isScheduleBack(before, state)) await writer.switchOff(periodsLeft(before), call);
    if (before.times !== undefined && !isSameTimes(before.times, state.times ?? []))
      await client.writeChargeTimes(serial, before.times, call);
    await writer.write(
      {
        ...(workMode === undefined || workMode === state.workMode ? {} : { workMode }),
        ...(minSocOnGrid === undefined || minSocOnGrid === state.minSocOnGrid ? {} : { minSocOnGrid }),
      },
      call,
    );
    if (before.isScheduled === true) await writer.switchOn(periodsLeft(before), call);
  };

  return {
    id: "batteryMode",
    accepts: ["batteryIntent"],
    settleMs,
    confirmWithinMs,
    read: async (call) => {
      await inverter.explore(call);
      return toJson(await look(call));
    },
    apply: async (command, call, before) => apply(intentOf(command), call, before),
    isInEffect: (command, state) => {
      const parsed = storedState.safeParse(state);
      return parsed.success && isIntentInEffect(intentOf(command), inverter.batteryControls(), parsed.data);
    },
    isForeign: (command, before, state) => {
      const [was, is] = [storedState.safeParse(before), storedState.safeParse(state)];
      return was.success && is.success && isForeign(intentOf(command), inverter.batteryControls(), was.data, is.data);
    },
    restore: async (before, call) => {
      await inverter.explore(call);
      await restore(storedState.parse(before), call);
    },
    isRestored: (before, state) => {
      const [was, is] = [storedState.safeParse(before), storedState.safeParse(state)];
      return was.success && is.success && isBack(was.data, is.data);
    },
    giveWay: async (call) => {
      if (beforeOurs === undefined) return;
      await writer.switchOff(periodsLeft(beforeOurs), call);
      beforeOurs = undefined;
      hasGivenWay = true;
    },
    // Somebody has ended our period, or the sun has lifted the battery above the level that we hold it at.
    isBehind: () => {
      const level = heldLevel(inverter.batteryControls(), inverter.level() ?? {});
      const isTooLow = heldPercent !== undefined && level !== undefined && level > heldPercent + holdSlackPercent;
      return hasGivenWay || isTooLow;
    },
  };
}

function isByLevel(means: Means | undefined): boolean {
  if (means?.kind === "schedule") return !means.periods.some(({ workMode }) => workMode === "Backup");
  return means?.kind === "settings" && means.target.minSocOnGrid !== undefined;
}

function meansFor(
  intent: BatteryIntent,
  controls: BatteryControls,
  before: BatteryState,
  now: Pick<BatteryState, "socPercent" | "risingToPercent" | "minuteOfDay"> & { readonly at: Instant },
): Means | undefined {
  const heldPercent = heldLevel(controls, now);
  const endsBest = intent.kind !== "auto" && intent.kind !== "reserve";
  const { schedule } = controls;
  const order = orderFor(intent, controls, { heldPercent, restPercent: restLevel(before) });
  // What may stay is left to the single settings, unless the owner's own schedule rules over them.
  if (schedule !== undefined && order !== undefined && now.minuteOfDay !== undefined) {
    const periods = dayWith(order, stretchFor(intent, now.minuteOfDay, now.at), intent, before, schedule);
    if ((endsBest || before.isScheduled === true) && periods.length <= schedule.maxPeriods)
      return { kind: "schedule", periods };
  }
  const times = controls.hasChargeTimes === true ? timesWith(intent, before, now) : undefined;
  if (times !== undefined) return { kind: "times", times };
  const target = targetFor(intent, controls, { ...before, ...now });
  return target && { kind: "settings", target };
}

/** An active schedule without periods is kept as one that changes nothing. */
function periodsLeft(before: BatteryState): readonly SchedulePeriod[] {
  const { periods = [] } = before;
  return periods.some(({ isEnabled }) => isEnabled) ? periods : [idlePeriod(before)];
}

function isBack(before: BatteryState, state: BatteryState): boolean {
  return (
    isLike(before.workMode, state.workMode) &&
    isLike(before.minSocOnGrid, state.minSocOnGrid) &&
    (before.times === undefined || isSameTimes(before.times, state.times ?? [])) &&
    isScheduleBack(before, state)
  );
}

function isScheduleBack(before: BatteryState, state: BatteryState): boolean {
  const isSame = before.periods === undefined || isSameDay(before.periods, state.periods ?? [], restLevel(before));
  return isLike(before.isScheduled, state.isScheduled) && isSame;
}

/** Values that none of our writes for this intent brings about, and that were not there before. */
function isForeign(
  intent: BatteryIntent,
  controls: BatteryControls,
  before: BatteryState,
  state: BatteryState,
): boolean {
  const target = targetFor(intent, controls, state);
  const modes = [before.workMode, target?.workMode, "SelfUse"];
  if (state.workMode !== undefined && !modes.includes(state.workMode)) return true;
  const isScheduleOurs = before.isScheduled === true || controls.schedule !== undefined;
  return state.isScheduled === true && !isScheduleOurs;
}

function isLike<T>(before: T | undefined, now: T | undefined): boolean {
  return before === undefined || before === now;
}

function intentOf(command: Command): BatteryIntent {
  if (command.kind === "batteryIntent") return command.intent;
  throw fail("bug", "foxess.unexpected-command", { facts: { command: command.kind } });
}

function unsupportedIntent(intent: BatteryIntent, offered: readonly string[]) {
  return fail("refused", "foxess.unsupported-intent", {
    facts: { intent: intent.kind, offered: offered.length === 0 ? "-" : offered.join(", ") },
  });
}

/** Only what is known: a state must be the same after it has been in a file. */
function toJson(state: BatteryState): Json {
  return JSON.parse(JSON.stringify(state));
}
