import { z } from "zod";
import type { Instant, Json } from "#domain";
import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";

/** ChargeHQ's ear: takes what a site pushes, judges it as the vendor does, and shows what the site's owner would see. */
export const chargehqEmulator: EmulatorDefinition = {
  id: "chargehq",
  profiles: ["site"],
  unit: "house",
  create,
};

const shortestPushMs = 30_000;
/** A power or counter beyond this is W sent as kW. */
const largestKw = 1_000;
/** By how much the terms may miss the balance before the app calls it an error. */
const balanceToleranceKw = 0.01;
const pushesKept = 5_000;

const power = z.number().min(-largestKw).max(largestKw);
const counter = z.number().min(0);

const siteMeters = z.strictObject({
  production_kw: power.min(0).exactOptional(),
  net_import_kw: power.exactOptional(),
  consumption_kw: power.exactOptional(),
  imported_kwh: counter.exactOptional(),
  exported_kwh: counter.exactOptional(),
  battery_discharge_kw: power.exactOptional(),
  battery_soc: z.number().min(0).max(1).exactOptional(),
  battery_energy_kwh: counter.exactOptional(),
});

const push = z.union([
  z.strictObject({ apiKey: z.string(), tsms: z.int().positive().exactOptional(), siteMeters }),
  z.strictObject({ apiKey: z.string(), error: z.string().min(1) }),
]);

type Meters = z.output<typeof siteMeters>;

interface Taken {
  readonly at: Instant;
  readonly tsms?: number;
  readonly siteMeters?: Meters;
  readonly error?: string;
}

function create({ clock, credentials, faults, isLenient }: EmulatorContext): EmulatorInstance {
  const apiKey = credentials["apiKey"] ?? "c4a26e00-0000-4000-8000-0000005e1f1e";
  const taken: Taken[] = [];
  let pushedAtSteadyMs: number | undefined;

  const take = (body: string): ServerReply => {
    const json = parseJson(body);
    if (json === undefined) return refuse(400, "body is not JSON");
    const key = z.looseObject({ apiKey: z.string() }).safeParse(json);
    if (!key.success) return refuse(400, "apiKey is missing");
    if (key.data.apiKey !== apiKey || faults.isActive("expired-login")) return refuse(403, "unknown apiKey");
    const sinceMs = clock.steadyMs() - (pushedAtSteadyMs ?? Number.NEGATIVE_INFINITY);
    if (sinceMs < shortestPushMs && !isLenient) return tooSoon(shortestPushMs - sinceMs);
    pushedAtSteadyMs = clock.steadyMs();
    const parsed = push.safeParse(json);
    if (!parsed.success) return refuse(400, parsed.error.issues[0]?.message ?? "fields");
    const { apiKey: _, ...content } = parsed.data;
    if (!faults.isActive("ignored-writes")) taken.push({ at: clock.now(), ...content });
    if (taken.length > 2 * pushesKept) taken.splice(0, pushesKept);
    return reply(200, { success: faults.isActive("nulls") ? null : true, ...extra(faults.isActive("unknown-keys")) });
  };

  return {
    credentials: { apiKey },
    deviceEntry: { target: "chargehq", apiKey },
    handle: (request) => answer(request, take),
    describe: () => ({ shown: shownTo(taken), pushes: taken.map(plain) }),
  };
}

function answer({ method, path, body }: ServerRequest, take: (body: string) => ServerReply): ServerReply {
  if (path === "/api/site-meters") return refuse(410, "siteId is no longer supported, use apiKey");
  if (path !== "/api/public/push-solar-data") return refuse(404, "not found");
  return method === "POST" ? take(body) : refuse(405, "use POST");
}

/** What the app's home screen shows: the latest values, or the site's own error, and whether it can follow the sun. */
function shownTo(taken: readonly Taken[]): Json {
  const last = taken.at(-1);
  if (last === undefined) return { status: "waiting for data" };
  const { at, tsms, error, siteMeters: meters } = last;
  if (meters === undefined) return { status: "error", lastPushAt: at, error: error ?? "" };
  const problem = balanceProblem(meters);
  return {
    status: problem === undefined ? "ok" : "solar tracking error",
    lastPushAt: at,
    measuredAt: tsms ?? at,
    ...meters,
    ...(problem === undefined ? {} : { solarTrackingError: problem }),
  };
}

function balanceProblem(meters: Meters): string | undefined {
  const { production_kw = 0, net_import_kw, consumption_kw, battery_discharge_kw = 0 } = meters;
  if (consumption_kw === undefined && net_import_kw === undefined) return undefined;
  if (consumption_kw === undefined || net_import_kw === undefined) return "consumption and net import belong together";
  const expectedKw = production_kw + net_import_kw + battery_discharge_kw;
  if (Math.abs(consumption_kw - expectedKw) <= balanceToleranceKw) return undefined;
  return `consumption is ${consumption_kw} kW, the other meters come to ${expectedKw.toFixed(3)} kW`;
}

function plain({ at, tsms, siteMeters: meters, error }: Taken): Json {
  return {
    at,
    ...(tsms === undefined ? {} : { tsms }),
    ...(meters === undefined ? {} : { siteMeters: { ...meters } }),
    ...(error === undefined ? {} : { error }),
  };
}

function extra(isWanted: boolean): Readonly<Record<string, Json>> {
  return isWanted ? { plan: { tier: 3 }, message: "ok" } : {};
}

function tooSoon(waitMs: number): ServerReply {
  const { status, headers, body } = refuse(429, "too many requests");
  return { status, headers: { ...headers, "retry-after": String(Math.ceil(waitMs / 1_000)) }, body };
}

function refuse(status: number, message: string): ServerReply {
  return reply(status, { success: false, message });
}

function reply(status: number, body: Json): ServerReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
