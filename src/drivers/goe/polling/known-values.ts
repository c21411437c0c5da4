import type { Instant, Json, Unstamped, ValuesReading } from "#domain";
import { numberOf } from "../json-values.ts";
import { findGoeKey } from "../keys.ts";
import type { GoeValues } from "../transport.ts";
import { toFlatValues } from "../values-mapping.ts";

/** All that a charger has told so far, each value with the time it is of. Nothing but a newer value takes one away. */
export interface KnownValues {
  learn(values: GoeValues, at: Instant): void;
  has(key: string): boolean;
  get(key: string): Json | undefined;
  /** The values of these keys, or all, whatever their age. */
  of(keys?: readonly string[]): GoeValues;
  /** Everything for people, as of `at`; what was asked for longer ago says so. */
  reading(at: Instant): Unstamped<ValuesReading>;
}

interface Known {
  readonly value: Json;
  readonly at: Instant;
  /** How long the charger had been running then; moments are counted from its start. */
  readonly uptimeMs: number | undefined;
}

export function createKnownValues(): KnownValues {
  const known = new Map<string, Known>();
  return {
    learn: (values, at) => {
      const uptimeMs = numberOf(values["rbt"]);
      for (const [key, value] of Object.entries(values)) {
        // What the charger suddenly has no value for keeps the last one, unless "none" is a value of that key.
        const isTold = value !== null || findGoeKey(key)?.isNullable === true;
        if (isTold && (known.get(key)?.at ?? at) <= at) known.set(key, { value, at, uptimeMs });
      }
    },
    has: (key) => known.has(key),
    get: (key) => known.get(key)?.value,
    of: (keys = [...known.keys()]) => {
      const entries = keys.flatMap((key) => {
        const value = known.get(key)?.value;
        return value === undefined ? [] : [[key, value] as const];
      });
      return Object.fromEntries(entries);
    },
    reading: (at) => toReading(known, at),
  };
}

/** What was told together is put together, oldest first, so that the newest word on anything stays. */
function toReading(known: ReadonlyMap<string, Known>, readAt: Instant): Unstamped<ValuesReading> {
  const groups = [...Map.groupBy(known, ([, { at }]) => at)].sort(([one], [other]) => one - other);
  const values: Record<string, ValuesReading["values"][string]> = {};
  const olderAt: Record<string, Instant> = {};
  for (const [at, entries] of groups) {
    for (const [key, value] of Object.entries(flatten(entries))) {
      values[key] = value;
      if (at < readAt) olderAt[key] = at;
    }
  }
  return { kind: "values", at: readAt, quality: "measured", values, olderAt };
}

function flatten(entries: readonly (readonly [string, Known])[]): ValuesReading["values"] {
  const values = Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
  const uptimeMs = entries.find(([, one]) => one.uptimeMs !== undefined)?.[1].uptimeMs;
  if (uptimeMs === undefined || values["rbt"] !== undefined) return toFlatValues(values);
  const { rbt, ...flat } = toFlatValues({ ...values, rbt: uptimeMs });
  return flat;
}
