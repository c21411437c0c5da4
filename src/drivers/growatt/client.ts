import type { Secret } from "#domain";
import type { Clock, HttpClient } from "#platform/for-clients";
import { createOpenApi } from "./open-api/open-api.ts";
import { createMemoryKeeper, type LoginKeeper } from "./portal/login.ts";
import { createPortal } from "./portal/portal.ts";
import { type Access, addressOf, type Region } from "./regions.ts";
import type { GrowattSurface } from "./surface.ts";
import { createTransport } from "./transport.ts";

export type { DeviceKind, DeviceValues, GrowattDevice, GrowattPlant, RawValue } from "./devices.ts";
export type { LoginKeeper, PortalSession } from "./portal/login.ts";
export type { Region } from "./regions.ts";
export type { GrowattSurface } from "./surface.ts";

export interface GrowattClientOptions {
  /** API token from the app: the official interface. */
  readonly token?: Secret | string;
  /** Without a token: the portal's login. */
  readonly username?: string;
  readonly password?: Secret | string;
  readonly region?: Region;
  readonly url?: string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly timeoutMs?: number;
  readonly userAgent?: string;
  /** Where the portal's login is kept; in this process alone when missing. */
  readonly keeper?: LoginKeeper;
}

/** The Growatt cloud, through the official interface or the portal. It counts no calls: that is up to `http`. */
export interface GrowattClient extends GrowattSurface {
  readonly by: Access<unknown>["by"];
}

export const defaultTimeoutMs = 30_000;

/** Libraries' own names have been refused. */
export const defaultUserAgent = "Sunsteer/1.0";

export function createGrowattClient(options: GrowattClientOptions): GrowattClient {
  const { token, username = "", password = "", region = "world", url, http, clock, keeper } = options;
  const { timeoutMs = defaultTimeoutMs, userAgent = defaultUserAgent } = options;
  const by = token === undefined ? "login" : "token";
  const send = createTransport({ base: addressOf(by, region, url), http, clock, timeoutMs, userAgent });
  const surface =
    token === undefined
      ? createPortal({ username, password, send, clock, keeper: keeper ?? createMemoryKeeper(clock) })
      : createOpenApi({ token, send, clock });
  return { by, ...surface };
}
