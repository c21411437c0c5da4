import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Metrics } from "../metrics.ts";

export function metricsRoute(metrics: Metrics): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/metrics", { schema: { hide: true } }, async (_request, reply) =>
      reply.type(metrics.contentType).serializer(String).send(metrics.render()),
    );
  };
}
