import { fail, type Json } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CallOptions } from "#platform";
import type { GoeClient } from "./client.ts";
import { foreignCommand } from "./foreign-command.ts";
import { isObject } from "./json-values.ts";
import { findAddress, pieceAt, withPiece } from "./key-pieces.ts";
import { type GoeKey, goeKeys } from "./keys.ts";
import type { GoeValues } from "./transport.ts";
import { toWireValue } from "./values-mapping.ts";
import { unknownKey } from "./write-check.ts";
import { toShortForm } from "./write-check-shapes.ts";

/**
 * Whether the house may look at what became of it. Orders are shown nowhere, a card's number is never told, and what is
 * secret must not be remembered: of these "taken" is all that there is to see.
 */
const isTold = (key: GoeKey) => key.access !== "write" && key.type !== "card" && !key.isSecret && key.type !== "url";

/** What the house may remember and put back: nothing secret, nothing that could lock the owner out. */
const settings = goeKeys.filter(
  (key) => key.access === "read-write" && key.device === "charger" && !key.isDangerous && isTold(key),
);
const settingKeys = settings.map((key) => key.key);
const lastingKeys = settings.filter((key) => !key.isPassing).map((key) => key.key);

/** Any single setting, by its own name; a piece of one (`lot.amp`) is set without touching what is beside it. */
export function createValuesActuator(client: GoeClient): Actuator {
  const read: Actuator["read"] = async (call, about) => {
    const { key } = (about?.kind === "value" ? findAddress(about.key) : undefined) ?? {};
    if (key === undefined) return { ...(await client.status(settingKeys, call)) };
    return isTold(key) ? { ...(await client.status([key.key], call)) } : {};
  };
  return {
    id: "values",
    accepts: ["value"],
    effect: "lasting",
    settleMs: 2_000,
    confirmWithinMs: 20_000,
    read,
    apply: async (command, call) => {
      if (command.kind !== "value") throw foreignCommand(command);
      const { key, value, isConfirmed = false } = command;
      await client.set(await toWrite(client, key, toWireValue(key, value), call), { ...call, isConfirmed });
    },
    isInEffect: (command, state) => {
      if (command.kind !== "value") return false;
      const { key, path = [] } = findAddress(command.key) ?? {};
      if (key === undefined) return false;
      if (!isTold(key)) return true;
      return isSame(toWireValue(command.key, command.value), pieceAt(memberOf(state, key.key), path));
    },
    restore: async (before, call) => {
      for (const [key, value] of Object.entries(changes(before, await read(call)))) {
        await client.set({ [key]: toShortForm(key, value) }, call);
      }
    },
    isRestored: (before, state) => Object.keys(changes(before, state)).length === 0,
  };
}

/** The write that sets a key or a piece of one; for a piece the rest is read first. */
export async function toWrite(client: GoeClient, name: string, value: Json, call: CallOptions): Promise<GoeValues> {
  const address = findAddress(name);
  if (address === undefined) throw unknownKey(name);
  const { key, path } = address;
  if (path.length === 0) return { [key.key]: toShortForm(key.key, value) };
  if (key.access === "write") throw fail("invalid", "goe.whole-only", { facts: { key: key.key } });
  const whole = (await client.status([key.key], call))[key.key];
  if (whole === undefined) throw fail("refused", "goe.key-absent", { facts: { key: key.key } });
  return { [key.key]: toShortForm(key.key, withPiece(whole, path, value)) };
}

/** What has to be written to get from the present state back to the earlier one. */
function changes(before: Json, state: Json): GoeValues {
  const entries = lastingKeys.flatMap((key) => {
    const was = memberOf(before, key);
    return was === undefined || isSame(was, memberOf(state, key)) ? [] : [[key, was] as const];
  });
  return Object.fromEntries(entries);
}

function memberOf(state: Json, key: string): Json | undefined {
  return isObject(state) && Object.hasOwn(state, key) ? state[key] : undefined;
}

/** Seconds that the charger adds to a time of day, and the order of members, make no difference. */
export function isSame(one: Json, other: Json | undefined): boolean {
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((each, at) => isSame(each, other[at]));
  }
  if (!isObject(one)) return one === other;
  return (
    isObject(other) &&
    Object.entries(one).every(([name, each]) => name === "second" || (each !== undefined && isSame(each, other[name])))
  );
}
