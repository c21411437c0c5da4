import { fail } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CallOptions } from "#platform";
import type { GoeClient } from "./client.ts";
import { foreignCommand } from "./foreign-command.ts";
import { isObject } from "./json-values.ts";

/** Pretends to unplug the car at the end of each pause; how long is the charger's own setting (`sumd`). */
export const pretendKey = "su";

/** Whether the charger wakes its car after a pause. The pause itself is the charger actuator's. */
export function createWakeActuator(client: GoeClient): Actuator {
  const present = async (call: CallOptions) => {
    const isOn = (await client.status([pretendKey], call))[pretendKey];
    // Remembered as "before" without a value, it could never be put back.
    if (typeof isOn !== "boolean") throw fail("refused", "goe.key-absent", { facts: { key: pretendKey } });
    return isOn;
  };
  const write = async (isOn: boolean, call: CallOptions) => {
    if ((await present(call)) !== isOn) await client.set({ [pretendKey]: isOn }, call);
  };
  return {
    id: "wake",
    accepts: ["wake"],
    settleMs: 2_000,
    confirmWithinMs: 20_000,
    read: async (call) => ({ [pretendKey]: await present(call) }),
    apply: async (command, call) => {
      if (command.kind !== "wake") throw foreignCommand(command);
      await write(true, call);
    },
    isInEffect: (command, state) => command.kind === "wake" && isObject(state) && state[pretendKey] === true,
    restore: async (before, call) => {
      if (isObject(before) && typeof before[pretendKey] === "boolean") await write(before[pretendKey], call);
    },
    isRestored: (before, state) => isObject(before) && isObject(state) && before[pretendKey] === state[pretendKey],
  };
}
