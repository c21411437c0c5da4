import { PassThrough, type Readable } from "node:stream";
import { type Language, secondMs } from "#domain";
import type { Hub } from "#hub";
import type { Cancel, Clock } from "#platform";
import type { LiveEvents, StateView } from "./contract.ts";
import type { SentencesByLanguage } from "./sentences.ts";
import { toStateView } from "./views/state-view.ts";

/** Sends a home's state to any number of readers, each event made once per language however many read it. */
export interface LiveFeed {
  open(language: Language): Readable;
  readerCount(): number;
  close(): void;
}

/** People do not see more than four changes a second, and a small machine has better things to do. */
const shortestGapMs = 250;
export const heartbeatMs = 15 * secondMs;
/** Whoever has not taken what was sent for this long is gone without saying so. */
const patienceMs = 30 * secondMs;
/** How much may wait for one reader before it counts as slow; several whole states. */
const unreadBytes = 256 * 1024;

interface Reader {
  readonly stream: PassThrough;
  readonly language: Language;
  /** Since when it has not taken what was sent; until it has, it is told nothing more. */
  behindSinceMs: number | undefined;
  /** Something was not told; the whole state makes up for it. */
  hasMissed: boolean;
}

/** The state's members as JSON, so that what changed is found by comparing text. */
type Members = ReadonlyMap<string, string>;

export function createLiveFeed(hub: Hub, sentences: SentencesByLanguage, clock: Clock): LiveFeed {
  const readers = new Set<Reader>();
  const sent = new Map<Language, Members>();
  let unsubscribe: (() => void) | undefined;
  let cancelHeartbeat: Cancel | undefined;
  let cancelRound: Cancel | undefined;
  let lastRoundMs = Number.NEGATIVE_INFINITY;

  const membersNow = (language: Language) => toMembers(toStateView(hub.state(), language, sentences[language]));

  const write = (reader: Reader, text: string) => {
    if (reader.behindSinceMs !== undefined) {
      reader.hasMissed = true;
      return;
    }
    if (!reader.stream.write(text)) reader.behindSinceMs = clock.steadyMs();
  };

  const tellAll = (reader: Reader) => {
    reader.hasMissed = false;
    // The others have been told everything up to `sent`; starting from the same point, this reader can follow along.
    const members = sent.get(reader.language) ?? membersNow(reader.language);
    sent.set(reader.language, members);
    write(reader, toEvent("state", joinMembers(members)));
  };

  const round = () => {
    cancelRound = undefined;
    lastRoundMs = clock.steadyMs();
    for (const language of new Set([...readers].map((reader) => reader.language))) {
      const members = membersNow(language);
      const changes = changedMembers(sent.get(language), members);
      sent.set(language, members);
      if (changes.size === 0) continue;
      const event = toEvent("change", joinMembers(changes));
      for (const reader of readers) if (reader.language === language) write(reader, event);
    }
  };

  const onChange = () => {
    cancelRound ??= clock.schedule(Math.max(0, lastRoundMs + shortestGapMs - clock.steadyMs()), round);
  };

  const heartbeat = () => {
    const now = clock.steadyMs();
    const event = toEvent("heartbeat", JSON.stringify({ at: hub.state().at }));
    for (const reader of readers) {
      if (reader.behindSinceMs !== undefined && now - reader.behindSinceMs > patienceMs) reader.stream.destroy();
      else write(reader, event);
    }
    cancelHeartbeat = clock.schedule(heartbeatMs, heartbeat);
  };

  const start = () => {
    unsubscribe = hub.subscribe(onChange);
    cancelHeartbeat = clock.schedule(heartbeatMs, heartbeat);
  };

  const rest = () => {
    unsubscribe?.();
    cancelHeartbeat?.();
    cancelRound?.();
    cancelRound = undefined;
    sent.clear();
  };

  return {
    open: (language) => {
      const reader: Reader = {
        stream: new PassThrough({ highWaterMark: unreadBytes }),
        language,
        behindSinceMs: undefined,
        hasMissed: false,
      };
      if (readers.size === 0) start();
      readers.add(reader);
      reader.stream.on("drain", () => {
        reader.behindSinceMs = undefined;
        if (reader.hasMissed) tellAll(reader);
      });
      reader.stream.once("close", () => {
        readers.delete(reader);
        if (![...readers].some((other) => other.language === language)) sent.delete(language);
        if (readers.size === 0) rest();
      });
      // A reader whose line is cut is ordinary.
      reader.stream.on("error", () => {});
      reader.stream.write(`retry: ${2 * secondMs}\n\n`);
      tellAll(reader);
      return reader.stream;
    },
    readerCount: () => readers.size,
    close: () => {
      for (const reader of readers) reader.stream.end();
    },
  };
}

function toMembers(view: StateView): Members {
  return new Map(Object.entries(view).map(([name, value]) => [name, JSON.stringify(value)]));
}

/** The members that differ; `at` alone is no news. */
function changedMembers(before: Members | undefined, now: Members): Members {
  const changes = new Map([...now].filter(([name, json]) => before?.get(name) !== json));
  return changes.size === 1 && changes.has("at") ? new Map() : changes;
}

function joinMembers(members: Members): string {
  return `{${[...members].map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
}

function toEvent(name: keyof LiveEvents, json: string): string {
  return `event: ${name}\ndata: ${json}\n\n`;
}
