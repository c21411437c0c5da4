import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { languageOfRequest } from "../problem-reply.ts";
import { homesView } from "../schemas/view-schemas.ts";
import type { Services } from "../services.ts";
import { toProblemView } from "../views/state-view.ts";
import { languageQuery } from "./query-schemas.ts";

export function homesRoute({ homes, sentencesOf }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/homes",
      { schema: { summary: "The homes of this hub", querystring: languageQuery, response: { 200: homesView } } },
      async (request) => {
        const language = languageOfRequest(request);
        return {
          homes: homes.map((hub) => {
            const words = sentencesOf(hub)[language];
            const { isReady, problems } = hub.readiness();
            return { ...hub.state().home, isReady, problems: problems.map((problem) => toProblemView(problem, words)) };
          }),
        };
      },
    );
  };
}
