import { z } from "zod";
import { type Facts, fail, type ProblemKind, problemKinds } from "#domain";
import { findConfig, readConfig } from "./config-file.ts";
import type { Invocation } from "./invocation.ts";

/** What `status` and `why` need to find a running hub. */
export interface HubAddress {
  readonly config?: string;
  readonly url?: string;
}

const problemDocument = z.object({ kind: z.enum(problemKinds), code: z.string() });

/** Asks the running hub; the address comes from the option, the configuration, or is the usual one. */
export async function askHub(path: string, address: HubAddress, { world, language }: Invocation): Promise<unknown> {
  const base = await baseUrl(address, { world });
  const password = world.environment["SUNSTEER_PASSWORD"];
  const headers = {
    "accept-language": language,
    ...(password === undefined ? {} : { authorization: `Bearer ${password}` }),
  };
  const response = await world.http
    .request({ method: "GET", url: `${base}${path}`, headers, timeoutMs: 10_000 })
    .catch((error: unknown) => {
      throw fail("unreachable", "cli.no-hub", { facts: { url: base }, cause: error });
    });
  if (response.status >= 400) throw fail(...problemOf(response.body, response.status, base));
  return parseJson(response.body, base);
}

function parseJson(body: string, url: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw fail("unreachable", "cli.no-hub", { facts: { url }, cause: error });
  }
}

function problemOf(body: string, status: number, url: string): [ProblemKind, string, { facts: Facts }] {
  const parsed = problemDocument.safeParse(parseJson(body, url));
  return parsed.success
    ? [parsed.data.kind, parsed.data.code, { facts: { url } }]
    : ["unreachable", "unreachable.http", { facts: { status, host: url } }];
}

async function baseUrl({ url, config }: HubAddress, { world }: Pick<Invocation, "world">): Promise<string> {
  if (url !== undefined) return url.replace(/\/+$/, "");
  const file = await findConfig(world, config);
  if (file === undefined) return "http://127.0.0.1:7171";
  const { http } = (await readConfig(world, file)).config;
  const host = http.host === "0.0.0.0" || http.host === "::" ? "127.0.0.1" : http.host;
  return `http://${host}:${http.port}`;
}
