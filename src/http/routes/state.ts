import type { Readable } from "node:stream";
import { z } from "zod";
import type { HomeScope } from "../home-scope.ts";
import { stateView } from "../schemas/view-schemas.ts";
import type { App } from "../services.ts";
import { toStateView } from "../views/state-view.ts";
import { languageQuery } from "./query-schemas.ts";

export function stateRoutes(app: App, scope: HomeScope): void {
  app.get(
    "/state",
    { schema: { summary: "The whole live state", querystring: languageQuery, response: { 200: stateView } } },
    async (request) =>
      toStateView(scope.hubOf(request).state(), scope.languageOf(request), scope.sentencesFor(request)),
  );

  app.get(
    "/events",
    {
      exposeHeadRoute: false,
      schema: {
        summary: "The live state as server-sent events",
        description:
          "First `state` with the whole state; then `change`s with only those members of the state that differ, each replacing the old one whole; `state` again after a slow reader missed some. A `heartbeat` every 15 s tells that the line stands.",
        querystring: languageQuery,
        produces: ["text/event-stream"],
        response: { 200: z.custom<Readable>().meta({ type: "string" }) },
      },
    },
    async (request, reply) => {
      const stream = scope.feedOf(scope.hubOf(request)).open(scope.languageOf(request));
      // Proxies such as nginx would otherwise collect events and deliver them in lumps.
      return reply.type("text/event-stream; charset=utf-8").header("x-accel-buffering", "no").send(stream);
    },
  );
}
