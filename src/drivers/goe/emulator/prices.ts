import type { Json } from "#domain";
import type { KeyStore } from "./key-store.ts";

/** The slots of a flexible tariff that somebody has fed in. */
export interface Prices {
  receive(list: Json): void;
  tick(utcMs: number): void;
  /** The price limit is on and the present slot costs no more. */
  isLow(): boolean;
}

interface Slot {
  readonly start: number;
  readonly end: number;
  readonly marketprice: number;
}

export function createPrices(keys: KeyStore): Prices {
  let slots: readonly Slot[] = [];
  return {
    receive: (list) => {
      slots = Array.isArray(list) ? list.flatMap((entry: Json) => toSlot(entry) ?? []) : [];
    },
    tick: (utcMs) => {
      const nowS = utcMs / 1_000;
      const slot = slots.find(({ start, end }) => nowS >= start && nowS < end);
      if (slot !== undefined) keys.put({ awcp: { ...slot } });
    },
    isLow: () => {
      const slot = toSlot(keys.get("awcp") ?? null);
      return keys.flag("awe") && slot !== undefined && slot.marketprice <= keys.number("awp");
    },
  };
}

function toSlot(entry: Json): Slot | undefined {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return undefined;
  const { start, end, marketprice } = { start: null, end: null, marketprice: null, ...entry };
  if (typeof start !== "number" || typeof end !== "number" || typeof marketprice !== "number") return undefined;
  return { start, end, marketprice };
}
