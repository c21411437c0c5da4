import type { Json } from "#domain";

/** The charger's memory: its keys under their own names, as the firmware keeps and shows them. */
export interface KeyStore {
  has(key: string): boolean;
  get(key: string): Json | undefined;
  /** A number, or 0 where the key is null or absent, as the firmware itself would compute. */
  number(key: string): number;
  flag(key: string): boolean;
  isNull(key: string): boolean;
  /** Changes keys that this model has; others stay absent. */
  put(values: Readonly<Record<string, Json>>): void;
  all(): Readonly<Record<string, Json>>;
}

export function createKeyStore(initial: Readonly<Record<string, Json>>): KeyStore {
  const keys = new Map<string, Json>(Object.entries(initial));
  return {
    has: (key) => keys.has(key),
    get: (key) => keys.get(key),
    number: (key) => {
      const value = keys.get(key);
      return typeof value === "number" ? value : 0;
    },
    flag: (key) => keys.get(key) === true,
    isNull: (key) => (keys.get(key) ?? null) === null,
    put: (values) => {
      for (const [key, value] of Object.entries(values)) if (keys.has(key)) keys.set(key, value);
    },
    all: () => Object.fromEntries(keys),
  };
}
