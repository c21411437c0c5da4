import { z } from "zod";
import { dayMs, type Instant } from "#domain";
import { type DeviceKind, deviceKinds, type GrowattDevice, type GrowattPlant } from "./devices.ts";
import type { LoginKeeper } from "./portal/login.ts";

/** A plant with its devices as the cloud listed them. */
export interface ListedPlant {
  readonly plant: GrowattPlant;
  readonly devices: readonly GrowattDevice[];
}

/** Remembers what was listed: the official interface lists seldom, and a restart shall not have to wait for it. */
export interface KeptPlants {
  find(wanted: string): ListedPlant | undefined;
  keep(wanted: string, listed: ListedPlant | undefined): Promise<void>;
}

/** Devices that are added later are found after this time. */
const keptMs = dayMs;

const kind = z.custom<DeviceKind>((value) => deviceKinds.some((known) => known === value));
const kept = z.record(
  z.string(),
  z.object({
    plant: z.object({ id: z.string(), name: z.string(), utcOffsetHours: z.number().exactOptional() }),
    devices: z.array(z.object({ serial: z.string(), kind, type: z.string() })),
  }),
);

export function createKeptPlants(keeper: LoginKeeper, now: () => Instant): KeptPlants {
  const read = (): Readonly<Record<string, ListedPlant>> => {
    try {
      const parsed = kept.safeParse(JSON.parse(keeper.current()?.token ?? "{}"));
      return parsed.success ? parsed.data : {};
    } catch {
      return {};
    }
  };
  return {
    find: (wanted) => read()[wanted],
    keep: async (wanted, listed) => {
      const { [wanted]: _, ...others } = read();
      const all = listed === undefined ? others : { ...others, [wanted]: listed };
      await keeper.renew(keeper.current(), async () => ({ token: JSON.stringify(all), expiresAt: now() + keptMs }));
    },
  };
}
