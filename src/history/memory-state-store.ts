import type { Json } from "#domain";
import type { Intent, StateStore } from "./state-store.ts";

/** A state store that forgets when the process ends: for tests, and for demos that start anew each time. */
export function createMemoryStateStore(): StateStore {
  const intents = new Map<string, Intent>();
  let memory: Json | undefined;
  return {
    intents: () => [...intents.values()].sort((a, b) => (a.actuator < b.actuator ? -1 : 1)).map(copyOf),
    putIntent: (intent) => {
      intents.set(intent.actuator, copyOf(intent));
    },
    removeIntent: (actuator) => {
      intents.delete(actuator);
    },
    memory: () => (memory === undefined ? undefined : copyOf(memory)),
    putMemory: (latest) => {
      memory = copyOf(latest);
    },
    close: () => {},
  };
}

/** Stored is stored: what the caller changes afterwards must not show, and missing members are left out as on disk. */
function copyOf<T extends Json | Intent>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
