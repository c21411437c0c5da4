import type { Json } from "#domain";
import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import { createGatekeeper } from "./emulator/gatekeeper.ts";
import { createInverterUnit } from "./emulator/inverter-unit.ts";
import { createLocalTime } from "./emulator/local-time.ts";
import { type Profile, profileNames, profileOf } from "./emulator/profiles.ts";
import { quirkNames } from "./emulator/quirks.ts";
import { badParameter, isRefusal, messageTable, type Refusal, refusals } from "./emulator/refusals.ts";
import { createRoutes } from "./emulator/routes.ts";
import { createTelemetry } from "./emulator/telemetry.ts";
import { withNulls, withUnknownKeys } from "./emulator/vendor-faults.ts";

/** The FoxESS cloud with one inverter of the simulated house behind it. */
export const foxessEmulator: EmulatorDefinition = {
  id: "foxess",
  profiles: profileNames,
  unit: "inverter",
  quirks: quirkNames,
  create,
};

function create(context: EmulatorContext): EmulatorInstance {
  const { home, faults, quirks, unit } = context;
  const profile = profileOf(context.profile);
  const apiKey = context.credentials["apiKey"] ?? "5ca1ab1e-0000-4000-8000-00000f0e55ed";
  const serial = context.credentials["serial"] ?? serialOf(profile, unit, home.inverterIds());
  const gatekeeper = createGatekeeper({
    apiKey,
    clock: context.clock,
    isLenient: context.isLenient,
    hasKeyExpired: () => faults.isActive("expired-login"),
    seesNoToken: () => quirks.isOn("no-token"),
  });
  const localTime = createLocalTime(home.timeZone);
  const inverterUnit = createInverterUnit(context, profile, localTime);
  const telemetry = createTelemetry({ home, random: context.random, profile, unit, faults, quirks, localTime });
  const routes = createRoutes({
    inverter: () => home.inverter(unit),
    ...{ profile, serial, telemetry, localTime, quirks, unit: inverterUnit },
    ...{ clock: context.clock, timeZone: home.timeZone, callsToday: gatekeeper.callsToday },
  });

  const answer = (request: ServerRequest): Json | Refusal | undefined => {
    const url = new URL(request.path, "http://cloud");
    if (url.pathname === messagesPath) return messageTable;
    const route = routes.get(url.pathname);
    if (route === undefined) return undefined;
    const refusal = gatekeeper.check(request, url.pathname);
    if (refusal !== undefined) return refusal;
    if (quirks.isOn("load-fails")) return refusals.loadFailed;
    if (request.method !== route.method) return badParameter("method");
    const asked = request.method === "GET" ? Object.fromEntries(url.searchParams) : parseBody(request.body);
    return route.answer(asked);
  };

  return {
    credentials: { apiKey, serial },
    deviceEntry: { driver: "foxess", apiKey, serial },
    handle: (request) => {
      const answered = answer(request);
      if (answered === undefined) return notFound;
      if (isRefusal(answered)) return envelopeOf(answered);
      const nulled = faults.isActive("nulls") ? withNulls(answered) : answered;
      return envelopeOf(
        { errno: 0, msg: "success" },
        faults.isActive("unknown-keys") ? withUnknownKeys(nulled) : nulled,
      );
    },
    renderFault: (kind) =>
      kind === "rate-limited" ? envelopeOf({ errno: 40400, msg: "The number of requests is too frequent" }) : undefined,
    resultOf: (reply) => {
      const errno = /^\{"errno":(\d+)/.exec(reply.body)?.[1];
      return errno === undefined || errno === "0" ? undefined : `errno-${errno}`;
    },
    describe: () => ({
      profile: context.profile,
      serial,
      ...inverterUnit.describe(),
      lastUpload: telemetry.latest().time,
      callsToday: gatekeeper.callsToday(),
    }),
  };
}

/** Open to everybody: the texts of the error numbers. */
const messagesPath = "/c/v0/errors/message";

/** Fifteen characters that begin like the family's; each inverter of the house has its own. */
function serialOf(profile: Profile, unit: string | undefined, ids: readonly string[]): string {
  const index = unit === undefined ? 0 : Math.max(0, ids.indexOf(unit));
  return profile.serialStart + String(index + 1).padStart(15 - profile.serialStart.length, "0");
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const notFound: ServerReply = { status: 404, headers: { "content-type": "text/plain" }, body: "Not Found" };

function envelopeOf({ errno, msg }: Refusal, result?: Json): ServerReply {
  const body = result === undefined ? { errno, msg } : { errno, msg, result };
  return { status: 200, headers: { "content-type": "application/json;charset=UTF-8" }, body: JSON.stringify(body) };
}
