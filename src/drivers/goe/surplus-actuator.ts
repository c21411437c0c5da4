import { fail } from "#domain";
import type { Actuator } from "#driver-kit";
import type { GoeClient } from "./client.ts";
import { foreignCommand } from "./foreign-command.ts";
import { toGridPower, toSurplusPowers } from "./setting-mapping.ts";

/**
 * Feeds the charger's own regulation. It forgets the powers by itself, so ceasing to send them is the release. Over the
 * cloud nothing is sent while no car is there: each call would travel around the world for nobody.
 */
export function createSurplusActuator(client: GoeClient, isWorthIt: () => boolean = () => true): Actuator {
  return {
    id: "surplus",
    accepts: ["surplus"],
    effect: "passing",
    settleMs: 1_000,
    // After six seconds without news the charger shows nothing any more.
    confirmWithinMs: 5_000,
    read: async (call) => ({ ...(await client.status(["pgrid"], call)) }),
    apply: async (command, call) => {
      if (command.kind !== "surplus") throw foreignCommand(command);
      if (!isWorthIt()) throw fail("refused", "goe.feed-needs-car");
      await client.set(toSurplusPowers(command), call);
    },
    isInEffect: (command, state) => command.kind === "surplus" && toGridPower(state) === Math.round(command.gridW),
    restore: async () => {},
    isRestored: () => true,
  };
}
