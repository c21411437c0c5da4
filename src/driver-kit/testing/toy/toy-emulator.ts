import { z } from "zod";
import type { Instant, Json } from "#domain";
import type { ServerReply } from "#platform";
import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "../../emulator/emulator.ts";

const loginBody = z.object({ password: z.string() });
const chargerBody = z.object({ isAllowed: z.boolean(), currentA: z.number() });

/** A made-up device that measures a house and charges a car, behind a login. */
export const toyEmulator: EmulatorDefinition = {
  id: "toy",
  profiles: ["plain"],
  unit: "house",
  create: createToyDevice,
};

function createToyDevice({ home, clock, random, credentials, faults }: EmulatorContext): EmulatorInstance {
  const password = credentials["password"] ?? "open-sesame-4711";
  let login: { readonly token: string; readonly at: Instant } | undefined;
  let charger = { isAllowed: true, currentA: 6 };
  let frozen: Json | undefined;
  home.wallbox().offer(charger.currentA, 1);

  const logIn = (body: string): ServerReply => {
    const parsed = loginBody.safeParse(JSON.parse(body));
    if (!parsed.success || parsed.data.password !== password) return json(401, { error: "wrong password" });
    login = { token: `toy-token-${Math.floor(random.next() * 1e12)}`, at: clock.now() };
    return json(200, { token: login.token });
  };

  const isLoggedIn = (token: string | undefined) => {
    const endedAt = faults.since("expired-login");
    return login !== undefined && token === login.token && (endedAt === undefined || login.at >= endedAt);
  };

  const measure = (): Json => {
    const battery = home.inverter().battery;
    const number = (value: number | undefined) => (faults.isActive("nulls") ? null : (value ?? null));
    return {
      at: clock.now(),
      gridW: number(home.meter.powerW),
      importWh: 4_000 + home.meter.importWh,
      exportWh: 9_000 + home.meter.exportWh,
      solarW: number(home.inverter().solarW),
      batteryW: number(battery?.powerW),
      batteryPercent: number(battery?.socPercent),
      hasCar: home.wallbox().car !== undefined,
      carW: number(home.wallbox().powerW),
      charger,
      ...(faults.isActive("unknown-keys") ? { novelty: { deep: [1, "two", null] } } : {}),
    };
  };

  const values = (): Json => {
    if (!faults.isActive("stale-values")) frozen = undefined;
    else frozen ??= measure();
    return frozen ?? measure();
  };

  const write = (body: string): ServerReply => {
    const parsed = chargerBody.safeParse(JSON.parse(body));
    if (!parsed.success) return json(400, { error: "not understood" });
    if (!faults.isActive("ignored-writes")) {
      charger = parsed.data;
      home.wallbox().offer(charger.isAllowed ? charger.currentA : 0, 1);
    }
    return json(200, { ok: true });
  };

  return {
    credentials: { password },
    deviceEntry: { driver: "toy", password },
    handle: ({ method, path, headers, body }) => {
      if (path === "/login") return logIn(body);
      if (path === "/never") return { status: 200, body: "", misbehaviour: "hang" };
      if (!isLoggedIn(headers["authorization"])) return json(401, { error: "who are you?" });
      if (path === "/values") return json(200, values());
      return method === "POST" ? write(body) : json(200, charger);
    },
    describe: () => ({ charger }),
  };
}

function json(status: number, body: Json): ServerReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
