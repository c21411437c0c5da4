import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Secret } from "#domain";
import type { Hub } from "#hub";
import type { Clock, Log } from "#platform";
import type { Login } from "./guard/login.ts";
import type { LiveFeed } from "./live-feed.ts";
import type { SentencesByLanguage } from "./sentences.ts";

export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  readonly password?: Secret;
  /** Further names under which browsers may address the hub, e.g. that of a reverse proxy. */
  readonly allowedHosts?: readonly string[];
}

export interface HttpOptions {
  readonly homes: readonly Hub[];
  readonly sentences: SentencesByLanguage;
  /** Where homes lie in different time zones: each one's own; missing: the same for all. */
  readonly sentencesOfHome?: (homeId: string) => SentencesByLanguage;
  readonly config: HttpConfig;
  /** The built page. */
  readonly pageDirectory: string;
  readonly log: Log;
  /** Real time, also where the home lives on simulated time: readers of the live feed do not. */
  readonly clock: Clock;
}

/** What the routes share. */
export interface Services extends HttpOptions {
  readonly login: Login;
  feedOf(hub: Hub): LiveFeed;
  sentencesOf(hub: Hub): SentencesByLanguage;
}

export type App = Parameters<FastifyPluginAsyncZod>[0];
