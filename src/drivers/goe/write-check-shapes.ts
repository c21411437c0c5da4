import type { Json } from "#domain";
import { isObject } from "./json-values.ts";

interface Shape {
  isRight(value: Json): boolean;
  /** Shown to whoever got it wrong. */
  readonly example: string;
}

const timer: Shape = {
  isRight: (value) =>
    isObject(value) &&
    isWithin(value["control"], 0, 4) &&
    Array.isArray(value["ranges"]) &&
    value["ranges"].every((range: Json) => isObject(range) && isTime(range["begin"]) && isTime(range["end"])),
  example: '{"control":1,"ranges":[{"begin":{"hour":22,"minute":0},"end":{"hour":24,"minute":0}}]}',
};

/** What has to be inside the lists and objects that can be written. */
const shapes: Readonly<Record<string, Shape>> = {
  ...{ sch_week: timer, sch_satur: timer, sch_sund: timer },
  ids: {
    isRight: (value) =>
      isObject(value) &&
      typeof value["pGrid"] === "number" &&
      Object.entries(value).every(([name, watts]) => /^(pGrid|pPv|pAkku)$/.test(name) && typeof watts === "number"),
    example: '{"pGrid":-1200,"pPv":3400,"pAkku":0}',
  },
  lot: {
    isRight: (value) => isObject(value) && Object.values(value).every((amps) => isWithin(amps, 0, 100_000)),
    example: '{"amp":32,"dyn":32,"sta":32,"ts":0}',
  },
  clp: {
    isRight: (value) => Array.isArray(value) && value.length <= 5 && value.every((amps: Json) => isWithin(amps, 6, 32)),
    example: "[6,10,12,14,16]",
  },
  map: {
    isRight: (value) => Array.isArray(value) && [...value].sort().join() === "1,2,3",
    example: "[1,2,3]",
  },
  awpl: {
    isRight: (value) =>
      Array.isArray(value) &&
      value.every(
        (slot: Json) => isObject(slot) && ["start", "end", "marketprice"].every((each) => isNumber(slot[each])),
      ),
    example: '[{"start":1781683200,"end":1781686800,"marketprice":8.35}]',
  },
  cards: {
    isRight: (value) => Array.isArray(value) && value.length === 10 && value.every((card: Json) => isObject(card)),
    example: '[{"name":"Anna","energy":0,"cardId":true},…] (10)',
  },
  wifis: {
    isRight: (value) => Array.isArray(value) && value.length <= 10 && value.every((network: Json) => isObject(network)),
    example: '[{"ssid":"…","key":"…"},{}] ({} = as it is)',
  },
  iim: { isRight: (value) => isListOf(value, (each) => typeof each === "boolean"), example: "[false,true]" },
  ips: { isRight: (value) => isListOf(value, (each) => isWithin(each, 0, 3)), example: "[0,1,2]" },
};

/** An example of what belongs there, where the value is not of that shape; nothing where all is well. */
export function shapeComplaint(key: string, value: Json): string | undefined {
  const shape = shapes[key];
  return shape === undefined || shape.isRight(value) ? undefined : shape.example;
}

/** As the charger takes it: a timer without the seconds that it tells itself but that make the request too long. */
export function toShortForm(key: string, value: Json): Json {
  return shapes[key] === timer ? withoutSeconds(value) : value;
}

function withoutSeconds(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((each: Json) => withoutSeconds(each));
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "second")
      .map(([name, each]) => [name, withoutSeconds(each)]),
  );
}

function isTime(value: Json | undefined): boolean {
  return isObject(value) && isWithin(value["hour"], 0, 24) && isWithin(value["minute"], 0, 59);
}

function isListOf(value: Json, isRight: (each: Json) => boolean): boolean {
  return Array.isArray(value) && value.every(isRight);
}

function isWithin(value: Json | undefined, lowest: number, highest: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= lowest && value <= highest;
}

function isNumber(value: Json | undefined): boolean {
  return typeof value === "number" && Number.isFinite(value);
}
