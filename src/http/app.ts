import swagger from "@fastify/swagger";
import fastify from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { createProblem } from "#domain";
import type { Hub } from "#hub";
import { createLogin } from "./guard/login.ts";
import { guardRequests } from "./guard/request-hooks.ts";
import { createLiveFeed } from "./live-feed.ts";
import { createMetrics } from "./metrics.ts";
import { openApiOptions } from "./open-api.ts";
import { languageOfRequest, problemOfError, sendProblem, toProblemDocument } from "./problem-reply.ts";
import { healthRoutes } from "./routes/health.ts";
import { homeRoutes } from "./routes/home-routes.ts";
import { homesRoute } from "./routes/homes.ts";
import { loginRoutes } from "./routes/login.ts";
import { metricsRoute } from "./routes/metrics.ts";
import { pageRoutes } from "./routes/page.ts";
import { RefusedWishes } from "./routes/wish-routes.ts";
import type { App, HttpOptions, Services } from "./services.ts";

/** Requests carry a few wishes; anything larger is a mistake or an attack. */
const largestBodyBytes = 64 * 1024;

/** The whole HTTP surface, not yet listening. */
export function createApp(options: HttpOptions) {
  const app = fastify({
    bodyLimit: largestBodyBytes,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildValidator: replacedBelow, buildSerializer: replacedBelow } },
  })
    .withTypeProvider<ZodTypeProvider>()
    .setValidatorCompiler(validatorCompiler)
    // Answers are typed by their schemas and tested against them; checking each again would cost more than making it.
    .setSerializerCompiler(() => JSON.stringify);
  app.removeContentTypeParser("text/plain");

  const sentencesOf = (hub: Hub) => options.sentencesOfHome?.(hub.homeId) ?? options.sentences;
  const newFeed = (hub: Hub) => createLiveFeed(hub, sentencesOf(hub), options.clock);
  const feeds = new Map(options.homes.map((hub) => [hub, newFeed(hub)]));
  const services: Services = {
    ...options,
    login: createLogin(options.config.password, options.clock),
    feedOf: (hub) => feeds.get(hub) ?? newFeed(hub),
    sentencesOf,
  };
  app.addHook("preClose", (done) => {
    for (const feed of feeds.values()) feed.close();
    done();
  });

  answerProblems(app, services);
  guardRequests(app, services);
  app.register(swagger, openApiOptions);
  app.after(() => addRoutes(app, services));
  return app;
}

/** Stands where Fastify would load compilers of its own (Ajv and kin), two megabytes for nothing. */
function replacedBelow(): never {
  throw new Error("no compiler set");
}

function addRoutes(app: App, services: Services): void {
  const metrics = createMetrics(services.homes, services.feedOf);
  app.addHook("onClose", async () => metrics.close());
  app.register(homeRoutes(services, "only"), { prefix: "/api" });
  app.register(homeRoutes(services, "named"), { prefix: "/api/homes/:home" });
  app.register(homesRoute(services), { prefix: "/api" });
  app.register(loginRoutes(services), { prefix: "/api" });
  app.register(healthRoutes(services));
  app.register(metricsRoute(metrics));
  app.register(pageRoutes(services));
}

/** Whatever goes wrong, the answer is a problem in the reader's language, and only bugs reach the log. */
function answerProblems(app: App, { sentences, clock, log }: Services): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOfError(error);
    if (problem.kind === "bug") log.error("a request met a bug", { url: request.url, error });
    const mistakes = hasZodFastifySchemaValidationErrors(error)
      ? { mistakes: error.validation.map((one) => ({ path: one.instancePath, message: one.message ?? "" })) }
      : {};
    const extras = { ...mistakes, ...(error instanceof RefusedWishes ? { answers: error.answers } : {}) };
    const document = toProblemDocument(problem, languageOfRequest(request), sentences, extras);
    return sendProblem(reply, document, clock.now());
  });
  app.setNotFoundHandler((request, reply) => {
    const problem = createProblem("invalid", "http.unknown-path", { facts: { path: request.url.slice(0, 200) } });
    return sendProblem(reply, toProblemDocument(problem, languageOfRequest(request), sentences), clock.now());
  });
}
