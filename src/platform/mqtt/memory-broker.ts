import { fail } from "#domain";
import { type MqttEvents, type MqttLink, type MqttMessage, matchesTopic, type OpenMqtt } from "./mqtt-link.ts";

/** A broker inside the process, for runs on virtual time: no socket, and the same order every time. */
export interface MemoryBroker {
  readonly open: OpenMqtt;
  /** Links that are open now; after everything is closed there must be none. */
  openLinks(): number;
  /** All that was ever published, oldest first. */
  readonly published: readonly MqttMessage[];
  /** Forgets what it kept, as a restarted broker without a disk does. */
  forget(): void;
  /** Goes away or comes back; links notice, as with a real one. */
  setUp(isUp: boolean): void;
}

export interface MemoryBrokerOptions {
  readonly username?: string;
  readonly password?: string;
}

interface Subscriber {
  readonly events: MqttEvents;
  readonly filters: Set<string>;
}

export function createMemoryBroker(login: MemoryBrokerOptions = {}): MemoryBroker {
  const kept = new Map<string, MqttMessage>();
  const links = new Set<Subscriber>();
  const published: MqttMessage[] = [];
  let isUp = true;

  const gone = () => fail("unreachable", "unreachable.refused", { facts: { host: "memory" } });

  const publish = (topic: string, payload: string, isRetained: boolean) => {
    published.push({ topic, payload, isRetained });
    if (isRetained && payload === "") kept.delete(topic);
    else if (isRetained) kept.set(topic, { topic, payload, isRetained: true });
    for (const link of links) if (isMeant(link, topic)) deliver(link, { topic, payload, isRetained: false });
  };

  /** Later, as over a wire: nobody gets an answer in the middle of asking. */
  const deliver = (link: Subscriber, message: MqttMessage) =>
    queueMicrotask(() => {
      if (isUp && links.has(link)) link.events.onMessage?.(message);
    });

  const linkFor = (own: Subscriber): MqttLink => ({
    subscribe: async (filters) => {
      if (!isUp) throw gone();
      for (const filter of filters) own.filters.add(filter);
      for (const message of kept.values())
        if (filters.some((filter) => matchesTopic(filter, message.topic))) deliver(own, message);
    },
    publish: async (topic, payload, isRetained = false) => {
      if (!isUp || !links.has(own)) throw gone();
      publish(topic, payload, isRetained);
    },
    isUp: () => isUp && links.has(own),
    close: async () => {
      links.delete(own);
    },
  });

  return {
    open: async ({ username, password, signal }, events) => {
      signal?.throwIfAborted();
      if (!isUp) throw gone();
      if (login.username !== undefined && (username !== login.username || password?.reveal() !== login.password)) {
        throw fail("auth", "auth.rejected", { facts: { host: "memory" } });
      }
      const own: Subscriber = { events, filters: new Set() };
      links.add(own);
      return linkFor(own);
    },
    openLinks: () => links.size,
    published,
    forget: () => kept.clear(),
    setUp: (wanted) => {
      if (wanted === isUp) return;
      isUp = wanted;
      for (const { events } of links) (wanted ? events.onUp : events.onDown)?.();
    },
  };
}

function isMeant({ filters }: Subscriber, topic: string): boolean {
  return [...filters].some((filter) => matchesTopic(filter, topic));
}
