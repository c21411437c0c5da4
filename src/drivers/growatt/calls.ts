import { dayMs, hourMs } from "#domain";
import type { CallRules } from "#driver-kit";
import { callPaceMs } from "./error-codes.ts";
import { loginPaceMs } from "./portal/login.ts";

/**
 * The official interface allows each call once in five minutes, and the list of plants ten times a day. Of the portal no
 * limit is told; too many logins lock the account for a day, and who asks too often is blocked.
 */
export const growattCalls: CallRules = {
  rules: [
    { id: "endpoint", scope: "account", classes: ["open", "plants"], isPerEndpoint: true, max: 1, perMs: callPaceMs },
    { id: "plants", scope: "account", classes: ["plants"], max: 9, perMs: dayMs },
    { id: "login", scope: "account", classes: ["login"], max: 1, perMs: loginPaceMs },
    { id: "logins", scope: "account", classes: ["login"], max: 6, perMs: dayMs },
    { id: "portal", scope: "account", classes: ["portal"], max: 60, perMs: hourMs, reserve: { user: 6 } },
  ],
  maxAtOnce: 1,
  isLasting: true,
  classify: ({ method, url, body = "" }) => {
    const { pathname, search } = new URL(url);
    if (!pathname.includes("/v1/"))
      return { callClass: pathname.endsWith("/login") ? "login" : "portal", endpoint: pathname };
    if (pathname.endsWith("/plant/list")) return { callClass: "plants", endpoint: pathname };
    // What is asked of one device at a time counts for that device.
    const isOfOne = /_last_data$|last_new_data$/.test(pathname);
    const endpoint = isOfOne ? `${pathname} ${method === "GET" ? search : body}` : pathname;
    return { callClass: "open", endpoint };
  },
};
