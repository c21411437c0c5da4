import { type Instant, minuteMs, secondMs, toProblem } from "#domain";
import type { CallOptions, Clock } from "#platform";
import { liveWindowMs } from "./calls.ts";
import type { Device, FusionsolarClient } from "./client.ts";
import { kindOf } from "./derivation/device-sample.ts";
import { liveTypes } from "./device-types.ts";
import { rowsPerCall } from "./endpoints/live.ts";
import { chunked } from "./endpoints/plants.ts";
import { isFrozen } from "./frozen-row.ts";
import type { KeptRows } from "./kept-rows.ts";
import type { ListedAccount } from "./listed-account.ts";
import type { ReceivedRow } from "./plant-state.ts";
import { createSharedWork, type SharedWork } from "./shared-work.ts";

/** Live data of all devices of an account, a hundred of one kind in each call and each hundred once a round. */
export interface LiveRounds {
  /** Divides the account's devices into hundreds; the same as before as long as the lists are the same. */
  arrange(account: ListedAccount): void;
  /** The latest rows of these devices, by id; asks the cloud where it may have news. */
  rows(devices: readonly Device[], call: CallOptions): Promise<ReadonlyMap<string, ReceivedRow>>;
  nextAt(devices: readonly Device[]): Instant;
}

export interface LiveRoundsOptions {
  readonly client: FusionsolarClient;
  readonly clock: Clock;
  /** What this or another program received before; a start in between must not wait for its turn to know anything. */
  readonly kept: KeptRows;
  onFailure(error: unknown): void;
}

/** A second more than the ledger's window, so that no call has to wait for it. */
const roundMs = liveWindowMs + secondMs;

/** Up to a hundred devices of one kind: one call. */
interface Hundred {
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

export function createLiveRounds({ client, clock, kept, onFailure }: LiveRoundsOptions): LiveRounds {
  const rows = new Map<string, ReceivedRow>();
  let hundredOf: ReadonlyMap<string, Hundred> = new Map();

  const fetch = async (hundred: Hundred, signal: AbortSignal) => {
    try {
      const live = await client.deviceLive(hundred.devTypeId, hundred.ids, { signal, purpose: "poll" });
      const at = clock.now();
      const received = new Map<string, ReceivedRow>();
      for (const { deviceId, values } of live) {
        const before = rows.get(deviceId);
        const isSame = before !== undefined && isFrozen(hundred.devTypeId, before.values, values);
        received.set(deviceId, { values, at: isSame ? before.at : at });
      }
      for (const [deviceId, row] of received) rows.set(deviceId, row);
      kept.write(received);
      // The first round comes at once; from the second on the account's calls lie spread over the round.
      hundred.nextAt = at + roundMs * (hundred.hasRun ? 1 : 1 + hundred.phase);
      hundred.hasRun = true;
      delete hundred.failure;
    } catch (error) {
      if (signal.aborted) throw error;
      hundred.nextAt = Math.max(toProblem(error).retryAt ?? 0, clock.now() + minuteMs);
      hundred.failure = error;
      onFailure(error);
      throw error;
    }
  };

  /** When these were asked for last, as far as it is remembered. */
  const restore = (ids: readonly string[]): Instant => {
    let askedAt = Number.NEGATIVE_INFINITY;
    for (const id of ids) {
      const row = rows.get(id) ?? kept.read(id);
      if (row === undefined || row.at > clock.now() || clock.now() - row.at > roundMs) continue;
      rows.set(id, row);
      askedAt = Math.max(askedAt, row.at);
    }
    return askedAt;
  };

  const createHundred = (devTypeId: number, ids: readonly string[], phase: number): Hundred => {
    const before = hundredOf.get(ids[0] ?? "");
    const hundred: Hundred = {
      ...{ devTypeId, ids, phase, hasRun: before?.hasRun ?? false },
      nextAt: before?.nextAt ?? restore(ids) + roundMs,
      work: createSharedWork((signal) => fetch(hundred, signal)),
    };
    return hundred;
  };

  const hundredsOf = (devices: readonly Device[]) => {
    const counted = devices.filter(({ devTypeId }) => kindOf(devTypeId) !== undefined);
    return new Set(counted.flatMap(({ id }) => hundredOf.get(id) ?? []));
  };

  /** Asks where it is time to; what failed and is being left alone still counts as failed. */
  const renew = async (devices: readonly Device[], call: CallOptions): Promise<readonly unknown[]> => {
    const failures: unknown[] = [];
    for (const hundred of hundredsOf(devices)) {
      if (clock.now() < hundred.nextAt) {
        if (hundred.failure !== undefined) failures.push(hundred.failure);
        continue;
      }
      try {
        await hundred.work.join(call.signal);
      } catch (error) {
        if (call.signal?.aborted) throw error;
        failures.push(error);
      }
    }
    return failures;
  };

  return {
    arrange: ({ plants, devices }) => {
      const place = new Map(plants.map(({ code }, index) => [code, index / plants.length]));
      const placeOf = ({ stationCode }: Device) => place.get(stationCode) ?? 0;
      const made = liveTypes.flatMap((devTypeId) => {
        const ofType = devices.filter((device) => device.devTypeId === devTypeId);
        const inOrder = ofType.sort((a, b) => placeOf(a) - placeOf(b));
        return chunked(inOrder, rowsPerCall).map((part) => {
          const [first] = part;
          const phase = first === undefined ? 0 : placeOf(first);
          return createHundred(
            devTypeId,
            part.map(({ id }) => id),
            phase,
          );
        });
      });
      hundredOf = new Map(made.flatMap((hundred) => hundred.ids.map((id) => [id, hundred] as const)));
    },
    rows: async (devices, call) => {
      const failures = await renew(devices, call);
      const own = new Map<string, ReceivedRow>();
      for (const { id } of devices) {
        const row = rows.get(id);
        if (row !== undefined) own.set(id, row);
      }
      // One kind of device that cannot be asked does not take away what the others tell.
      const isNews = [...own.values()].some(({ at }) => clock.now() - at < roundMs);
      if (failures.length > 0 && !isNews) throw failures[0];
      return own;
    },
    nextAt: (devices) => Math.min(...[...hundredsOf(devices)].map(({ nextAt }) => nextAt)),
  };
}
