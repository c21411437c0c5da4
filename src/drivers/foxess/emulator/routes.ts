import { cloudRoutes } from "./cloud-routes.ts";
import { readingRoutes } from "./reading-routes.ts";
import type { RouteOptions } from "./route-options.ts";
import { createRouting, type Route } from "./routing.ts";
import { schedulerRoutes } from "./scheduler-routes.ts";
import { settingRoutes } from "./setting-routes.ts";

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
