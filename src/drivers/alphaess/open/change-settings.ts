import { fail, secondMs } from "#domain";
import type { CallOptions, Clock } from "#platform/for-clients";
import { numberOf } from "../reply-values.ts";
import { checkSocOrder } from "../soc-order.ts";
import { type ConfigStore, type ConfigStores, checkWhole, configStores, holds, type Members } from "./config-stores.ts";

/** One store's part of a change. */
interface Part {
  readonly store: ConfigStore;
  readonly changes: Members;
}

const { charge, discharge } = configStores;
const levels = ["batUseCap", "batHighCap"] as const;

export interface BothStores {
  readonly stores: ConfigStores;
  readonly clock: Pick<Clock, "sleep">;
  readonly serial: string;
}

/** Writes what differs in both stores, or in none. */
export async function changeBothStores(way: BothStores, changes: Members, call?: CallOptions): Promise<void> {
  const { stores, serial } = way;
  const parts = partsOf(changes);
  if (parts.length > 1 || levels.some((key) => changes[key] !== undefined)) {
    const present = { ...(await stores.read(serial, charge, call)), ...(await stores.read(serial, discharge, call)) };
    if (holds(present, changes)) return;
    const next = { ...present, ...changes };
    for (const { store } of parts) checkWhole(serial, store, next);
    const [cutOff = 0, stop = 100] = [numberOf(present["batUseCap"]), numberOf(next["batHighCap"])];
    checkSocOrder(numberOf(next["batUseCap"]), stop, call);
    // On their way from one pair of levels to the next they do not cross.
    if (cutOff >= stop) parts.reverse();
  }
  await writeAll(way, parts, call);
}

function partsOf(changes: Members): Part[] {
  return [charge, discharge].flatMap((store) => {
    const own = Object.entries(changes).filter(([key]) => store.keys.includes(key));
    return own.length === 0 ? [] : [{ store, changes: Object.fromEntries(own) }];
  });
}

async function writeAll(way: BothStores, parts: readonly Part[], call?: CallOptions): Promise<void> {
  const { stores, serial } = way;
  const undo: Part[] = [];
  for (const { store, changes } of parts)
    try {
      const before = await stores.change(serial, store, changes, call);
      if (before !== undefined) undo.push({ store, changes: before });
    } catch (error) {
      if (undo.length === 0) throw error;
      // A write whose answer was lost may have arrived.
      if (holds(await stores.read(serial, store, call).catch(() => ({})), changes)) continue;
      await putBack(way, undo, error, call);
      throw error;
    }
}

/** The cloud takes the same kind of write twice a minute at most. */
const betweenWritesMs = 30 * secondMs;

/** Half of what was wanted is worth less than what there was. */
async function putBack(way: BothStores, undo: readonly Part[], cause: unknown, call?: CallOptions): Promise<void> {
  const { stores, serial, clock } = way;
  try {
    await clock.sleep(betweenWritesMs, call?.signal);
    for (const { store, changes } of undo) await stores.change(serial, store, changes, { ...call, purpose: "restore" });
  } catch {
    const kept = undo.flatMap(({ changes }) => Object.keys(changes)).join(", ");
    throw fail("refused", "alphaess.half-written", { facts: { serial, kept }, cause });
  }
}
