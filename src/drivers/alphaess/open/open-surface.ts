import type { Secret } from "#domain";
import type { Clock, HttpClient } from "#platform/for-clients";
import { machineTimeZone } from "../local-time.ts";
import { abilitiesOf, refusingMethods } from "../not-on-surface.ts";
import type { AlphaessSurface } from "../surface.ts";
import { createBinding } from "./binding.ts";
import { createChargers } from "./chargers.ts";
import { createExchange } from "./exchange.ts";
import { checkedDate, createHistory } from "./history.ts";
import { createLive } from "./live.ts";
import { createPeriodic } from "./periodic.ts";
import { createSettings } from "./settings.ts";
import { createSystems } from "./systems.ts";

export interface OpenSurfaceOptions {
  readonly appId: string;
  readonly appSecret: Secret | string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now" | "steadyMs" | "sleep">;
  readonly url?: string;
  readonly timeoutMs?: number;
  /** The system's, for the history of a day; the machine's when missing. */
  readonly timeZone?: string;
}

export interface OpenSurface extends AlphaessSurface {
  /** How far this machine's clock was found to be off the cloud's; 0 while it did not matter. */
  clockSkewMs(): number;
}

export const openUrl = "https://openapi.alphaess.com/api";
export const openTimeoutMs = 30_000;

/** The official interface: everything but the wallbox's mode, current and phases. */
export function createOpenSurface(options: OpenSurfaceOptions): OpenSurface {
  const { appId, appSecret, http, clock, url = openUrl, timeoutMs = openTimeoutMs } = options;
  const timeZone = options.timeZone ?? machineTimeZone();
  const exchange = createExchange({ appId, appSecret, url, http, clock, timeoutMs });
  const { live, dayPower } = createLive({ exchange, clock, timeZone });
  return {
    ...refusingMethods("open"),
    api: "open",
    abilities: abilitiesOf.open,
    clockSkewMs: exchange.clockSkewMs,
    ...createSystems(exchange),
    live,
    dayPower: async (serial, date, call) => dayPower(serial, checkedDate(date), call),
    ...createHistory(exchange),
    ...createSettings(exchange, clock),
    ...createPeriodic(exchange),
    ...createChargers(exchange),
    ...createBinding(exchange),
  };
}
