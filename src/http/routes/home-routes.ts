import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { createHomeScope } from "../home-scope.ts";
import type { Services } from "../services.ts";
import { deviceRoutes } from "./devices.ts";
import { pastRoutes } from "./past.ts";
import { signalRoutes } from "./signals.ts";
import { stateRoutes } from "./state.ts";
import { wishRoutes } from "./wish-routes.ts";

/** Everything about one home; mounted once for the only home and once for named ones. */
export function homeRoutes(services: Services, home: "only" | "named"): FastifyPluginAsyncZod {
  const scope = createHomeScope(services, home);
  return async (app) => {
    stateRoutes(app, scope);
    wishRoutes(app, scope);
    signalRoutes(app, scope);
    deviceRoutes(app, scope);
    pastRoutes(app, scope);
  };
}
