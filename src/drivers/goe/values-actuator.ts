import type { Json } from "#domain";
import type { Actuator } from "#driver-kit";
import type { GoeClient } from "./client.ts";
import { foreignCommand } from "./foreign-command.ts";
import { goeKeys } from "./keys.ts";
import type { GoeValues } from "./transport.ts";
import { toWireValue } from "./values-mapping.ts";

const settings = goeKeys.filter((key) => key.access === "read-write" && !key.isDangerous);
const settingKeys = settings.map((key) => key.key);
const lastingKeys = settings.filter((key) => !key.isPassing).map((key) => key.key);

/** Any single setting, by its own name. */
export function createValuesActuator(client: GoeClient): Actuator {
  const read: Actuator["read"] = async (call) => ({ ...(await client.status(settingKeys, call)) });
  return {
    id: "values",
    accepts: ["value"],
    settleMs: 2_000,
    confirmWithinMs: 20_000,
    read,
    apply: async (command, call) => {
      if (command.kind !== "value") throw foreignCommand(command);
      await client.set({ [command.key]: toWireValue(command.key, command.value) }, call);
    },
    isInEffect: (command, state) =>
      command.kind === "value" && isSame(toWireValue(command.key, command.value), memberOf(state, command.key)),
    restore: async (before, call) => {
      for (const [key, value] of Object.entries(changes(before, await read(call)))) {
        await client.set({ [key]: value }, call);
      }
    },
    isRestored: (before, state) => Object.keys(changes(before, state)).length === 0,
  };
}

/** What has to be written to get from the present state back to the earlier one. */
function changes(before: Json, state: Json): GoeValues {
  const entries = lastingKeys.flatMap((key) => {
    const was = memberOf(before, key);
    return was === undefined || isSame(was, memberOf(state, key)) ? [] : [[key, was] as const];
  });
  return Object.fromEntries(entries);
}

function memberOf(state: Json, key: string): Json | undefined {
  if (typeof state !== "object" || state === null || Array.isArray(state)) return undefined;
  return Object.entries(state).find(([name]) => name === key)?.[1];
}

function isSame(one: Json, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
