import { fail } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CallOptions } from "#platform";
import type { GoeClient } from "./client.ts";
import { foreignCommand } from "./foreign-command.ts";
import {
  type ChargerLimits,
  type ControlState,
  controlKeys,
  isInEffect,
  toControlState,
  toSettings,
  toWrites,
} from "./setting-mapping.ts";
import type { GoeValues } from "./transport.ts";

/**
 * Start and stop by force state, which wins over the charger's own mode and leaves that mode as it is. Each write that
 * changes the force state moves the contactor, so only differences are written, one setting a request.
 */
export function createChargerActuator(client: GoeClient, limits: () => ChargerLimits): Actuator {
  const present = async (call: CallOptions): Promise<ControlState> => {
    const state = toControlState({ ...(await client.status(controlKeys, call)) });
    // Remembered as "before" without its core, a state could never be put back.
    if (state.frc === undefined || state.amp === undefined) {
      throw fail("invalid", "goe.incomplete", { facts: { missing: "frc, amp" }, isRetryable: true });
    }
    return state;
  };
  const writeAll = async (writes: readonly GoeValues[], call: CallOptions) => {
    for (const write of writes) await client.set(write, call);
  };

  return {
    id: "charger",
    accepts: ["charger"],
    // Settings show in the next second, the permission in the one after.
    settleMs: 2_000,
    // A change of phases pauses charging for ten seconds before the permission is back.
    confirmWithinMs: 30_000,
    read: async (call) => ({ ...(await present(call)) }),
    apply: async (command, call) => {
      if (command.kind !== "charger") throw foreignCommand(command);
      const wanted = toSettings(command.setting, limits());
      await writeAll(toWrites(wanted, await present(call)), call);
    },
    isInEffect: (command, state) =>
      command.kind === "charger" && isInEffect(command.setting, limits(), toControlState(state)),
    restore: async (before, call) => writeAll(toWrites(toControlState(before), await present(call)), call),
    isRestored: (before, state) => toWrites(toControlState(before), toControlState(state)).length === 0,
  };
}
