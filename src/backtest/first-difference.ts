import type { Json } from "#domain";
import { isObject } from "./shape.ts";

/** Two values that should be the same, and where they stand. */
export interface Mismatch {
  /** `reasons[0].because.surplusW` */
  readonly path: string;
  readonly recorded: Json | undefined;
  readonly replayed: Json | undefined;
}

/** The first place at which two pieces of JSON differ, down to the single value; the order of members counts last. */
export function firstDifference(path: string, recorded: Json | undefined, replayed: Json | undefined) {
  return findIn(path, recorded, replayed) ?? differentOrder(path, recorded, replayed);
}

function findIn(path: string, recorded: Json | undefined, replayed: Json | undefined): Mismatch | undefined {
  if (recorded === replayed) return undefined;
  if (Array.isArray(recorded) && Array.isArray(replayed)) {
    for (let index = 0; index < Math.max(recorded.length, replayed.length); index += 1) {
      const found = findIn(`${path}[${index}]`, recorded[index], replayed[index]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isJsonObject(recorded) && isJsonObject(replayed)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(replayed)])) {
      const found = findIn(`${path}.${key}`, recorded[key], replayed[key]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return { path, recorded, replayed };
}

function differentOrder(path: string, recorded: Json | undefined, replayed: Json | undefined): Mismatch | undefined {
  return JSON.stringify(recorded) === JSON.stringify(replayed) ? undefined : { path, recorded, replayed };
}

function isJsonObject(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return isObject(value);
}
