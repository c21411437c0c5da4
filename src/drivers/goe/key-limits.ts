import type { GoeKey, GoeType } from "./keys.ts";

export interface GoeLimits {
  readonly lowest: number;
  readonly highest: number;
  /** Nothing narrower than what the type can hold is known. */
  readonly isByType: boolean;
}

const byType: Partial<Readonly<Record<GoeType, readonly [number, number]>>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
  uint64: [0, Number.MAX_SAFE_INTEGER],
  int: [-2_147_483_648, 2_147_483_647],
  float: [-3.4e38, 3.4e38],
  "boot-time": [0, 2_147_483_647],
  "boot-end": [0, 2_147_483_647],
};

/** What a number may be; nothing where the key is no number. */
export function limitsOf(key: GoeKey): GoeLimits | undefined {
  const limits = byType[key.type];
  if (limits === undefined) return undefined;
  const [lowest, highest] = limits;
  const isByType = key.min === undefined && key.max === undefined && key.choices === undefined;
  return { lowest: key.min ?? lowest, highest: key.max ?? highest, isByType };
}

export function isWhole(type: GoeType): boolean {
  return type !== "float" && byType[type] !== undefined;
}
