import { revealSecret, type Secret } from "#domain";
import { type CallOptions, type Clock, type HttpClient, sha256Hex } from "#platform/for-clients";
import { createHistoryEndpoints, type HistoryEndpoints } from "./endpoints/history.ts";
import { createLiveEndpoints, type LiveEndpoints } from "./endpoints/live.ts";
import { createPlantEndpoints, type PlantEndpoints } from "./endpoints/plants.ts";
import { createExchange } from "./exchange.ts";
import type { RefusalNotes } from "./kept-refusals.ts";
import { createLoginGuard } from "./login-guard.ts";
import { createOwnSessions, type FusionsolarSessions } from "./session.ts";

export type { Alarm, DeviceKpi, Period, PlantKpi, Span } from "./endpoints/history.ts";
export type { LiveRow, PlantLiveRow, Values } from "./endpoints/live.ts";
export type { Device, Plant } from "./endpoints/plants.ts";
export { createKioskClient, type KioskClient, type KioskOptions, type KioskValues } from "./kiosk.ts";
export type { FusionsolarSession, FusionsolarSessions } from "./session.ts";

export interface FusionsolarClientOptions {
  /** The account's own host, e.g. `https://eu5.fusionsolar.huawei.com`. */
  readonly url: string;
  readonly username: string;
  readonly password: Secret | string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  /** Who keeps the login; by itself the client keeps one for as long as the program runs. */
  readonly sessions?: FusionsolarSessions;
  /** Where refused logins are kept, so that restarts do not lock the account; by itself the client keeps none. */
  readonly notes?: RefusalNotes;
  readonly timeoutMs?: number;
  /** Told when other programs keep ending the login, since the account allows only one. */
  readonly tellOfRival?: () => void;
  /** Told of every login that was made. */
  readonly tellOfLogin?: () => void;
}

/**
 * The northbound interface of FusionSolar. Logs in when first needed and once more when the login has ended. Every
 * method fails with a `ProblemError`, whose code is `fusionsolar.<failCode>` where the cloud gave one. The client keeps
 * no count of calls: that is up to the `http` it is given.
 */
export interface FusionsolarClient extends PlantEndpoints, LiveEndpoints, HistoryEndpoints {
  /** Ends the login, so that it does not count against the account. */
  logout(call?: CallOptions): Promise<void>;
}

export const defaultTimeoutMs = 30_000;

export function createFusionsolarClient(options: FusionsolarClientOptions): FusionsolarClient {
  const { url, username, password, http, clock, timeoutMs = defaultTimeoutMs } = options;
  const sessions = options.sessions ?? createOwnSessions();
  const now = () => clock.now();
  const mark = sha256Hex(`refused ${username}\n${revealSecret(password)}`);
  const guard = createLoginGuard({ ...options, now, mark });
  const exchange = createExchange({ url, username, password, http, sessions, guard, now, timeoutMs });
  return {
    ...createPlantEndpoints(exchange),
    ...createLiveEndpoints(exchange),
    ...createHistoryEndpoints(exchange),
    logout: exchange.logout,
  };
}
