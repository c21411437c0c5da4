import type { Secret } from "#domain";

export interface MqttMessage {
  readonly topic: string;
  readonly payload: string;
  /** Kept by the broker from before this subscription; live messages are not marked. */
  readonly isRetained: boolean;
}

export interface MqttOptions {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`, without a login in it. */
  readonly url: string;
  readonly username?: string;
  readonly password?: Secret;
  readonly clientId?: string;
  /** How long the first connection may take; later ones are tried again until the link is closed. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** What the broker tells the others when this link breaks off. */
  readonly will?: MqttMessage;
}

export interface MqttEvents {
  onMessage?(message: MqttMessage): void;
  /** The link is there again; subscriptions are already restored. */
  onUp?(): void;
  onDown?(): void;
}

/** A link to an MQTT broker. It comes back by itself after a break, with its subscriptions. */
export interface MqttLink {
  subscribe(filters: readonly string[]): Promise<void>;
  publish(topic: string, payload: string, isRetained?: boolean): Promise<void>;
  isUp(): boolean;
  close(): Promise<void>;
}

/** Connects, or fails with a `ProblemError`. */
export type OpenMqtt = (options: MqttOptions, events: MqttEvents) => Promise<MqttLink>;

/** Whether a topic is meant by a filter, with `+` for one level and `#` for all the rest. */
export function matchesTopic(filter: string, topic: string): boolean {
  const wanted = filter.split("/");
  const levels = topic.split("/");
  for (const [index, level] of wanted.entries()) {
    if (level === "#") return true;
    if (index >= levels.length || (level !== "+" && level !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}
