import { ProblemError, type Secret } from "#domain";
import type { CallOptions, Clock, OpenWebSocket } from "#platform/for-clients";
import type { GoeTransport } from "./transport.ts";
import { openSession, type Session } from "./websocket-transport/session.ts";

export interface WebSocketTransportOptions {
  /** `ws://<charger>/ws`, or the maker's cloud. */
  readonly url: string;
  readonly password: Secret;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly open: OpenWebSocket;
}

/** After a wrong password nothing is tried for a while: it will not become right, and chargers may lock the door. */
const refusedForMs = 60_000;

/** The charger's websocket, as the maker's app uses it: it tells every change at once. */
export function createWebSocketTransport(options: WebSocketTransportOptions): GoeTransport {
  const { clock } = options;
  const loginKeys = new Map<string, string>();
  const listeners: ((key: string) => void)[] = [];
  let opening: Promise<Session> | undefined;
  let refusal: { readonly problem: ProblemError; readonly untilMs: number } | undefined;

  const openNew = (call: CallOptions): Promise<Session> => {
    const onNews = (key: string) => {
      for (const listener of listeners) listener(key);
    };
    const attempt = openSession({ ...options, loginKeys, onNews }, call);
    opening = attempt;
    attempt.catch(() => {
      if (opening === attempt) opening = undefined;
    });
    return attempt;
  };

  const session = async (call: CallOptions): Promise<Session> => {
    if (refusal !== undefined && clock.steadyMs() < refusal.untilMs) throw refusal.problem;
    const known = await opening;
    const usable = known === undefined || known.isOver() ? await openNew(call) : known;
    try {
      await usable.ready(call);
    } catch (error) {
      // Who gave up waiting says nothing about the connection.
      if (call.signal?.aborted) throw error;
      usable.close();
      if (error instanceof ProblemError && error.problem.kind === "auth") {
        refusal = { problem: error, untilMs: clock.steadyMs() + refusedForMs };
      }
      throw error;
    }
    return usable;
  };

  return {
    confirms: { afterMs: 1_000, withinMs: 6_000 },
    read: async (keys, call) => {
      const { values } = await session(call);
      const entries = [...values].filter(([key]) => keys === undefined || keys.includes(key));
      return { values: Object.fromEntries(entries), isPartial: false };
    },
    write: async (values, call) => {
      const present = await session(call);
      const result: Record<string, true | string> = {};
      for (const [key, value] of Object.entries(values)) result[key] = await present.set(key, value, call);
      return result;
    },
    onTold: (listener) => {
      listeners.push(listener);
    },
    close: async () => {
      const known = await opening?.catch(() => undefined);
      opening = undefined;
      known?.close();
    },
  };
}
