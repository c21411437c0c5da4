import type { z } from "zod";
import { minuteMs } from "#domain";
import type { CallOptions, Clock, HttpResponse } from "#platform/for-clients";
import type { DeviceValues } from "../devices.ts";
import { parseJson } from "../reply-values.ts";
import type { GrowattSurface } from "../surface.ts";
import { type Send, strangeReply } from "../transport.ts";
import { createPortalLogin, type PortalLoginOptions } from "./login.ts";
import { devicePage, type PortalDevice, plantTitles, statusReply } from "./replies.ts";

/** Nobody says how often the portal may be asked; who asked every few minutes was blocked after half a day. */
const paceMs = 1 * minuteMs;

const mostPages = 20;

/** The web portal, as a browser uses it. */
export function createPortal(options: PortalLoginOptions): GrowattSurface {
  const { send, clock } = options;
  const login = createPortalLogin(options);

  const post = async <S extends z.ZodType>(
    path: string,
    parameters: Readonly<Record<string, string>>,
    schema: S,
    call: CallOptions,
  ): Promise<z.output<S>> => {
    const cookie = await login.cookies(undefined, call);
    let response = await exchange(send, path, parameters, cookie, call);
    if (isLoginPage(response))
      response = await exchange(send, path, parameters, await login.cookies(cookie, call), call);
    return understood(response, path, schema, clock);
  };

  const list = async (plantId: string, call: CallOptions): Promise<readonly PortalDevice[]> => {
    const all: PortalDevice[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const parameters = { currPage: String(page), plantId };
      const { obj } = await post("/panel/getDevicesByPlantList", parameters, devicePage, call);
      all.push(...obj.datas);
      if (page >= (obj.pages ?? 1)) break;
    }
    return all;
  };

  /** Hybrids tell their powers in an answer of their own; the list has only what the inverter gives. */
  const withStatus = async (plantId: string, device: PortalDevice, call: CallOptions): Promise<DeviceValues> => {
    if (device.kind !== "sph") return device;
    const path = `/panel/mix/getMIXStatusData?plantId=${encodeURIComponent(plantId)}`;
    const { obj } = await post(path, { mixSn: device.serial }, statusReply, call);
    return { ...device, values: { ...device.values, ...obj } };
  };

  return {
    plants: async (call = {}) => post("/index/getPlantListTitle", {}, plantTitles, call),
    plant: async () => undefined,
    devices: async (plantId, call = {}) =>
      (await list(plantId, call)).map(({ serial, kind, type }) => ({ serial, kind, type })),
    values: async (plantId, devices, call = {}) => {
      const wanted = new Set(devices.map(({ serial }) => serial));
      const all: DeviceValues[] = [];
      for (const device of await list(plantId, call))
        if (wanted.has(device.serial)) all.push(await withStatus(plantId, device, call));
      return all;
    },
  };
}

function exchange(
  send: Send,
  path: string,
  parameters: Readonly<Record<string, string>>,
  cookie: string,
  call: CallOptions,
): Promise<HttpResponse> {
  return send({ method: "POST", path, parameters, headers: { cookie }, paceMs }, call);
}

/** An ended login shows as the page to log in with, or as the way there. */
function isLoginPage({ status, headers, body }: HttpResponse): boolean {
  if (status === 302 || status === 303) return /login/i.test(String(headers["location"] ?? ""));
  return status === 200 && /data-name="dumpLogin"|errorNoLogin/i.test(body);
}

function understood<S extends z.ZodType>(
  response: HttpResponse,
  path: string,
  schema: S,
  clock: Pick<Clock, "now">,
): z.output<S> {
  const parsed = response.status === 200 ? schema.safeParse(parseJson(response.body)) : undefined;
  if (parsed?.success) return parsed.data;
  throw strangeReply(response, path.replace(/\?.*/, ""), clock.now() + paceMs);
}
