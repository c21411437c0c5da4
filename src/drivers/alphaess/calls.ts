import { minuteMs, secondMs } from "#domain";
import type { CallRules } from "#driver-kit";

/**
 * The vendor's portal asks for ten seconds between calls; bursts of 150 a minute were seen to pass. Readings are a second
 * apart here and few on the mean; a write follows its reading at once, because what the app writes in between is lost.
 * The client slows down to ten seconds once the cloud complains.
 */
export const alphaessCalls: CallRules = {
  rules: [
    { id: "pace", scope: "account", classes: ["open"], max: 1, perMs: 1_100 },
    {
      ...{ id: "minute", scope: "account", classes: ["open", "open-write"], max: 60, perMs: minuteMs },
      reserve: { guard: 10, user: 22, restore: 4 },
    },
    // Settings end up in the device's flash, and the cloud takes the same kind twice a minute at most.
    { id: "write", scope: "account", classes: ["open-write"], isPerEndpoint: true, max: 1, perMs: 30 * secondMs },
    {
      ...{ id: "web", scope: "account", classes: ["web", "web-write"], max: 64, perMs: minuteMs },
      // A command of the command line is five to eight calls, a change of phases under load up to twenty.
      reserve: { guard: 14, user: 28, restore: 4 },
    },
    { id: "web-write", scope: "account", classes: ["web-write"], max: 4, perMs: 30 * secondMs },
  ],
  isLasting: true,
  classify: ({ url }) => {
    const endpoint = new URL(url).pathname;
    if (openPath.test(endpoint)) return { callClass: openWrite.test(endpoint) ? "open-write" : "open", endpoint };
    return { callClass: webWrite.test(endpoint) ? "web-write" : "web", endpoint };
  },
};

/** The official interface has one flat folder of addresses; the other two have folders within. */
const openPath = /^(?:\/api)?\/(?:get|update|set|remote|bind|unBind)[A-Za-z]+$/;
const openWrite = /\/(?:update|set)[A-Z]\w*$/;
const webWrite = /\/(?:setNewEv|CustomUseESSSetting)$/;
