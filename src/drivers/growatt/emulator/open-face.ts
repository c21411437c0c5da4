import { dayMs, type Json, minuteMs } from "#domain";
import type { EmulatorInstance } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import { untold, valuesOf } from "./device-values.ts";
import { type Ground, otherPlant, plantName, plantNumber, secondSerial } from "./ground.ts";
import { winterOffsetHours } from "./uploads.ts";

/** Where each type's latest values are, and how devices are named there. */
const lastData: ReadonlyMap<string, readonly [type: number, method: string, parameter: string]> = new Map([
  ["/v1/device/inverter/last_new_data", [1, "GET", "device_sn"]],
  ["/v1/device/storage/storage_last_data", [2, "POST", "storage_sn"]],
  ["/v1/device/max/max_last_data", [4, "POST", "max_sn"]],
  ["/v1/device/mix/mix_last_data", [5, "POST", "mix_sn"]],
  ["/v1/device/spa/spa_last_data", [6, "POST", "spa_sn"]],
  ["/v1/device/tlx/tlx_last_data", [7, "POST", "tlx_sn"]],
]);

const batches: ReadonlyMap<string, readonly [type: number, parameter: string]> = new Map([
  ["/v1/device/inverter/invs_data", [1, "inverters"]],
  ["/v1/device/max/maxs_data", [4, "maxs"]],
  ["/v1/device/mix/mixs_data", [5, "mixs"]],
  ["/v1/device/spa/spas_data", [6, "spas"]],
  ["/v1/device/tlx/tlxs_data", [7, "tlxs"]],
]);

const paceMs = 5 * minuteMs;
const plantListsADay = 10;

interface Answer {
  readonly error_code: number;
  readonly error_msg: string;
  readonly data?: Json;
  readonly [more: string]: Json | undefined;
}

type Face = Pick<EmulatorInstance, "credentials" | "handle" | "renderFault" | "resultOf">;

/** The official interface: a token, an envelope with `error_code`, and five minutes between two calls. */
export function createOpenFace(ground: Ground): Face {
  const { context, profile, serial } = ground;
  const { faults, quirks, clock, home } = context;
  const token = context.credentials["token"] ?? "t0ken5ca1ab1e0000f00d4711cafe0815";
  const lastCalls = new Map<string, number>();
  let plantLists: number[] = [];

  const tooSoon = (key: string): boolean => {
    const nowMs = clock.steadyMs();
    const last = lastCalls.get(key);
    if (last !== undefined && nowMs - last < paceMs) return true;
    lastCalls.set(key, nowMs);
    if (!key.startsWith("/v1/plant/list")) return false;
    plantLists = [...plantLists.filter((at) => nowMs - at < dayMs), nowMs];
    return plantLists.length > plantListsADay;
  };

  const answer = (request: ServerRequest): Answer | undefined => {
    const url = new URL(request.path, "http://growatt");
    // Parameters of a GET may come in its body.
    const asked = Object.fromEntries([...url.searchParams, ...new URLSearchParams(request.body)]);
    if (quirks.isOn("wrong-domain")) return refusal(-1, "Please use the new domain name to access");
    if (request.headers["token"] !== token || faults.isActive("expired-login"))
      return refusal(10011, "error_permission_denied");
    const one = lastData.get(url.pathname);
    const key = one === undefined ? url.pathname : `${url.pathname} ${asked[one[2]] ?? ""}`;
    const isKnown = one !== undefined || batches.has(url.pathname) || lists.has(url.pathname);
    if (!isKnown) return undefined;
    if (tooSoon(key)) return refusal(10012, "error_frequently_access");
    if (quirks.isOn("system-error")) return refusal(10001, "system error");
    if (Number(asked["perpage"] ?? 0) > 100) return refusal(10013, "perpage too large");
    return lists.get(url.pathname)?.(asked) ?? latest(url.pathname, request.method, asked);
  };

  const lists = new Map<string, (asked: Readonly<Record<string, string>>) => Answer>([
    ["/v1/plant/list", () => success({ count: plants().length, plants: plants() })],
    ["/v1/plant/details", ({ plant_id: id }) => plantDetails(id)],
    ["/v1/device/list", ({ plant_id: id }) => deviceList(id)],
  ]);

  const plants = (): readonly { readonly [key: string]: Json }[] => {
    if (quirks.isOn("no-plants")) return [];
    const own = { plant_id: Number(plantNumber), name: plantName, status: 1, current_power: "0", user_id: 33 };
    const other = { ...own, plant_id: Number(otherPlant.id), name: otherPlant.name };
    return quirks.isOn("two-plants") ? [other, own] : [own];
  };

  const plantDetails = (id: string | undefined): Answer => {
    if (id === undefined || id === "") return refusal(10003, "error_plant_id_empty");
    const plant = plants().find((each) => String(each["plant_id"]) === id);
    if (plant === undefined) return refusal(10002, "error_plant_not_exist");
    const hours = winterOffsetHours(home.timeZone, home.at());
    const timezone = `GMT${hours < 0 ? "-" : "+"}${Math.abs(hours)}`;
    return success({ name: plant["name"] ?? null, timezone, peak_power: 8, inverters: [] });
  };

  const deviceList = (id: string | undefined): Answer => {
    if (id !== plantNumber) return refusal(10002, "error_plant_not_exist");
    const device = (device_sn: string, type: number): { readonly [key: string]: Json } => ({
      ...{ device_sn, type, model: profile.model, lost: false, status: 1, manufacturer: "Growatt" },
      ...{ device_id: 116, datalogger_sn: "CRAZT00001", last_update_time: ground.uploads.latest().time },
    });
    const accessories = quirks.isOn("accessories")
      ? [{ device_sn: "AMMETER", type: 3, model: "meter" }, device("PCS0000001", 8)]
      : [];
    const devices = [...accessories, ...serials().map((each) => device(each, profile.type))];
    return success({ count: devices.length, devices });
  };

  const serials = () => (quirks.isOn("two-devices") ? [serial, secondSerial(serial)] : [serial]);

  const valuesFor = (wanted: string): Json | undefined => {
    if (!serials().includes(wanted) || quirks.isOn("device-gone")) return undefined;
    const isSecond = wanted !== serial;
    if (isSecond && quirks.isOn("second-silent")) return undefined;
    const share = quirks.isOn("two-devices") ? 0.5 : 1;
    const values = valuesOf(profile.type, ground.uploads.latest(), share, quirks);
    const told = faults.isActive("nulls") ? untold(values) : values;
    return { ...told, serialNum: wanted, ...(faults.isActive("unknown-keys") ? novelty : {}) };
  };

  const latest = (path: string, method: string, asked: Readonly<Record<string, string>>): Answer => {
    const one = lastData.get(path);
    if (one !== undefined) {
      const [type, allowed, parameter] = one;
      if (method !== allowed) return refusal(10001, "system error");
      const values = type === profile.type ? valuesFor(asked[parameter] ?? "") : undefined;
      if (values === undefined) return refusal(10002, "error_device_not_exist");
      return { ...success(values), device_sn: asked[parameter] ?? "", datalogger_sn: "CRAZT00001" };
    }
    const [type, parameter] = batches.get(path) ?? [0, ""];
    const wanted = (asked[parameter] ?? "").split(",");
    const found = wanted.flatMap((each): [string, Json][] => {
      const values = type === profile.type ? valuesFor(each) : undefined;
      return values === undefined ? [] : [[each, { [each]: values, dataloggerSn: "CRAZT00001" }]];
    });
    return { ...success(Object.fromEntries(found)), [parameter]: found.map(([each]) => each), pageNum: 1 };
  };

  return {
    credentials: { token },
    handle: (request) => {
      const found = answer(request);
      return found === undefined ? notFound : json(found);
    },
    renderFault: (kind) => (kind === "rate-limited" ? json(refusal(10012, "error_frequently_access")) : undefined),
    resultOf: (reply) => {
      const code = /"error_code":(-?\d+)/.exec(reply.body)?.[1];
      return code === undefined || code === "0" ? undefined : `error-${code}`;
    },
  };
}

const novelty = { calendar: { lenient: true, timeZone: { ID: "Asia/Shanghai", dirty: false } }, again: [1, null] };

function success(data: Json): Answer {
  return { error_code: 0, error_msg: "", data };
}

function refusal(code: number, message: string): Answer {
  return { error_code: code, error_msg: message, data: "" };
}

const notFound: ServerReply = { status: 404, headers: { "content-type": "text/html" }, body: "<h1>404</h1>" };

function json(body: Answer): ServerReply {
  return { status: 200, headers: { "content-type": "application/json;charset=UTF-8" }, body: JSON.stringify(body) };
}
