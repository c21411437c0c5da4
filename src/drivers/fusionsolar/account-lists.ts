import { dayMs, hourMs, toProblem } from "#domain";
import type { CallOptions, Clock, Log } from "#platform";
import type { Device, FusionsolarClient, Plant } from "./client.ts";
import { findPlant } from "./endpoints/plants.ts";
import type { DatedLists, KeptLists } from "./kept-lists.ts";
import type { ListedAccount } from "./listed-account.ts";
import { createSharedWork } from "./shared-work.ts";

/** One plant with its devices, as the account's lists have it. */
export interface ListedPlant {
  readonly plant: Plant;
  readonly devices: readonly Device[];
}

/** The account's plants and devices, asked for once a day. */
export interface AccountLists {
  /** `judge` throws where the plant is not as its owner expects it. */
  find(nameOrCode: string, call: CallOptions, judge?: (found: ListedPlant) => void): Promise<ListedPlant>;
  all(call: CallOptions): Promise<ListedAccount>;
  /** The cloud has contradicted the lists: they are read again within the hour. */
  doubt(): void;
}

export interface AccountListsOptions {
  readonly client: FusionsolarClient;
  readonly kept: KeptLists;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
  readonly purpose: "poll" | "user";
  /** Told how many plants there are, before their devices are asked for. */
  onPlants(count: number): void;
  onChange(account: ListedAccount): void;
}

/** Lists that could not be renewed, or that the cloud has contradicted. */
const againMs = hourMs;

interface Lists extends DatedLists {
  /** From an earlier start, or from another program of this user. */
  readonly isKept: boolean;
}

export function createAccountLists(options: AccountListsOptions): AccountLists {
  const { client, kept, clock, log, purpose, onPlants, onChange } = options;
  /** What was looked for in the present lists; hundreds of plants ask every few minutes. */
  const found = new Map<string, ListedPlant>();
  let lists: Lists | undefined;

  const take = (taken: Lists) => {
    lists = taken;
    found.clear();
    onChange(taken);
    return taken;
  };

  const fetching = createSharedWork(async (signal) => {
    const call = { signal, purpose };
    const plants = await client.plants(call);
    onPlants(plants.length);
    const codes = plants.map(({ code }) => code);
    const fetched = { plants, devices: await client.devices(codes, call), at: clock.now() };
    kept.write(fetched);
    return take({ ...fetched, isKept: false });
  });

  const restore = (): Lists | undefined => {
    const before = kept.read();
    if (before === undefined || before.at > clock.now()) return undefined;
    onPlants(before.plants.length);
    return take({ ...before, isKept: true });
  };

  const renewInAnHour = (present: Lists) => {
    lists = { ...present, at: Math.min(present.at, clock.now() - dayMs + againMs) };
    return lists;
  };

  const current = async (call: CallOptions): Promise<Lists> => {
    const present = lists ?? restore();
    if (present !== undefined && clock.now() - present.at < dayMs) return present;
    try {
      return await fetching.join(call.signal);
    } catch (error) {
      if (lists === undefined || call.signal?.aborted) throw error;
      // Old lists are better than none.
      log.warn("the FusionSolar lists of plants and devices could not be renewed", { code: toProblem(error).code });
      return renewInAnHour(lists);
    }
  };

  const look = ({ plants, devices }: ListedAccount, nameOrCode: string): ListedPlant => {
    const known = found.get(nameOrCode);
    if (known !== undefined) return known;
    const plant = findPlant(plants, nameOrCode);
    const listed = { plant, devices: devices.filter(({ stationCode }) => stationCode === plant.code) };
    found.set(nameOrCode, listed);
    return listed;
  };

  return {
    all: current,
    doubt: () => {
      kept.forget();
      if (lists?.isKept === true) lists = { ...lists, at: Number.NEGATIVE_INFINITY };
      else if (lists !== undefined) renewInAnHour(lists);
    },
    find: async (nameOrCode, call, judge = () => {}) => {
      const judged = (account: ListedAccount) => {
        const listed = look(account, nameOrCode);
        judge(listed);
        return listed;
      };
      const present = await current(call);
      try {
        return judged(present);
      } catch (error) {
        // Its owner may have changed something at the portal since the lists were kept, and started anew for that.
        if (!present.isKept) throw error;
        const fresh = await fetching.join(call.signal).catch(() => undefined);
        if (fresh === undefined) throw error;
        return judged(fresh);
      }
    },
  };
}
