import type { Quirks, SimulatedInverter } from "#driver-kit";
import type { Clock } from "#platform";
import { cloudRoutes } from "./cloud-routes.ts";
import type { InverterUnit } from "./inverter-unit.ts";
import type { LocalTime } from "./local-time.ts";
import type { Profile } from "./profiles.ts";
import { readingRoutes } from "./reading-routes.ts";
import { createRouting, type Route } from "./routing.ts";
import { schedulerRoutes } from "./scheduler-routes.ts";
import { settingRoutes } from "./setting-routes.ts";
import type { Telemetry } from "./telemetry.ts";

export interface RouteOptions {
  readonly inverter: () => SimulatedInverter;
  readonly profile: Profile;
  readonly serial: string;
  readonly unit: InverterUnit;
  readonly telemetry: Telemetry;
  readonly localTime: LocalTime;
  readonly clock: Pick<Clock, "now">;
  readonly timeZone: string;
  readonly quirks: Quirks;
  callsToday(): number;
}

/** Every interface the emulator answers, by path. */
export function createRoutes(options: RouteOptions): ReadonlyMap<string, Route> {
  const { inverter, serial } = options;
  /** String inverters live on sunlight: without it and without a battery nobody answers. */
  const isOnline = () => inverter().battery !== undefined || inverter().solarW > 0;
  const routing = createRouting(serial, isOnline);
  return new Map<string, Route>([
    ...cloudRoutes(routing, options, isOnline),
    ...readingRoutes(routing, options),
    ...settingRoutes(routing, options),
    ...schedulerRoutes(routing, options.unit),
  ]);
}
