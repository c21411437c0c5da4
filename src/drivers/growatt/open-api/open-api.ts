import { z } from "zod";
import { ProblemError, revealSecret, type Secret } from "#domain";
import type { CallOptions, Clock } from "#platform/for-clients";
import type { DeviceKind, DeviceValues, GrowattDevice, RawValue } from "../devices.ts";
import { callPaceMs, problemOfCode } from "../error-codes.ts";
import { parseJson } from "../reply-values.ts";
import type { GrowattSurface } from "../surface.ts";
import { type OutgoingCall, type Send, strangeReply } from "../transport.ts";
import { callsOfKind, type KindCalls } from "./kinds.ts";
import { deviceList, envelope, lastData, plantDetails, plantList, valuesInBatch } from "./replies.ts";

export interface OpenApiOptions {
  readonly token: Secret | string;
  readonly send: Send;
  readonly clock: Pick<Clock, "now">;
}

const mostInBatch = 100;

/** The official interface, version 1. */
export function createOpenApi({ token, send, clock }: OpenApiOptions): GrowattSurface {
  const key = revealSecret(token);

  const ask = async (outgoing: Omit<OutgoingCall, "paceMs" | "headers">, call: CallOptions) => {
    const response = await send({ ...outgoing, headers: { token: key }, paceMs: callPaceMs }, call);
    const opened = envelope.safeParse(parseJson(response.body));
    const retryAt = clock.now() + callPaceMs;
    if (!opened.success || response.status >= 500) throw strangeReply(response, outgoing.path, retryAt);
    const { error_code: code, error_msg: detail = "" } = opened.data;
    if (code !== 0) throw new ProblemError(problemOfCode(code, detail.replaceAll(key, "[secret]"), clock.now()));
    const understand = <S extends z.ZodType>(schema: S): z.output<S> => {
      const parsed = schema.safeParse(opened.data.data);
      if (parsed.success) return parsed.data;
      throw strangeReply({ ...response, status: 200 }, outgoing.path, retryAt);
    };
    return { understand, data: opened.data.data };
  };

  const valuesOfOne = async (device: GrowattDevice, { one }: KindCalls, call: CallOptions) => {
    const { method, path, parameter } = one;
    const { understand } = await ask({ method, path, parameters: { [parameter]: device.serial } }, call);
    return [toValues(device, understand(lastData))];
  };

  const valuesOfMany = async (devices: readonly GrowattDevice[], calls: KindCalls, call: CallOptions) => {
    const { many } = calls;
    if (many === undefined) {
      const all: DeviceValues[] = [];
      for (const device of devices) all.push(...(await valuesOfOne(device, calls, call)));
      return all;
    }
    const serials = devices.map(({ serial }) => serial).join(",");
    const parameters = { pageNum: "1", [many.parameter]: serials };
    const { data } = await ask({ method: "POST", path: many.path, parameters }, call);
    return devices.flatMap((device) => {
      const values = valuesInBatch(data, device.serial);
      return values === undefined ? [] : [toValues(device, values)];
    });
  };

  return {
    plants: async (call = {}) => {
      const parameters = { page: "1", perpage: "100", search_type: "", search_keyword: "" };
      const { understand } = await ask({ method: "GET", path: "/v1/plant/list", parameters }, call);
      return understand(plantList).plants;
    },
    plant: async (id, call = {}) => {
      const parameters = { plant_id: id };
      const { understand } = await ask({ method: "GET", path: "/v1/plant/details", parameters }, call);
      const { name = id, ...zone } = understand(plantDetails);
      return { id, name, ...zone };
    },
    devices: async (plantId, call = {}) => {
      const parameters = { plant_id: plantId, page: "1", perpage: "100" };
      const { understand } = await ask({ method: "GET", path: "/v1/device/list", parameters }, call);
      return understand(deviceList).devices;
    },
    values: async (_plantId, devices, call = {}) => {
      const all: DeviceValues[] = [];
      for (const [kind, own] of byKind(devices)) {
        const calls = callsOfKind(kind);
        if (calls === undefined) continue;
        const [only, ...more] = own;
        if (only !== undefined && more.length === 0) all.push(...(await valuesOfOne(only, calls, call)));
        else all.push(...(await valuesOfMany(own.slice(0, mostInBatch), calls, call)));
      }
      return all;
    },
  };
}

function byKind(devices: readonly GrowattDevice[]): ReadonlyMap<DeviceKind, readonly GrowattDevice[]> {
  const groups = new Map<DeviceKind, GrowattDevice[]>();
  for (const device of devices) groups.set(device.kind, [...(groups.get(device.kind) ?? []), device]);
  return groups;
}

function toValues({ serial, kind }: GrowattDevice, values: Readonly<Record<string, RawValue>>): DeviceValues {
  const time = z.string().safeParse(values["time"]);
  return { serial, kind, values, ...(time.success ? { time: time.data } : {}) };
}
