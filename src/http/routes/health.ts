import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readinessView } from "../schemas/view-schemas.ts";
import type { Services } from "../services.ts";

/** For whatever supervises the process; they tell nothing about the house and so need no login. */
export function healthRoutes({ homes }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const config = { isPublic: true };
    app.get(
      "/healthz",
      {
        config,
        schema: { summary: "The process is alive", response: { 200: z.object({ isAlive: z.literal(true) }) } },
      },
      async () => ({ isAlive: true as const }),
    );
    app.get(
      "/readyz",
      {
        config,
        schema: {
          summary: "Every device has been tried and the first decision is made",
          response: { 200: readinessView, 503: readinessView },
        },
      },
      async (_request, reply) => {
        const all = homes.map((hub) => {
          const { isReady, since } = hub.readiness();
          return { id: hub.homeId, isReady, ...(since === undefined ? {} : { since }) };
        });
        const isReady = all.every((home) => home.isReady);
        return reply.code(isReady ? 200 : 503).send({ isReady, homes: all });
      },
    );
  };
}
