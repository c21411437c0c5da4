import { fail, type Json, type Secret } from "#domain";
import type { CallOptions, Clock, MqttLink, OpenMqtt } from "#platform/for-clients";
import { isSameJson } from "./json-values.ts";
import { createHeard, type HeardCharger } from "./mqtt-transport/heard.ts";
import { topicFilters } from "./mqtt-transport/topics.ts";
import type { GoeTransport } from "./transport.ts";
import { createTransportWatch } from "./transport-watch.ts";

export interface MqttTransportOptions {
  /** The broker's. */
  readonly url: string;
  readonly username?: string;
  readonly password?: Secret;
  readonly prefix?: string;
  readonly serial?: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly open: OpenMqtt;
}

/** Its uptime alone changes every second, so a charger that says nothing for this long is gone. */
const silentAfterMs = 30_000;

/** The broker's memory comes in piece by piece; after a pause in what is new, or after the longest time, it is through. */
const begins = { quietMs: 500, lookEveryMs: 250, longestMs: 3_000 };

/** Keys without which nothing is known of a charge; a broker that remembers nothing tells them only when they change. */
const firstKeys = ["car", "nrg", "alw"];

/** The charger's topics at a broker: its state is what it has told so far. */
export function createMqttTransport(options: MqttTransportOptions): GoeTransport {
  const { url, clock, timeoutMs, open } = options;
  const heard = createHeard(options, clock);
  const watch = createTransportWatch(clock);
  const listeners: ((key: string) => void)[] = [];
  const { host } = new URL(url);
  let opening: Promise<MqttLink> | undefined;
  let openedMs = 0;
  let isThrough = false;

  const connect = async (signal: AbortSignal | undefined): Promise<MqttLink> => {
    const { username, password } = options;
    const link = await open(
      {
        url,
        timeoutMs,
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
        ...(signal === undefined ? {} : { signal }),
      },
      {
        onMessage: (message) => {
          const key = heard.take(message);
          watch.notify();
          if (key !== undefined) for (const listener of listeners) listener(key);
        },
      },
    );
    openedMs = clock.steadyMs();
    isThrough = false;
    try {
      await link.subscribe(topicFilters(options));
    } catch (error) {
      await link.close();
      throw error;
    }
    return link;
  };

  const linkFor = async (call: CallOptions): Promise<MqttLink> => {
    if (opening === undefined) {
      const attempt = connect(call.signal);
      opening = attempt;
      attempt.catch(() => {
        if (opening === attempt) opening = undefined;
      });
    }
    const link = await opening;
    if (!link.isUp()) throw fail("unreachable", "goe.broker-gone", { facts: { host } });
    return link;
  };

  const hasBegun = (): boolean => {
    const charger = heard.charger();
    if (clock.steadyMs() - openedMs >= begins.longestMs) return true;
    const isComplete = firstKeys.every((key) => charger?.values.has(key));
    return charger !== undefined && isComplete && clock.steadyMs() - charger.lastNewMs >= begins.quietMs;
  };

  /** The charger that speaks now; right after connecting it gets a moment to begin. */
  const speaking = async (call: CallOptions): Promise<HeardCharger> => {
    while (!isThrough) {
      isThrough = hasBegun();
      if (!isThrough) await clock.sleep(begins.lookEveryMs, call.signal);
    }
    const found = heard.charger();
    const charger = found ?? (await watch.until(() => heard.charger(), timeoutMs, call));
    const silentMs = clock.steadyMs() - (charger?.lastLiveMs ?? openedMs);
    if (charger === undefined || silentMs > silentAfterMs) {
      const topics = heard.remembered()?.base ?? topicFilters(options)[0]?.replace(/\/\+$/, "");
      throw fail("unreachable", "goe.mqtt-silent", { facts: { host, topics, forS: Math.round(silentMs / 1_000) } });
    }
    return charger;
  };

  const writeOne = async (link: MqttLink, charger: HeardCharger, key: string, value: Json, call: CallOptions) => {
    charger.results.delete(key);
    await link.publish(`${charger.base}/${key}/set`, JSON.stringify(value));
    const said = await watch.until(() => charger.results.get(key), timeoutMs, call);
    if (said !== undefined) return /^"?success"?$/.test(said) ? true : said;
    // Before firmware 51.5 nothing answered; then the value itself is the answer.
    if (isSameJson(value, charger.values.get(key))) return true;
    throw fail("unreachable", "goe.no-result", { facts: { key } });
  };

  return {
    confirms: { afterMs: 1_000, withinMs: 8_000 },
    read: async (keys, call) => {
      await linkFor(call);
      const { values } = await speaking(call);
      const entries = [...values].filter(([key]) => keys === undefined || keys.includes(key));
      return { values: Object.fromEntries(entries), isPartial: false };
    },
    write: async (values, call) => {
      const link = await linkFor(call);
      const charger = await speaking(call);
      const result: Record<string, true | string> = {};
      for (const [key, value] of Object.entries(values)) {
        result[key] = await writeOne(link, charger, key, value, call);
      }
      return result;
    },
    onTold: (listener) => {
      listeners.push(listener);
    },
    close: async () => {
      const link = await opening?.catch(() => undefined);
      opening = undefined;
      await link?.close();
    },
  };
}
