import { z } from "zod";
import type { GrowattDevice, GrowattPlant, RawValue } from "../devices.ts";
import { flag, listOf, rawValues, text } from "../reply-values.ts";
import { kindOfType } from "./kinds.ts";

/** What is around every answer; batches have their data beside it. */
export const envelope = z.looseObject({
  error_code: z.coerce.number(),
  error_msg: text,
  data: z.unknown().optional(),
});

const required = text.refine((value) => value !== undefined).transform((value) => value ?? "");

const plant = z
  .object({ plant_id: required, name: text, timezone: text })
  .transform(({ plant_id: id, name, timezone }): GrowattPlant => {
    const utcOffsetHours = offsetOf(timezone);
    return { id, name: name ?? id, ...(utcOffsetHours === undefined ? {} : { utcOffsetHours }) };
  });

export const plantList = z.object({ plants: listOf(plant) });

/** Details name neither the number nor always the plant. */
export const plantDetails = z.object({ name: text, timezone: text }).transform(({ name, timezone }) => {
  const utcOffsetHours = offsetOf(timezone);
  return { name, ...(utcOffsetHours === undefined ? {} : { utcOffsetHours }) };
});

const device = z
  .object({ device_sn: required, type: text, model: text, lost: flag })
  .transform(({ device_sn: serial, type = "", model, lost }): GrowattDevice => {
    const known = { ...(model === undefined ? {} : { model }), ...(lost === undefined ? {} : { isLost: lost }) };
    return { serial, kind: kindOfType(type), type, ...known };
  });

export const deviceList = z.object({ devices: listOf(device) });

export const lastData = rawValues;

/** A batch holds each device's values twice wrapped in its serial number. */
export function valuesInBatch(data: unknown, serial: string): Readonly<Record<string, RawValue>> | undefined {
  const outer = z.record(z.string(), z.unknown()).safeParse(data);
  const own = outer.success ? z.record(z.string(), z.unknown()).safeParse(outer.data[serial]) : undefined;
  const inner = own?.success ? rawValues.safeParse(own.data[serial]) : undefined;
  return inner?.success ? inner.data : undefined;
}

/** `GMT+8`, `GMT+5:30`, `-3`, … in hours. */
export function offsetOf(zone: string | undefined): number | undefined {
  const match = /^(?:GMT|UTC)?\s*([+-]?)(\d{1,2})(?::?([0-5]\d)|\.(\d))?$/i.exec(zone?.trim() ?? "");
  if (match === null) return undefined;
  const [, sign, hours, minutes = "0", tenths = "0"] = match;
  const offset = Number(hours) + Number(minutes) / 60 + Number(tenths) / 10;
  return offset > 14 ? undefined : sign === "-" ? -offset : offset;
}
