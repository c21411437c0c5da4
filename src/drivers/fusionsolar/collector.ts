import { dayMs, hourMs, type Instant, minuteMs, ProblemError, secondMs, toProblem } from "#domain";
import type { SharedThing, SharedWay } from "#driver-kit";
import type { CallOptions, Clock, Log } from "#platform";
import { type AccountSize, limitsFor, liveWindowMs } from "./calls.ts";
import { createFusionsolarClient, type Device, type FusionsolarClient, type Plant } from "./client.ts";
import type { AccountConfig } from "./config.ts";
import { kindOf } from "./derivation/device-sample.ts";
import { liveTypes } from "./device-types.ts";
import { rowsPerCall } from "./endpoints/live.ts";
import { chunked, findPlant } from "./endpoints/plants.ts";
import { codeOf, meaningOf } from "./fail-codes.ts";
import { isFrozen } from "./frozen-row.ts";
import type { ReceivedRow } from "./plant-state.ts";
import { createSharedWork, type SharedWork } from "./shared-work.ts";

/** One plant with its devices, as the account's lists have it. */
export interface ListedPlant {
  readonly plant: Plant;
  readonly devices: readonly Device[];
}

/**
 * Fetches for all plants of one account what would cost each of them a call of its own: limits are the account's, and one
 * call brings a hundred devices. Nothing runs by itself; whoever asks first causes the call, and the others share it.
 */
export interface Collector extends SharedThing {
  /** The plant of this name or code; lists are a day old at most. */
  find(nameOrCode: string, call: CallOptions): Promise<ListedPlant>;
  /** The latest rows of these devices, by id; asks the cloud where it may have news. */
  rows(devices: readonly Device[], call: CallOptions): Promise<ReadonlyMap<string, ReceivedRow>>;
  /** When the cloud may be asked for news of these devices. */
  nextAt(devices: readonly Device[]): Instant;
}

export interface CollectorOptions {
  readonly account: Pick<AccountConfig, "url" | "username" | "password" | "timeoutS">;
  readonly way: SharedWay;
  readonly clock: Clock;
  readonly log: Log;
}

/** A second more than the ledger's window, so that no call has to wait for it. */
const roundMs = liveWindowMs + secondMs;
/** Lists that could not be renewed, or that the cloud has contradicted. */
const listsAgainMs = hourMs;

interface Lists {
  readonly plants: readonly Plant[];
  readonly devices: readonly Device[];
  readonly at: Instant;
}

/** Up to a hundred devices of one kind: one call. */
interface Chunk {
  readonly devTypeId: number;
  readonly ids: readonly string[];
  /** How far along the account's plants it stands, from 0 to 1: its place in the round. */
  readonly phase: number;
  readonly work: SharedWork<void>;
  nextAt: Instant;
  hasRun: boolean;
  /** Why the last call for it brought nothing. */
  failure?: unknown;
}

export function createCollector({ account, way, clock, log }: CollectorOptions): Collector {
  const client: FusionsolarClient = createFusionsolarClient({
    ...{ url: account.url, username: account.username, password: account.password },
    ...{ http: way.http, sessions: way.session, clock, timeoutMs: account.timeoutS * secondMs },
    tellOfRival: () => log.warn("another program uses this FusionSolar account and keeps ending our login"),
  });
  const rows = new Map<string, ReceivedRow>();
  const chunkOf = new Map<string, Chunk>();
  /** What was looked for in the present lists; hundreds of plants ask every few minutes. */
  const found = new Map<string, ListedPlant>();
  let lists: Lists | undefined;
  let chunks: readonly Chunk[] = [];

  const grant = (size: AccountSize) => {
    for (const { ruleId, max, endpoint } of limitsFor(size)) way.raiseLimit(ruleId, max, endpoint);
  };

  const fetchLists = createSharedWork(async (signal) => {
    const call = { signal, purpose: "poll" } as const;
    const plants = await client.plants(call);
    grant({ plants: plants.length, devices: new Map() });
    const devices = await client.devices(
      plants.map(({ code }) => code),
      call,
    );
    lists = { plants, devices, at: clock.now() };
    found.clear();
    arrange(lists);
    return lists;
  });

  /** The same hundreds as long as the lists are the same: what is fetched for one plant serves its neighbours too. */
  const arrange = ({ plants, devices }: Lists) => {
    const counts = new Map<number, number>();
    for (const { devTypeId } of devices) counts.set(devTypeId, (counts.get(devTypeId) ?? 0) + 1);
    grant({ plants: plants.length, devices: counts });
    const place = new Map(plants.map(({ code }, index) => [code, index / plants.length]));
    const placeOf = ({ stationCode }: Device) => place.get(stationCode) ?? 0;
    const before = chunkOf.size === 0 ? new Map<string, Chunk>() : new Map(chunkOf);
    chunkOf.clear();
    chunks = liveTypes.flatMap((devTypeId) => {
      const ofType = devices.filter((device) => device.devTypeId === devTypeId);
      const inOrder = ofType.sort((a, b) => placeOf(a) - placeOf(b));
      return chunked(inOrder, rowsPerCall).map((part) => {
        const [first] = part;
        const chunk = createChunk(devTypeId, part, first === undefined ? 0 : placeOf(first));
        const known = first === undefined ? undefined : before.get(first.id);
        if (known !== undefined) Object.assign(chunk, { nextAt: known.nextAt, hasRun: known.hasRun });
        return chunk;
      });
    });
    for (const chunk of chunks) for (const id of chunk.ids) chunkOf.set(id, chunk);
  };

  const createChunk = (devTypeId: number, devices: readonly Device[], phase: number): Chunk => {
    const ids = devices.map(({ id }) => id);
    const chunk: Chunk = {
      ...{ devTypeId, ids, phase, nextAt: Number.NEGATIVE_INFINITY, hasRun: false },
      work: createSharedWork((signal) => fetchChunk(chunk, signal)),
    };
    return chunk;
  };

  const fetchChunk = async (chunk: Chunk, signal: AbortSignal) => {
    try {
      const live = await client.deviceLive(chunk.devTypeId, chunk.ids, { signal, purpose: "poll" });
      const at = clock.now();
      for (const { deviceId, values } of live) {
        const before = rows.get(deviceId);
        const isSame = before !== undefined && isFrozen(chunk.devTypeId, before.values, values);
        rows.set(deviceId, { values, at: isSame ? before.at : at });
      }
      delete chunk.failure;
      // The first round comes at once; from the second on the account's calls lie spread over the round.
      chunk.nextAt = at + roundMs * (chunk.hasRun ? 1 : 1 + chunk.phase);
      chunk.hasRun = true;
    } catch (error) {
      if (signal.aborted) throw error;
      const { retryAt } = toProblem(error);
      chunk.nextAt = Math.max(retryAt ?? 0, clock.now() + minuteMs);
      chunk.failure = error;
      lookAgain(error);
      throw error;
    }
  };

  /** The cloud knows some plant or device no more: the lists are out of date. */
  const lookAgain = (error: unknown) => {
    const code = error instanceof ProblemError ? codeOf(error.problem) : undefined;
    if (code === undefined || meaningOf(code)?.reaction !== "look-again" || lists === undefined) return;
    lists = { ...lists, at: Math.min(lists.at, clock.now() - dayMs + listsAgainMs) };
  };

  const currentLists = async (call: CallOptions): Promise<Lists> => {
    if (lists !== undefined && clock.now() - lists.at < dayMs) return lists;
    try {
      return await fetchLists.join(call.signal);
    } catch (error) {
      if (lists === undefined || call.signal?.aborted) throw error;
      // Old lists are better than none; they are asked for again in an hour.
      log.warn("the FusionSolar lists of plants and devices could not be renewed", { code: toProblem(error).code });
      lists = { ...lists, at: clock.now() - dayMs + listsAgainMs };
      return lists;
    }
  };

  const chunksOf = (devices: readonly Device[]) =>
    new Set(
      devices.filter(({ devTypeId }) => kindOf(devTypeId) !== undefined).flatMap(({ id }) => chunkOf.get(id) ?? []),
    );

  return {
    find: async (nameOrCode, call) => {
      const { plants, devices } = await currentLists(call);
      const known = found.get(nameOrCode);
      if (known !== undefined) return known;
      const plant = findPlant(plants, nameOrCode);
      const listed = { plant, devices: devices.filter(({ stationCode }) => stationCode === plant.code) };
      found.set(nameOrCode, listed);
      return listed;
    },
    rows: async (devices, call) => {
      const failures: unknown[] = [];
      for (const chunk of chunksOf(devices)) {
        if (clock.now() < chunk.nextAt) {
          if (chunk.failure !== undefined) failures.push(chunk.failure);
          continue;
        }
        try {
          await chunk.work.join(call.signal);
        } catch (error) {
          if (call.signal?.aborted) throw error;
          failures.push(error);
        }
      }
      const own = new Map(
        devices.flatMap(({ id }) => {
          const row = rows.get(id);
          return row === undefined ? [] : [[id, row] as const];
        }),
      );
      // One kind of device that cannot be asked does not take away what the others tell.
      const isNews = [...own.values()].some(({ at }) => clock.now() - at < roundMs);
      if (failures.length > 0 && !isNews) throw failures[0];
      return own;
    },
    nextAt: (devices) => Math.min(...[...chunksOf(devices)].map(({ nextAt }) => nextAt)),
    close: async () => {
      try {
        await client.logout({ purpose: "poll" });
      } catch (error) {
        log.debug("the FusionSolar login could not be ended; it ends by itself", { code: toProblem(error).code });
      }
    },
  };
}

/** A way for a device that is alone with its account. */
export function loneWay({ http, session }: Pick<SharedWay, "http" | "session">): SharedWay {
  return { http, session, raiseLimit: () => {} };
}
