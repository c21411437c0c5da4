import { z } from "zod";
import { type BatteryIntent, type Command, fail, type Json, minuteMs, ProblemError, secondMs } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CallOptions } from "#platform";
import { type BatteryState, type BatteryTarget, intentsOf, isIntentInEffect, targetFor } from "./battery-control.ts";
import type { FoxessClient } from "./client.ts";
import { isBlockedBySchedule } from "./errno.ts";
import { type Inverter, onGridKey, workModeKey } from "./inverter.ts";

/** What the hub keeps of the battery's settings between our first command and the restoration. */
const storedState = z.object({
  workMode: z.string().optional(),
  minSoc: z.number().optional(),
  minSocOnGrid: z.number().optional(),
  socPercent: z.number().optional(),
  isScheduled: z.boolean().optional(),
});

/** A write travels cloud, data logger, inverter. Each look costs three of the day's calls, so the looks are few. */
const settleMs = 10 * secondMs;
const confirmWithinMs = 2 * minuteMs;

/** The battery of one inverter, steered by work mode and lowest level. */
export function createBatteryActuator(client: FoxessClient, inverter: Inverter): Actuator {
  const { serial } = inverter;

  /** A device that follows its timetable refuses single settings: the timetable is switched off, and tried once more. */
  const writePastSchedule = async (write: () => Promise<void>, call: CallOptions) => {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof ProblemError) || !isBlockedBySchedule(error.problem)) throw error;
      await client.writeSchedulerFlag(serial, false, call);
      await write().catch(withoutAnotherTry);
    }
  };

  const writeOnGrid = async (percent: number, call: CallOptions) => {
    if (inverter.settings().has(onGridKey)) return client.writeSetting(serial, onGridKey, String(percent), call);
    const { minSoc = percent } = await client.socLimits(serial, call);
    return client.writeSocLimits(serial, { minSoc, minSocOnGrid: percent }, call);
  };

  const write = async ({ workMode, minSocOnGrid }: BatteryTarget, call: CallOptions) => {
    if (workMode !== undefined)
      await writePastSchedule(() => client.writeSetting(serial, workModeKey, workMode, call), call);
    if (minSocOnGrid !== undefined) await writePastSchedule(() => writeOnGrid(minSocOnGrid, call), call);
  };

  const apply = async (intent: BatteryIntent, call: CallOptions) => {
    await inverter.explore(call);
    const battery = inverter.batteryControls();
    if (!intentsOf(battery).includes(intent.kind)) throw unsupportedIntent(intent, intentsOf(battery));
    const socPercent = intent.kind === "hold" ? await inverter.socPercent(call) : undefined;
    const minSoc = intent.kind === "auto" ? (await inverter.levels(call))?.minSoc : undefined;
    const target = targetFor(intent, battery, { socPercent, minSoc });
    if (target === undefined) throw fail("unreachable", "foxess.level-unknown", { facts: { serial } });
    await write(target, call);
  };

  return {
    id: "batteryMode",
    accepts: ["batteryIntent"],
    settleMs,
    confirmWithinMs,
    read: async (call) => {
      await inverter.explore(call);
      return toJson(await inverter.batteryState(call));
    },
    apply: async (command, call) => apply(intentOf(command), call),
    isInEffect: (command, state) => {
      const parsed = storedState.safeParse(state);
      return parsed.success && isIntentInEffect(intentOf(command), inverter.batteryControls(), parsed.data);
    },
    restore: async (before, call) => {
      await inverter.explore(call);
      const { workMode, minSocOnGrid, isScheduled } = storedState.parse(before);
      await write({ ...present("workMode", workMode), ...present("minSocOnGrid", minSocOnGrid) }, call);
      if (isScheduled === true) await client.writeSchedulerFlag(serial, true, call);
    },
    isRestored: (before, state) => {
      const [was, is] = [storedState.safeParse(before), storedState.safeParse(state)];
      return was.success && is.success && restoredMembers.every((member) => isLike(was.data[member], is.data[member]));
    },
  };
}

const restoredMembers = ["workMode", "minSocOnGrid", "isScheduled"] as const;

/** What is blocked although no timetable is active any more stays so: trying again would only eat the day's calls. */
function withoutAnotherTry(error: unknown): never {
  if (!(error instanceof ProblemError) || !isBlockedBySchedule(error.problem)) throw error;
  throw new ProblemError({ ...error.problem, isRetryable: false }, error);
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
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}

function present<K extends string, T>(name: K, value: T | undefined): { readonly [P in K]?: T } {
  const member: { [P in K]?: T } = {};
  if (value !== undefined) member[name] = value;
  return member;
}
