import { z } from "zod";
import { fail, ProblemError, problemKinds } from "#domain";
import type { HubQuestion, RunningHub } from "#driver-kit";
import { findConfig, readConfig } from "./config-file.ts";
import type { Invocation } from "./invocation.ts";
import type { World } from "./world.ts";

const usualAddress = "http://127.0.0.1:7171";

/** A hub in the same house answers at once; one that does not is not there. */
const answersWithinMs = 2_000;

/** What `status` and `why` need to find a running hub. */
export interface HubAddress {
  readonly config?: string;
  readonly url?: string;
}

const alive = z.object({ isAlive: z.literal(true) });

interface HubPlace {
  readonly base: string;
  readonly password?: string;
}

const problemDocument = z.object({
  kind: z.enum(problemKinds),
  what: z.string(),
  remedy: z.string(),
  retryAt: z.number().optional(),
});

/** Asks the running hub; the address comes from the option, the configuration, or is the usual one. */
export async function askHub(path: string, address: HubAddress, invocation: Invocation): Promise<unknown> {
  return exchange(await placeOfHub(address, invocation.world), { path }, invocation);
}

/** The hub of this configuration, if one runs; whatever else is at its address is none. */
export async function findHub(address: HubAddress, invocation: Invocation): Promise<RunningHub | undefined> {
  const { world } = invocation;
  if (address.url === undefined && (await findConfig(world, address.config)) === undefined) return undefined;
  const place = await placeOfHub(address, world);
  try {
    alive.parse(await exchange(place, { path: "/healthz", timeoutMs: answersWithinMs }, invocation));
  } catch (error) {
    if (error instanceof ProblemError || error instanceof z.ZodError) return undefined;
    throw error;
  }
  return { url: place.base, ask: (question) => exchange(place, question, invocation) };
}

async function exchange(
  { base, password }: HubPlace,
  { method = "GET", path, body, timeoutMs = 10_000 }: HubQuestion,
  { world, language }: Invocation,
): Promise<unknown> {
  const headers = {
    "accept-language": language,
    ...(password === undefined ? {} : { authorization: `Bearer ${password}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await world.http
    .request({ method, url: `${base}${path}`, headers, timeoutMs, ...sent })
    .catch((error: unknown) => {
      throw fail("unreachable", "cli.no-hub", { facts: { url: base }, cause: error });
    });
  if (response.status >= 400) throw problemOf(response.body, response.status, base);
  return parseJson(response.body, base);
}

function parseJson(body: string, url: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw fail("unreachable", "cli.no-hub", { facts: { url }, cause: error });
  }
}

/** The hub says itself what is wrong, in the language it was asked in. */
function problemOf(body: string, status: number, url: string): ProblemError {
  const parsed = problemDocument.safeParse(parseJson(body, url));
  if (!parsed.success) return fail("unreachable", "unreachable.http", { facts: { status, host: url } });
  const { kind, what, remedy, retryAt } = parsed.data;
  const facts = { said: what, advice: remedy };
  return fail(kind, "cli.hub-says", { facts, ...(retryAt === undefined ? {} : { retryAt }) });
}

/** Where the hub is and what lets us in, as far as options, configuration and environment tell. */
async function placeOfHub({ url, config }: HubAddress, world: World): Promise<HubPlace> {
  const given = world.environment["SUNSTEER_PASSWORD"];
  const spoken = given === undefined ? {} : { password: given };
  if (url !== undefined) return { base: url.replace(/\/+$/, ""), ...spoken };
  const file = await findConfig(world, config);
  if (file === undefined) return { base: usualAddress, ...spoken };
  const { host, port, password } = (await readConfig(world, file)).config.http;
  const configured = password === undefined ? {} : { password: password.reveal() };
  return { base: `http://${hostInUrl(host)}:${port}`, ...configured, ...spoken };
}

/** "Every address" includes our own; an IPv6 address needs brackets. */
function hostInUrl(host: string): string {
  const bare = host.replace(/^\[|\]$/g, "");
  if (bare === "0.0.0.0" || bare === "::") return "127.0.0.1";
  return bare.includes(":") ? `[${bare}]` : bare;
}
