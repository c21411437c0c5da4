import { z } from "zod";
import { fail, type Secret } from "#domain";
import type { CallOptions, HttpRequest } from "#platform";
import type { DriverContext, Session } from "../../driver.ts";
import type { ToyFlaw } from "./toy-flaw.ts";

const numberOrNothing = z
  .number()
  .nullable()
  .transform((value) => value ?? undefined);

const chargerShape = z.object({ isAllowed: z.boolean(), currentA: z.number() });

const valuesShape = z.object({
  at: z.number(),
  gridW: numberOrNothing,
  importWh: z.number(),
  exportWh: z.number(),
  solarW: numberOrNothing,
  batteryW: numberOrNothing,
  batteryPercent: numberOrNothing,
  hasCar: z.boolean(),
  carW: numberOrNothing,
  charger: chargerShape,
});

export type ToyValues = z.output<typeof valuesShape>;
export type ToyCharger = z.output<typeof chargerShape>;

export interface ToyClient {
  values(call: CallOptions): Promise<ToyValues>;
  charger(call: CallOptions): Promise<ToyCharger>;
  setCharger(charger: ToyCharger, call: CallOptions): Promise<void>;
}

export function createToyClient(
  url: string,
  password: Secret,
  { http, session, log }: DriverContext,
  flaw?: ToyFlaw,
): ToyClient {
  const send = (method: "GET" | "POST", path: string, call: CallOptions, body?: unknown, token?: string) => {
    const { signal, ...rest } = call;
    const request: HttpRequest = {
      ...{ method, url: url + path, timeoutMs: 10_000, ...rest },
      ...(signal === undefined || flaw === "ignores-abort" ? {} : { signal }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(token === undefined ? {} : { headers: { authorization: token } }),
    };
    return http.request(request);
  };

  const logIn = (call: CallOptions) => async (): Promise<Session> => {
    if (flaw === "logs-secret") log.info("logging in", { password: password.reveal() });
    const response = await send("POST", "/login", call, { password: password.reveal() });
    if (response.status === 401) {
      const shown = flaw === "throws-secret" ? { with: password.reveal() } : {};
      throw fail("auth", "auth.rejected", { facts: { host: new URL(url).host, ...shown } });
    }
    return z.object({ token: z.string() }).parse(parse(response.status, response.body));
  };

  const parse = (status: number, body: string): unknown => {
    if (status === 429) throw fail("rate-limited", "rate-limited.vendor");
    if (status >= 400) throw fail("unreachable", "unreachable.http", { facts: { status } });
    if (flaw === "trusts-json") return JSON.parse(body);
    try {
      return JSON.parse(body);
    } catch (cause) {
      throw fail("unreachable", "unreachable.not-json", { facts: { host: new URL(url).host }, cause });
    }
  };

  const ask = async (method: "GET" | "POST", path: string, call: CallOptions, body?: unknown): Promise<unknown> => {
    const login = session.current() ?? (await session.renew(undefined, logIn(call), call.signal));
    const first = await send(method, path, call, body, login.token);
    if (first.status !== 401 || flaw === "keeps-old-login") return parse(first.status, first.body);
    const renewed = await session.renew(login, logIn(call), call.signal);
    const second = await send(method, path, call, body, renewed.token);
    return parse(second.status, second.body);
  };

  return {
    values: async (call) => valuesShape.parse(await ask("GET", "/values", call)),
    charger: async (call) => chargerShape.parse(await ask("GET", "/charger", call)),
    setCharger: async (charger, call) => {
      await ask("POST", "/charger", call, charger);
    },
  };
}
