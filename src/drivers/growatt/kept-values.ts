import { z } from "zod";
import type { Instant } from "#domain";
import type { AccountNotes } from "#driver-kit";
import { type DeviceKind, type DeviceValues, deviceKinds } from "./devices.ts";

/** What a plant's devices told last, and when they were asked; not when it was measured. */
export interface AskedValues {
  readonly askedAt: Instant;
  readonly values: readonly DeviceValues[];
}

/**
 * The last values of each plant, beside the count of calls: whoever may not ask again yet, in this program or another,
 * tells those.
 */
export interface KeptValues {
  read(plantId: string): AskedValues | undefined;
  write(plantId: string, asked: AskedValues): void;
}

const kept = z.object({
  askedAt: z.number(),
  values: z.array(
    z.object({
      serial: z.string(),
      kind: z.custom<DeviceKind>((value) => deviceKinds.some((known) => known === value)),
      time: z.string().exactOptional(),
      values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
});

export function createKeptValues(notes: AccountNotes): KeptValues {
  const keyOf = (plantId: string) => `live/${plantId}`;
  return {
    read: (plantId) => kept.safeParse(notes.read(keyOf(plantId))).data,
    write: (plantId, { askedAt, values }) =>
      notes.write({ [keyOf(plantId)]: { askedAt, values: values.map((one) => ({ ...one })) } }),
  };
}
