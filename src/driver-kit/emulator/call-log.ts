import type { Instant } from "#domain";
import type { ServerRequest } from "#platform";
import { pathOf } from "./wire-faults.ts";

/** One request that an emulator received. Queries and bodies stay out: they can hold secrets. */
export interface EmulatorCall {
  readonly at: Instant;
  readonly method: string;
  readonly path: string;
  /** `ok`, `http-429`, a fault's name, or the vendor's own word. */
  readonly result: string;
}

export interface CallLog {
  record(request: ServerRequest, result: string, at: Instant): void;
  /** The latest calls, oldest first. */
  latest(): readonly EmulatorCall[];
  /** How many calls ever, by path and result. */
  counts(): Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** An emulator may run for weeks; what is older lives on in the counts. */
const longestLog = 5_000;

export function createCallLog(): CallLog {
  let calls: EmulatorCall[] = [];
  const counts: Record<string, Record<string, number>> = Object.create(null);
  return {
    record: (request, result, at) => {
      const call = { at, method: request.method, path: pathOf(request), result };
      calls.push(call);
      if (calls.length > 2 * longestLog) calls = calls.slice(-longestLog);
      const key = `${call.method} ${call.path}`;
      counts[key] ??= {};
      counts[key][result] = (counts[key][result] ?? 0) + 1;
    },
    latest: () => calls.slice(-longestLog),
    counts: () => structuredClone(counts),
  };
}
