import { choicesByKey } from "./choices-by-key.ts";
import { elementsByKey } from "./elements.ts";
import type { GoeKey, GoePolling, GoeType } from "./shape.ts";
import { words } from "./shape.ts";

const accesses: Readonly<Record<string, GoeKey["access"]>> = { r: "read", w: "write", rw: "read-write" };

const types: readonly GoeType[] = [
  ...(["bool", "uint8", "int8", "uint16", "uint32", "uint64", "int", "float", "boot-time", "boot-end"] as const),
  ...(["text", "url", "colour", "card", "object", "list", "trigger", "virtual"] as const),
];

const pollings: readonly GoePolling[] = ["always", "status", "config", "identity"];

const units = ["A", "V", "W", "kW", "Wh", "kWh", "Hz", "ms", "s", "min", "ct", "°C", "dBm", "%/s"];

/** The one way a row can be wrong is a slip of ours, found by the first test that loads the table. */
class RowError extends Error {}

/**
 * Reads a table of keys: name, facts, and the label in English, German and French. The facts are access (r, w, rw), type
 * and polling, then unit, range (`6..32`, with a step `0..100/10`) and the words null, passing, danger, secret, length:N.
 */
export function parseRows(table: string, device: GoeKey["device"] = "charger"): readonly GoeKey[] {
  return table
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => parseRow(line, device));
}

function parseRow(line: string, device: GoeKey["device"]): GoeKey {
  const [key = "", facts = "", en = "", de = "", fr = ""] = line.split("|").map((cell) => cell.trim());
  const [access = "", type = "", polling = "", ...rest] = facts.split(/\s+/);
  const choices = choicesByKey[key];
  const elements = elementsByKey[key];
  return {
    key,
    device,
    access: accesses[access] ?? wrong(line, access),
    type: types.find((known) => known === type) ?? wrong(line, type),
    polling: pollings.find((known) => known === polling) ?? wrong(line, polling),
    label: words(en, de, fr),
    ...Object.assign({}, ...rest.map((fact) => parseFact(fact, line))),
    ...(choices === undefined ? {} : { choices }),
    ...(elements === undefined ? {} : { elements }),
  };
}

function parseFact(fact: string, line: string): Partial<GoeKey> {
  switch (fact) {
    case "null":
      return { isNullable: true };
    case "passing":
      return { isPassing: true };
    case "danger":
      return { isDangerous: true };
    case "secret":
      return { isSecret: true };
  }
  if (units.includes(fact)) return { unit: fact };
  const range = /^(-?[\d.]+?)\.\.(-?[\d.]+)(?:\/([\d.]+))?$/.exec(fact);
  if (range !== null) return { min: Number(range[1]), max: Number(range[2]), step: Number(range[3] ?? 1) };
  const length = /^length:(\d+)$/.exec(fact);
  return length === null ? wrong(line, fact) : { maxLength: Number(length[1]) };
}

function wrong(line: string, fact: string): never {
  throw new RowError(`not understood: "${fact}" in ${line}`);
}
