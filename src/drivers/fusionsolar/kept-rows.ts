import { z } from "zod";
import type { AccountNotes } from "#driver-kit";
import type { ReceivedRow } from "./plant-state.ts";

/**
 * The latest rows on disk, for whoever wants to know how a plant stands while the cloud may not be asked again. Of a
 * large account they are not kept: that would be megabytes every five minutes.
 */
export interface KeptRows {
  read(deviceId: string): ReceivedRow | undefined;
  write(rows: ReadonlyMap<string, ReceivedRow>): void;
}

const mostKept = 30;

const keyOf = (deviceId: string) => `live/${deviceId}`;
const kept = z.object({ at: z.number(), values: z.record(z.string(), z.number()) });

export function createKeptRows(notes: AccountNotes): KeptRows {
  return {
    read: (deviceId) => {
      const { data } = kept.safeParse(notes.read(keyOf(deviceId)));
      return data === undefined ? undefined : { at: data.at, values: new Map(Object.entries(data.values)) };
    },
    write: (rows) => {
      if (rows.size > mostKept) return;
      const written = [...rows].map(([id, { at, values }]) => [keyOf(id), { at, values: Object.fromEntries(values) }]);
      notes.write(Object.fromEntries(written));
    },
  };
}
