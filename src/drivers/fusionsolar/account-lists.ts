import { dayMs, hourMs, type Instant, toProblem } from "#domain";
import type { CallOptions, Clock, Log } from "#platform";
import type { Device, FusionsolarClient, Plant } from "./client.ts";
import { findPlant } from "./endpoints/plants.ts";
import { createSharedWork } from "./shared-work.ts";

/** One plant with its devices, as the account's lists have it. */
export interface ListedPlant {
  readonly plant: Plant;
  readonly devices: readonly Device[];
}

/** What an account has, as far as it may see it. */
export interface ListedAccount {
  readonly plants: readonly Plant[];
  readonly devices: readonly Device[];
}

/** The account's plants and devices, asked for once a day. */
export interface AccountLists {
  find(nameOrCode: string, call: CallOptions): Promise<ListedPlant>;
  /** The cloud has contradicted the lists: they are read again within the hour. */
  doubt(): void;
}

export interface AccountListsOptions {
  readonly client: FusionsolarClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Told how many plants there are, before their devices are asked for. */
  onPlants(count: number): void;
  onChange(account: ListedAccount): void;
}

/** Lists that could not be renewed, or that the cloud has contradicted. */
const againMs = hourMs;

export function createAccountLists({ client, clock, log, onPlants, onChange }: AccountListsOptions): AccountLists {
  /** What was looked for in the present lists; hundreds of plants ask every few minutes. */
  const found = new Map<string, ListedPlant>();
  let lists: (ListedAccount & { readonly at: Instant }) | undefined;

  const fetching = createSharedWork(async (signal) => {
    const call = { signal, purpose: "poll" } as const;
    const plants = await client.plants(call);
    onPlants(plants.length);
    const codes = plants.map(({ code }) => code);
    const fetched = { plants, devices: await client.devices(codes, call), at: clock.now() };
    lists = fetched;
    found.clear();
    onChange(fetched);
    return fetched;
  });

  const renewInAnHour = () => {
    if (lists !== undefined) lists = { ...lists, at: Math.min(lists.at, clock.now() - dayMs + againMs) };
  };

  const current = async (call: CallOptions): Promise<ListedAccount> => {
    if (lists !== undefined && clock.now() - lists.at < dayMs) return lists;
    try {
      return await fetching.join(call.signal);
    } catch (error) {
      if (lists === undefined || call.signal?.aborted) throw error;
      // Old lists are better than none.
      log.warn("the FusionSolar lists of plants and devices could not be renewed", { code: toProblem(error).code });
      lists = { ...lists, at: clock.now() - dayMs + againMs };
      return lists;
    }
  };

  return {
    doubt: renewInAnHour,
    find: async (nameOrCode, call) => {
      const { plants, devices } = await current(call);
      const known = found.get(nameOrCode);
      if (known !== undefined) return known;
      const plant = findPlant(plants, nameOrCode);
      const listed = { plant, devices: devices.filter(({ stationCode }) => stationCode === plant.code) };
      found.set(nameOrCode, listed);
      return listed;
    },
  };
}
