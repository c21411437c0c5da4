import { fail, type Json } from "#domain";
import type { Clock } from "#platform";
import type { MqttMessage } from "#platform/mqtt";
import { readTopic, type TopicOptions } from "./topics.ts";

/** What one charger has told so far, under one beginning of its topics. */
export interface HeardCharger {
  readonly base: string;
  readonly values: Map<string, Json>;
  /** What was said to a write, by key; the asker takes it out. */
  readonly results: Map<string, string>;
  /** Undefined while everything came from the broker's memory. */
  readonly lastLiveMs: number | undefined;
  /** When it last told a key that was not known before. */
  readonly lastNewMs: number;
}

export interface Heard {
  /** The key whose value is another one now, if there is one. */
  take(message: MqttMessage): string | undefined;
  /** The one charger that speaks; throws when there are several and none was named. */
  charger(): HeardCharger | undefined;
  /** A charger that the broker remembers, while none speaks. */
  remembered(): HeardCharger | undefined;
}

interface Entry extends HeardCharger {
  lastLiveMs: number | undefined;
  lastNewMs: number;
}

export function createHeard(options: TopicOptions, clock: Clock): Heard {
  const chargers = new Map<string, Entry>();

  const entryOf = (base: string): Entry => {
    const known = chargers.get(base);
    if (known !== undefined) return known;
    const made: Entry = {
      base,
      values: new Map(),
      results: new Map(),
      lastLiveMs: undefined,
      lastNewMs: clock.steadyMs(),
    };
    chargers.set(base, made);
    return made;
  };

  const only = (entries: readonly Entry[]): Entry | undefined => {
    if (entries.length <= 1) return entries[0];
    throw fail("invalid", "goe.several-chargers", {
      facts: {
        topics: entries
          .map(({ base }) => base)
          .sort()
          .join(", "),
      },
    });
  };

  return {
    take: ({ topic, payload, isRetained }) => {
      const found = readTopic(topic, options);
      if (found === undefined) return undefined;
      const entry = entryOf(found.base);
      if (found.kind === "result") {
        if (!isRetained) entry.results.set(found.key, payload);
        return undefined;
      }
      const value = parse(payload);
      if (value === undefined) return undefined;
      // What the broker remembers may be older than what has just been told live.
      if (isRetained && entry.lastLiveMs !== undefined && entry.values.has(found.key)) return undefined;
      if (!entry.values.has(found.key)) entry.lastNewMs = clock.steadyMs();
      const isNews = entry.values.get(found.key) !== value;
      entry.values.set(found.key, value);
      if (!isRetained) entry.lastLiveMs = clock.steadyMs();
      return isNews ? found.key : undefined;
    },
    // An update that changed the prefix leaves the old topics behind in the broker; they never speak again.
    charger: () => only([...chargers.values()].filter((entry) => entry.lastLiveMs !== undefined)),
    remembered: () => only([...chargers.values()]),
  };
}

function parse(payload: string): Json | undefined {
  try {
    const value: Json = JSON.parse(payload);
    return value;
  } catch {
    // Not a value of the charger's; the one known before stays.
    return undefined;
  }
}
