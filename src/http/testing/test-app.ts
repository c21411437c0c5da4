import type { Instant, Secret } from "#domain";
import { createMemoryLog, createVirtualClock, type VirtualClock } from "#platform";
import { createApp } from "../app.ts";
import type { SentencesByLanguage } from "../sentences.ts";
import type { HttpConfig } from "../services.ts";
import { createFakeHub, type FakeHub } from "./fake-hub.ts";
import { plainSentences } from "./plain-sentences.ts";

/** 2025-06-21 12:00 in Berlin. */
export const noon: Instant = 1_750_500_000_000;

export interface TestAppOptions {
  readonly password?: Secret;
  readonly homeIds?: readonly string[];
  readonly config?: Partial<HttpConfig>;
  readonly pageDirectory?: string;
  readonly sentences?: SentencesByLanguage;
}

/** The whole HTTP surface over fake homes on a clock that stands still. */
export function createTestApp({
  password,
  homeIds = ["home"],
  config,
  pageDirectory = "/nowhere",
  sentences = plainSentences,
}: TestAppOptions = {}) {
  const clock: VirtualClock = createVirtualClock(noon);
  const log = createMemoryLog();
  const homes = homeIds.map((id): FakeHub => createFakeHub(clock, id));
  const app = createApp({
    homes,
    sentences,
    config: { host: "127.0.0.1", port: 0, ...config, ...(password === undefined ? {} : { password }) },
    pageDirectory,
    log,
    clock,
  });
  const [hub] = homes;
  if (hub === undefined) throw new Error("a test needs a home");
  return { app, hub, homes, clock, log };
}
