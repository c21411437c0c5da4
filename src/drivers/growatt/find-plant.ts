import { ProblemError } from "#domain";
import type { CallOptions } from "#platform";
import { choosePlant } from "./choose-plant.ts";
import type { GrowattClient, GrowattPlant } from "./client.ts";
import { isGone } from "./error-codes.ts";

/**
 * The plant with its zone. A number is asked for directly where that is possible: the list of plants may be asked for
 * only a few times a day.
 */
export async function findPlant(
  client: GrowattClient,
  wanted: string | undefined,
  call: CallOptions,
): Promise<GrowattPlant> {
  if (client.by === "token" && wanted !== undefined && /^\d+$/.test(wanted)) {
    const details = await client.plant(wanted, call).catch(noneWhereGone);
    if (details !== undefined) return details;
  }
  const plant = choosePlant(await client.plants(call), wanted);
  if (plant.utcOffsetHours !== undefined || client.by !== "token") return plant;
  const details = await client.plant(plant.id, call).catch(noneWhereGone);
  return details === undefined ? plant : { ...plant, ...details, name: plant.name };
}

function noneWhereGone(error: unknown): undefined {
  if (error instanceof ProblemError && isGone(error.problem)) return undefined;
  throw error;
}
