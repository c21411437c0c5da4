import { z } from "zod";
import { fail, ProblemError } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { codeOf } from "../fail-codes.ts";
import { id, listOf, number, text } from "../reply-values.ts";

const oldPlant = z
  .object({ stationCode: id, stationName: text, stationAddr: text, capacity: number })
  .transform(({ stationCode, stationName, stationAddr, capacity }) => ({
    code: stationCode,
    name: stationName ?? stationCode,
    address: stationAddr,
    // The older interface tells megawatts, the newer one kilowatts.
    capacityKw: capacity === undefined ? undefined : Math.round(capacity * 1e6) / 1e3,
  }));

const newPlant = z
  .object({ plantCode: id, plantName: text, plantAddress: text, capacity: number })
  .transform(({ plantCode, plantName, plantAddress, capacity }) => ({
    code: plantCode,
    name: plantName ?? plantCode,
    address: plantAddress,
    capacityKw: capacity,
  }));

const paged = <S extends z.ZodType>(row: S) =>
  z.object({ pageCount: number, total: number, list: listOf(row) }).transform((page) => page);

const device = z.object({
  id,
  devName: text,
  stationCode: id,
  esnCode: text,
  devTypeId: z.number(),
  softwareVersion: text,
  invType: text,
  model: text,
});

/** A plant of the account. `code` is what all other calls ask for. */
export type Plant = z.output<typeof newPlant>;
/** `id` can have 16 digits and be negative; `esnCode` is the serial number. */
export type Device = z.output<typeof device>;

/** What the account may see. */
export interface PlantEndpoints {
  /** All plants, on however many pages; by the newer interface, or by the older one where only that is granted. */
  plants(call?: CallOptions): Promise<readonly Plant[]>;
  /** The devices of these plants, a hundred plants in one call. */
  devices(plantCodes: readonly string[], call?: CallOptions): Promise<readonly Device[]>;
}

/** Ten thousand plants; more pages mean that the cloud repeats itself. */
const mostPages = 100;
const pageSize = 100;
const plantsPerCall = 100;

export function createPlantEndpoints(exchange: Exchange): PlantEndpoints {
  let granted: "stations" | "getStationList" | undefined;

  const allPages = async <S extends z.ZodType>(method: string, row: S, body: object, call?: CallOptions) => {
    const found: z.output<S>[] = [];
    const data = z.union([paged(row), listOf(row)]);
    for (let pageNo = 1; pageNo <= mostPages; pageNo += 1) {
      const page = await exchange.ask(method, { pageNo, ...body }, data, call);
      if (Array.isArray(page)) return page;
      found.push(...page.list);
      if (page.list.length === 0 || pageNo >= (page.pageCount ?? 1)) break;
    }
    return found;
  };

  const newer = (call?: CallOptions) => allPages("stations", newPlant, {}, call);
  const older = (call?: CallOptions) => allPages("getStationList", oldPlant, { pageSize }, call);

  return {
    plants: async (call) => {
      if (granted === "getStationList") return older(call);
      try {
        const plants = await newer(call);
        granted = "stations";
        return plants;
      } catch (error) {
        if (granted !== undefined || !isDenied(error)) throw error;
      }
      const plants = await older(call);
      granted = "getStationList";
      return plants;
    },
    devices: async (plantCodes, call) => {
      const found: Device[] = [];
      for (const codes of chunked(plantCodes, plantsPerCall)) {
        const stationCodes = codes.join(",");
        found.push(...(await exchange.ask("getDevList", { stationCodes }, listOf(device), call)));
      }
      return found;
    },
  };
}

/** Not granted, or a server that is too old to know it. */
function isDenied(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  return codeOf(error.problem) === 401 || error.problem.code === "fusionsolar.http-status";
}

export function chunked<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
}

/** The plant that is meant: by its code, or by its whole name in any case. Never the first one, never a neighbour's. */
export function findPlant(plants: readonly Plant[], wanted: string): Plant {
  const sought = wanted.trim().toLowerCase();
  const byCode = plants.find(({ code }) => code.toLowerCase() === sought);
  if (byCode !== undefined) return byCode;
  const [only, ...more] = plants.filter(({ name }) => name.trim().toLowerCase() === sought);
  if (only === undefined) {
    if (plants.length === 0) throw fail("refused", "fusionsolar.no-plants");
    throw fail("invalid", "fusionsolar.unknown-plant", { facts: { found: wanted, known: listed(plants) } });
  }
  if (more.length === 0) return only;
  throw fail("invalid", "fusionsolar.which-plant", { facts: { found: wanted, known: listed([only, ...more]) } });
}

const mostListed = 20;

/** Names with codes; of an installer's hundreds only some. */
export function listed(plants: readonly Plant[]): string {
  const shown = plants.slice(0, mostListed).map(({ name, code }) => `${name} (${code})`);
  return [...shown, ...(plants.length > mostListed ? [`… +${plants.length - mostListed}`] : [])].join(", ");
}
