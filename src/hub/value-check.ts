import { type Capability, fail, type ProblemError, type RequestBody, type ValueDefinition } from "#domain";
import { nearestWord } from "./config/nearest.ts";

type ValueWish = Extract<RequestBody, { kind: "value" }>;

/** A device that a value could be for, as the hub knows it now. */
export interface ValueHolder {
  readonly id: string;
  readonly capabilities: readonly Capability[];
}

/**
 * Refuses what the device's own definitions do not allow, before the wish becomes part of a decision. What can lock the
 * owner out needs a yes of its own, and never comes from a program that acts by itself.
 */
export function checkValue(wish: ValueWish, devices: readonly ValueHolder[], isAutomatic: boolean): void {
  const definition = findDefinition(wish, devices);
  const { key } = definition;
  if (definition.access === "read") throw fail("invalid", "value.read-only", { facts: { key } });
  checkType(wish, definition);
  checkRange(wish, definition);
  if (definition.isDangerous !== true) return;
  if (isAutomatic) throw fail("invalid", "value.by-hand-only", { facts: { key } });
  if (wish.isConfirmed !== true) throw fail("invalid", "value.needs-confirmation", { facts: { key } });
}

function findDefinition({ device, key }: ValueWish, devices: readonly ValueHolder[]): ValueDefinition {
  const [id = device, ...rest] = device.split(".");
  const part = rest.length === 0 ? undefined : rest.join(".");
  const holder = devices.find((one) => one.id === id);
  const known = devices.map((one) => one.id).join(", ");
  if (holder === undefined) throw fail("invalid", "value.unknown-device", { facts: { device, known } });
  const offered = holder.capabilities.filter((one) => one.kind === "values");
  if (offered.length === 0) throw fail("invalid", "value.none-offered", { facts: { device } });
  const definitions = offered.filter((one) => one.part === part).flatMap((one) => one.definitions);
  const found = definitions.find((definition) => definition.key === key);
  if (found !== undefined) return found;
  const nearest = nearestWord(
    key,
    definitions.map((definition) => definition.key),
  );
  if (nearest === undefined) throw fail("invalid", "value.unknown-key", { facts: { device, key } });
  throw fail("invalid", "value.unknown-key-nearest", { facts: { device, key, nearest } });
}

/** "None" is a value where the device says so, and nowhere else; it is no zero and no empty text. */
function checkType(wish: ValueWish, definition: ValueDefinition): void {
  const { key, value } = wish;
  if (value === null && definition.isNullable === true) return;
  const facts = { key, value: value ?? "null" };
  switch (definition.type) {
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) throw fail("invalid", "value.not-a-number", { facts });
      return;
    case "switch":
      if (typeof value !== "boolean") throw fail("invalid", "value.not-a-switch", { facts });
      return;
    case "text":
      if (typeof value !== "string") throw fail("invalid", "value.not-a-text", { facts });
      return;
    case "choice":
      if (definition.options?.every((option) => option.value !== value) !== false) throw notAChoice(wish, definition);
      return;
    case "object":
      if (!isJsonText(value)) throw fail("invalid", "value.not-json", { facts });
  }
}

function notAChoice({ key, value }: ValueWish, { options = [] }: ValueDefinition): ProblemError {
  const allowed = options.map((option) => option.value).join(", ");
  return fail("invalid", "value.not-a-choice", { facts: { key, value: value ?? "null", allowed } });
}

function checkRange({ key, value }: ValueWish, { min, max, unit }: ValueDefinition): void {
  if (typeof value !== "number") return;
  if (value >= (min ?? value) && value <= (max ?? value)) return;
  const facts = { key, value, lowest: min, highest: max, ...(unit === undefined ? {} : { unit }) };
  throw fail("invalid", "value.out-of-range", { facts });
}

function isJsonText(value: ValueWish["value"]): boolean {
  if (typeof value !== "string") return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
