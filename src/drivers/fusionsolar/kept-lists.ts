import { z } from "zod";
import type { Instant, Json } from "#domain";
import type { AccountNotes } from "#driver-kit";
import type { ListedAccount } from "./listed-account.ts";

/** Lists with the time they were asked for. */
export type DatedLists = ListedAccount & { readonly at: Instant };

/** The lists on disk: the cloud gives them a few times a day only, and restarts shall not use that up. */
export interface KeptLists {
  read(): DatedLists | undefined;
  write(lists: DatedLists): void;
  forget(): void;
}

const key = "lists";

const some = z.string().optional();
const plant = z
  .object({ code: z.string(), name: z.string(), capacityKw: z.number().optional() })
  .transform(({ code, name, capacityKw }) => ({ code, name, capacityKw, address: undefined }));
const device = z
  .object({ id: z.string(), stationCode: z.string(), devTypeId: z.number(), devName: some, esnCode: some })
  .extend({ softwareVersion: some, invType: some, model: some })
  .transform(({ id, stationCode, devTypeId, devName, esnCode, softwareVersion, invType, model }) => ({
    ...{ id, stationCode, devTypeId, devName, esnCode, softwareVersion, invType, model },
  }));
const kept = z.object({ at: z.number(), plants: z.array(plant), devices: z.array(device) });

export function createKeptLists(notes: AccountNotes): KeptLists {
  return {
    read: () => kept.safeParse(notes.read(key)).data,
    write: ({ at, plants, devices }) => {
      // Where a plant is, nobody here needs to know.
      const known = plants.map(({ address: _, ...rest }) => withoutGaps(rest));
      notes.write({ [key]: { at, plants: known, devices: devices.map(withoutGaps) } });
    },
    forget: () => notes.write({ [key]: undefined }),
  };
}

function withoutGaps(row: Readonly<Record<string, string | number | undefined>>): Json {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
