import { fail, type Instant, ProblemError } from "#domain";
import type { CallOptions, Clock, HttpClient, OpenMqtt, OpenWebSocket } from "#platform/for-clients";
import { createCards, type GoeCards } from "./cards.ts";
import { keysToConfirm, missingFrom } from "./client-confirmation.ts";
import { maskedAnswer } from "./key-masks.ts";
import type { GoeTransport, GoeValues } from "./transport.ts";
import { createTransport, type GoeAddress, type GoeWay, requireWay } from "./transport-ways.ts";
import { checkWrite, type WriteCheckOptions, withoutOrders } from "./write-check.ts";
import { toShortForm } from "./write-check-shapes.ts";

export interface GoeSurroundings {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Longest wait for an answer; 8 s when missing. */
  readonly timeoutMs?: number;
  readonly openMqtt?: OpenMqtt | undefined;
  readonly openWebSocket?: OpenWebSocket | undefined;
}

export interface GoeClientOptions extends GoeAddress, GoeSurroundings {}

export type GoeWriteOptions = CallOptions & WriteCheckOptions;

/** What a charger told, and when. */
export interface GoeReport {
  readonly values: GoeValues;
  /** Where the way to the charger tells how old its values are; else they are of now. */
  readonly at?: Instant;
}

/** A go-e charger as its API v2 shows it, whatever the way. Requests go out one after the other. */
export interface GoeClient {
  /** The values of these keys, or of all. Keys that this charger lacks are absent; null is the charger's own "none". */
  status(keys?: readonly string[], call?: CallOptions): Promise<GoeValues>;
  /** The same with the time they are of. */
  report(keys?: readonly string[], call?: CallOptions): Promise<GoeReport>;
  /** Sets the keys; resolves only when the charger has taken all of them, which is not yet proof that they hold. */
  set(values: GoeValues, options?: GoeWriteOptions): Promise<void>;
  /** Sets the keys and reads them back until they hold; throws when they do not within the time of this way. */
  setAndConfirm(values: GoeValues, options?: GoeWriteOptions): Promise<void>;
  /** Its RFID cards. */
  readonly cards: GoeCards;
  /** Keys that this charger said it lacks; they are not asked for again. */
  unsupportedKeys(): readonly string[];
  /** Forgets what was learned, e.g. after a firmware update. */
  relearn(): void;
  /** Calls the listener with each key that the charger tells to have changed; missing on ways where it only answers. */
  onTold?(listener: (key: string) => void): void;
  /** Ends the connection, where this way has a lasting one. */
  close(): Promise<void>;
}

export const defaultTimeoutMs = 8_000;

export function createGoeClient(options: GoeClientOptions): GoeClient {
  return createGoeClientVia(requireWay(options), options);
}

export function createGoeClientVia(way: GoeWay, surroundings: GoeSurroundings): GoeClient {
  const transport = createTransport(way, { timeoutMs: defaultTimeoutMs, ...surroundings });
  return createGoeClientOn(transport, surroundings.clock);
}

/** Firmware 60 now and then cuts a connection for no reason; the very next one is usually answered. */
const retryAfterMs = [300, 1_000];

/** How often a written value is looked for. */
const confirmEveryMs = 1_000;

/** The client on any way to reach the charger. */
export function createGoeClientOn(transport: GoeTransport, clock: Clock): GoeClient {
  const inTurn = createTurns();
  const unsupported = new Set<string>();
  /** A key that the charger has had once is only missing for now. */
  const seen = new Set<string>();

  const relearn = () => {
    unsupported.clear();
    seen.clear();
  };

  /** Only questions are repeated: of an order whose answer was lost nobody knows whether it was carried out. */
  const readPatiently = async (keys: readonly string[] | undefined, call: CallOptions) => {
    for (const pauseMs of retryAfterMs) {
      try {
        return await transport.read(keys, call);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.code !== "unreachable.reset") throw error;
        await clock.sleep(pauseMs, call.signal);
      }
    }
    return transport.read(keys, call);
  };

  const readSome = async (keys: readonly string[], call: CallOptions): Promise<GoeReport> => {
    const answer = await inTurn(() => readPatiently(keys, call), call.signal);
    if (answer.isPartial) {
      const missing = keys.filter((key) => !(key in answer.values));
      // From a charger that has never told anything this is a broken answer, not a lesson.
      if (missing.length === keys.length && seen.size === 0) {
        throw fail("invalid", "goe.nothing-known", { isRetryable: true });
      }
      for (const key of missing) if (!seen.has(key)) unsupported.add(key);
    }
    for (const key of Object.keys(answer.values)) seen.add(key);
    return answer;
  };

  /** A long question goes out in pieces; the whole is as old as its oldest piece. */
  const report = async (keys: readonly string[] | undefined, call: CallOptions): Promise<GoeReport> => {
    if (keys === undefined) return inTurn(() => readPatiently(undefined, call), call.signal);
    const wanted = [...new Set(keys)].filter((key) => !unsupported.has(key));
    const atOnce = transport.keysPerRequest ?? Math.max(1, wanted.length);
    const values: Record<string, GoeValues[string]> = {};
    let at: Instant | undefined;
    for (let from = 0; from < wanted.length; from += atOnce) {
      const piece = await readSome(wanted.slice(from, from + atOnce), call);
      Object.assign(values, piece.values);
      if (piece.at !== undefined) at = Math.min(piece.at, at ?? piece.at);
    }
    return { values, ...(at === undefined ? {} : { at }) };
  };

  const set = async (values: GoeValues, { isConfirmed = false, ...call }: GoeWriteOptions): Promise<void> => {
    checkWrite(values, { isConfirmed });
    const sent = withoutOrders(values);
    if (sent !== values) relearn();
    if (Object.keys(sent).length === 0) return;
    const result = await inTurn(() => transport.write(inShortForm(sent), call), call.signal);
    const taken = Object.keys(result).filter((key) => result[key] === true);
    for (const [key, said] of Object.entries(result)) {
      if (said === true) continue;
      throw fail("refused", "goe.write-refused", {
        facts: { key, answer: maskedAnswer(key, said), taken: taken.join(", ") || undefined },
      });
    }
  };

  const confirm = async (wanted: GoeValues, call: CallOptions): Promise<void> => {
    const keys = keysToConfirm(wanted);
    if (keys.length === 0) return;
    const { afterMs, withinMs } = transport.confirms;
    const endsAtMs = clock.steadyMs() + withinMs;
    await clock.sleep(afterMs, call.signal);
    for (;;) {
      const missing = missingFrom(wanted, await readBack(keys, call));
      if (missing === undefined) return;
      if (clock.steadyMs() >= endsAtMs) throw fail("refused", "goe.not-confirmed", { facts: missing });
      await clock.sleep(confirmEveryMs, call.signal);
    }
  };

  /** One lost answer does not make a written value unconfirmed; the next look may bring it. */
  const readBack = async (keys: readonly string[], call: CallOptions): Promise<GoeValues> => {
    try {
      return (await report(keys, call)).values;
    } catch (error) {
      if (error instanceof ProblemError && error.problem.isRetryable) return {};
      throw error;
    }
  };

  const basics: Pick<GoeClient, "status" | "set" | "setAndConfirm"> = {
    status: async (keys, call = {}) => (await report(keys, call)).values,
    set: (values, options = {}) => set(values, options),
    setAndConfirm: async (values, { isConfirmed = false, ...call } = {}) => {
      await set(values, { isConfirmed, ...call });
      await confirm(inShortForm(values), call);
    },
  };

  return {
    ...basics,
    cards: createCards(basics, clock.sleep),
    report: (keys, call = {}) => report(keys, call),
    unsupportedKeys: () => [...unsupported].sort(),
    relearn,
    ...(transport.onTold === undefined ? {} : { onTold: transport.onTold }),
    close: async () => transport.close?.(),
  };
}

/** As they are sent, which is how they show. */
function inShortForm(values: GoeValues): GoeValues {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, toShortForm(key, value)]));
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
