import { z } from "zod";
import { type BatteryIntent, type Command, fail, type Json, minuteMs } from "#domain";
import type { Actuator, DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { cutOffFor, isIntentInEffect } from "./battery-control.ts";
import type { BatteryMemory } from "./battery-memory.ts";
import { chargeSettingsIn, cutOffSetting, isSameSettings, windowIn } from "./battery-settings.ts";
import type { BatteryState, ChargeSettings } from "./battery-state.ts";
import { type BatteryHalf, type BatteryWrite, confirmWithinMs, createBatteryWriter } from "./battery-writer.ts";
import { createChargeEffect } from "./charge-effect.ts";
import { type ChargeIntent, chargeSlots, chargeStop, doesCharge, isLikeOurs } from "./charge-period.ts";
import { rowSettings, type SwitchedOn, timetableOf } from "./charge-rows.ts";
import { chargeSettingsFor, gridChargingIn } from "./charge-way.ts";
import { minuteOfDay, weekdayOf } from "./local-time.ts";
import type { LiveValues, Settings } from "./surface.ts";
import type { AlphaessInstallation } from "./system.ts";

/** What the hub keeps between our first command and the restoration. */
const storedState = z.object({
  minPercent: z.number(),
  maxPercent: z.number(),
  socPercent: z.number().optional(),
  charge: z.record(z.string(), z.json()).optional(),
  isIdle: z.boolean().optional(),
  at: z.number().optional(),
  minuteOfDay: z.number().optional(),
  weekday: z.number().optional(),
  /** What our commands have reached for so far; the rest is the owner's, whatever he makes of it. Missing: all of it. */
  reached: z.array(z.enum(["cutOff", "charge"])).optional(),
});

type Stored = z.output<typeof storedState>;

/** Before the inverter's third look at the cloud nothing is certain. */
const settleMs = 5 * minuteMs;
const freshValuesMs = 2 * minuteMs;
/** A battery that takes nothing is asked again this often. */
const idlePauseMs = 15 * minuteMs;

export interface BatteryActuatorOptions {
  readonly installation: AlphaessInstallation;
  readonly memory: BatteryMemory;
  /** The system's own. */
  readonly timeZone: string;
  /** What its owner has switched on in the newer timetable; undefined where nobody has told. */
  readonly switchedOn: SwitchedOn | undefined;
  offered(): readonly BatteryIntent["kind"][];
}

/** The battery, steered by its discharge cut-off, and by a time of ours for charging from the grid. */
export function createBatteryActuator(
  { installation, memory, timeZone, switchedOn, offered }: BatteryActuatorOptions,
  context: Pick<DriverContext, "clock" | "pollSoon">,
): Actuator {
  const { clock } = context;
  const { main } = installation;
  const writer = createBatteryWriter(installation, context, switchedOn ?? "off");
  const effect = createChargeEffect(clock);
  let lastKind: BatteryIntent["kind"] | undefined;

  const watch = (values: LiveValues | undefined) => {
    if (values !== undefined) effect.saw(values, minuteOfDay(clock.now(), timeZone));
  };

  /** Of the timetable that the system follows. */
  const chargeIn = async (settings: Settings, call: CallOptions) => {
    const { serial, hasPeriodicTimetable } = await installation.explore(call);
    if (hasPeriodicTimetable !== true) return chargeSettingsIn(settings);
    return switchedOn === undefined ? undefined : rowSettings(await main.periodicTimetable(serial, call));
  };

  /** Where the switch cannot be read, only our own time is known to be on. */
  const expect = (charge: ChargeSettings | undefined) => {
    const isUntold = charge === undefined || (timetableOf(charge) !== undefined && lastKind !== "charge");
    effect.knows(isUntold ? undefined : gridChargingIn(charge, weekdayOf(clock.now(), timeZone)));
  };

  const present = async (call: CallOptions): Promise<BatteryState> => {
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
  };

  const writeCutOff = (percent: number, state: BatteryState): BatteryWrite => ({
    wanted: cutOffSetting(main.api, percent),
    shown: cutOffSetting(main.api, state.minPercent),
  });

  /** What was there before a time of ours goes back with whatever is wanted next. */
  const giveBack = (before: Stored | undefined, { charge: shown }: BatteryState) => {
    const wanted = before !== undefined && hasReached(before, "charge") ? before.charge : undefined;
    return wanted === undefined || shown === undefined ? {} : { charge: { wanted, shown } };
  };

  const charge = async (intent: ChargeIntent, state: BatteryState, own: ChargeSettings, call: CallOptions) => {
    if (doesCharge(intent, state)) return;
    if (doesCharge(intent, { ...state, isIdle: false }))
      throw fail("refused", "alphaess.charge-without-effect", { retryAt: clock.now() + idlePauseMs });
    const now = clock.now();
    const wanted = chargeSettingsFor(own, {
      slots: chargeSlots(intent, now, timeZone),
      stopPercent: chargeStop(intent, state.minPercent),
      powerW: installation.nature()?.system?.inverterW,
      now: { minute: minuteOfDay(now, timeZone), weekday: weekdayOf(now, timeZone) },
    });
    await writer.write({ charge: { wanted, shown: state.charge ?? own } }, call, "our-time");
    expect(wanted);
  };

  const apply = async (intent: BatteryIntent, call: CallOptions, stored: Json | undefined) => {
    if (intent.kind === "charge" && installation.nature()?.hasPeriodicTimetable === true && switchedOn === undefined)
      throw fail("refused", "alphaess.newer-timetable", { facts: { key: "newerTimetable" } });
    if (!offered().includes(intent.kind))
      throw fail("refused", "alphaess.unsupported-intent", {
        facts: { intent: intent.kind, offered: offered().join(", ") },
      });
    const before = stored === undefined ? undefined : storedState.parse(stored);
    const state = await present(call);
    lastKind = intent.kind;
    if (intent.kind === "charge") return charge(intent, state, ownCharge(before ?? state), call);
    const back = giveBack(before, state);
    const maxPercent = back.charge === undefined ? state.maxPercent : (before?.maxPercent ?? state.maxPercent);
    const percent = cutOffFor(intent, { ...state, maxPercent }, memory.usualPercent());
    if (percent === undefined) throw fail("unreachable", "alphaess.level-unknown");
    memory.wroteCutOff(percent);
    // How the owner had it may be written whatever we think of it.
    const way = back.charge === undefined ? call : ({ ...call, purpose: "restore" } as const);
    await writer.write({ ...back, cutOff: writeCutOff(percent, state) }, way);
  };

  const restore = async (before: Stored, call: CallOptions) => {
    lastKind = undefined;
    const state = await present(call);
    const back = giveBack(before, state);
    if (!hasReached(before, "cutOff")) return writer.write(back, call);
    memory.restoredCutOff(before.minPercent);
    await writer.write({ ...back, cutOff: writeCutOff(before.minPercent, state) }, call);
  };

  return {
    id: "batteryMode",
    accepts: ["batteryIntent"],
    settleMs,
    confirmWithinMs,
    read: async (call) => toJson(await present(call)),
    keep: (before, command) => {
      const known = storedState.parse(before);
      const half: BatteryHalf = intentOf(command).kind === "charge" ? "charge" : "cutOff";
      return toJson({ ...known, reached: [...new Set([...(known.reached ?? []), half])] });
    },
    apply: (command, call, before) => apply(intentOf(command), call, before),
    isInEffect: (command, state) => {
      const parsed = storedState.safeParse(state);
      return parsed.success && isIntentInEffect(intentOf(command), parsed.data, memory.usualPercent());
    },
    isForeign: (command, _before, state) => {
      const parsed = storedState.safeParse(state);
      return intentOf(command).kind === "charge" && parsed.success && !mayBeOurs(parsed.data);
    },
    restore: (before, call) => restore(storedState.parse(before), call),
    isRestored: (before, state) => {
      const [was, is] = [storedState.safeParse(before), storedState.safeParse(state)];
      return was.success && is.success && isBack(was.data, is.data);
    },
    isBehind: () => {
      watch(installation.latest(freshValuesMs));
      return lastKind === "charge" && effect.isMissing();
    },
  };
}

function hasReached({ reached }: Stored, half: BatteryHalf): boolean {
  return reached === undefined || reached.includes(half);
}

function isBack(was: Stored, is: Stored): boolean {
  if (hasReached(was, "cutOff") && was.minPercent !== is.minPercent) return false;
  return !hasReached(was, "charge") || was.charge === undefined || isSameSettings(was.charge, is.charge ?? {});
}

function mayBeOurs({ charge, minuteOfDay: minute, weekday }: Stored): boolean {
  return charge === undefined || minute === undefined || isLikeOurs(gridChargingIn(charge, weekday), minute);
}

/** Only what is known is replaced by a time of ours: the rest could not be put back. */
function ownCharge({ charge }: Pick<BatteryState, "charge">): ChargeSettings {
  if (charge === undefined) throw fail("unreachable", "alphaess.charge-times-untold");
  return charge;
}

function intentOf(command: Command): BatteryIntent {
  if (command.kind === "batteryIntent") return command.intent;
  throw fail("bug", "alphaess.unexpected-command", { facts: { command: command.kind } });
}

/** Only what is known: a state must be the same after it has been in a file. */
function toJson(state: BatteryState | Stored): Json {
  return JSON.parse(JSON.stringify(state));
}
