import { z } from "zod";
import { type BatteryIntent, type Command, fail, type Json, minuteMs } from "#domain";
import type { Actuator, DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { type BatteryState, batteryIntents, cutOffFor, isIntentInEffect } from "./battery-control.ts";
import type { BatteryMemory } from "./battery-memory.ts";
import type { AlphaessInstallation } from "./system.ts";

/** What the hub keeps between our first command and the restoration. */
const storedState = z.object({
  minPercent: z.number(),
  maxPercent: z.number(),
  socPercent: z.number().optional(),
});

/** The inverter asks the cloud for its settings every one to five minutes: before its third look nothing is certain. */
const settleMs = 5 * minuteMs;
const confirmWithinMs = 15 * minuteMs;
const freshSocMs = 2 * minuteMs;

/** The battery, steered by its discharge cut-off. */
export function createBatteryActuator(
  installation: AlphaessInstallation,
  memory: BatteryMemory,
  { clock, pollSoon }: Pick<DriverContext, "clock" | "pollSoon">,
): Actuator {
  const { main } = installation;
  let written: { readonly percent: number; readonly atSteadyMs: number } | undefined;

  const present = async (call: CallOptions): Promise<BatteryState> => {
    const { serial } = await installation.explore(call);
    const window = await main.socWindow(serial, call);
    memory.sawCutOff(window.minPercent);
    const { socPercent } = installation.latest(freshSocMs) ?? (await installation.live(call));
    return { ...window, socPercent };
  };

  /** The cloud may show the old value for minutes: what was written lately is not written again. */
  const write = async (percent: number, call: CallOptions) => {
    const isRecent = written !== undefined && clock.steadyMs() - written.atSteadyMs < confirmWithinMs;
    if (isRecent && written?.percent === percent) return;
    const { serial } = await installation.explore(call);
    await main.changeTimetable(serial, { dischargeCutOffPercent: percent }, call);
    written = { percent, atSteadyMs: clock.steadyMs() };
    pollSoon?.("settings");
  };

  const apply = async (intent: BatteryIntent, call: CallOptions) => {
    if (!batteryIntents.includes(intent.kind))
      throw fail("refused", "alphaess.unsupported-intent", {
        facts: { intent: intent.kind, offered: batteryIntents.join(", ") },
      });
    const percent = cutOffFor(intent, await present(call), memory.usualPercent());
    if (percent === undefined) throw fail("unreachable", "alphaess.level-unknown");
    memory.wroteCutOff(percent);
    await write(percent, call);
  };

  return {
    id: "batteryMode",
    accepts: ["batteryIntent"],
    settleMs,
    confirmWithinMs,
    read: async (call) => toJson(await present(call)),
    apply: (command, call) => apply(intentOf(command), call),
    isInEffect: (command, state) => {
      const parsed = storedState.safeParse(state);
      return parsed.success && isIntentInEffect(intentOf(command), parsed.data, memory.usualPercent());
    },
    restore: async (before, call) => {
      const { minPercent } = storedState.parse(before);
      memory.restoredCutOff(minPercent);
      await write(minPercent, call);
    },
    isRestored: (before, state) => {
      const [was, is] = [storedState.safeParse(before), storedState.safeParse(state)];
      return was.success && is.success && was.data.minPercent === is.data.minPercent;
    },
  };
}

function intentOf(command: Command): BatteryIntent {
  if (command.kind === "batteryIntent") return command.intent;
  throw fail("bug", "alphaess.unexpected-command", { facts: { command: command.kind } });
}

function toJson({ minPercent, maxPercent, socPercent }: BatteryState): Json {
  return { minPercent, maxPercent, ...(socPercent === undefined ? {} : { socPercent }) };
}
