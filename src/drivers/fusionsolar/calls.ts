import { dayMs, minuteMs, secondMs } from "#domain";
import type { CallRule, CallRules } from "#driver-kit";
import { liveTypes } from "./device-types.ts";
import { asReplay } from "./exchange.ts";

/**
 * Five minutes and a little: at exactly five minutes calls were refused. The cloud counts when they arrive.
 */
export const liveWindowMs = 5 * minuteMs + 4 * secondMs;

const perDay = { perMs: dayMs, scope: "account", reserve: { user: 5 } } as const;
const perWindow = { perMs: liveWindowMs, scope: "account" } as const;

/** The rule for live data of one kind of device. */
export function liveRuleId(devTypeId: number): string {
  return `live-${devTypeId}`;
}

const liveRules: readonly CallRule[] = liveTypes.map((devTypeId) => ({
  ...{ id: liveRuleId(devTypeId), classes: [liveRuleId(devTypeId)], max: 1 },
  ...perWindow,
}));

/**
 * What an account with up to a hundred plants, and up to a hundred devices of each kind, is granted. `limitsFor` tells
 * how much more a larger one has.
 */
export const fusionsolarCalls: CallRules = {
  rules: [
    { id: "login", scope: "account", classes: ["login"], max: 5, perMs: 10 * minuteMs, reserve: { user: 1 } },
    { id: "logout", scope: "account", classes: ["logout"], max: 5, perMs: 10 * minuteMs },
    { id: "replay", scope: "account", classes: ["replay"], max: 5, perMs: 10 * minuteMs },
    { id: "plants", classes: ["plants"], max: 34, ...perDay },
    { id: "plants-old", classes: ["plants-old"], max: 24, ...perDay },
    { id: "lists", classes: ["lists"], isPerEndpoint: true, max: 25, ...perDay },
    { id: "device-history", classes: ["device-history"], isPerEndpoint: true, max: 25, ...perDay },
    { id: "device-energy", classes: ["device-energy"], isPerEndpoint: true, max: 25, ...perDay },
    { id: "plant-live", classes: ["plant-live"], max: 1, ...perWindow },
    ...liveRules,
    { id: "alarms", scope: "account", classes: ["alarms"], max: 1, perMs: 30 * minuteMs },
    { id: "kiosk", scope: "account", classes: ["kiosk"], max: 2, perMs: 10 * minuteMs },
  ],
  maxAtOnce: 1,
  isLasting: true,
  classify: ({ url, body }) => {
    const { pathname, hash } = new URL(url);
    const endpoint = pathname.split("/").at(-1) ?? "";
    return { endpoint, callClass: hash === asReplay ? "replay" : classOf(endpoint, body ?? "") };
  },
};

function classOf(endpoint: string, body: string): string {
  switch (endpoint) {
    case "login":
    case "logout":
      return endpoint;
    case "stations":
      return "plants";
    case "getStationList":
      return "plants-old";
    case "getStationRealKpi":
      return "plant-live";
    case "getDevRealKpi":
      return liveRuleId(Number(/"devTypeId":(\d+)/.exec(body)?.[1] ?? 0));
    case "getDevHistoryKpi":
    case "getDevFiveMinutes":
      return "device-history";
    case "getAlarmList":
      return "alarms";
    case "station-kiosk-file":
      return "kiosk";
    default:
      return endpoint.startsWith("getDevKpi") ? "device-energy" : "lists";
  }
}

/** How large an account is. */
export interface AccountSize {
  readonly plants: number;
  /** Devices of each kind. */
  readonly devices: ReadonlyMap<number, number>;
}

/** The vendor's formula: what it grants grows with the plants and with the devices of each kind. */
export function limitsFor({ plants, devices }: AccountSize): ReadonlyMap<string, number> {
  const hundreds = Math.max(1, Math.ceil(plants / 100));
  const inGroups = (size: number) =>
    Math.max(
      1,
      [...devices.values()].reduce((sum, count) => sum + Math.ceil(count / size), 0),
    );
  const live = liveTypes.map(
    (devTypeId) => [liveRuleId(devTypeId), Math.max(1, Math.ceil((devices.get(devTypeId) ?? 0) / 100))] as const,
  );
  return new Map<string, number>([
    ["plants", hundreds * 10 + 24],
    ["lists", hundreds + 24],
    ["device-history", inGroups(10) + 24],
    ["device-energy", inGroups(100) + 24],
    ["plant-live", hundreds],
    ...live,
    ["alarms", Math.max(hundreds, inGroups(100))],
  ]);
}
