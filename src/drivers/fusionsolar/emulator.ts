import { z } from "zod";
import type { Json } from "#domain";
import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import { createFleet, codeOf as plantCodeOf } from "./emulator/fleet.ts";
import { createKioskPage, kioskPath } from "./emulator/kiosk-page.ts";
import { createLimits } from "./emulator/limits.ts";
import { createLogins } from "./emulator/logins.ts";
import { quirkNames } from "./emulator/quirks.ts";
import { type Answer, createRoutes } from "./emulator/routes.ts";
import { createSampler } from "./emulator/sampler.ts";
import { asTexts, withNulls, withUnknownKeys } from "./emulator/vendor-faults.ts";

/** The FusionSolar cloud: an account with plants, one of which is the simulated house. */
export const fusionsolarEmulator: EmulatorDefinition = {
  id: "fusionsolar",
  profiles: ["residential", "grid-meter", "commercial", "kiosk"],
  unit: "inverter",
  quirks: quirkNames,
  create,
};

const inverterAndBattery = [38, 39];

function typesOf(profile: string, hasBattery: boolean): readonly number[] {
  const [inverter, battery] = profile === "commercial" ? [1, 41] : inverterAndBattery;
  const others: Readonly<Record<string, readonly number[]>> = { "grid-meter": [17, 62], commercial: [17, 2, 10] };
  return [inverter ?? 38, ...(hasBattery ? [battery ?? 39] : []), ...(others[profile] ?? [47, 62])];
}

const mostPlants = 1_000;

function create(context: EmulatorContext): EmulatorInstance {
  const { home, clock, faults, quirks, unit, profile, credentials } = context;
  const { username = "northbound", password = "Sun-2000-secret", plant: ownName = "Sunny Lane 4" } = credentials;
  const count = Math.trunc(Number(credentials["plants"] ?? "3"));
  const inverter = home.inverter(unit);
  const fleet = createFleet({
    plants: Number.isFinite(count) ? Math.max(1, Math.min(mostPlants, count)) : 3,
    capacityKw: inverter.ratedW / 1_000,
    types: typesOf(profile, inverter.battery !== undefined),
    ownName,
  });
  const limits = createLimits(fleet, clock);
  const logins = createLogins({ username, password, clock, random: context.random });
  const sampler = createSampler(home, unit, faults);
  const kiosk = createKioskPage(sampler, clock);
  const isCommercial = profile === "commercial";
  const routes = createRoutes({ fleet, sampler, quirks, isCommercial, now: () => clock.now() });

  const shaped = (data: Json): Json => {
    const nulled = faults.isActive("nulls") ? withNulls(data) : data;
    const written = quirks.isOn("texts") ? asTexts(nulled) : nulled;
    return faults.isActive("unknown-keys") ? withUnknownKeys(written) : written;
  };

  const reply = (answer: Answer, headers: Record<string, string> = {}): ServerReply => {
    const failCode = "failCode" in answer ? answer.failCode : 0;
    const isShort = failCode === 305 && quirks.isOn("short-305");
    const message = failCode === 0 && quirks.isOn("message") ? "https://support.huawei.com/" : null;
    const body = isShort
      ? { failCode: 305, immediately: true, message: "USER_MUST_RELOGIN" }
      : {
          ...{ success: failCode === 0, failCode, message, params: { currentTime: clock.now() } },
          data:
            "data" in answer && answer.data !== undefined ? (failCode === 0 ? shaped(answer.data) : answer.data) : null,
        };
    return {
      status: 200,
      headers: { "content-type": "application/json;charset=UTF-8", ...headers },
      body: JSON.stringify(body),
    };
  };

  const login = (body: unknown): ServerReply => {
    const asked = z.object({ userName: z.unknown(), systemCode: z.unknown() }).safeParse(body);
    if (quirks.isOn("expired-account")) return reply({ failCode: 20_003 });
    const made = logins.login(asked.data?.userName, asked.data?.systemCode);
    if (typeof made === "number") return reply({ failCode: made });
    const cookie = { "set-cookie": `XSRF-TOKEN=${made}; Path=/; Secure; SameSite=Lax` };
    if (quirks.isOn("rival")) logins.displace();
    return reply({ data: null }, quirks.isOn("cookie-only") ? cookie : { ...cookie, "xsrf-token": made });
  };

  const answer = (method: string, request: ServerRequest): ServerReply => {
    if (quirks.isOn("overload")) return reply({ failCode: 429 });
    const body = parseBody(request.body);
    if (method === "login") return limits.admit("login") ? login(body) : reply(tooOften);
    const token = request.headers["xsrf-token"];
    if (!logins.isAlive(token, faults.since("expired-login"))) return reply({ failCode: 305 });
    if (method === "logout") {
      logins.logout(token);
      return reply({ data: null });
    }
    const isList = method === "stations" || method === "getStationList";
    if (isList && quirks.isOn("withdrawn")) return reply({ failCode: 20_056 });
    const found = routes(method, body);
    if (found === undefined) return notFound;
    return limits.admit(method) ? reply(found) : reply(tooOften);
  };

  const kk = "Zx0K1osk";
  return {
    credentials: profile === "kiosk" ? { kiosk: kioskAddress(kk) } : { username, password, plant: ownName },
    deviceEntry:
      profile === "kiosk"
        ? { driver: "fusionsolar", kiosk: kioskAddress(kk) }
        : { driver: "fusionsolar", username, password, plant: ownName },
    handle: (request) => {
      const url = new URL(request.path, "http://cloud");
      if (url.pathname === kioskPath) return kiosk.answer(url.searchParams.get("kk") === kk, faults.isActive("nulls"));
      const [, method] = /^\/thirdData\/(\w+)$/.exec(url.pathname) ?? [];
      if (method === undefined || request.method !== "POST") return notFound;
      if (quirks.isOn("moved"))
        return { status: 302, headers: { location: `https://moved.example${url.pathname}` }, body: "" };
      return answer(method, request);
    },
    renderFault: (kind) => {
      if (kind === "rate-limited") return reply(tooOften);
      return kind === "unavailable" ? maintenance : undefined;
    },
    resultOf: (given) => {
      const [, failCode] = /"failCode":(\d+)/.exec(given.body) ?? [];
      return failCode === undefined || failCode === "0" ? undefined : `failCode-${failCode}`;
    },
    describe: () => ({
      profile,
      plants: fleet.plants.length,
      own: { code: plantCodeOf(fleet.own, quirks.isOn("new-codes")), name: fleet.own.name },
      lastSample: sampler.latest().at,
      calls: limits.counts(),
    }),
  };
}

const tooOften: Answer = { failCode: 407, data: "ACCESS_FREQUENCY_IS_TOO_HIGH" };
const notFound: ServerReply = { status: 404, headers: { "content-type": "text/plain" }, body: "Not Found" };
const maintenance: ServerReply = {
  status: 503,
  headers: { "content-type": "text/html" },
  body: "<!doctype html><html><body><h1>System maintenance</h1></body></html>",
};

function kioskAddress(kk: string): string {
  return `https://eu5.fusionsolar.huawei.com/pvmswebsite/nologin/assets/build/cloud.html#/kiosk?kk=${kk}`;
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body === "" ? "{}" : body);
  } catch {
    return undefined;
  }
}
