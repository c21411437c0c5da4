import { z } from "zod";
import { fail, type Json } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import { numberOf } from "../reply-values.ts";
import type { Exchange } from "./exchange.ts";

/** The cloud keeps two stores, one for charging and one for discharging; each is always written as a whole. */
export interface ConfigStore {
  readonly read: string;
  readonly write: string;
  readonly keys: readonly string[];
}

const charge: ConfigStore = {
  read: "/getChargeConfigInfo",
  write: "/updateChargeConfigInfo",
  keys: ["gridCharge", "batHighCap", "timeChaf1", "timeChae1", "timeChaf2", "timeChae2"],
};

const discharge: ConfigStore = {
  read: "/getDisChargeConfigInfo",
  write: "/updateDisChargeConfigInfo",
  keys: ["ctrDis", "batUseCap", "timeDisf1", "timeDise1", "timeDisf2", "timeDise2"],
};

export const configStores = { charge, discharge } as const;

export type Members = Readonly<Record<string, Json>>;

export interface ConfigStores {
  /** The store as the cloud has it, keys of later versions included. */
  read(serial: string, store: ConfigStore, call?: CallOptions): Promise<Members>;
  /** Reads anew, lays the changes over it and writes the whole; tells what stood there before, if anything was written. */
  change(serial: string, store: ConfigStore, changes: Members, call?: CallOptions): Promise<Members | undefined>;
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const reply = z.record(z.string(), z.unknown()).nullish();

export function createConfigStores(exchange: Exchange): ConfigStores {
  const read: ConfigStores["read"] = async (serial, store, call) => {
    const told = await exchange({ path: store.read, query: { sysSn: serial } }, reply, call);
    const known: Record<string, Json> = {};
    for (const [key, value] of Object.entries(told ?? {})) {
      const parsed = scalar.safeParse(value);
      if (parsed.success && key !== "sysSn" && parsed.data !== null) known[key] = parsed.data;
    }
    return known;
  };
  return {
    read,
    change: async (serial, store, changes, call) => {
      await exchange.beforeReading(store.write, call);
      const present = await read(serial, store, call);
      if (holds(present, changes)) return undefined;
      checkWhole(serial, store, { ...present, ...changes });
      await exchange({ path: store.write, body: { ...present, ...changes, sysSn: serial } }, z.unknown(), call);
      return Object.fromEntries(Object.entries(present).filter(([key]) => changes[key] !== undefined));
    },
  };
}

/** Written as a whole, what is missing here would be lost there. */
export function checkWhole(serial: string, store: ConfigStore, settings: Members): void {
  const missing = store.keys.filter((key) => settings[key] === undefined);
  if (missing.length > 0)
    throw fail("unreachable", "alphaess.settings-untold", { facts: { serial, missing: missing.join(", ") } });
}

export function holds(present: Members, wanted: Members): boolean {
  return Object.entries(wanted).every(([key, value]) => isSame(present[key], value));
}

function isSame(present: Json | undefined, wanted: Json): boolean {
  const [was, is] = [numberOf(present), numberOf(wanted)];
  return was !== undefined && is !== undefined ? was === is : present === wanted;
}
