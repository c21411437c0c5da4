import { z } from "zod";
import { fail, type Json, ProblemError, secondMs } from "#domain";
import type { CallOptions, Clock } from "#platform/for-clients";
import { createOneAtATime } from "../one-at-a-time.ts";
import { numberOf } from "../reply-values.ts";
import type { Settings } from "../surface.ts";
import type { LegacyExchange } from "./exchange.ts";

/** The one object with every setting of a system. */
export interface LegacySettings {
  read(systemId: string, call?: CallOptions): Promise<Settings>;
  /**
   * Reads anew, lays the changes over what is there, writes the whole and looks whether it was taken. Writes nothing
   * where nothing would change. What others changed before the reading or after the writing stays theirs.
   */
  change(systemId: string, change: SettingsChange, call?: CallOptions): Promise<void>;
}

export interface SettingsChange {
  /** The members that shall differ; the rest is sent as it came. */
  over(before: Settings): Settings;
  /** What to look for afterwards; the changed members themselves when missing. */
  isTaken?(after: Settings): boolean;
}

const writePath = "Account/CustomUseESSSetting";
const settingsObject = z.record(z.string(), z.json());

/** The cloud shows a write at once; a stumble of one look is not a write that failed. */
const looksAfterMs = [0, 2 * secondMs, 5 * secondMs];

export function createLegacySettings(exchange: LegacyExchange, clock: Pick<Clock, "sleep">): LegacySettings {
  const writes = createOneAtATime();

  const read: LegacySettings["read"] = (systemId, call) =>
    exchange({ path: "Account/GetCustomUseESSSetting", query: { system_id: systemId } }, settingsObject, call);

  const confirm = async (systemId: string, isTaken: (after: Settings) => boolean, call?: CallOptions) => {
    let isSeen = false;
    for (const waitMs of looksAfterMs) {
      if (waitMs > 0) await clock.sleep(waitMs, call?.signal);
      const after = await unlessStumbling(read(systemId, call));
      if (after === undefined) continue;
      if (isTaken(after)) return;
      isSeen = true;
    }
    if (isSeen) throw fail("refused", "alphaess.not-taken", { facts: { api: "legacy" } });
    throw fail("unreachable", "alphaess.not-confirmed", { facts: { api: "legacy" } });
  };

  const write: LegacySettings["change"] = async (systemId, change, call) => {
    await exchange.beforeReading(writePath, call);
    const before = await read(systemId, call);
    const changes = change.over(before);
    const holds = (settings: Settings) =>
      change.isTaken?.(settings) ?? Object.entries(changes).every(([key, value]) => isSame(settings[key], value));
    if (holds(before)) return;
    const body = { ...before, ...changes, system_id: systemId };
    await exchange({ path: writePath, body }, z.unknown(), call);
    await confirm(systemId, holds, call);
  };

  return { read, change: (systemId, change, call) => writes.run(systemId, () => write(systemId, change, call)) };
}

/** Numbers come as numbers and go as text: `4`, `"4"` and `"4.0"` are the same setting. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== undefined && b !== undefined) return a === b;
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

async function unlessStumbling<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.isRetryable) return undefined;
    throw error;
  }
}
