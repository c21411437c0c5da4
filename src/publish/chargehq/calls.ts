import type { CallRules } from "#driver-kit";

/** The vendor wants no site more often than every 30 seconds; one key is one site. */
export const chargehqCalls: CallRules = {
  rules: [{ id: "pace", scope: "account", max: 1, perMs: 30_000 }],
  maxAtOnce: 1,
  isLasting: true,
  classify: () => ({ callClass: "push", endpoint: "push-solar-data" }),
};
