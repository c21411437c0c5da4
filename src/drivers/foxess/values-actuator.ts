import { z } from "zod";
import { type Command, fail, type Json, minuteMs, secondMs } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CallOptions } from "#platform";
import type { BatteryActuator } from "./battery-actuator.ts";
import type { FoxessClient } from "./client.ts";
import { type Inverter, workModeKey } from "./inverter.ts";
import { settingKeys, valueOf } from "./settings.ts";

type ValueCommand = Extract<Command, { kind: "value" }>;

const storedValues = z.record(z.string(), z.union([z.string(), z.number()]));

/** A write travels cloud, data logger, inverter, and each look costs one of the day's calls. */
const settleMs = 10 * secondMs;
const confirmWithinMs = 2 * minuteMs;

/** Single settings, by the maker's names: what somebody sets here is theirs, until they set it otherwise. */
export function createValuesActuator(
  client: FoxessClient,
  inverter: Inverter,
  battery?: Pick<BatteryActuator, "giveWay">,
): Actuator {
  const readAll = async (keys: readonly string[], call: CallOptions): Promise<Json> => {
    const values: Record<string, string | number> = {};
    for (const key of keys) {
      const setting = await inverter.setting(key, call);
      const value = setting === undefined ? undefined : valueOf(setting);
      if (value !== undefined) values[key] = value;
    }
    return values;
  };

  return {
    id: "values",
    accepts: ["value"],
    effect: "lasting",
    settleMs,
    confirmWithinMs,
    read: (call, about) => readAll(about?.kind === "value" ? [about.key] : settingKeys, call),
    apply: async (command, call) => {
      const { key, value } = valueOfCommand(command);
      if (key === workModeKey) await battery?.giveWay(call);
      await client.writeSetting(inverter.serial, key, String(value), call);
    },
    isInEffect: (command, state) => {
      const { key, value } = valueOfCommand(command);
      const values = storedValues.safeParse(state);
      return values.success && String(values.data[key]) === String(value);
    },
    restore: async (before, call) => {
      for (const [key, value] of changed(before, await readAll(settingKeys, call)))
        await client.writeSetting(inverter.serial, key, String(value), call);
    },
    isRestored: (before, state) => changed(before, state).length === 0,
  };
}

function valueOfCommand(command: Command): ValueCommand {
  if (command.kind === "value") return command;
  throw fail("bug", "foxess.unexpected-command", { facts: { command: command.kind } });
}

/** What has to be written to get back from the present state to the earlier one. */
function changed(before: Json, state: Json): readonly (readonly [key: string, value: string | number])[] {
  const [was, is] = [storedValues.safeParse(before), storedValues.safeParse(state)];
  if (!was.success) return [];
  return Object.entries(was.data).filter(([key, value]) => !is.success || is.data[key] !== value);
}
