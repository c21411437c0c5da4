import { z } from "zod";
import type { AccountNotes } from "#driver-kit";
import type { Clock } from "#platform";
import type { GrowattClient } from "./client.ts";
import { callPaceMs } from "./error-codes.ts";

const key = "plants";
const plant = z.object({ id: z.string(), name: z.string(), utcOffsetHours: z.number().exactOptional() });
const kept = z.object({ at: z.number(), plants: z.array(plant) });

/**
 * The official interface gives the list of plants once in five minutes. Who looks for a plant and then wants its values
 * shall not have to wait for that, nor a hub that is started just then.
 */
export function withKeptPlantList(
  client: GrowattClient,
  notes: AccountNotes,
  clock: Pick<Clock, "now">,
): GrowattClient {
  return {
    ...client,
    plants: async (call) => {
      const before = kept.safeParse(notes.read(key)).data;
      const now = clock.now();
      if (before !== undefined && before.at <= now && now - before.at < callPaceMs) return before.plants;
      const plants = await client.plants(call);
      notes.write({ [key]: { at: now, plants: plants.map((one) => ({ ...one })) } });
      return plants;
    },
  };
}
