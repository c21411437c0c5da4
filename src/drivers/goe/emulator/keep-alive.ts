import type { KeyStore } from "./key-store.ts";

/** Gives cars that would fall asleep a little charge from time to time. */
export interface KeepAlive {
  tick(): void;
  isDue(): boolean;
}

/** How long one such charge lasts is written nowhere. */
const lastsMs = 60_000;

export function createKeepAlive(keys: KeyStore): KeepAlive {
  let idleSinceMs: number | undefined;
  let untilMs: number | undefined;
  return {
    tick: () => {
      const rbt = keys.number("rbt");
      const everyMs = keys.number("mci");
      if (everyMs === 0 || keys.number("car") === 1) {
        idleSinceMs = undefined;
        untilMs = undefined;
        return;
      }
      if (untilMs !== undefined && rbt >= untilMs) {
        untilMs = undefined;
        idleSinceMs = rbt;
      }
      const isCharging = keys.number("car") === 2 && untilMs === undefined;
      idleSinceMs = isCharging ? undefined : (idleSinceMs ?? rbt);
      if (untilMs === undefined && idleSinceMs !== undefined && rbt - idleSinceMs >= everyMs) untilMs = rbt + lastsMs;
    },
    isDue: () => untilMs !== undefined,
  };
}
