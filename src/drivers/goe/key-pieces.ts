import type { Json } from "#domain";
import { isObject, numberOf } from "./json-values.ts";
import { findGoeKey, type GoeElement, type GoeKey } from "./keys.ts";

type Path = GoeElement["path"];

/** A key, or one piece of it: `nrg.powerTotal` by its name and `nrg.11` by its place are the same. */
export interface GoeAddress {
  readonly key: GoeKey;
  /** Empty for the whole key. */
  readonly path: Path;
  /** Known for pieces that have a name. */
  readonly element?: GoeElement;
}

export function findAddress(name: string): GoeAddress | undefined {
  const [first = "", ...rest] = name.split(".");
  const key = findGoeKey(first);
  if (key === undefined) return undefined;
  if (rest.length === 0) return { key, path: [] };
  const isComposite = key.type === "object" || key.type === "list";
  if (!isComposite || rest.includes("")) return undefined;
  const path = rest.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const element = key.elements?.find((each) => each.name === rest.join(".") || each.path.join(".") === rest.join("."));
  if (element !== undefined) return { key, path: element.path, element };
  // Without names of our own any place in it can be asked for; with names a wrong one is a slip.
  return key.elements === undefined ? { key, path } : undefined;
}

export function pieceAt(value: Json | undefined, path: Path): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(value)) return typeof step === "number" ? pieceAt(value[step], rest) : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? pieceAt(value[step], rest) : undefined;
}

/** The same value with one piece replaced; what is around it stays as it is. */
export function withPiece(value: Json | undefined, path: Path, piece: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return piece;
  if (typeof step === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    while (list.length <= step) list.push(null);
    list[step] = withPiece(list[step], rest, piece);
    return list;
  }
  return {
    ...(isObject(value) ? value : {}),
    [step]: withPiece(isObject(value) ? value[step] : undefined, rest, piece),
  };
}

/** A piece as people write it: hours and minutes as `07:30`. Nothing where it is not what the piece should be. */
export function shownPiece(element: GoeElement, piece: Json | undefined): string | number | boolean | undefined {
  if (element.type === "time") {
    const hour = isObject(piece) ? numberOf(piece["hour"]) : undefined;
    const minute = isObject(piece) ? numberOf(piece["minute"]) : undefined;
    return hour === undefined || minute === undefined ? undefined : `${twoDigits(hour)}:${twoDigits(minute)}`;
  }
  return typeof piece === "string" || typeof piece === "number" || typeof piece === "boolean" ? piece : undefined;
}

/** The other way round; nothing where the text is no time of day. 24:00 ends a day. */
export function timeOfDay(text: string): Json | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? undefined : { hour: Number(hour), minute: Number(minute) };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
