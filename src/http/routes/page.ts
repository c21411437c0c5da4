import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { fail } from "#domain";
import type { Services } from "../services.ts";

const yearMs = 365 * 24 * 3600 * 1000;

/** The built page. Files under `assets/` carry a hash of their content in the name, so browsers may keep them for good. */
export function pageRoutes({ pageDirectory }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const isBuilt = existsSync(join(pageDirectory, "index.html"));
    if (isBuilt) {
      await app.register(fastifyStatic, {
        root: pageDirectory,
        serve: false,
        preCompressed: true,
        cacheControl: false,
      });
    }
    const options = { config: { isPublic: true }, schema: { hide: true } };

    app.get("/", options, async (_request, reply) => {
      if (!isBuilt) throw fail("unreachable", "http.page-missing", { facts: { directory: pageDirectory } });
      return reply.header("cache-control", "no-cache").sendFile("index.html");
    });
    if (!isBuilt) return;

    const fileOptions = { ...options, schema: { hide: true, params: z.object({ "*": z.string() }) } };
    app.get("/assets/*", fileOptions, async (request, reply) => {
      reply.header("cache-control", `public, max-age=${yearMs / 1000}, immutable`);
      return reply.sendFile(`assets/${request.params["*"]}`);
    });
    app.get(
      "/:file",
      { ...options, schema: { hide: true, params: z.object({ file: z.string() }) } },
      async (request, reply) => {
        reply.header("cache-control", "no-cache");
        return reply.sendFile(request.params.file);
      },
    );
  };
}
