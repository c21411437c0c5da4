import type { FastifyRequest } from "fastify";
import { fail, type Language } from "#domain";
import type { Hub } from "#hub";
import type { LiveFeed } from "./live-feed.ts";
import { languageOfRequest } from "./problem-reply.ts";
import type { Sentences } from "./sentences.ts";
import type { Services } from "./services.ts";

/** What a route of one home works with. */
export interface HomeScope {
  hubOf(request: FastifyRequest): Hub;
  feedOf(hub: Hub): LiveFeed;
  languageOf(request: FastifyRequest): Language;
  sentencesFor(request: FastifyRequest): Sentences;
}

/** The home that a path means: the one it names, or the only one there is. */
export function createHomeScope(services: Services, home: "only" | "named"): HomeScope {
  const hubOf = (request: FastifyRequest) =>
    home === "only" ? onlyHome(services.homes) : namedHome(services.homes, request);
  return {
    hubOf,
    feedOf: services.feedOf,
    languageOf: languageOfRequest,
    sentencesFor: (request) => services.sentencesOf(hubOf(request))[languageOfRequest(request)],
  };
}

function onlyHome(homes: readonly Hub[]): Hub {
  const [hub] = homes;
  if (hub === undefined || homes.length > 1) {
    throw fail("invalid", "http.home-needed", { facts: { homes: homes.map((one) => one.homeId).join(", ") } });
  }
  return hub;
}

function namedHome(homes: readonly Hub[], request: FastifyRequest): Hub {
  const { params } = request;
  const id = typeof params === "object" && params !== null && "home" in params ? String(params.home) : "";
  const hub = homes.find((one) => one.homeId === id);
  if (hub === undefined) throw fail("invalid", "http.unknown-home", { facts: { home: id } });
  return hub;
}
