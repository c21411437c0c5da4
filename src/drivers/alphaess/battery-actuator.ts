import { type BatteryIntent, type BatteryIntentKind, type Command, fail, minuteMs } from "#domain";
import type { Actuator, DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { cutOffFor, isIntentInEffect } from "./battery-control.ts";
import { type BatteryReader, type BatteryReaderOptions, createBatteryReader } from "./battery-reader.ts";
import { cutOffSetting } from "./battery-settings.ts";
import type { BatteryState, ChargeSettings } from "./battery-state.ts";
import { hasReached, isBack, reaching, type StoredState, storedState, toJson } from "./battery-stored.ts";
import { type BatteryWrite, type BatteryWriter, confirmWithinMs, createBatteryWriter } from "./battery-writer.ts";
import { type ChargeIntent, chargeSlots, chargeStop, doesCharge, isLikeOurs } from "./charge-period.ts";
import type { SwitchedOn } from "./charge-rows.ts";
import { chargeSettingsFor, gridChargingIn } from "./charge-way.ts";
import { minuteOfDay, weekdayOf } from "./local-time.ts";

/** Before the inverter's third look at the cloud nothing is certain. */
const settleMs = 5 * minuteMs;
/** A battery that takes nothing is asked again this often. */
const idlePauseMs = 15 * minuteMs;

export interface BatteryActuatorOptions extends Omit<BatteryReaderOptions, "wanted"> {
  /** What its owner has switched on in the newer timetable; undefined where nobody has told. */
  readonly switchedOn: SwitchedOn | undefined;
  offered(): readonly BatteryIntentKind[];
}

/** The battery, steered by its discharge cut-off, and by a time of ours for charging from the grid. */
export function createBatteryActuator(
  options: BatteryActuatorOptions,
  context: Pick<DriverContext, "clock" | "pollSoon">,
): Actuator {
  const { installation, memory, switchedOn } = options;
  let wanted: BatteryIntentKind | undefined;
  const reader = createBatteryReader({ ...options, wanted: () => wanted }, context.clock);
  const writer = createBatteryWriter(installation, context, switchedOn ?? "off");
  const charge = chargeWith(options, reader, writer, context.clock);
  const { api } = installation.main;

  const apply = async (intent: BatteryIntent, call: CallOptions, before: StoredState | undefined) => {
    checkOffered(intent, options);
    const state = await reader.look(call);
    wanted = intent.kind;
    if (intent.kind === "charge") return charge(intent, state, ownCharge(before ?? state), call);
    const back = giveBack(before, state);
    const maxPercent = back.charge === undefined ? state.maxPercent : (before?.maxPercent ?? state.maxPercent);
    const percent = cutOffFor(intent, { ...state, maxPercent }, memory.usualPercent());
    if (percent === undefined) throw fail("unreachable", "alphaess.level-unknown");
    memory.wroteCutOff(percent);
    // How the owner had it may be written whatever we think of it.
    const way = back.charge === undefined ? call : ({ ...call, purpose: "restore" } as const);
    await writer.write({ ...back, cutOff: cutOffWrite(api, percent, state) }, way);
  };

  const restore = async (before: StoredState, call: CallOptions) => {
    wanted = undefined;
    const state = await reader.look(call);
    const back = giveBack(before, state);
    if (!hasReached(before, "cutOff")) return writer.write(back, call);
    memory.restoredCutOff(before.minPercent);
    await writer.write({ ...back, cutOff: cutOffWrite(api, before.minPercent, state) }, call);
  };

  return {
    id: "batteryMode",
    accepts: ["batteryIntent"],
    ...{ settleMs, confirmWithinMs },
    read: async (call) => toJson(await reader.look(call)),
    keep: (before, command) =>
      toJson(reaching(storedState.parse(before), intentOf(command).kind === "charge" ? "charge" : "cutOff")),
    apply: (command, call, before) =>
      apply(intentOf(command), call, before === undefined ? undefined : storedState.parse(before)),
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
    isBehind: reader.isIdle,
  };
}

function chargeWith(
  { installation, timeZone }: BatteryActuatorOptions,
  reader: BatteryReader,
  writer: BatteryWriter,
  clock: Pick<DriverContext["clock"], "now">,
) {
  return async (intent: ChargeIntent, state: BatteryState, own: ChargeSettings, call: CallOptions) => {
    if (doesCharge(intent, state)) return;
    const now = clock.now();
    if (doesCharge(intent, { ...state, isIdle: false }))
      throw fail("refused", "alphaess.charge-without-effect", { retryAt: now + idlePauseMs });
    const wanted = chargeSettingsFor(own, {
      slots: chargeSlots(intent, now, timeZone),
      stopPercent: chargeStop(intent, state.minPercent),
      powerW: installation.nature()?.system?.inverterW,
      now: { minute: minuteOfDay(now, timeZone), weekday: weekdayOf(now, timeZone) },
    });
    await writer.write({ charge: { wanted, shown: state.charge ?? own } }, call, "our-time");
    reader.wrote(wanted);
  };
}

function checkOffered({ kind }: BatteryIntent, { installation, switchedOn, offered }: BatteryActuatorOptions): void {
  if (kind === "charge" && installation.nature()?.hasPeriodicTimetable === true && switchedOn === undefined)
    throw fail("refused", "alphaess.newer-timetable", { facts: { key: "newerTimetable" } });
  if (!offered().includes(kind))
    throw fail("refused", "alphaess.unsupported-intent", { facts: { intent: kind, offered: offered().join(", ") } });
}

function cutOffWrite(
  api: Parameters<typeof cutOffSetting>[0],
  percent: number,
  { minPercent }: BatteryState,
): BatteryWrite {
  return { wanted: cutOffSetting(api, percent), shown: cutOffSetting(api, minPercent) };
}

/** What was there before a time of ours goes back with whatever is wanted next. */
function giveBack(before: StoredState | undefined, { charge: shown }: BatteryState): { charge?: BatteryWrite } {
  const wanted = before !== undefined && hasReached(before, "charge") ? before.charge : undefined;
  return wanted === undefined || shown === undefined ? {} : { charge: { wanted, shown } };
}

function mayBeOurs({ charge, minuteOfDay: minute, weekday }: StoredState): boolean {
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
