import { z } from "zod";
import type { DeviceKind, GrowattPlant, RawValue } from "../devices.ts";
import { offsetOf } from "../open-api/replies.ts";
import { listOf, rawValues, text } from "../reply-values.ts";

const required = text.refine((value) => value !== undefined).transform((value) => value ?? "");

const plant = z
  .object({ id: required, plantName: text, timezone: text })
  .transform(({ id, plantName, timezone }): GrowattPlant => {
    const utcOffsetHours = offsetOf(timezone);
    return { id, name: plantName ?? id, ...(utcOffsetHours === undefined ? {} : { utcOffsetHours }) };
  });

/** A bare list, unlike all other answers. */
export const plantTitles = listOf(plant);

/** One line of the list of devices, with its values. */
export interface PortalDevice {
  readonly serial: string;
  readonly kind: DeviceKind;
  readonly type: string;
  readonly time?: string;
  readonly values: Readonly<Record<string, RawValue>>;
}

const device = rawValues.transform((values, context): PortalDevice => {
  const { sn, deviceTypeName, lastUpdateTime } = values;
  if (sn === undefined) {
    context.addIssue({ code: "custom", message: "a device without serial number" });
    return z.NEVER;
  }
  const type = String(deviceTypeName ?? "").toLowerCase();
  const time = lastUpdateTime === undefined ? {} : { time: String(lastUpdateTime) };
  return { serial: String(sn), kind: kindOfName(type), type, values, ...time };
});

export const devicePage = z.object({
  obj: z.object({ pages: z.coerce.number().optional(), datas: listOf(device) }),
});

export const statusReply = z.object({ obj: rawValues });

const kinds: ReadonlyMap<string, DeviceKind> = new Map([
  ["mix", "sph"],
  ["sph", "sph"],
  ["inv", "inverter"],
  ["tlx", "min"],
  ["min", "min"],
  ["max", "max"],
]);

function kindOfName(name: string): DeviceKind {
  return kinds.get(name) ?? "other";
}
