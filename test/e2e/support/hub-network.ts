import { createMemoryLog, type HttpClient } from "#platform";
import { createApp } from "../../../src/http/app.ts";
import { plainSentences } from "../../../src/http/testing/plain-sentences.ts";
import type { FastHome } from "./fast-home.ts";

/** The chargers and, where one runs, a hub with its real HTTP interface, at the address of the usual configuration. */
export function createHubNetwork(house: FastHome, isHubThere = true): HttpClient {
  const hub = house.start();
  const app = createApp({
    ...{ homes: [hub], sentences: plainSentences, config: { host: "127.0.0.1", port: 0 } },
    ...{ pageDirectory: "/nowhere", log: createMemoryLog(), clock: house.clock },
  });
  return {
    request: async (request) => {
      const { host, pathname } = new URL(request.url);
      if (host !== "127.0.0.1:7171") return house.network.request(request);
      if (!isHubThere) throw new Error("nobody there");
      const { method, headers = {}, body: payload } = request;
      const { statusCode, body } = await app.inject({
        ...{ method, url: pathname, headers },
        ...(payload === undefined ? {} : { payload }),
      });
      return { status: statusCode, headers: {}, body };
    },
  };
}
