import { dayMs } from "#domain";
import type { CallRules } from "#driver-kit";

export const dailyRuleId = "daily";

/**
 * The cloud's limits: 1440 calls a day and inverter, and on each interface one query a second and one write in two
 * seconds. It measures when calls arrive, so a tenth more lies between them when they leave.
 */
export const foxessCalls: CallRules = {
  rules: [
    { id: dailyRuleId, scope: "device", max: 1440, perMs: dayMs, reserve: { guard: 60, user: 60, restore: 20 } },
    { id: "query", scope: "account", classes: ["query"], isPerEndpoint: true, max: 1, perMs: 1_100 },
    { id: "update", scope: "account", classes: ["update"], isPerEndpoint: true, max: 1, perMs: 2_200 },
  ],
  isLasting: true,
  classify: ({ url }) => {
    const endpoint = new URL(url).pathname;
    return { callClass: updates.test(endpoint) ? "update" : "query", endpoint };
  },
};

/** Paths that change something: `…/setting/set`, `…/scheduler/set/flag`, `…/scheduler/enable`. */
const updates = /\/(?:set|enable)(?:\/|$)/;
