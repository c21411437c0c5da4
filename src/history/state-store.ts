import type { Command, Instant, Json, Reason } from "#domain";

export type IntentState = "stored" | "sent" | "confirmed" | "failed" | "drifted" | "overruled" | "releasing";

export const intentStates: readonly IntentState[] = [
  "stored",
  "sent",
  "confirmed",
  "failed",
  "drifted",
  "overruled",
  "releasing",
];

/** What we are about to do, or have done, to one actuator: known before the command leaves, so that a crash forgets nothing. */
export interface Intent {
  /** Device and kind of change, e.g. `roof/batteryMode`. */
  readonly actuator: string;
  readonly id: string;
  readonly command: Command;
  readonly reason: Reason;
  readonly purpose: "guard" | "user" | "restore";
  /** How the device stood before we first touched it. */
  readonly before?: Json;
  /** How the device stood when it last showed the command in effect; what differs from it later is somebody else's. */
  readonly shown?: Json;
  readonly state: IntentState;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/**
 * What must survive everything. Synchronous: when a call has come back, the change is on the disk; when it throws, it
 * is not.
 */
export interface StateStore {
  /** In the order of their actuators. */
  intents(): readonly Intent[];
  /** Replaces what is known of the actuator. */
  putIntent(intent: Intent): void;
  removeIntent(actuator: string): void;
  memory(): Json | undefined;
  putMemory(memory: Json): void;
  close(): void;
}
