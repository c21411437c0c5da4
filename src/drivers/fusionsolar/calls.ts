import { dayMs, minuteMs, secondMs } from "#domain";
import type { CallRules } from "#driver-kit";
import { liveTypes } from "./device-types.ts";
import { asReplay } from "./exchange.ts";

/** Five minutes and a little: at exactly five minutes calls were refused. */
export const liveWindowMs = 5 * minuteMs + 4 * secondMs;

/** What every account is granted. `limitsFor` tells how much more one of a known size has. */
export const fusionsolarCalls: CallRules = {
  rules: [
    {
      ...{ id: "login", scope: "account", classes: ["login"], isPerEndpoint: true },
      ...{ max: 5, perMs: 10 * minuteMs, reserve: { user: 1 } },
    },
    { id: "replay", scope: "account", classes: ["replay"], max: 5, perMs: 10 * minuteMs },
    {
      ...{ id: "daily", scope: "account", classes: ["daily"], isPerEndpoint: true },
      ...{ max: 24, perMs: dayMs, reserve: { user: 5 } },
    },
    { id: "live", scope: "account", classes: ["live"], isPerEndpoint: true, max: 1, perMs: liveWindowMs },
    { id: "alarms", scope: "account", classes: ["alarms"], max: 1, perMs: 30 * minuteMs },
    { id: "kiosk", scope: "account", classes: ["kiosk"], max: 2, perMs: 10 * minuteMs },
  ],
  maxAtOnce: 1,
  isLasting: true,
  classify: ({ url, body }) => {
    const { pathname, hash } = new URL(url);
    const method = pathname.split("/").at(-1) ?? "";
    const devTypeId = method === "getDevRealKpi" ? /"devTypeId":(\d+)/.exec(body ?? "")?.[1] : undefined;
    const endpoint = devTypeId === undefined ? method : liveEndpoint(Number(devTypeId));
    return { endpoint, callClass: hash === asReplay ? "replay" : classOf(method) };
  },
};

/** Each kind of device counts by itself, since a call is about one kind. */
function liveEndpoint(devTypeId: number): string {
  return `getDevRealKpi/${devTypeId}`;
}

function classOf(method: string): string {
  switch (method) {
    case "login":
    case "logout":
      return "login";
    case "getStationRealKpi":
    case "getDevRealKpi":
      return "live";
    case "getAlarmList":
      return "alarms";
    case "station-kiosk-file":
      return "kiosk";
    default:
      return "daily";
  }
}

/** How large an account is. */
export interface AccountSize {
  readonly plants: number;
  /** Devices of each kind. */
  readonly devices: ReadonlyMap<number, number>;
}

/** One limit as the maker's formula has it. */
export interface GrantedLimit {
  readonly ruleId: string;
  readonly max: number;
  readonly endpoint?: string;
}

/** The maker's formula: what it grants grows with the plants and with the devices of each kind. */
export function limitsFor({ plants, devices }: AccountSize): readonly GrantedLimit[] {
  const hundreds = Math.max(1, Math.ceil(plants / 100));
  const live = liveTypes.map((type) => [type, devices.get(type) ?? 0] as const);
  const groupsOf = (size: number) => live.reduce((sum, [, count]) => sum + Math.ceil(count / size), 0);
  const daily = (max: number, ...endpoints: readonly string[]) =>
    endpoints.map((endpoint) => ({ ruleId: "daily", max, endpoint }));
  return [
    ...daily(hundreds * 10 + 24, "stations"),
    ...daily(hundreds + 24, "getDevList", "getKpiStationHour", "getKpiStationDay"),
    ...daily(hundreds + 24, "getKpiStationMonth", "getKpiStationYear"),
    ...daily(groupsOf(10) + 24, "getDevHistoryKpi", "getDevFiveMinutes"),
    ...daily(groupsOf(100) + 24, "getDevKpiDay", "getDevKpiMonth", "getDevKpiYear"),
    { ruleId: "live", max: hundreds, endpoint: "getStationRealKpi" },
    ...live.map(([type, count]) => ({
      ...{ ruleId: "live", max: Math.max(1, Math.ceil(count / 100)), endpoint: liveEndpoint(type) },
    })),
    { ruleId: "alarms", max: Math.max(hundreds, groupsOf(100)) },
  ];
}
