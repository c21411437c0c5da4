import { z } from "zod";
import { type Command, fail, type Json, minuteMs } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CallOptions } from "#platform";
import { numberOf } from "./reply-values.ts";
import type { AlphaessInstallation } from "./system.ts";
import { householdLimitKey, settingShapes, settingValues } from "./values.ts";

type ValueCommand = Extract<Command, { kind: "value" }>;

const storedValues = z.record(z.string(), z.union([z.string(), z.number()]));

/** As with the battery: the inverter fetches its settings every few minutes. */
const settleMs = minuteMs;
const confirmWithinMs = 15 * minuteMs;

/** Single settings, by the vendor's names: what somebody sets here is theirs, until they set it otherwise. */
export function createValuesActuator(installation: AlphaessInstallation): Actuator {
  const { main } = installation;

  const readAll = async (call: CallOptions): Promise<Json> => {
    const { serial } = await installation.explore(call);
    const values: Record<string, string | number> = {};
    for (const [key, value] of Object.entries(settingValues(main.api, await main.settings(serial, call))))
      if (value !== undefined) values[key] = value;
    if (main.abilities.has("household-limit")) {
      const limitA = await main.householdLimitA(serial, call);
      if (limitA !== undefined) values[householdLimitKey] = limitA;
    }
    return values;
  };

  const write = async (key: string, value: ValueCommand["value"], call: CallOptions) => {
    const { serial } = await installation.explore(call);
    if (key === householdLimitKey && main.abilities.has("household-limit"))
      return main.changeHouseholdLimit(serial, numberOf(value) ?? Number.NaN, call);
    const shape = settingShapes(main.api)[key];
    if (shape === undefined)
      throw fail("invalid", "alphaess.unknown-setting", {
        facts: { found: key, allowed: [...Object.keys(settingShapes(main.api)), householdLimitKey].join(", ") },
      });
    return main.changeSettings(serial, { [key]: written(value) }, call);
  };

  return {
    id: "values",
    accepts: ["value"],
    effect: "lasting",
    settleMs,
    confirmWithinMs,
    read: (call) => readAll(call),
    apply: async (command, call) => {
      const { key, value } = valueOf(command);
      await write(key, value, call);
    },
    isInEffect: (command, state) => {
      const { key, value } = valueOf(command);
      const values = storedValues.safeParse(state);
      return values.success && isSame(values.data[key], written(value));
    },
    restore: async (before, call) => {
      for (const [key, value] of changed(before, await readAll(call))) await write(key, value, call);
    },
    isRestored: (before, state) => changed(before, state).length === 0,
  };
}

function isSame(one: string | number | undefined, other: string | number): boolean {
  const [first, second] = [numberOf(one), numberOf(other)];
  return first !== undefined && second !== undefined ? first === second : one === other;
}

/** Switches are numbers here, and there is no setting without a value. */
function written(value: ValueCommand["value"]): string | number {
  return typeof value === "boolean" ? Number(value) : (value ?? "");
}

function valueOf(command: Command): ValueCommand {
  if (command.kind === "value") return command;
  throw fail("bug", "alphaess.unexpected-command", { facts: { command: command.kind } });
}

/** What has to be written to get back from the present state to the earlier one. */
function changed(before: Json, state: Json): readonly (readonly [key: string, value: string | number])[] {
  const [was, is] = [storedValues.safeParse(before), storedValues.safeParse(state)];
  if (!was.success) return [];
  return Object.entries(was.data).filter(([key, value]) => !is.success || !isSame(is.data[key], value));
}
