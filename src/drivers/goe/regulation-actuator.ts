import { fail, type Json } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CallOptions, Clock } from "#platform";
import type { GoeClient } from "./client.ts";
import { foreignCommand } from "./foreign-command.ts";
import { isObject } from "./json-values.ts";
import { toGridPower } from "./setting-mapping.ts";
import type { GoeValues } from "./transport.ts";

/** The charger's own solar mode: eco, on surplus, and pausing without it. */
const wanted: GoeValues = { fup: true, acp: true, lmo: 4 };
/** Last the mode itself, so that it never runs with half of its settings. */
const order = ["fup", "acp", "lmo"] as const;

/** Measured by users: with fewer the averages still hold old sun, and charging starts on it once more. */
const flushSamples = 5;
const flushEveryMs = 1_000;
const ecoMode = 4;

/**
 * Whether the charger regulates itself. Force state, current and phases are the charger actuator's, which leaves them
 * free only when this one is in effect.
 */
export function createRegulationActuator(client: GoeClient, clock: Clock): Actuator {
  const present = async (call: CallOptions): Promise<GoeValues> => {
    const values = await client.status([...order], call);
    const missing = order.filter((key) => values[key] === undefined || values[key] === null);
    // Remembered as "before" with a gap, the mode could never be put back.
    if (missing.length > 0)
      throw fail("invalid", "goe.incomplete", { facts: { missing: missing.join(", ") }, isRetryable: true });
    return Object.fromEntries(order.map((key) => [key, values[key] ?? null]));
  };
  const write = async (target: Json, keys: readonly string[], call: CallOptions) => {
    const now = await present(call);
    for (const key of keys) {
      const value = memberOf(target, key);
      if (value !== undefined && value !== now[key]) await client.set({ [key]: value }, call);
    }
  };
  /** Not a missing value told as nothing: what was told before is made to have no effect any more. */
  const flush = async (call: CallOptions) => {
    for (let sample = 0; sample < flushSamples; sample += 1) {
      if (sample > 0) await clock.sleep(flushEveryMs, call.signal);
      await client.set({ ids: { pGrid: 0 } }, call);
    }
  };

  return {
    id: "regulation",
    accepts: ["regulation"],
    settleMs: 2_000,
    confirmWithinMs: 20_000,
    read: async (call) => ({ ...(await present(call)) }),
    apply: async (command, call) => {
      if (command.kind !== "regulation") throw foreignCommand(command);
      // Without values it would stop the car at once, or start it on those of an hour ago.
      const fed = toGridPower({ ...(await client.status(["pgrid"], call)) });
      if (fed === undefined) throw fail("refused", "goe.not-fed", { isRetryable: true });
      await write({ ...wanted }, order, call);
    },
    isInEffect: (command, state) =>
      command.kind === "regulation" && order.every((key) => memberOf(state, key) === wanted[key]),
    restore: async (before, call) => {
      const wasEco = memberOf({ ...(await present(call)) }, "lmo") === ecoMode;
      await write(before, [...order].reverse(), call);
      if (wasEco && memberOf(before, "lmo") !== ecoMode) await flush(call);
    },
    isRestored: (before, state) => order.every((key) => memberOf(state, key) === memberOf(before, key)),
  };
}

function memberOf(state: Json, key: string): Json | undefined {
  return isObject(state) ? state[key] : undefined;
}
