import type { HomeScope } from "../home-scope.ts";
import { signalView, signalWish } from "../schemas/signal-schemas.ts";
import type { App } from "../services.ts";
import { idParams, languageQuery } from "./query-schemas.ts";

/** What others tell of chargers that no driver reads. */
export function signalRoutes(app: App, scope: HomeScope): void {
  app.put(
    "/signals/:id",
    {
      schema: {
        summary: "Tell that a charger without driver is charging, or with how much",
        params: idParams,
        querystring: languageQuery,
        body: signalWish,
        response: { 200: signalView },
      },
    },
    async (request) => {
      const { body } = request;
      const signal = "powerW" in body ? body : { isCharging: body.charging };
      return scope.hubOf(request).signal(request.params.id, signal);
    },
  );
}
