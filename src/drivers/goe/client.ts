import { fail } from "#domain";
import type { CallOptions, HttpClient } from "#platform";
import { createLocalTransport } from "./local-transport.ts";
import type { GoeTransport, GoeValues } from "./transport.ts";
import { checkWrite, type WriteCheckOptions } from "./write-check.ts";

export interface GoeClientOptions {
  /** Where the charger is, e.g. `http://192.168.1.50`. */
  readonly url: string;
  readonly http: HttpClient;
  readonly timeoutMs?: number;
}

/** A go-e charger as its API v2 shows it. Requests go out one after the other, because the charger takes only one. */
export interface GoeClient {
  /** The values of these keys, or of all. Keys that this charger lacks are absent; null is the charger's own "none". */
  status(keys?: readonly string[], call?: CallOptions): Promise<GoeValues>;
  /** Sets the keys; resolves only when the charger has taken all of them, which is not yet proof that they hold. */
  set(values: GoeValues, options?: CallOptions & WriteCheckOptions): Promise<void>;
  /** Keys that this charger said it lacks; they are not asked for again. */
  unsupportedKeys(): readonly string[];
  /** Forgets what was learned, e.g. after a firmware update. */
  relearn(): void;
}

/** Long filters have made chargers on firmware 60 cut the connection. */
const keysPerRequest = 30;

const defaultTimeoutMs = 8_000;

export function createGoeClient(options: GoeClientOptions): GoeClient {
  return createGoeClientOn(createLocalTransport({ timeoutMs: defaultTimeoutMs, ...options }));
}

/** The client on any way to reach the charger. */
export function createGoeClientOn(transport: GoeTransport): GoeClient {
  const inTurn = createTurns();
  const unsupported = new Set<string>();
  /** A key that the charger has had once is only missing for now. */
  const seen = new Set<string>();

  const readSome = async (keys: readonly string[], call: CallOptions): Promise<GoeValues> => {
    const answer = await inTurn(() => transport.read(keys, call), call.signal);
    if (answer.isPartial) {
      const missing = keys.filter((key) => !(key in answer.values));
      // From a charger that has never told anything this is a broken answer, not a lesson.
      if (missing.length === keys.length && seen.size === 0) {
        throw fail("invalid", "goe.nothing-known", { isRetryable: true });
      }
      for (const key of missing) if (!seen.has(key)) unsupported.add(key);
    }
    for (const key of Object.keys(answer.values)) seen.add(key);
    return answer.values;
  };

  return {
    status: async (keys, call = {}) => {
      if (keys === undefined) return (await inTurn(() => transport.read(undefined, call), call.signal)).values;
      const wanted = [...new Set(keys)].filter((key) => !unsupported.has(key));
      const values: Record<string, GoeValues[string]> = {};
      for (let from = 0; from < wanted.length; from += keysPerRequest) {
        Object.assign(values, await readSome(wanted.slice(from, from + keysPerRequest), call));
      }
      return values;
    },
    set: async (values, { isConfirmed = false, ...call } = {}) => {
      checkWrite(values, { isConfirmed });
      const result = await inTurn(() => transport.write(values, call), call.signal);
      const taken = Object.keys(result).filter((key) => result[key] === true);
      for (const [key, said] of Object.entries(result)) {
        if (said === true) continue;
        throw fail("refused", "goe.write-refused", {
          facts: { key, answer: said, taken: taken.join(", ") || undefined },
        });
      }
    },
    unsupportedKeys: () => [...unsupported].sort(),
    relearn: () => {
      unsupported.clear();
      seen.clear();
    },
  };
}

/** Lets one request out at a time; whose signal is aborted while waiting leaves the queue at once. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const turn = last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    last = turn.catch(() => {});
    return signal === undefined ? turn : unlessAborted(turn, signal);
  };
}

function unlessAborted<T>(turn: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    turn.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
