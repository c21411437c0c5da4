import { type Instant, ProblemError, secondMs, toProblem } from "#domain";
import { createOwnNotes, type SharedThing, type SharedWay } from "#driver-kit";
import type { CallOptions, Clock, Log } from "#platform";
import { type AccountLists, createAccountLists } from "./account-lists.ts";
import { type AccountSize, limitsFor } from "./calls.ts";
import { createFusionsolarClient, type Device, type DeviceKpi, type Span } from "./client.ts";
import type { AccountConfig } from "./config.ts";
import { codeOf, meaningOf } from "./fail-codes.ts";
import { createKeptLists } from "./kept-lists.ts";
import { createKeptRows } from "./kept-rows.ts";
import type { ListedAccount } from "./listed-account.ts";
import { createLiveRounds } from "./live-rounds.ts";
import type { ReceivedRow } from "./plant-state.ts";

/**
 * Fetches for all plants of one account what would cost each of them a call of its own: limits are the account's, and one
 * call brings a hundred devices. Nothing runs by itself; whoever asks first causes the call, and the others share it.
 */
export interface Collector extends SharedThing {
  /** The plant of this name or code; lists are a day old at most. */
  find: AccountLists["find"];
  /** The latest rows of these devices, by id; asks the cloud where it may have news. */
  rows(devices: readonly Device[], call: CallOptions): Promise<ReadonlyMap<string, ReceivedRow>>;
  /** A device's rows of every five minutes, which tell when they were measured. */
  history(device: Device, span: Span, call: CallOptions): Promise<readonly DeviceKpi[]>;
  /** When the cloud may be asked for news of these devices. */
  nextAt(devices: readonly Device[]): Instant;
}

export interface CollectorOptions {
  readonly account: Pick<AccountConfig, "url" | "username" | "password" | "timeoutS">;
  readonly way: SharedWay;
  readonly clock: Clock;
  readonly log: Log;
}

export function createCollector({ account, way, clock, log }: CollectorOptions): Collector {
  const client = createFusionsolarClient({
    ...{ url: account.url, username: account.username, password: account.password },
    ...{ http: way.http, sessions: way.session, clock, timeoutMs: account.timeoutS * secondMs },
    notes: way.notes,
    tellOfRival: () => log.warn("another program uses this FusionSolar account and keeps ending our login"),
    tellOfLogin: () => log.info("logged in to FusionSolar", { user: account.username }),
  });
  const grant = (size: AccountSize) => {
    for (const { ruleId, max, endpoint } of limitsFor(size)) way.raiseLimit(ruleId, max, endpoint);
  };
  const rounds = createLiveRounds({
    client,
    clock,
    kept: createKeptRows(way.notes),
    onFailure: (error) => {
      if (isAboutLists(error)) lists.doubt();
    },
  });
  const lists = createAccountLists({
    ...{ client, clock, log, kept: createKeptLists(way.notes), purpose: "poll" },
    onPlants: (plants) => grant({ plants, devices: new Map() }),
    onChange: (listed) => {
      grant(sizeOf(listed));
      rounds.arrange(listed);
    },
  });

  return {
    find: lists.find,
    rows: rounds.rows,
    history: ({ devTypeId, id }, span, call) => client.deviceHistory(devTypeId, [id], span, call),
    nextAt: rounds.nextAt,
    close: async () => {
      try {
        await client.logout({ purpose: "poll" });
      } catch (error) {
        log.debug("the FusionSolar login could not be ended; it ends by itself", { code: toProblem(error).code });
      }
    },
  };
}

/** The cloud knows some plant or device no more. */
function isAboutLists(error: unknown): boolean {
  const code = error instanceof ProblemError ? codeOf(error.problem) : undefined;
  return code !== undefined && meaningOf(code)?.reaction === "look-again";
}

function sizeOf({ plants, devices }: ListedAccount): AccountSize {
  const counts = new Map<number, number>();
  for (const { devTypeId } of devices) counts.set(devTypeId, (counts.get(devTypeId) ?? 0) + 1);
  return { plants: plants.length, devices: counts };
}

/** A way for a device that is alone with its account. */
export function loneWay({ http, session }: Pick<SharedWay, "http" | "session">): SharedWay {
  return { http, session, notes: createOwnNotes(), raiseLimit: () => {} };
}
